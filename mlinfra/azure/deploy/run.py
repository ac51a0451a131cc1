"""Run a deployment: start it once, follow it to its end, resume where an earlier run stopped."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from mlinfra.arm.resource_id import ResourceId, deployment_of
from mlinfra.arm.secure import shown_outputs, written_secrets
from mlinfra.azure.deploy.control import Control
from mlinfra.azure.deploy.explain import explain
from mlinfra.azure.deploy.limits import check_limits
from mlinfra.azure.deploy.moment import Moment, Step
from mlinfra.azure.deploy.operations import ENDED, Follower, seconds
from mlinfra.azure.deploy.outcome import Operation, Outcome, Progress, State
from mlinfra.azure.errors import Refused
from mlinfra.azure.group_tags import STACK_TAG, set_group_tags, tags_to_remember, wanted_tags
from mlinfra.azure.protocol import Cloud, Request, Wire
from mlinfra.azure.resources import KnownProviders, ensure_group, register_providers, used_namespaces
from mlinfra.base.scope import DeploymentScope
from mlinfra.review.plan.mask import Masks, secret_texts

Watcher: TypeAlias = Callable[[Progress], None]

_LONGEST_LOCAL = 0.5
"""Seconds between two looks at most, where the target's interval is shorter."""


def deploy(
    cloud: Cloud,
    request: Request,
    watch: Watcher | None = None,
    *,
    control: Control | None = None,
    providers: KnownProviders | None = None,
) -> Outcome:
    """Deploy and wait. What Azure refuses is a failed Outcome, told innermost error first,
    with masks where it quotes a secure parameter.

    A running deployment of the same name, template and parameters is followed instead of started again. ``control``
    lets another thread cancel it, or leave it running: then the Outcome says Running, or NotStarted if it was not sent.
    Deployments of one run may share ``providers``.
    Raises TemplateError and InvalidInput for what is over ARM's limits, NotSignedIn, TargetUnavailable.
    """
    check_limits(request)
    began = time.monotonic()
    masks = Masks((*secret_texts(request.secrets), *written_secrets(request.template)))
    if not request.as_stack:  # Azure hands a deployment stack's tags down to what it manages
        request = replace(request, tags={**request.tags, STACK_TAG: request.stack})
    step: Step = "group"
    control = control or Control()
    group = _Group()
    try:
        group = _write_group(cloud, request)
        step = "start"
        begun = None if control.wanted else _begin(cloud, request, providers)
    except Refused as error:
        moment = Moment(step, deployed=False, group_made=group.made, group=request.scope.resource_group or "")
        cause = explain(error.error, moment).masked(masks.text)
        took = time.monotonic() - began
        failed = Outcome(request.stack, request.scope, request.name, "Failed", took, group.operations, error=cause)
        return replace(failed, group_made=group.id)
    if begun is None:
        took = time.monotonic() - began
        unsent = Outcome(request.stack, request.scope, request.name, "NotStarted", took, group.operations)
        return replace(unsent, group_made=group.id)
    running, attached = begun
    return _Run(cloud, request, attached, began, watch, control, masks, group).follow(running)


@dataclass(frozen=True, slots=True)
class _Group:
    """What a run did to the resource group before its deployment."""

    made: bool = False
    operations: tuple[Operation, ...] = ()
    """Empty where the group was there and right."""

    @property
    def id(self) -> str:
        """The group's id if it was made, else empty."""
        return self.operations[0].id if self.made else ""


def _write_group(cloud: Cloud, request: Request) -> _Group:
    """Make the resource group where it is missing; one that is there gets the tags that the stack wants."""
    began, scope = time.monotonic(), request.scope
    made = ensure_group(cloud, scope, {**wanted_tags(request, None), STACK_TAG: request.stack})
    if not made and not set_group_tags(cloud, request):
        return _Group()
    took = time.monotonic() - began
    return _Group(
        made, (Operation(scope.id, ResourceId(scope.id).type, ResourceId(scope.id).full_name, "Succeeded", took),)
    )


def _begin(cloud: Cloud, request: Request, providers: KnownProviders | None) -> tuple[Wire, bool]:
    """The running deployment, and whether an earlier run had started it."""
    register_providers(cloud, request.scope, used_namespaces(request.template), providers)
    running = _running(cloud, request)
    return (running, True) if running else _start(cloud, request)


def _start(cloud: Cloud, request: Request) -> tuple[Wire, bool]:
    remembered = tags_to_remember(cloud, request)
    try:
        return cloud.start(replace(request, tags={**request.tags, **remembered})), False
    except Refused as error:
        if error.code not in {"DeploymentActive", "DeploymentStackInNonTerminalState"}:
            raise
        running = _running(cloud, request)
        if running is None:
            raise
        return running, True


def _read(cloud: Cloud, request: Request) -> Wire | None:
    read = cloud.stack if request.as_stack else cloud.deployment
    return read(request.scope, request.name)


def _state(body: Wire) -> str:
    return str((body.get("properties") or {}).get("provisioningState")).lower()


def _running(cloud: Cloud, request: Request) -> Wire | None:
    """The deployment of this very request, if it runs already."""
    body = _read(cloud, request)
    if body is None or _state(body) in ENDED:
        return None
    scope, name = _deployment(body, request)
    if cloud.exported(scope, name) != request.template:
        return None
    shown = body["properties"].get("parameters") or {}
    same = all(
        shown[name].get("value") == given.get("value")
        for name, given in request.parameters.items()
        if name in shown and "value" in shown[name]
    )
    return body if same else None


def _deployment(body: Wire, request: Request) -> tuple[DeploymentScope, str]:
    """Where the operations are: a deployment stack deploys through a deployment of its own."""
    deployment_id = str(body["properties"].get("deploymentId") or "") if request.as_stack else ""
    return deployment_of(deployment_id) or (request.scope, request.name)


@dataclass(slots=True)
class _Run:
    """One deployment that runs."""

    cloud: Cloud
    request: Request
    attached: bool
    began: float
    watch: Watcher | None
    control: Control
    masks: Masks
    group: _Group
    looked: bool = False
    """Whether somebody was told that it runs."""

    def follow(self, body: Wire) -> Outcome:
        follower, cancelled = Follower(self.cloud, *_deployment(body, self.request)), ""
        while (ended := self._look(body, follower)) is None:
            wanted = self.control.wanted
            if wanted == "leave":
                return self._ended(body, "Running", self._operations(follower))
            if wanted == "cancel" and not cancelled:
                self.cloud.cancel(*_deployment(body, self.request))
                cancelled = wanted
            self.control.wait(self._pause(), cancelled)
            body = _read(self.cloud, self.request) or body
        return ended

    def _pause(self) -> float:
        """Seconds to the next look: a target that asks for short ones gets longer ones of a deployment that takes long."""
        interval = self.cloud.interval
        return max(interval, min(time.monotonic() - self.began, _LONGEST_LOCAL))

    def _look(self, body: Wire, follower: Follower) -> Outcome | None:
        state, begun = ENDED.get(_state(body)), self.attached or self.looked
        if not self.watch and not state:
            return None
        read = self._operations(follower) if begun or state else ()  # what was just sent has none yet
        self.looked = True
        if self.watch:
            elapsed = time.monotonic() - self.began
            self.watch(Progress(self.request.name, elapsed, (*self.group.operations, *read), self.attached))
        return self._ended(body, state, read) if state else None

    def _operations(self, follower: Follower) -> tuple[Operation, ...]:
        return tuple(operation.masked(self.masks.text) for operation in follower.read())

    def _ended(self, body: Wire, state: State, read: tuple[Operation, ...]) -> Outcome:
        """The outcome with all that the run did, the resource group included."""
        operations, took = (*self.group.operations, *read), time.monotonic() - self.began
        return replace(self._outcome(body, state, read), operations=operations, duration=took)

    def _outcome(self, body: Wire, state: State, operations: tuple[Operation, ...]) -> Outcome:
        properties = body["properties"]
        error = explain(properties.get("error"), self._moment(operations)).masked(self.masks.text)
        return Outcome(
            self.request.stack,
            self.request.scope,
            self.request.name,
            state,
            seconds(properties.get("duration")) or 0.0,
            outputs=self.masks.body(shown_outputs(properties.get("outputs") or {}, self.request.template), ""),
            error=None if state in {"Succeeded", "Running"} else error,
            attached=self.attached,
            group_made=self.group.id,
        )

    def _moment(self, operations: tuple[Operation, ...]) -> Moment:
        """What had happened when the deployment failed; about one type of resource if only such ones failed."""
        failed = {operation.type for operation in operations if operation.state == "Failed"}
        deployed = any(operation.state == "Succeeded" for operation in operations)
        return Moment(
            "deployment",
            failed.pop() if len(failed) == 1 else "",
            deployed,
            self.group.made,
            self.request.scope.resource_group or "",
        )
