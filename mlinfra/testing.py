"""A cloud in memory for tests of stacks: no network, no subscription, nothing to wait for.

Example:
    with FakeCloud() as cloud:
        outcome = deploy(cloud, request)
        assert outcome.state == "Succeeded"
        assert cloud.resource("stchurn")["sku"]["name"] == "Standard_LRS"
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any

from mlinfra.arm.expand import expand
from mlinfra.arm.resource_id import id_below
from mlinfra.azure.errors import Refused, WhatIfRefused
from mlinfra.azure.protocol import Answer, Cloud, Json, Request, Watch, Wire
from mlinfra.base.arm_types import DEPLOYMENTS
from mlinfra.base.errors import TemplateError
from mlinfra.base.scope import DeploymentScope

if TYPE_CHECKING:
    from typing_extensions import Self

SUBSCRIPTION = "00000000-0000-0000-0000-00000000fa4e"
_WHEN = "2026-01-01T00:00:00Z"


@dataclass(slots=True)
class FakeCloud:
    """Keeps what is deployed to it. Deployments end at once; bodies are kept as the template says them.

    It has no resource providers: nothing is checked, no defaults are added, ``reference()`` stays an expression. Use
    the local target (``connect("local")``) where that matters.
    """

    resources: dict[str, Wire] = field(default_factory=dict)
    """What exists, by lower-case id; put in what a test needs to be there."""
    failures: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """Resource type or name (lower case) -> the error object that deploying it ends with."""
    started: list[Request] = field(default_factory=list)
    """Every deployment that was asked for, in order."""
    sent: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of every other request."""
    target: str = "fake"
    subscription: str = SUBSCRIPTION
    interval: float = 0.0
    _deployments: dict[str, Wire] = field(default_factory=dict)
    _operations: dict[str, list[Wire]] = field(default_factory=dict)
    _templates: dict[str, Wire] = field(default_factory=dict)
    _stacks: dict[str, Wire] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to close."""

    def resource(self, name: str) -> Wire:
        """The one resource of a name. Raises KeyError."""
        for body in self.resources.values():
            if str(body["name"]).lower() == name.lower():
                return body
        raise KeyError(name)

    def what_if(self, request: Request, watch: Watch | None = None) -> Wire:
        """See `Cloud.what_if`."""
        if watch:
            watch(0.0)
        changes = [self._change(resource, request.as_stack is not None) for resource in self._expanded(request)]
        if request.as_stack is None:
            return {"status": "Succeeded", "properties": {"changes": changes, "diagnostics": []}}
        return {"properties": {"provisioningState": "succeeded", "changes": {"resourceChanges": changes}}}

    def _expanded(self, request: Request) -> list[Wire]:
        try:
            return list(expand(request.template, request.values, request.scope).resources)
        except TemplateError as error:
            raise WhatIfRefused({"code": "InvalidTemplate", "message": str(error)}, status=400) from error

    def _change(self, after: Wire, in_stack: bool) -> Wire:
        before = self.resources.get(after["id"].lower())
        kind = "Create" if before is None else "NoChange" if before == after else "Modify"
        bodies = {"before": before, "after": after} if before else {"after": after}
        if not in_stack:
            return {"resourceId": after["id"], "changeType": kind, **bodies}
        names = {"id": after["id"], "type": after["type"], "changeType": kind, "changeCertainty": "definite"}
        return {**names, "resourceConfigurationChanges": bodies}

    def start(self, request: Request) -> Wire:
        """See `Cloud.start`."""
        self.started.append(request)
        if request.scope.kind == "resourceGroup" and request.scope.id.lower() not in self.resources:
            raise Refused({"code": "ResourceGroupNotFound", "message": f"no group {request.scope.id}"}, status=404)
        key = _key(request.scope, request.name)
        operations = [self._apply(resource) for resource in self._expanded(request)]
        failed = [operation["statusMessage"]["error"] for operation in operations if "statusMessage" in operation]
        self._operations[key] = [{"properties": operation} for operation in operations]
        self._templates[key] = dict(request.template)
        self._deployments[key] = body = _deployment(request, operations, failed)
        if request.as_stack:
            body = self._stacks[key] = _stack(request, body)
        return body

    def _apply(self, body: Wire) -> Wire:
        target = {"id": body["id"], "resourceType": body["type"], "resourceName": body["name"]}
        error = self.failures.get(body["type"].lower()) or self.failures.get(body["name"].lower())
        if error is None:
            self.resources[body["id"].lower()] = body
        done: Wire = {
            "provisioningOperation": "Create",
            "provisioningState": "Failed" if error else "Succeeded",
            "duration": "PT0S",
            "targetResource": target,
        }
        return {**done, "statusMessage": {"error": {**error, "target": body["id"]}}} if error else done

    def deployment(self, scope: DeploymentScope, name: str) -> Wire | None:
        """See `Cloud.deployment`."""
        return self._deployments.get(_key(scope, name))

    def deployments(self, scope: DeploymentScope) -> list[Wire]:
        """See `Cloud.deployments`."""
        prefix = _key(scope, "")
        return [body for key, body in reversed(self._deployments.items()) if key.startswith(prefix)]

    def operations(self, scope: DeploymentScope, name: str) -> list[Wire]:
        """See `Cloud.operations`."""
        return self._operations.get(_key(scope, name), [])

    def exported(self, scope: DeploymentScope, name: str) -> Wire | None:
        """See `Cloud.exported`."""
        return self._templates.get(_key(scope, name))

    def cancel(self, scope: DeploymentScope, name: str) -> None:
        """Deployments have ended before anybody can cancel them."""

    def stack(self, scope: DeploymentScope, name: str) -> Wire | None:
        """See `Cloud.stack`."""
        return self._stacks.get(_key(scope, name))

    def delete_stack(self, scope: DeploymentScope, name: str, *, delete: bool, delete_groups: bool = False) -> None:
        """See `Cloud.delete_stack`."""
        del delete_groups
        stack = self._stacks.pop(_key(scope, name), None)
        for resource in stack["properties"]["resources"] if stack and delete else ():
            self.resources.pop(resource["id"].lower(), None)

    def send(self, method: str, path: str, api_version: str, body: Json = None, **query: str) -> Answer:
        """GET, PUT, PATCH and DELETE of what is kept; lists of a group's resources; POST answers an empty object."""
        del api_version, query
        self.sent.append((method, path))
        key = path.rstrip("/").lower()
        if method == "PUT":
            self.resources[key] = {"id": path, "name": path.rstrip("/").rsplit("/", 1)[-1], **(body or {})}
        if method == "DELETE":
            return self._delete(key)
        if method == "POST":
            return Answer(200, {})
        if method == "GET" and key.endswith("/resources"):
            below = key.removesuffix("resources")
            return Answer(
                200, {"value": [resource for name, resource in self.resources.items() if name.startswith(below)]}
            )
        kept = self.resources.get(key)
        return Answer(404, {"error": {"code": "ResourceNotFound"}}) if kept is None else Answer(200, kept)

    def _delete(self, key: str) -> Answer:
        history = key.replace(f"/providers/{DEPLOYMENTS.lower()}/", "|")
        self._deployments.pop(history, None)
        self._operations.pop(history, None)
        self._templates.pop(history, None)
        below = [name for name in self.resources if name == key or name.startswith(f"{key}/")]
        for name in below:
            del self.resources[name]
        return Answer(200 if below else 204)


def _key(scope: DeploymentScope, name: str) -> str:
    return f"{scope.id}|{name}".lower()


def _deployment(request: Request, operations: list[Wire], failed: list[Mapping[str, Any]]) -> Wire:
    deployed = [
        operation["targetResource"]["id"] for operation in operations if operation["provisioningState"] == "Succeeded"
    ]
    types = {
        name: parameter.get("type", "string") for name, parameter in (request.template.get("parameters") or {}).items()
    }
    shown = {
        name: {"type": kind} if str(kind).lower().startswith("secure") else {"type": kind, **request.values[name]}
        for name, kind in types.items()
        if name in request.values
    }
    properties: Wire = {
        "provisioningState": "Failed" if failed else "Succeeded",
        "timestamp": _WHEN,
        "duration": "PT0S",
        "parameters": shown,
        "outputResources": [] if failed else [{"id": resource_id} for resource_id in deployed],
        "outputs": {},
    }
    if failed:
        properties["error"] = {"code": "DeploymentFailed", "message": "At least one failed.", "details": failed}
    scope = request.scope.id.rstrip("/")
    identifier = id_below(scope, DEPLOYMENTS, [request.name])
    return {"id": identifier, "name": request.name, "tags": dict(request.tags), "properties": properties}


def _stack(request: Request, deployment: Wire) -> Wire:
    properties = deployment["properties"]
    stack_properties = {
        "deploymentId": deployment["id"],
        "resources": [{**resource, "status": "managed"} for resource in properties["outputResources"]],
    }
    return {"name": request.name, "properties": {**properties, **stack_properties}}


if TYPE_CHECKING:
    _a_cloud: Cloud = FakeCloud()  # the type checker says when it no longer is one
