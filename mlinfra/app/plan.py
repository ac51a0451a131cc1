"""Plan: show what a deployment of the stacks of a file, or of an ARM template, would change."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typing_extensions import Unpack

from mlinfra.app.at_once import ask_at_once, each_result, results_of
from mlinfra.app.comparison import Comparison
from mlinfra.app.deployable import Deployable
from mlinfra.app.observer import Observer
from mlinfra.app.read_stacks import Unrendered, read_stacks, rendered_of
from mlinfra.app.settings import Options, Settings, settings_for
from mlinfra.app.stack_failure import StackFailure
from mlinfra.base.errors import InvalidInput, MlinfraError

if TYPE_CHECKING:
    from mlinfra.app.concurrency import Result
    from mlinfra.azure.protocol import Watch
    from mlinfra.review.plan.plan import Failure, Plan, Source


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with what it was made of."""

    plan: Plan
    file: Path
    """The stack file or ARM template; `deploy` renders it again."""
    parameters_file: Path | None = None
    compiler: str | None = None
    """Version of the Bicep compiler that a stack file was rendered for."""
    configuration: Mapping[str, Any] = field(default_factory=dict)
    """Key of `mlinfra.toml` -> value, of what the plan was judged by; `deploy` refuses other values."""
    secure_values: str | None = None
    """Salted slow hash of the secure parameters' values; None where there are none."""

    def to_json(self) -> dict[str, Any]:
        """The document that `mlinfra deploy` and the reports read; its digest covers all of it."""
        from mlinfra.review.plan.codec import to_json
        from mlinfra.review.plan.digest import sealed

        document = {**to_json(self.plan), "file": self.file.as_posix()}
        if self.parameters_file:
            document["parameters_file"] = self.parameters_file.as_posix()
        if self.compiler:
            document["compiler"] = self.compiler
        if self.configuration:
            document["configuration"] = dict(self.configuration)
        if self.secure_values:
            document["secure_values"] = self.secure_values
        return sealed(document)


def plan(
    file: Path | str,
    *,
    against: str | None = None,
    observer: Observer | None = None,
    **options: Unpack[Options],
) -> tuple[Planned, ...]:
    """One plan for each selected stack of a stack file, or for an ARM template; nothing is changed by asking.

    ``against``: None for the forecast of the target, else stack (an Azure deployment stack), deployed (what was last
    sent), snapshot:FILE or git:REF, of which the last two ask no target. A refused forecast is a plan whose ``error`` says why. Raises what loading and rendering raise, `NotSignedIn`, `TargetUnavailable`.
    """
    settings, compared, observer = settings_for(file, **options), Comparison.parse(against), observer or Observer()
    if settings.replace and (compared.offline or compared.kind == "deployed"):
        hint = "plan --replace needs what is live: leave out --against, or give --against stack"
        raise InvalidInput("--replace does not go with this comparison", where=str(against), hint=hint)
    settings.note_unnamed_templates(observer)
    environ = None if compared.offline else os.environ
    stacks = read_stacks(settings, environ, complete=compared.kind != "snapshot")
    make = _offline if compared.offline else _forecasts
    rendered, source = rendered_of(stacks), compared.source(settings.target)
    made = make(settings, stacks, compared, observer) if rendered else _Made({}, settings.scope.subscription)
    told = zip(stacks, each_result(stacks, made.plans), strict=True)
    return tuple(_planned(_plan_of(stack, result, made, source), stack, settings) for stack, result in told)


@dataclass(frozen=True, slots=True)
class _Made:
    """The plans of the stacks that were rendered, or why there is none, by name."""

    plans: dict[str, Result[Plan]]
    subscription: str | None
    """Of a stack that says no other."""


def _planned(plan: Plan, stack: Deployable | Unrendered, settings: Settings) -> Planned:
    from mlinfra.arm.expand.snapshot import diagnostic
    from mlinfra.review.plan.plan import Diagnostic
    from mlinfra.review.plan.secure_values import hash_secure_values

    if isinstance(stack, Unrendered):
        return Planned(plan, settings.file)
    remarks = (Diagnostic(**diagnostic(line)._asdict()) for line in stack.remarks)
    plan = replace(plan, diagnostics=(*plan.diagnostics, *remarks))
    compiler = settings.compiler.version if stack.lowered else None
    judged_by = settings.configuration.reviewed
    secure_values = hash_secure_values(stack.values.secrets)
    return Planned(plan, stack.file, stack.parameters_file, compiler, judged_by, secure_values)


def _forecasts(
    settings: Settings, stacks: list[Deployable | Unrendered], against: Comparison, observer: Observer
) -> _Made:
    """One plan for each, forecast by Azure or the local target, all at the same time."""
    from mlinfra.app.forecast import cloud_plan, deployed_plan, request_for
    from mlinfra.app.live_values import with_live_values
    from mlinfra.app.stand_ins import make_stand_ins

    source, rendered = against.source(settings.target), rendered_of(stacks)
    with settings.connect(rendered, observer) as cloud:
        make_stand_ins(cloud, rendered)

        def forecast(deployable: Deployable, watch: Watch) -> Plan:
            if against.kind != "deployed":
                deployable = with_live_values(deployable, cloud, cloud_name=settings.cloud, replaced=settings.replace)
            request = request_for(deployable, cloud, as_stack=against.kind == "stack", review=True)
            if against.kind == "deployed":
                return deployed_plan(deployable, request, cloud, source, cloud_name=settings.cloud)
            named = settings.replace
            return cloud_plan(deployable, request, cloud, source, watch, cloud_name=settings.cloud, replaced=named)

        return _Made(ask_at_once(rendered, cloud, forecast, observer, doing="planning"), cloud.subscription)


def _plan_of(stack: Deployable | Unrendered, result: Plan | StackFailure, made: _Made, source: Source) -> Plan:
    """The plan of one stack of some; of one that could not be rendered or planned its ``error`` says why."""
    if not isinstance(result, StackFailure):
        return result
    from mlinfra.review.plan.plan import Plan

    return Plan(stack.name, stack.scope.on(made.subscription), source, error=failure_of(result.error))


def failure_of(error: MlinfraError) -> Failure:
    """What a plan says of an error that left it without a forecast."""
    from mlinfra.review.plan.plan import Failure

    return Failure(type(error).__name__, error.message, error.where, error.hint)


def _offline(
    settings: Settings, stacks: list[Deployable | Unrendered], against: Comparison, observer: Observer
) -> _Made:
    """One plan for each, compared with a snapshot file or with a git revision."""
    from mlinfra.app.forecast import offline_plan
    from mlinfra.app.snapshots import UNKNOWN_SUBSCRIPTION

    if against.kind == "snapshot":
        return _against_snapshots(settings, stacks, against, observer)
    subscription, cloud = settings.scope.subscription or os.environ.get("AZURE_SUBSCRIPTION_ID"), settings.cloud
    source = against.source(settings.target)
    earlier = _at_revision(settings, stacks, against.detail, subscription, observer)
    place = subscription or UNKNOWN_SUBSCRIPTION

    def compare(deployable: Deployable) -> Plan:
        before, scope = earlier.get(deployable.name), deployable.scope.on(place)
        return offline_plan(deployable, before, scope, source, cloud_name=cloud)

    return _Made(results_of(rendered_of(stacks), compare), place)


def _against_snapshots(
    settings: Settings, stacks: list[Deployable | Unrendered], against: Comparison, observer: Observer
) -> _Made:
    """One plan for each, compared with its snapshot; a stack without one is all new."""
    from mlinfra.app.forecast import snapshot_plan
    from mlinfra.app.snapshot_files import read_snapshots

    subscription = settings.scope.subscription or os.environ.get("AZURE_SUBSCRIPTION_ID")
    names = [stack.name for stack in stacks]
    before = read_snapshots(Path(against.detail), names, settings.select, observer)

    def compare(deployable: Deployable) -> Plan:
        earlier, source = before.get(deployable.name), against.source(settings.target)
        return snapshot_plan(deployable, earlier, source, subscription=subscription, cloud_name=settings.cloud)

    return _Made(results_of(rendered_of(stacks), compare), subscription)


def _at_revision(
    settings: Settings,
    stacks: list[Deployable | Unrendered],
    revision: str,
    subscription: str | None,
    observer: Observer,
) -> dict[str, Any]:
    """Snapshots by stack name of the file at a git revision; says which stacks are new or gone since."""
    from mlinfra.app.revision import snapshots_at

    file = settings.file
    if file.suffix == ".json":
        hint = "expand it at that revision, then plan --against snapshot:FILE"
        raise InvalidInput("git:REF is for stack files", where=str(file), hint=hint)
    earlier = snapshots_at(
        revision,
        file,
        subscription,
        settings.cloud,
        settings.compiler.version,
        settings.configuration.variables,
        settings.allow_code,
    )
    names = {stack.name for stack in stacks}
    gone = sorted(name for name in earlier if name not in names and fnmatchcase(name, settings.select))
    if gone:
        observer.note(f"not planned: {', '.join(gone)} stood in {file.name} at {revision} and is gone")
    new = [stack.name for stack in rendered_of(stacks) if stack.name not in earlier]
    if new:
        observer.note(f"{', '.join(new)} did not stand in {file.name} at {revision}: all of it counts as new")
    return earlier
