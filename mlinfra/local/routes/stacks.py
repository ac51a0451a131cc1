"""``deploymentStacks`` and ``deploymentStacksWhatIfResults`` at resource group, subscription and management group."""

from __future__ import annotations

import re
import uuid
from re import Match

from mlinfra.arm.resource_id import ResourceId, resource_id
from mlinfra.base.arm_types import DEPLOYMENT_STACKS, RESOURCES, STACK_WHAT_IF_RESULTS
from mlinfra.base.errors import MlinfraError
from mlinfra.local.deployments import Deployments
from mlinfra.local.errors import ArmError, group_not_found, invalid_template
from mlinfra.local.http import Call, Reply, Route, paged
from mlinfra.local.operations import POLL, poll_job, start_job
from mlinfra.local.providers._base import Body, read
from mlinfra.local.rehearsal import validate
from mlinfra.local.stack_forecast import stack_changes, without_properties
from mlinfra.local.stacks import StackRequest, Stacks, found_stack, stack_request

_AT = r"(?P<scope>/subscriptions/[^/]+|/subscriptions/[^/]+/resourcegroups/[^/]+|/providers/microsoft\.management/managementgroups/[^/]+)"
_STACKS = rf"{_AT}/providers/microsoft\.resources/deploymentstacks"
_RESULTS = rf"{_AT}/providers/microsoft\.resources/deploymentstackswhatifresults"
_RESULT_TYPE = STACK_WHAT_IF_RESULTS
_UNMANAGE = {
    "unmanageaction.resources": "resources",
    "unmanageaction.resourcegroups": "resourceGroups",
    "unmanageaction.managementgroups": "managementGroups",
}
_NEVER = "0001-01-01T00:00:00Z"


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


class StackRoutes:
    """The deployment stacks service."""

    def __init__(self, deployments: Deployments) -> None:
        self.stacks, self.store, self.faults = Stacks(deployments), deployments.store, deployments.faults

    def routes(self) -> tuple[Route, ...]:
        """What it serves."""
        stack_path, result = rf"{_STACKS}/(?P<name>[^/]+)", rf"{_RESULTS}/(?P<name>[^/]+)"
        status = (
            rf"{_AT}/providers/microsoft\.resources/locations/[^/]+/deploymentstackoperationstatus/(?P<token>[^/]+)"
        )
        return (
            ("PUT", _path(stack_path), self._put),
            ("GET", _path(stack_path), self._get),
            ("DELETE", _path(stack_path), self._delete),
            ("GET", _path(_STACKS), self._list),
            ("POST", _path(f"{stack_path}/validate"), self._validate),
            ("POST", _path(f"{stack_path}/exporttemplate"), self._export),
            ("GET", _path(status), self._status),
            ("PUT", _path(result), self._put_result),
            ("GET", _path(result), self._get_result),
            ("DELETE", _path(result), self._delete_result),
            ("GET", _path(_RESULTS), self._list_results),
            ("POST", _path(f"{result}/whatif"), self._what_if),
        )

    def _request(self, call: Call, at: Match[str]) -> StackRequest:
        return stack_request(self.store, at["scope"], at["name"], call.json(), call.principal)

    def _stack_id(self, at: Match[str]) -> ResourceId:
        return resource_id(f"{at['scope']}/providers/{DEPLOYMENT_STACKS}/{at['name']}")

    def _result_id(self, at: Match[str]) -> ResourceId:
        return resource_id(f"{at['scope']}/providers/{_RESULT_TYPE}/{at['name']}")

    def _async(self, call: Call, at: Match[str], work: Body) -> dict[str, str]:
        token = start_job(self.store, self.faults, work)
        place = f"{at['scope']}/providers/{RESOURCES}/locations/local/deploymentStackOperationStatus"
        return {"Azure-AsyncOperation": f"{call.base}{place}/{token}?api-version={call.api_version}", **POLL}

    def _put(self, call: Call, at: Match[str]) -> Reply:
        request = self._request(call, at)
        body, new = self.stacks.start(request)
        work = {"kind": "stack", "key": request.id.key, "deployment": request.deployment.id.key}
        headers = self._async(call, at, work)
        return Reply(201 if new else 200, body, headers)

    def _status(self, _: Call, at: Match[str]) -> Reply:
        job, unfinished = poll_job(self.store, at["token"])
        deployment = str(job.get("deployment"))
        failure = self.stacks.deployments.failure(deployment)
        running = self.store.get("active", deployment)  # before the stack: what ends in between is read as ended
        stack = self.store.get("stack", job["key"]) if job["kind"] == "stack" else None
        if unfinished or (stack and not failure and running):
            return Reply(200, {"status": "deploying" if stack else "validating"}, dict(POLL))
        error = failure.error() if failure else read(stack, "properties.error") or job.get("error")
        state = str(read(stack, "properties.provisioningState") or ("failed" if error else "succeeded"))
        if state == "deploying":  # its end could not be written
            state = "failed"
        return Reply(200, {"status": state, **({"error": error} if error else {})})

    def _get(self, _: Call, at: Match[str]) -> Reply:
        self._group(at["scope"])
        return Reply(200, found_stack(self.store, self._stack_id(at)))

    def _group(self, scope: str) -> None:
        group = ResourceId(scope).group
        if group and self.store.get("resource", group.key) is None:
            raise group_not_found(group.name)

    def _list(self, _: Call, at: Match[str]) -> Reply:
        self._group(at["scope"])
        prefix = f"{at['scope']}/providers/{DEPLOYMENT_STACKS.lower()}/".lower()
        return paged(list(self.store.under("stack", prefix).values()))

    def _delete(self, call: Call, at: Match[str]) -> Reply:
        unmanage = {name: call.query[key] for key, name in _UNMANAGE.items() if key in call.query}
        if not self.stacks.delete(self._stack_id(at), unmanage):
            return Reply(204)
        token = start_job(self.store, self.faults, {"kind": "delete"})
        url = f"{call.base}/providers/{RESOURCES}/operationresults/{token}?api-version={call.api_version}"
        return Reply(202, None, {"Location": url, **POLL})

    def _validate(self, call: Call, at: Match[str]) -> Reply:
        request = self._request(call, at)
        snapshot, failures, _ = validate(self.store, request.deployment, self.faults.refuse)
        if failures:
            raise ArmError(
                400, "DeploymentStackValidationFailed", "The stack is not valid. See inner errors.", details=failures
            )
        resources = [{"id": entry.resource["id"]} for entry in snapshot.entries]
        properties = {
            "actionOnUnmanage": request.unmanage,
            "denySettings": request.deny,
            "validatedResources": resources,
            "correlationId": str(uuid.uuid4()),
        }
        return Reply(200, {"id": request.id.text, "name": request.id.name, "properties": properties})

    def _export(self, _: Call, at: Match[str]) -> Reply:
        stack = found_stack(self.store, self._stack_id(at))
        key = str(stack["properties"]["deploymentId"]).lower()
        return Reply(200, self.store.get("template", key) or {"template": {}})

    def _put_result(self, call: Call, at: Match[str]) -> Reply:
        sent = call.json()
        target = resource_id(str(read(sent, "properties.deploymentStackResourceId") or ""))
        if not target.complete or not read(sent, "properties.retentionInterval"):
            raise ArmError(
                400, "InvalidRequestContent", "deploymentStackResourceId and retentionInterval are required."
            )
        request = stack_request(self.store, target.scope, target.name, sent, call.principal)
        rid = self._result_id(at)
        properties = self._forecast(request, sent["properties"])
        body: Body = {"id": rid.text, "name": rid.name, "type": _RESULT_TYPE, "properties": properties}
        if sent.get("location"):
            body["location"] = sent["location"]
        new = self.store.get("stackWhatIf", rid.key) is None
        self.store.put("stackWhatIf", rid.key, body)
        work = {"kind": "stack-what-if", "error": properties.get("error")}
        return Reply(201 if new else 200, _brief(body), self._async(call, at, work))

    def _forecast(self, request: StackRequest, sent: Body) -> Body:
        stack = self.store.get("stack", request.id.key)
        properties: Body = {
            "deploymentStackResourceId": request.id.text,
            "retentionInterval": sent["retentionInterval"],
            "deploymentStackLastModified": read(stack, "systemData.lastModifiedAt") or _NEVER,
            "actionOnUnmanage": request.unmanage,
            "denySettings": request.deny,
            "correlationId": str(uuid.uuid4()),
            "diagnostics": [],
        }
        try:
            changes, diagnostics = stack_changes(self.store, request)
            return properties | {
                "changes": changes,
                "diagnostics": diagnostics,
                "provisioningState": "succeeded",
            }
        except MlinfraError as error:
            refusal = invalid_template(error.message, error.where)
        except ArmError as error:
            refusal = error
        return properties | {"provisioningState": "failed", "error": refusal.error()}

    def _stored(self, at: Match[str]) -> Body:
        body = self.store.get("stackWhatIf", self._result_id(at).key)
        if body is None:
            raise ArmError(
                404, "DeploymentStackWhatIfResultNotFound", f"The what-if result '{at['name']}' could not be found."
            )
        return body

    def _get_result(self, _: Call, at: Match[str]) -> Reply:
        return Reply(200, _brief(self._stored(at)))

    def _what_if(self, _: Call, at: Match[str]) -> Reply:
        return Reply(200, self._stored(at))

    def _delete_result(self, _: Call, at: Match[str]) -> Reply:
        known = self.store.get("stackWhatIf", self._result_id(at).key)
        self.store.delete("stackWhatIf", self._result_id(at).key)
        return Reply(200 if known else 204)

    def _list_results(self, _: Call, at: Match[str]) -> Reply:
        prefix = f"{at['scope']}/providers/{_RESULT_TYPE}/".lower()
        return paged([_brief(body) for body in self.store.under("stackWhatIf", prefix).values()])


def _brief(body: Body) -> Body:
    changes = read(body, "properties.changes")
    return {**body, "properties": {**body["properties"], "changes": without_properties(changes)}} if changes else body
