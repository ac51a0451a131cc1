"""List what a deployment did, resource by resource, nested deployments included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mlinfra.arm.resource_id import ResourceId, deployment_of
from mlinfra.azure.deploy.explain import explain
from mlinfra.azure.deploy.moment import Moment
from mlinfra.azure.deploy.outcome import Operation, State
from mlinfra.azure.protocol import Cloud, Wire
from mlinfra.base.arm_types import DEPLOYMENTS
from mlinfra.base.scope import DeploymentScope

ENDED: dict[str, State] = {
    "succeeded": "Succeeded",
    "failed": "Failed",
    "canceled": "Canceled",
    "cancelled": "Canceled",
}
_SILENT = {"read", "evaluatedeploymentoutput", "deploymentcleanup"}
_DURATION = re.compile(
    r"P(?:(?P<d>\d+)D)?(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Step:
    """One operation as ARM tells it: its properties, and the resource that it is about."""

    properties: Wire
    target: Mapping[str, Any]

    @property
    def state(self) -> str:
        return ENDED.get(str(self.properties.get("provisioningState")).lower(), "Running")


class Follower:
    """Reads the operations of one deployment again and again; a nested deployment that has ended is read once more only."""

    def __init__(self, cloud: Cloud, scope: DeploymentScope, name: str) -> None:
        self._cloud, self._scope, self._name = cloud, scope, name
        self._done: dict[str, tuple[_Step, ...]] = {}

    def read(self) -> tuple[Operation, ...]:
        """What has been done until now, each resource once, however often the deployment writes it."""
        steps = tuple(self._below(self._scope, self._name))
        deployed = any(step.state == "Succeeded" for step in steps)
        resources: dict[str, Operation] = {}
        for step in steps:
            done = _operation(step, deployed=deployed)
            before = resources.get(done.id.lower())
            resources[done.id.lower()] = _both(before, done) if before else done
        return tuple(resources.values())

    def _below(self, scope: DeploymentScope, name: str) -> Iterator[_Step]:
        for wire in self._cloud.operations(scope, name):
            properties = wire.get("properties") or {}
            target = properties.get("targetResource") or {}
            if not target.get("id") or str(properties.get("provisioningOperation")).lower() in _SILENT:
                continue
            if str(target.get("resourceType")).lower() == DEPLOYMENTS.lower() and (
                nested := deployment_of(target["id"])
            ):
                yield from self._nested(nested, properties, target)
            else:
                yield _Step(properties, target)

    def _nested(
        self, at: tuple[DeploymentScope, str], properties: Wire, target: Mapping[str, Any]
    ) -> tuple[_Step, ...]:
        key = str(target["id"]).lower()
        if key in self._done:
            return self._done[key]
        parent = _Step(properties, target)
        below = tuple(self._below(*at))
        steps = (
            below if parent.state != "Failed" or any(child.state == "Failed" for child in below) else (*below, parent)
        )
        if parent.state in ENDED.values():
            self._done[key] = steps
        return steps


def _operation(step: _Step, *, deployed: bool) -> Operation:
    """One operation from ARM's JSON; ``deployed``: whether the deployment had deployed any resource."""
    kind, message = str(step.target.get("resourceType") or ""), step.properties.get("statusMessage")
    moment = Moment("deployment", "" if kind.lower() == DEPLOYMENTS.lower() else kind, deployed)
    failed = step.state in {"Failed", "Canceled"}
    identifier = str(step.target["id"])
    return Operation(
        id=identifier,
        type=kind,
        name=ResourceId(identifier).address,
        state=step.state,
        duration=seconds(step.properties.get("duration")),
        error=explain(message, moment) if failed and message else None,
    )


_WORST = ("Failed", "Canceled", "Running", "Succeeded")


def _both(first: Operation, second: Operation) -> Operation:
    """One resource that is written twice: it is done when both are, and it failed when either did."""
    worse = min(first, second, key=lambda done: _WORST.index(done.state))
    known = [done.duration for done in (first, second) if done.duration is not None]
    return replace(worse, duration=sum(known) if known else None)


def seconds(text: Any) -> float | None:
    """An ISO 8601 duration in seconds; None for what is none."""
    match = _DURATION.fullmatch(text) if isinstance(text, str) else None
    if not match:
        return None
    units = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
    return sum(float(match[name] or 0) * size for name, size in units.items())
