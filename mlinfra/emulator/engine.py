"""A stored deployment -> its resources put in order of dependency, each with its operation in the same transaction."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import Any

from mlinfra.emulator.cloud import CloudAnswers
from mlinfra.emulator.errors import ArmError, group_not_found
from mlinfra.emulator.faults import Faults
from mlinfra.emulator.guards import check_denied
from mlinfra.emulator.ids import ResourceId, resource_id
from mlinfra.emulator.providers._base import guid
from mlinfra.emulator.refusals import refuse
from mlinfra.emulator.resources import now, put_resource
from mlinfra.emulator.store import Store
from mlinfra.expand.runtime import Entry, Nested


class DeploymentCanceled(Exception):
    """Somebody asked for the deployment to stop."""


class DependencyFailed(Exception):
    """What comes next needs a resource that failed."""


@dataclass
class Progress:
    """What one deployment did so far."""

    failures: list[dict[str, Any]] = field(default_factory=list)
    """Error objects, as in ``details`` of DeploymentFailed."""
    resources: list[str] = field(default_factory=list)
    """Ids of what was put."""
    broken: dict[str, str] = field(default_factory=dict)
    """Key of what failed, or was skipped because of it -> id of the deployment that holds it."""


class DeployRuntime(CloudAnswers):
    """The engine's Runtime for a real deployment."""

    def __init__(self, store: Store, faults: Faults, deployment: ResourceId, principal: str, stack: str) -> None:
        super().__init__(store, principal)
        self.store, self.faults, self.deployment, self.stack = store, faults, deployment, stack
        self.progress = Progress()

    def apply(self, entry: Entry) -> None:
        """Put one resource, unless what it needs failed: the others go on, as in Azure."""
        self._stop_if_asked()
        body = entry.resource
        rid = resource_id(str(body["id"]))
        if self._skipped(rid.key, entry.deployment, entry.depends_on):
            return
        started = time.monotonic()
        if self.faults.latency:
            self._operation(entry.deployment, rid, entry.symbol, "Running", 0.0, None)
            time.sleep(self.faults.latency)
        try:
            with self.store.transaction():
                self._put(rid, body)
                self._operation(entry.deployment, rid, entry.symbol, "Succeeded", time.monotonic() - started, None)
        except ArmError as error:
            self._failed(rid, error, entry.deployment, entry.symbol, time.monotonic() - started)
        else:
            self.progress.resources.append(rid.text)

    def _put(self, rid: ResourceId, body: dict[str, Any]) -> None:
        check_denied(self.store, rid, self.principal, delete=False, stack=self.stack)
        new = self.store.get("resource", rid.key) is None
        refuse(self.faults.refuse, rid, body, new=new, principal=self.principal)
        put_resource(self.store, rid, body, str(body.get("apiVersion", "")))

    def _failed(self, rid: ResourceId, error: ArmError, owner: str, symbol: str | None, took: float) -> None:
        self.progress.broken[rid.key] = owner.lower()
        self.progress.failures.append(error.error() | {"target": rid.text})
        self._operation(owner, rid, symbol, "Failed", took, error)

    def _skipped(self, key: str, owner: str, depends_on: tuple[str, ...]) -> bool:
        broken = self.progress.broken
        if broken and (owner.lower() in broken or any(other.lower() in broken for other in depends_on)):
            broken[key] = owner.lower()
            return True
        return False

    def _stop_if_asked(self) -> None:
        stored = self.store.get("deployment", self.deployment.key) or {}
        if stored.get("cancel"):
            raise DeploymentCanceled

    def begin_nested(self, nested: Nested) -> None:
        """A nested deployment is a deployment of its own, with an entry in its scope's history."""
        self._stop_if_asked()
        rid = resource_id(nested.id)
        if self._skipped(rid.key, nested.parent, nested.depends_on):
            return
        if rid.group and self.store.get("resource", rid.group.key) is None:
            self._failed(rid, group_not_found(rid.group.name), nested.parent, nested.symbol, 0.0)
            return
        self._nested(nested, "Running", {})

    def end_nested(self, nested: Nested, outputs: dict[str, dict[str, Any]]) -> None:
        """Its resources are done, or some of them failed."""
        rid = resource_id(nested.id)
        broken = self.progress.broken
        if rid.key in broken:
            return
        if rid.key in broken.values():
            broken[rid.key] = nested.parent.lower()
            self._nested(nested, "Failed", {})
            return
        self.remember(nested.id, outputs)
        self._nested(nested, "Succeeded", outputs)
        self._operation(nested.parent, rid, nested.symbol, "Succeeded", 0.0, None)

    def reference(self, resource_id_: str, api_version: str | None, full: bool) -> Any:
        """As the cloud answers; what failed before can't be referred to."""
        if resource_id(resource_id_).key in self.progress.broken:
            raise DependencyFailed
        return super().reference(resource_id_, api_version, full)

    def _nested(self, nested: Nested, state: str, outputs: dict[str, Any]) -> None:
        rid = resource_id(nested.id)
        properties = {
            "mode": nested.mode,
            "provisioningState": state,
            "correlationId": guid(self.deployment.key),
            "timestamp": now(),
            "parameters": shown_values(nested.parameters, nested.template.get("parameters") or {}),
            "outputs": shown_outputs(outputs),
        }
        body = {
            "id": rid.text,
            "name": nested.name,
            "type": "Microsoft.Resources/deployments",
            "properties": properties,
        }
        with self.store.transaction():
            self.store.put("deployment", rid.key, {**body, "template": nested.template})

    def _operation(
        self, deployment: str, rid: ResourceId, symbol: str | None, state: str, took: float, error: ArmError | None
    ) -> None:
        owner = deployment.lower()
        number = guid(f"{owner}|{rid.key}").replace("-", "")[:16].upper()
        target = {"id": rid.text, "resourceType": rid.type, "resourceName": "/".join(rid.names)}
        if symbol:
            target["symbolicName"] = symbol
        properties: dict[str, Any] = {
            "provisioningOperation": "Create",
            "provisioningState": state,
            "timestamp": now(),
            "duration": f"PT{took:.7f}S",
            "trackingId": guid(f"{owner}|{rid.key}#tracking"),
            "statusCode": "OK"
            if error is None
            else {403: "Forbidden", 404: "NotFound", 409: "Conflict"}.get(error.status, "BadRequest"),
            "targetResource": target,
        }
        if error is not None:
            properties["statusMessage"] = {"error": error.error()}
        body = {"id": f"{deployment}/operations/{number}", "operationId": number, "properties": properties}
        self.store.put("operation", f"{owner}/operations/{number.lower()}", body)


def shown_values(parameters: dict[str, Any], declared: dict[str, Any]) -> dict[str, Any]:
    """Parameters as a deployment's GET shows them: secure ones without value."""
    kinds = {name.lower(): str((spec or {}).get("type", "String")) for name, spec in declared.items()}
    shown = {}
    for name, given in parameters.items():
        kind = kinds.get(name.lower(), "String")
        kind = {"securestring": "SecureString", "secureobject": "SecureObject"}.get(
            kind.lower(), kind[:1].upper() + kind[1:]
        )
        shown[name] = {"type": kind} if kind.startswith("Secure") else {"type": kind, **given}
    return shown


def shown_outputs(outputs: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Outputs as a GET shows them: secure ones without value."""
    return {
        name: {"type": out.get("type")} if str(out.get("type", "")).lower().startswith("secure") else out
        for name, out in outputs.items()
    }


def deployment_failed(failures: list[dict[str, Any]]) -> ArmError:
    """The error of a failed deployment: each detail's message is a provider's error, as a JSON text."""
    details = [
        {
            "code": {"AuthorizationFailed": "Forbidden"}.get(str(one["code"]), str(one["code"])),
            "target": one.get("target", ""),
            "message": json.dumps({"error": one}, indent=2),
        }
        for one in failures
    ]
    return ArmError(
        409,
        "DeploymentFailed",
        "At least one resource deployment operation failed. Please list deployment operations for details. "
        "Please see https://aka.ms/arm-deployment-operations for usage details.",
        details=details,
    )
