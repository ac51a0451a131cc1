"""Put the resources of a template as the engine hands them over, each with its operation in one transaction."""

from __future__ import annotations

import time
from typing import Any

from mlinfra.arm.expand.runtime import Entry, Nested
from mlinfra.arm.resource_id import ResourceId, resource_id
from mlinfra.base.arm_types import DEPLOYMENTS
from mlinfra.local import service_grants
from mlinfra.local.cloud import CloudAnswers
from mlinfra.local.errors import ArmError, group_not_found
from mlinfra.local.faults import Faults
from mlinfra.local.outcome import Failure, Operation, Progress, deployment_failed, shown_outputs, shown_values
from mlinfra.local.protection import check_denied
from mlinfra.local.providers._base import Declared, guid
from mlinfra.local.refusals import refuse
from mlinfra.local.resources import now, put_resource
from mlinfra.local.store import Store


class DeploymentCanceled(Exception):
    """Somebody asked for the deployment to stop."""


class DependencyFailed(Exception):
    """What comes next needs a resource that failed."""


class DeployRuntime(CloudAnswers):
    """The engine's Runtime for a real deployment."""

    def __init__(self, store: Store, faults: Faults, deployment: ResourceId, principal: str, stack: str) -> None:
        super().__init__(store, principal)
        self.store, self.faults, self.deployment, self.stack = store, faults, deployment, stack
        self.progress = Progress()

    def apply(self, entry: Entry) -> None:
        """Put one resource, unless what it needs failed: the others go on, as in Azure."""
        self._stop_if_asked()
        rid = resource_id(str(entry.resource["id"]))
        if self._skipped(rid.key, entry.deployment, entry.depends_on):
            return
        self.remark(entry.resource)
        started = time.monotonic()
        if self.faults.latency:
            self._record(Operation(entry.deployment, rid, entry.symbol, "Running"))
            time.sleep(self.faults.latency)
        try:
            with self.store.transaction():
                self._put(rid, entry.resource)
                took = time.monotonic() - started
                self._record(Operation(entry.deployment, rid, entry.symbol, "Succeeded", took))
        except ArmError as error:
            took = time.monotonic() - started
            self._failed(Operation(entry.deployment, rid, entry.symbol, "Failed", took, error))
        else:
            self.progress.resources.append(rid.text)

    def _put(self, rid: ResourceId, body: dict[str, Any]) -> None:
        check_denied(self.store, rid, self.principal, delete=False, stack=self.stack)
        refuse(self.store, self.faults.refuse, rid, body, self.principal)
        version, declared = str(body.get("apiVersion", "")), Declared(body, self.accepted(rid))
        stored, _ = put_resource(self.store, rid, body, version, self.principal, declared)
        if service_grants.NAME in self.faults.refuse:
            service_grants.grant(self.store, rid, stored)

    def _record(self, operation: Operation) -> None:
        self.store.put("operation", operation.key, operation.body())

    def _failed(self, operation: Operation) -> None:
        owner = operation.deployment.lower()
        self.progress.broken[operation.target.key] = owner
        if operation.error:
            self.progress.failures.append(Failure(owner, operation.target, operation.error))
        self._record(operation)

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
        self.progress.nested[rid.key] = nested.parent.lower(), rid
        if self._skipped(rid.key, nested.parent, nested.depends_on):
            return
        if rid.group and self.store.get("resource", rid.group.key) is None:
            error = group_not_found(rid.group.name)
            self._failed(Operation(nested.parent, rid, nested.symbol, "Failed", 0.0, error))
            return
        self.progress.running[rid.key] = nested
        self._history(rid, nested)

    def end_nested(self, nested: Nested, outputs: dict[str, dict[str, Any]]) -> None:
        """Its resources are done, or some of them failed."""
        rid = resource_id(nested.id)
        if self.progress.running.pop(rid.key, None) is None:
            return
        if rid.key in self.progress.broken.values():
            self.progress.broken[rid.key] = nested.parent.lower()
            self.close_nested(rid, "Failed", {})
            error = deployment_failed(self.progress, rid)
            self._record(Operation(nested.parent, rid, nested.symbol, "Failed", 0.0, error))
            return
        self.remember(nested.id, outputs)
        self.close_nested(rid, "Succeeded", shown_outputs(outputs))
        self._record(Operation(nested.parent, rid, nested.symbol, "Succeeded"))

    def reference(self, resource_id_: str, api_version: str | None, full: bool) -> Any:
        """As the cloud answers; what failed before can't be referred to."""
        if resource_id(resource_id_).key in self.progress.broken:
            raise DependencyFailed
        return super().reference(resource_id_, api_version, full)

    def _history(self, rid: ResourceId, nested: Nested) -> None:
        properties = {
            "mode": nested.mode,
            "provisioningState": "Running",
            "correlationId": guid(self.deployment.key),
            "timestamp": now(),
            "parameters": shown_values(nested.parameters, nested.template.get("parameters") or {}),
        }
        kind = DEPLOYMENTS
        with self.store.transaction():
            self.store.put(
                "deployment", rid.key, {"id": rid.text, "name": rid.name, "type": kind, "properties": properties}
            )
            self.store.put("template", rid.key, {"template": nested.template})

    def interrupt(self, state: str) -> None:
        """Write of the nested deployments that still run that they ended with the outermost one."""
        for nested in self.progress.running.values():
            rid = resource_id(nested.id)
            self.close_nested(rid, state, {})
            error = deployment_failed(self.progress, rid)
            self._record(Operation(nested.parent, rid, nested.symbol, state, 0.0, error if error.details else None))

    def close_nested(self, rid: ResourceId, state: str, outputs: dict[str, Any]) -> None:
        """Write how a nested deployment ended."""
        with self.store.transaction():
            body = self.store.get("deployment", rid.key)
            if body:
                body["properties"] |= {"provisioningState": state, "timestamp": now(), "outputs": outputs}
                self.store.put("deployment", rid.key, body)
