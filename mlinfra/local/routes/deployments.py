"""``.../providers/Microsoft.Resources/deployments`` at every scope, and the operations of a deployment."""

from __future__ import annotations

import re
from re import Match
from typing import Any

from mlinfra.arm.resource_id import ResourceId, resource_id
from mlinfra.base.arm_types import DEPLOYMENTS
from mlinfra.base.errors import MlinfraError
from mlinfra.local.deployment_parts import deployment_parts
from mlinfra.local.deployment_request import DeploymentRequest, read_request
from mlinfra.local.deployments import Deployments, answer, shown
from mlinfra.local.errors import ArmError, group_not_found, invalid_template
from mlinfra.local.forecast import what_if
from mlinfra.local.history import forget
from mlinfra.local.http import Call, Reply, Route, paged
from mlinfra.local.operations import POLL, poll_job, start_job
from mlinfra.local.rehearsal import Rules, refuse_failures, validate
from mlinfra.local.template_hash import template_hash

_AT = r"(?P<scope>|/subscriptions/[^/]+|/subscriptions/[^/]+/resourcegroups/[^/]+|/providers/microsoft\.management/managementgroups/[^/]+)"
_ENDED = {"Succeeded", "Failed", "Canceled"}
_FOLDER = rf"{_AT}/providers/microsoft\.resources/deployments"


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


class DeploymentRoutes:
    """The deployments service."""

    def __init__(self, deployments: Deployments) -> None:
        self.deployments, self.store, self.faults = deployments, deployments.store, deployments.faults

    def routes(self) -> tuple[Route, ...]:
        """What it serves."""
        deployment = rf"{_FOLDER}/(?P<name>[^/]+)"
        operations = rf"{_AT}(?:/providers/microsoft\.resources)?/deployments/(?P<name>[^/]+)/operations"
        return (
            ("PUT", _path(deployment), self._put),
            ("GET HEAD", _path(deployment), self._get),
            ("DELETE", _path(deployment), self._delete),
            ("GET", _path(_FOLDER), self._list),
            ("POST", _path(f"{deployment}/whatIf"), self._what_if),
            ("POST", _path(f"{deployment}/validate"), self._validate),
            ("POST", _path(f"{deployment}/cancel"), self._cancel),
            ("POST", _path(f"{deployment}/exportTemplate"), self._export),
            ("GET", _path(rf"{deployment}/operationStatuses/(?P<token>[^/]+)"), self._status),
            ("GET", _path(operations), self._operations),
            ("GET", _path(rf"{operations}/(?P<operation>[^/]+)"), self._operation),
            (
                "GET",
                _path(r"(?:/subscriptions/[^/]+|/providers/microsoft\.resources)/operationresults/(?P<token>[^/]+)"),
                self._result,
            ),
            ("POST", _path(r"/providers/microsoft\.resources/calculatetemplatehash"), self._hash),
        )

    def _request(self, call: Call, at: Match[str]) -> DeploymentRequest:
        return read_request(self.store, at["scope"], at["name"], call.json(), call.principal)

    def _id(self, at: Match[str]) -> ResourceId:
        return resource_id(f"{at['scope']}/providers/{DEPLOYMENTS}/{at['name']}")

    def _put(self, call: Call, at: Match[str]) -> Reply:
        request = self._request(call, at)
        body, new = self.deployments.start(request)
        token = start_job(self.store, self.faults, {"kind": "deployment", "key": request.id.key})
        url = f"{call.base}{request.id.text}/operationStatuses/{token}?api-version={call.api_version}"
        return Reply(201 if new else 200, shown(body), {"Azure-AsyncOperation": url, **POLL})

    def _status(self, _: Call, at: Match[str]) -> Reply:
        job, unfinished = poll_job(self.store, at["token"])
        running = self.store.get("active", job["key"])  # before the body: what ends in between is read as ended
        body = answer(self.deployments, ResourceId(job["key"]))
        state = body["properties"]["provisioningState"]
        if unfinished or (state not in _ENDED and running):
            return Reply(200, {"status": "Accepted" if state == "Accepted" else "Running"}, dict(POLL))
        error = body["properties"].get("error")
        return Reply(200, {"status": state, **({"error": error} if error else {})})

    def _get(self, call: Call, at: Match[str]) -> Reply:
        if call.method == "HEAD":
            return Reply(204 if self.store.get("deployment", self._id(at).key) else 404)
        return Reply(200, answer(self.deployments, self._id(at)))

    def _delete(self, call: Call, at: Match[str]) -> Reply:
        rid = self._id(at)
        with self.store.transaction():
            if self.store.get("active", rid.key):
                raise ArmError(409, "DeploymentActive", f"The deployment '{rid.name}' is running: cancel it first.")
            known = self.store.get("deployment", rid.key)
            forget(self.store, rid.key)
        return Reply(204) if known is None else self._later(call, at["scope"], {"kind": "delete"}, status=202)

    def _list(self, call: Call, at: Match[str]) -> Reply:
        folder = f"{at['scope']}/providers/{DEPLOYMENTS.lower()}/".lower()
        self._group(at["scope"])
        deployments = [shown(body) for body in self.store.under("deployment", folder).values()]
        state = re.search(r"provisioningState eq '(\w+)'", call.query.get("$filter", ""))
        if state:
            deployments = [
                deployment
                for deployment in deployments
                if deployment["properties"]["provisioningState"].lower() == state[1].lower()
            ]
        deployments.sort(key=lambda deployment: str(deployment["properties"]["timestamp"]), reverse=True)
        return paged(deployments[: call.top])

    def _group(self, scope: str) -> None:
        group = ResourceId(scope).group if scope else None
        if group and self.store.get("resource", group.key) is None:
            raise group_not_found(group.name)

    def _what_if(self, call: Call, at: Match[str]) -> Reply:
        request = self._request(call, at)
        settings = call.json()["properties"].get("whatIfSettings") or {}
        full = str(settings.get("resultFormat", "FullResourcePayloads")).lower() != "resourceidonly"
        refusals, rules = self._forecast_checks(call)
        try:
            forecast = what_if(self.store, request, refusals, rules, full=full)
            result: dict[str, Any] = {"status": "Succeeded", "properties": forecast}
        except MlinfraError as error:
            refusal = invalid_template(error.message, error.where)
            result = {"status": "Failed", "error": refusal.error()}
        except ArmError as error:
            result = {"status": "Failed", "error": error.error()}
        return self._later(call, at["scope"], {"kind": "what-if", "result": result}, status=202)

    def _later(self, call: Call, scope: str, work: dict[str, Any], *, status: int) -> Reply:
        token = start_job(self.store, self.faults, work)
        match = re.match(r"/subscriptions/[^/]+", scope, re.IGNORECASE)
        folder = match[0] if match else "/providers/Microsoft.Resources"
        url = f"{call.base}{folder}/operationresults/{token}?api-version={call.api_version}"
        return Reply(status, None, {"Location": url, **POLL})

    def _result(self, call: Call, at: Match[str]) -> Reply:
        job, unfinished = poll_job(self.store, at["token"])
        if unfinished:
            url = f"{call.base}{call.path}?api-version={call.api_version}"
            return Reply(202, None, {"Location": url, **POLL})
        return Reply(200, job["result"]) if "result" in job else Reply(204)

    def _validate(self, call: Call, at: Match[str]) -> Reply:
        request = self._request(call, at)
        snapshot, failures, warnings = validate(self.store, request, self.faults.refuse)
        refuse_failures(failures)
        ids = [{"id": entry.resource["id"]} for entry in snapshot.entries]
        properties = {
            "mode": request.mode,
            "provisioningState": "Succeeded",
            "templateHash": template_hash(request.template),
            **deployment_parts(snapshot, request.id),
            "validatedResources": ids,
            **({"diagnostics": warnings} if warnings else {}),
        }
        return Reply(200, {"id": request.id.text, "name": request.id.name, "properties": properties})

    def _forecast_checks(self, call: Call) -> tuple[tuple[str, ...], Rules]:
        """The rehearsed refusals and the providers' rules that the forecast's validation level asks for."""
        level = str(call.json()["properties"].get("validationLevel") or "Provider").lower()
        if level == "template":
            return (), "none"
        if level == "providernorbac":
            return tuple(name for name in self.faults.refuse if "access-denied" not in name), "as new"
        return self.faults.refuse, "as new"

    def _cancel(self, _: Call, at: Match[str]) -> Reply:
        self.deployments.cancel(self._id(at))
        return Reply(204)

    def _export(self, _: Call, at: Match[str]) -> Reply:
        stored = self.store.get("template", self._id(at).key)
        if stored is None:
            raise ArmError(404, "DeploymentNotFound", f"Deployment '{at['name']}' could not be found.")
        return Reply(200, stored)

    def _operations(self, _: Call, at: Match[str]) -> Reply:
        rid = self._id(at)
        answer(self.deployments, rid)
        operations = self.store.under("operation", f"{rid.key}/operations/").values()
        return paged(sorted(operations, key=lambda deployment: str(deployment["properties"]["timestamp"])))

    def _operation(self, _: Call, at: Match[str]) -> Reply:
        operation = self.store.get("operation", f"{self._id(at).key}/operations/{at['operation'].lower()}")
        if operation is None:
            raise ArmError(404, "DeploymentOperationNotFound", f"Operation '{at['operation']}' could not be found.")
        return Reply(200, operation)

    def _hash(self, call: Call, _: Match[str]) -> Reply:
        import json

        template = call.json()
        return Reply(
            200,
            {"minifiedTemplate": json.dumps(template, separators=(",", ":")), "templateHash": template_hash(template)},
        )
