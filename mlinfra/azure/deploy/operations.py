"""List what a deployment did, resource by resource, nested deployments included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mlinfra.azure.deploy.explain import explain
from mlinfra.azure.deploy.outcome import Operation
from mlinfra.azure.deploy.places import DEPLOYMENTS, deployment_of, name_of
from mlinfra.azure.protocol import Cloud, Wire
from mlinfra.base.scope import DeploymentScope

ENDED = {"succeeded": "Succeeded", "failed": "Failed", "canceled": "Canceled", "cancelled": "Canceled"}
_SILENT = {"read", "evaluatedeploymentoutput", "deploymentcleanup"}
_DURATION = re.compile(
    r"P(?:(?P<d>\d+)D)?(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?)?", re.IGNORECASE
)


class Follower:
    """Reads the operations of one deployment again and again; a nested deployment that has ended is read once more only."""

    def __init__(self, cloud: Cloud, scope: DeploymentScope, name: str) -> None:
        self._cloud, self._scope, self._name = cloud, scope, name
        self._done: dict[str, tuple[Operation, ...]] = {}

    def read(self) -> tuple[Operation, ...]:
        """What has been done until now."""
        return tuple(self._below(self._scope, self._name))

    def _below(self, scope: DeploymentScope, name: str) -> Iterator[Operation]:
        for wire in self._cloud.operations(scope, name):
            properties = wire.get("properties") or {}
            target = properties.get("targetResource") or {}
            if not target.get("id") or str(properties.get("provisioningOperation")).lower() in _SILENT:
                continue
            if str(target.get("resourceType")).lower() == DEPLOYMENTS and (nested := deployment_of(target["id"])):
                yield from self._nested(nested, properties, target)
            else:
                yield operation(properties, target)

    def _nested(
        self, at: tuple[DeploymentScope, str], properties: Wire, target: Mapping[str, Any]
    ) -> tuple[Operation, ...]:
        key = str(target["id"]).lower()
        if key in self._done:
            return self._done[key]
        parent = operation(properties, target)
        below = tuple(self._below(*at))
        operations = (
            below if parent.state != "Failed" or any(child.state == "Failed" for child in below) else (*below, parent)
        )
        if parent.state in ENDED.values():
            self._done[key] = operations
        return operations


def operation(properties: Mapping[str, Any], target: Mapping[str, Any]) -> Operation:
    """One operation from ARM's JSON."""
    state = ENDED.get(str(properties.get("provisioningState")).lower(), "Running")
    failed = state in {"Failed", "Canceled"}
    identifier = str(target["id"])
    return Operation(
        id=identifier,
        type=str(target.get("resourceType") or ""),
        name=name_of(identifier),
        state=state,
        duration=seconds(properties.get("duration")),
        error=explain(properties.get("statusMessage")) if failed and properties.get("statusMessage") else None,
    )


def seconds(text: Any) -> float | None:
    """An ISO 8601 duration in seconds; None for what is none."""
    match = _DURATION.fullmatch(text) if isinstance(text, str) else None
    if not match:
        return None
    units = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
    return sum(float(match[name] or 0) * size for name, size in units.items())
