"""Create, update and delete deployment stacks: deploy, protect, and let go of what left the template."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from mlinfra.arm.resource_id import ResourceId, resource_id
from mlinfra.base.arm_types import DEPLOYMENT_STACKS, MANAGEMENT_GROUPS, RESOURCE_GROUPS
from mlinfra.local.deployment_request import DeploymentRequest, read_request
from mlinfra.local.deployments import Deployments
from mlinfra.local.errors import ArmError
from mlinfra.local.outcome import failed_targets
from mlinfra.local.providers._base import Body, guid, read
from mlinfra.local.resources import delete_resource, now
from mlinfra.local.store import View

TYPE = DEPLOYMENT_STACKS
_MODES = {"none", "denydelete", "denywriteanddelete"}
_UNMANAGED = {"resources": "detach", "resourceGroups": "detach", "managementGroups": "detach"}


@dataclass(frozen=True, slots=True)
class StackRequest:
    """A stack as it was asked for."""

    id: ResourceId
    deployment: DeploymentRequest
    unmanage: dict[str, str]
    deny: Body
    body: Body


def stack_request(view: View, scope: str, name: str, body: Body, principal: str) -> StackRequest:
    """The request in a body. Raises ArmError for what Azure refuses at once."""
    properties = body.get("properties")
    if not isinstance(properties, dict) or "actionOnUnmanage" not in properties or "denySettings" not in properties:
        raise ArmError(400, "InvalidDeploymentStack", "A stack needs actionOnUnmanage and denySettings.")
    deny = {"excludedPrincipals": [], "excludedActions": [], "applyToChildScopes": False, **properties["denySettings"]}
    if str(deny.get("mode", "")).lower() not in _MODES:
        raise ArmError(400, "InvalidDenySettings", f"The deny settings mode '{deny.get('mode')}' is not supported.")
    if len(deny["excludedPrincipals"]) > 5 or len(deny["excludedActions"]) > 200:
        raise ArmError(
            400, "InvalidDenySettings", "At most 5 excluded principals and 200 excluded actions are allowed."
        )
    rid = resource_id(f"{scope}/providers/{TYPE}/{name}")
    where = str(properties.get("deploymentScope") or scope)
    inner = {"properties": {**properties, "mode": "Incremental"}, "tags": body.get("tags")}
    if "/resourcegroups/" not in where.lower():
        inner["location"] = body.get("location")
    request = read_request(view, where, f"{name[:51]}-{guid(rid.key)[:12]}", inner, principal, stack=rid.key)
    return StackRequest(rid, request, {**_UNMANAGED, **properties["actionOnUnmanage"]}, deny, body)


def managed(stack: Body | None) -> list[str]:
    """Ids of what a stack manages."""
    return [str(item["id"]) for item in read(stack, "properties.resources") or ()]


def action_for(unmanage: dict[str, str], rid: ResourceId) -> str:
    """``delete`` or ``detach``, by what kind of thing it is."""
    groups = {
        RESOURCE_GROUPS.lower(): "resourceGroups",
        MANAGEMENT_GROUPS.lower(): "managementGroups",
    }
    return str(unmanage.get(groups.get(rid.type.lower(), "resources")) or "detach").lower()


def let_go(view: View, ids: list[str], unmanage: dict[str, str]) -> dict[str, list[Body]]:
    """Delete or detach, last declared first; what happened to each."""
    done: dict[str, list[Body]] = {"deletedResources": [], "detachedResources": []}
    for text in reversed(ids):
        rid = ResourceId(text)
        delete = action_for(unmanage, rid) == "delete"
        if delete:
            delete_resource(view, rid)
        done["deletedResources" if delete else "detachedResources"].append({"id": text})
    return done


def protect(view: View, rid: ResourceId, deny: Body, ids: list[str]) -> None:
    """Replace the stack's deny assignments."""
    unprotect(view, rid)
    if str(deny["mode"]).lower() == "none":
        return
    for text in ids:
        view.put("deny", f"{text.lower()}|{rid.key}", {**deny, "stack": rid.text})


def unprotect(view: View, rid: ResourceId) -> None:
    """Remove the stack's deny assignments."""
    for key in view.under("deny", ""):
        if key.endswith(f"|{rid.key}"):
            view.delete("deny", key)


class Stacks:
    """Creates, updates and removes stacks."""

    def __init__(self, deployments: Deployments) -> None:
        self.deployments, self.store = deployments, deployments.store
        self._end_interrupted()

    def _end_interrupted(self) -> None:
        """A stack whose deployment was cut off is failed, and manages what it had and what was made since."""
        with self.store.transaction():
            for key, stack in self.store.under("stack", "").items():
                properties = stack["properties"]
                deployment = str(properties["deploymentId"]).lower()
                if properties["provisioningState"] != "deploying" or self.store.get("active", deployment):
                    continue
                operations = self.store.under("operation", f"{deployment}/operations/").values()
                ids = {str(item["properties"]["targetResource"]["id"]) for item in operations}
                known = {text.lower() for text in managed(stack)}
                properties["resources"] += [
                    {"id": text, "status": "managed"} for text in sorted(ids) if text.lower() not in known
                ]
                error = {"code": "DeploymentInterrupted", "message": "The local target was stopped. Deploy again."}
                properties |= {"provisioningState": "failed", "error": error}
                self.store.put("stack", key, stack)

    def start(self, request: StackRequest) -> tuple[Body, bool]:
        """Deploy the stack's template; the stack as it is while that runs, and whether it is new."""
        before = self.store.get("stack", request.id.key)
        properties = request.body["properties"]
        state: Body = {
            "provisioningState": "deploying",
            "actionOnUnmanage": request.unmanage,
            "denySettings": request.deny,
            "deploymentId": request.deployment.id.text,
            "correlationId": str(uuid.uuid4()),
            "parameters": {},
            "resources": read(before, "properties.resources") or [],
            "detachedResources": [],
            "deletedResources": [],
            "failedResources": [],
        }
        state |= {name: properties[name] for name in ("description", "deploymentScope") if name in properties}
        moment = now()
        body: Body = {
            "id": request.id.text,
            "name": request.id.name,
            "type": TYPE,
            "systemData": {"createdAt": read(before, "systemData.createdAt") or moment, "lastModifiedAt": moment},
            "properties": state,
        }
        body |= {name: request.body[name] for name in ("location", "tags") if request.body.get(name)}
        with self.store.transaction():
            self.deployments.start(request.deployment, lambda deployment: self._finish(request, deployment))
            self.store.put("stack", request.id.key, body)
        return body, before is None

    def _finish(self, request: StackRequest, deployment: Body) -> None:
        """Runs in the transaction that ends the deployment."""
        stack = self.store.get("stack", request.id.key)
        if stack is None:
            return
        properties, outcome = stack["properties"], deployment["properties"]
        new = [str(item["id"]) for item in outcome["outputResources"]]
        known = {text.lower() for text in new}
        old = [text for text in managed(stack) if text.lower() not in known]
        properties |= {"duration": outcome["duration"], "parameters": outcome["parameters"]}
        if outcome["provisioningState"] == "Succeeded":
            properties |= {**let_go(self.store, old, request.unmanage), "provisioningState": "succeeded"}
            properties["outputs"] = outcome.get("outputs", {})
            ids = new
        else:
            properties |= {"provisioningState": "failed", "error": outcome.get("error")}
            failed = failed_targets(read(outcome, "error.details") or [])
            properties["failedResources"] = [{"id": text} for text in failed]
            ids = old + new
        status = {"status": "managed", "denyStatus": request.deny["mode"]}
        properties["resources"] = [{"id": text, **status} for text in ids]
        protect(self.store, request.id, request.deny, ids)
        self.store.put("stack", request.id.key, stack)

    def delete(self, rid: ResourceId, unmanage: dict[str, str]) -> bool:
        """Remove a stack and let go of what it manages; False when it isn't there."""
        with self.store.transaction():
            stack = self.store.get("stack", rid.key)
            if stack is None:
                return False
            if self.store.get("active", str(read(stack, "properties.deploymentId")).lower()):
                raise ArmError(409, "DeploymentStackInNonTerminalState", f"The stack '{rid.name}' is being deployed.")
            unprotect(self.store, rid)
            let_go(self.store, managed(stack), {**_UNMANAGED, **unmanage})
            self.store.delete("stack", rid.key)
        return True


def found_stack(view: View, rid: ResourceId) -> Body:
    """A stored stack. Raises 404."""
    stack: Any = view.get("stack", rid.key)
    if stack is None:
        raise ArmError(404, "DeploymentStackNotFound", f"The deployment stack '{rid.name}' could not be found.")
    return dict(stack)
