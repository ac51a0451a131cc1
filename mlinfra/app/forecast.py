"""Plan a deployment against Azure, the local target, a snapshot or the last deployment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from mlinfra.app.deployable import Deployable
from mlinfra.app.judging import evaluate, findings_of, remarks_of, resources_of
from mlinfra.app.left_code import left_code
from mlinfra.app.missing_parents import missing_parent
from mlinfra.app.refusals import judge_bodies
from mlinfra.app.replacing import replaced_ids
from mlinfra.app.secrets import secret_bodies, secrets_of
from mlinfra.arm.parameter_values import Values
from mlinfra.base.errors import CloudError
from mlinfra.landing_zone.model.stack import DeploymentStack
from mlinfra.review.plan.assemble import failed
from mlinfra.review.plan.context import Context
from mlinfra.review.plan.digest import digest, parameters_digest
from mlinfra.review.plan.missing_group import plan_with_group
from mlinfra.review.plan.offline import diff_snapshots
from mlinfra.review.plan.plan import Failure, Plan, Source
from mlinfra.review.plan.stack_what_if import read_stack_what_if
from mlinfra.review.plan.tolerant_json import failure
from mlinfra.review.plan.what_if import read_what_if

if TYPE_CHECKING:
    from mlinfra.arm.expand import Snapshot
    from mlinfra.azure.deploy.orphans import Orphans
    from mlinfra.azure.protocol import Cloud, Request, StackSettings, Watch
    from mlinfra.base.scope import DeploymentScope


def context_of(
    deployable: Deployable, scope: DeploymentScope, snapshot: Snapshot, source: Source, replaced: Sequence[str] = ()
) -> Context:
    """Everything beside the forecast: origins and ids from the offline expansion, fingerprints, secrets to mask.

    ``replaced``: addresses that `--replace` names. Raises `InvalidInput` for what cannot be replaced.
    """
    values = deployable.values
    resources, opened = resources_of(deployable, scope, expanded=snapshot)
    # what stands for a value of the environment is no value that Azure would refuse
    bodies = judge_bodies((opened if deployable.unknown_parameters else snapshot).resources)
    evaluated = evaluate(deployable, resources)
    return Context(
        stack=deployable.name,
        scope=scope,
        source=source,
        ignores=deployable.ignores,
        today=date.today(),  # ruff: ignore[call-date-today]  an expiry date means the reader's own day
        origins=deployable.origins(snapshot),
        fields=deployable.fields(),
        secrets=secrets_of(deployable),
        places=secret_bodies(deployable, scope, snapshot),
        findings=findings_of(evaluated),
        expected=tuple(str(resource["id"]) for resource in snapshot.resources if "id" in resource),
        template=_fingerprint(deployable),
        parameters=parameters_digest({**values.plain, **values.secrets}, secure=values.secrets),
        replace=replaced_ids(replaced, snapshot, deployable.name),
        replace_addresses=tuple(replaced),
        refusals=bodies.by_id,
        accepts=deployable.accepts(snapshot),
        remarks=(*bodies.remarks, *remarks_of(evaluated)),
        rewritten=deployable.lowered.rewritten() if deployable.lowered else frozenset(),
    )


def _fingerprint(deployable: Deployable) -> str:
    """Of the template, and of how a deployment stack holds what it deploys: that decides what is deleted later."""
    held = deployable.managed
    if held is None:
        return digest(deployable.template)
    settings = [
        held.unmanage,
        held.unmanage_groups,
        held.deny,
        list(held.excluded_principals),
        list(held.excluded_actions),
    ]
    return digest([deployable.template, settings])


def offline_plan(
    deployable: Deployable,
    before: Mapping[str, Any] | None,
    scope: DeploymentScope,
    source: Source,
    *,
    cloud_name: str | None = None,
) -> Plan:
    """The plan from an earlier snapshot (None: there was none) to what is deployed now."""
    snapshot = deployable.snapshot(scope, cloud_name)
    return diff_snapshots(before, snapshot, context_of(deployable, scope, snapshot, source))


def snapshot_plan(
    deployable: Deployable,
    before: Mapping[str, Any] | None,
    source: Source,
    *,
    subscription: str | None = None,
    cloud_name: str | None = None,
) -> Plan:
    """The plan from a snapshot (None: there is none) to what is deployed now, both with the same knowledge.

    ``subscription``: the environment's, for what neither the stack nor the snapshot says.
    """
    from mlinfra.app.snapshot_scope import match_snapshot

    if before is None:
        return offline_plan(deployable, None, deployable.scope.on(subscription), source, cloud_name=cloud_name)

    matched = match_snapshot(deployable, before, subscription=subscription, cloud=cloud_name)
    context = context_of(deployable, matched.scope, matched.made, source)
    return diff_snapshots(before, matched.made, context, gaps=matched.gaps)


def deployed_plan(
    deployable: Deployable, request: Request, cloud: Cloud, source: Source, *, cloud_name: str | None = None
) -> Plan:
    """The plan from what the last deployment sent to what is sent now, compared offline: what only the code changed."""
    from mlinfra.azure.deploy.drift import last_deployment, what_was_sent

    template, parameters = what_was_sent(cloud, request, *last_deployment(cloud, request))
    before = replace(deployable, template=template, values=Values(parameters)).snapshot(request.scope, cloud_name)
    return offline_plan(deployable, before.to_json(), request.scope, source, cloud_name=cloud_name)


def cloud_plan(
    deployable: Deployable,
    request: Request,
    cloud: Cloud,
    source: Source,
    watch: Watch | None = None,
    *,
    cloud_name: str | None = None,
    replaced: Sequence[str] = (),
    orphans: Callable[[Orphans], None] | None = None,
) -> Plan:
    """The plan that Azure (or the local target) forecasts; a refused forecast is a plan that says so.

    ``replaced``: addresses that `--replace` names. ``orphans`` is told what was found orphaned, in the order in which it can be deleted.
    """
    from mlinfra.azure.group_tags import with_group_change
    from mlinfra.azure.resources import group_exists

    snapshot = deployable.snapshot(request.scope, cloud_name)
    context = context_of(deployable, request.scope, snapshot, source, replaced)
    try:
        if not group_exists(cloud, request.scope):
            if request.scope.location is None:
                return failed(_no_group(request.scope), context)
            if orphan := missing_parent(snapshot, request.scope):
                return failed(orphan, context)
            if deployable.unknown_tags:
                return failed(_unknown_tags(request.scope, deployable.unknown_tags), context)
            return plan_with_group(snapshot, context, tags={**deployable.stack_tags, **deployable.group_tags})
        wire = with_group_change(cloud.what_if(request, watch), cloud, request)
    except CloudError as error:
        plan = failed(_failure(error, request.scope), context)
        return left_code(plan, cloud, request, snapshot, deployable.others).told_in(plan, context)
    if request.as_stack:
        return read_stack_what_if(_with_unmanage(wire, cloud, request.as_stack, request), context)
    plan = read_what_if(wire, context)
    left = left_code(plan, cloud, request, snapshot, deployable.others)
    if orphans:
        orphans(left.orphans)
    return left.told_in(plan, context)


def _with_unmanage(wire: Mapping[str, Any], cloud: Cloud, wanted: StackSettings, request: Request) -> Mapping[str, Any]:
    """The forecast with what Azure leaves out: that the stack will treat what leaves it otherwise than it does now."""
    live = cloud.stack(request.scope, request.name)
    if live is None:
        return wire
    after = {"resources": wanted.on_unmanage, "resourceGroups": wanted.on_unmanage_groups}
    kept = live["properties"].get("actionOnUnmanage") or {}
    before = {name: str(kept.get(name) or value).lower() for name, value in after.items()}
    if before == after:
        return wire
    properties = wire.get("properties") or {}
    changes = {**(properties.get("changes") or {}), "actionOnUnmanageChange": {"before": before, "after": after}}
    return {**wire, "properties": {**properties, "changes": changes}}


def _no_group(scope: DeploymentScope) -> Failure:
    message = f"there is no resource group {scope.resource_group}, and without a region it cannot be made"
    hint = "give the group a location (ResourceGroup(..., location=...), or --location), or make it first"
    return Failure("ResourceGroupNotFound", message, scope.id, hint)


def _unknown_tags(scope: DeploymentScope, names: tuple[str, ...]) -> Failure:
    message = (
        f"there is no resource group {scope.resource_group}, and it cannot be made with the stack's tags: the value of "
        f"{', '.join(names)} is known only while deploying"
    )
    hint = "make the group first, or give these tags a text or a parameter"
    return Failure("GroupTagUnknown", message, scope.id, hint)


def _failure(error: CloudError, scope: DeploymentScope) -> Failure:
    """Why there is no forecast: every innermost error, with what to do where its cause is known."""
    from mlinfra.azure.deploy.explain import explain, explain_all
    from mlinfra.azure.deploy.moment import Moment
    from mlinfra.azure.errors import Refused

    if not isinstance(error, Refused):
        return Failure(type(error).__name__, error.message, error.where, error.hint)
    moment = Moment("forecast", deployed=False, group=scope.resource_group or "")
    told, first = failure(error.error), explain(error.error, moment)
    known = {(cause.code, cause.message): cause for cause in explain_all(error.error, moment)}
    causes = tuple(
        replace(cause, explanation=seen.explanation, advice=seen.advice)
        for cause in told.causes
        if (seen := known[cause.code, cause.message])
    )
    message = told.message if causes else f"{told.message} {first.explanation}".strip()
    return replace(told, message=message, where=error.where, hint=first.advice or error.hint, causes=causes)


def request_for(deployable: Deployable, cloud: Cloud, *, as_stack: bool = False, review: bool = False) -> Request:
    """The deployment as it goes to Azure; ``review`` asks for a forecast that a reading identity may make."""
    from mlinfra.azure.deploy.names import deployment_name, stack_name
    from mlinfra.azure.protocol import Request, StackSettings

    settings = None
    if as_stack or deployable.managed:
        held = deployable.managed or DeploymentStack()
        settings = StackSettings(
            on_unmanage=held.unmanage,
            on_unmanage_groups=held.unmanage_groups,
            deny=held.deny,
            excluded_principals=tuple(held.excluded_principals),
            excluded_actions=tuple(held.excluded_actions),
        )
    scope = deployable.scope.on(cloud.subscription)
    name = (
        stack_name(deployable.name)
        if settings
        else deployment_name(deployable.name, deployable.template, deployable.values.plain, scope)
    )
    return Request(
        stack=deployable.name,
        scope=scope,
        name=name,
        template=deployable.template,
        parameters=deployable.values.plain,
        secrets=deployable.values.secrets,
        live=deployable.values.live,
        group_tags=deployable.group_tags,
        new_group_tags=deployable.stack_tags,
        validation_level="ProviderNoRbac" if review else "Provider",
        as_stack=settings,
    )
