"""Create, forecast and delete Azure deployment stacks with the SDK."""

from __future__ import annotations

import contextlib
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

from mlinfra.arm.resource_id import id_below
from mlinfra.azure.errors import calling
from mlinfra.azure.protocol import Request, StackSettings, Watch, Wire
from mlinfra.azure.put_once import ONCE, put_once
from mlinfra.azure.retry import RetrySettings
from mlinfra.base.arm_types import DEPLOYMENT_STACKS
from mlinfra.base.errors import CloudError, MlinfraError
from mlinfra.base.scope import DeploymentScope

_KIND = {"resourceGroup": "resource_group", "subscription": "subscription", "managementGroup": "management_group"}
STACKS_VERSION = "2025-07-01"
RETENTION = "PT3H"
"""How long Azure keeps a stack what-if that nobody deleted; longer ones are not removed by themselves."""


class Stacks:
    """The stacks client, made on first use: its package is optional."""

    def __init__(self, credential: Any, subscription: str, options: dict[str, Any], retry: RetrySettings) -> None:
        self._credential, self._subscription = credential, subscription
        self._options, self._retry = options, retry
        self._lock = threading.Lock()
        self._clients: dict[str, Any] = {}

    def close(self) -> None:
        """Close the connections, if there are any."""
        for client in self._clients.values():
            client.close()

    def _client(self, subscription: str) -> Any:
        with self._lock:
            if subscription not in self._clients:
                try:
                    from azure.mgmt.resource.deploymentstacks import DeploymentStacksClient
                except ImportError as error:
                    raise CloudError(
                        "deployment stacks need a package that is not installed",
                        hint="pip install 'mlinfra-azure[stacks]'",
                    ) from error
                self._clients[subscription] = DeploymentStacksClient(self._credential, subscription, **self._options)
            return self._clients[subscription]

    def _at(self, scope: DeploymentScope, group: str) -> tuple[Any, str, list[Any]]:
        """The operations, the suffix of their names and the leading arguments at a scope."""
        if scope.kind not in _KIND:
            raise CloudError(
                "Azure has no deployment stacks at tenant scope", hint="use a management group, or deploy plainly"
            )
        kind = _KIND[scope.kind]
        lead = {"resourceGroup": [scope.resource_group], "managementGroup": [scope.management_group]}
        name = group if group == "deployment_stacks" else f"{group}_at_{kind}"
        operations = getattr(self._client(scope.subscription or self._subscription), name)
        return operations, f"_at_{kind}", lead.get(scope.kind, [])

    def _call(self, verb: str, scope: DeploymentScope, name: str, *arguments: Any, **options: Any) -> Any:
        operations, suffix, lead = self._at(scope, "deployment_stacks")
        with calling(f"{verb.removeprefix('begin_')} deployment stack {name}"):
            return getattr(operations, verb + suffix)(*lead, name, *arguments, **options)

    def start(self, request: Request, get: Callable[[], Wire | None]) -> Wire:
        """Create or update the stack; its body while that runs. ``get`` reads the stack."""

        def put() -> Wire:
            poller = self._call(
                "begin_create_or_update", request.scope, request.name, _body(request), cls=_raw, polling=False, **ONCE
            )
            wire: Wire = poller.result()
            return wire

        return put_once(put, get, self._retry)

    def delete(self, scope: DeploymentScope, name: str, *, delete: bool, delete_groups: bool) -> None:
        """Remove a stack, and what it manages or not; waits."""
        choice = "delete" if delete else "detach"
        groups = "delete" if delete_groups else "detach"
        options = {
            "unmanage_action_resources": choice,
            "unmanage_action_resource_groups": groups,
            "unmanage_action_management_groups": "detach",
        }
        poller = self._call("begin_delete", scope, name, **options)
        with calling(f"delete deployment stack {name}"):
            poller.result()

    def what_if(self, request: Request, watch: Watch | None, interval: float) -> Wire:
        """The stack's forecast with property changes. The result resource is deleted, interrupted or not."""
        operations, _, lead = self._at(request.scope, "deployment_stacks_what_if_results")
        name = f"{request.name[:50]}-{uuid.uuid4().hex[:8]}"
        body = _body(request)
        stack = id_below(request.scope.id, DEPLOYMENT_STACKS, [request.name])
        body["properties"] |= {"deploymentStackResourceId": stack, "retentionInterval": RETENTION}
        try:
            with calling(f"what-if of deployment stack {request.name}"):
                _wait(operations.begin_create_or_update(*lead, name, body, cls=_raw), watch, interval)
                wire: Wire = _wait(operations.begin_what_if(*lead, name, cls=_raw), watch, interval)
                return wire
        finally:
            with contextlib.suppress(MlinfraError), calling():
                operations.delete(*lead, name)


def _wait(poller: Any, watch: Watch | None, interval: float) -> Any:
    began = time.monotonic()
    while not poller.done():
        poller.wait(min(interval, 1.0))
        if watch:
            watch(time.monotonic() - began)
    return poller.result()


def _raw(response: Any, _model: Any, _headers: Any) -> Wire:
    body: Wire = response.http_response.json()
    return body


def _body(request: Request) -> dict[str, Any]:
    settings = request.as_stack or StackSettings()
    deny: dict[str, Any] = {"mode": settings.deny, "applyToChildScopes": settings.apply_to_children}
    if settings.excluded_principals:
        deny["excludedPrincipals"] = list(settings.excluded_principals)
    if settings.excluded_actions:
        deny["excludedActions"] = list(settings.excluded_actions)
    unmanage = {"resources": settings.on_unmanage, "resourceGroups": settings.on_unmanage_groups}
    properties: dict[str, Any] = {
        "template": request.template,
        "parameters": request.values,
        "actionOnUnmanage": {**unmanage, "managementGroups": "detach"},
        "denySettings": deny,
    }
    if settings.description:
        properties["description"] = settings.description
    body: dict[str, Any] = {"properties": properties}
    if request.scope.kind != "resourceGroup":
        body["location"] = request.scope.location
    if request.tags:
        body["tags"] = dict(request.tags)
    return body
