"""Implement the `Cloud` protocol with the Azure SDK; callers see JSON only, no SDK models."""

from __future__ import annotations

import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any

from mlinfra.arm.resource_id import id_below
from mlinfra.azure import rest
from mlinfra.azure.errors import Refused, WhatIfRefused, calling
from mlinfra.azure.protocol import Answer, Json, Request, Watch, Wire
from mlinfra.azure.put_once import ONCE, put_once
from mlinfra.azure.retry import RetrySettings
from mlinfra.azure.stacks import STACKS_VERSION, Stacks
from mlinfra.base.arm_types import DEPLOYMENT_STACKS, DEPLOYMENTS
from mlinfra.base.errors import TargetUnavailable
from mlinfra.base.scope import DeploymentScope

if TYPE_CHECKING:
    from typing_extensions import Self

_SUFFIX = {
    "resourceGroup": "",
    "subscription": "_at_subscription_scope",
    "managementGroup": "_at_management_group_scope",
    "tenant": "_at_tenant_scope",
}
_DEPLOYMENTS = f"/providers/{DEPLOYMENTS}"
_VERSION = "2025-04-01"
"""API version of what is read of deployments; what the SDK sends has its own."""
_GONE = {"DeploymentNotFound", "ResourceGroupNotFound", "NotFound", "ResourceNotFound", "SubscriptionNotFound"}


def raw(response: Any, _model: Any, _headers: Any) -> Wire:
    """The ``cls`` of SDK calls: the answer's JSON as it came."""
    body: Wire = response.http_response.json()
    return body


class ArmCloud:
    """Azure or the local target; a subclass says how to sign in, where the endpoint is, and how to retry.

    Several threads may use it: each SDK client is made once, and its pipeline may be shared.
    """

    target = "azure"
    interval = 5.0
    retry: RetrySettings

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._clients: dict[str, Any] = {}
        self._stacks: Stacks | None = None
        self._opened: tuple[Any, str, dict[str, Any]] | None = None

    def _open(self) -> tuple[Any, str, dict[str, Any]]:
        """The credential, the default subscription and the options of SDK clients."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        self._opened = self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stacks:
            self._stacks.close()
        for client in self._clients.values():
            client.close()
        self._clients, self._stacks, self._opened = {}, None, None

    @property
    def subscription(self) -> str:
        """The subscription used where a scope names none."""
        return self._connection()[1]

    def _connection(self) -> tuple[Any, str, dict[str, Any]]:
        if self._opened is None:
            raise TargetUnavailable("the cloud is not open", hint="with connect(...) as cloud: ...")
        return self._opened

    def _client(self, subscription: str | None = None) -> Any:
        """The SDK's client; one for each subscription, which is a part of its paths."""
        credential, default, options = self._connection()
        name = subscription or default
        with self._lock:
            if name not in self._clients:
                from azure.mgmt.resource.deployments import DeploymentsMgmtClient

                self._clients[name] = DeploymentsMgmtClient(credential, name, **options)
            return self._clients[name]

    def _call(self, verb: str, scope: DeploymentScope, *arguments: Any, **options: Any) -> Any:
        """One SDK call at a scope: every verb has a name and leading arguments of its own for each kind."""
        lead = {"resourceGroup": [scope.resource_group], "managementGroup": [scope.management_group]}
        operations = self._client(scope.subscription).deployments
        with calling(f"{verb.removeprefix('begin_')} at {scope.id}"):
            return getattr(operations, verb + _SUFFIX[scope.kind])(*lead.get(scope.kind, []), *arguments, **options)

    def what_if(self, request: Request, watch: Watch | None = None) -> Wire:
        """See `Cloud.what_if`."""
        try:
            if request.as_stack:
                return self._of_stacks().what_if(request, watch, self.interval)
            wire = self._forecast(request, watch)
        except Refused as error:
            raise WhatIfRefused(error.error, status=error.status, where=error.where) from error
        if str(wire.get("status", "")).lower() in {"failed", "canceled"} or wire.get("error"):
            raise WhatIfRefused(wire.get("error") or {"code": "WhatIfFailed"}, where=f"what-if at {request.scope.id}")
        return wire

    def _forecast(self, request: Request, watch: Watch | None) -> Wire:
        body = _body(request)
        body["properties"]["whatIfSettings"] = {"resultFormat": "FullResourcePayloads"}
        poller = self._call("begin_what_if", request.scope, request.name, body, cls=raw)
        began = time.monotonic()
        with calling(f"what-if at {request.scope.id}"):
            while not poller.done():
                poller.wait(min(self.interval, 1.0))
                if watch:
                    watch(time.monotonic() - began)
            wire: Wire = poller.result()
        return wire

    def start(self, request: Request) -> Wire:
        """See `Cloud.start`."""
        if request.as_stack:
            return self._of_stacks().start(request, lambda: self.stack(request.scope, request.name))

        def put() -> Wire:
            poller = self._call(
                "begin_create_or_update", request.scope, request.name, _body(request), cls=raw, polling=False, **ONCE
            )
            wire: Wire = poller.result()
            return wire

        return put_once(put, lambda: self.deployment(request.scope, request.name), self.retry)

    def deployment(self, scope: DeploymentScope, name: str) -> Wire | None:
        """See `Cloud.deployment`."""
        answer = self._read(scope, f"/{name}")
        return answer.body if answer.found else None

    def exported(self, scope: DeploymentScope, name: str) -> Wire | None:
        """See `Cloud.exported`."""
        answer = self._unless_gone("export_template", scope, name)
        template: Wire | None = (answer or {}).get("template")
        return template

    def _unless_gone(self, verb: str, scope: DeploymentScope, name: str) -> Wire | None:
        try:
            wire: Wire = self._call(verb, scope, name, cls=raw)
        except Refused as error:
            if error.status == 404 or error.code in _GONE:
                return None
            raise
        return wire

    def deployments(self, scope: DeploymentScope) -> list[Wire]:
        """See `Cloud.deployments`."""
        deployments = self._listed(scope)
        return sorted(deployments, key=lambda deployment: str(deployment["properties"].get("timestamp")), reverse=True)

    def operations(self, scope: DeploymentScope, name: str) -> list[Wire]:
        """See `Cloud.operations`."""
        return self._listed(scope, f"/{name}/operations")

    def _listed(self, scope: DeploymentScope, path: str = "") -> list[Wire]:
        """A list below the deployments of a scope."""
        answer = self._read(scope, path)
        return list(answer.body["value"]) if answer.found else []

    def _read(self, scope: DeploymentScope, path: str) -> Answer:
        """What lies below the deployments of a scope, by plain GETs: the SDK's models of it cost more than the rest."""
        try:
            return self.send("GET", f"{scope.id.rstrip('/')}{_DEPLOYMENTS}{path}", _VERSION)
        except Refused as error:
            if error.code in _GONE:
                return Answer(404, None)
            raise

    def cancel(self, scope: DeploymentScope, name: str) -> None:
        """See `Cloud.cancel`."""
        try:
            self._call("cancel", scope, name)
        except Refused as error:
            if error.status not in {404, 409}:
                raise

    def _of_stacks(self) -> Stacks:
        with self._lock:
            if self._stacks is None:
                self._stacks = Stacks(*self._connection(), self.retry)
            return self._stacks

    def stack(self, scope: DeploymentScope, name: str) -> Wire | None:
        """See `Cloud.stack`; a plain GET, so that looking needs no extra package."""
        path = id_below(scope.id, DEPLOYMENT_STACKS, [name])
        answer = self.send("GET", path, STACKS_VERSION)
        return answer.body if answer.found else None

    def delete_stack(self, scope: DeploymentScope, name: str, *, delete: bool, delete_groups: bool = False) -> None:
        """See `Cloud.delete_stack`."""
        self._of_stacks().delete(scope, name, delete=delete, delete_groups=delete_groups)

    def send(self, method: str, path: str, api_version: str, body: Json = None, **query: str) -> Answer:
        """See `Cloud.send`."""
        return rest.send(self._client(), self.interval, method, path, api_version, body, query)


def _body(request: Request) -> dict[str, Any]:
    properties = {
        "mode": request.mode,
        "template": request.template,
        "parameters": request.values,
        "validationLevel": request.validation_level,
    }
    body: dict[str, Any] = {"properties": properties}
    if request.scope.kind != "resourceGroup":
        body["location"] = request.scope.location
    if request.tags:
        body["tags"] = dict(request.tags)
    return body
