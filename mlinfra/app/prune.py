"""Remove what earlier deployments of a stack made and the code no longer has."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import Unpack

from mlinfra.app.at_once import ask_at_once, each_result
from mlinfra.app.deleting import ToDelete, delete_at_once, failed_outcome
from mlinfra.app.deployable import Deployable
from mlinfra.app.observer import Observer
from mlinfra.app.read_stacks import read_stacks, rendered_of
from mlinfra.app.sending import failed_forecast
from mlinfra.app.settings import Options, Settings, settings_for
from mlinfra.app.stack_failure import StackFailure
from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.arm_types import RESOURCE_GROUPS
from mlinfra.base.errors import CloudError

if TYPE_CHECKING:
    from mlinfra.azure.deploy.destroy import Destruction
    from mlinfra.azure.deploy.orphans import Orphans
    from mlinfra.azure.deploy.outcome import Outcome
    from mlinfra.azure.protocol import Cloud, Watch
    from mlinfra.review.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Pruning:
    """What would be removed from one stack: the orphans of the plan, as deletions in order."""

    plan: Plan
    destruction: Destruction


def prune(file: Path | str, *, observer: Observer | None = None, **options: Unpack[Options]) -> tuple[Outcome, ...]:
    """Delete what is orphaned of each selected stack; ``observer`` is shown all of it and asked before the first goes.

    Stacks without orphans have no outcome. Raises `WhatIfFailed` where the forecast failed, and `CloudError` where the
    history cannot be read or the forecast did not see all of the code, besides what `plan` raises; of several stacks that
    is the outcome of the one, and the others are pruned.
    """
    from mlinfra.app.stand_ins import make_stand_ins
    from mlinfra.azure.deploy.destroy import destroy as delete

    settings, observer = settings_for(file, **options), observer or Observer()
    stacks = read_stacks(settings, os.environ)
    rendered = rendered_of(stacks)
    with settings.connect(rendered, observer) as cloud:
        make_stand_ins(cloud, rendered)
        results = ask_at_once(rendered, cloud, partial(_plan, settings, cloud), observer, doing="looking at")
        told = list(zip(stacks, each_result(stacks, results), strict=True))
        prunings = [pruning for _, pruning in told if isinstance(pruning, Pruning)]
        failures = {
            stack.name: failed_outcome(stack.name, stack.scope.on(cloud.subscription), "prune", result.error)
            for stack, result in told
            if isinstance(result, StackFailure)
        }
        approved = [pruning for pruning in prunings if observer.approve_pruning(pruning)]
        chosen = [ToDelete(pruning.destruction, ()) for pruning in approved if not pruning.destruction.empty]
        return delete_at_once(chosen, failures, partial(delete, cloud, name="prune"), name="prune")


def _plan(settings: Settings, cloud: Cloud, deployable: Deployable, watch: Watch) -> Pruning:
    """What is orphaned, by the history of the stack and a forecast of today's code."""
    from mlinfra.app.forecast import cloud_plan, request_for
    from mlinfra.review.plan.plan import Source

    request, source = request_for(deployable, cloud), Source(settings.target, settings.target)
    orphans_found: list[Orphans] = []
    told = orphans_found.append
    plan = cloud_plan(deployable, request, cloud, source, watch, cloud_name=settings.cloud, orphans=told)
    _refuse_to_guess(plan)
    return Pruning(plan, _destruction(plan, orphans_found))


def _refuse_to_guess(plan: Plan) -> None:
    """Raise where it cannot be told what is orphaned: what a forecast did not see could be taken for it."""
    if plan.error:
        raise failed_forecast(plan, plan.error)
    blocking = [gap for gap in plan.coverage.gaps if gap.blocking]
    unread = [gap for gap in blocking if gap.kind == "history"]
    if unread and not plan.orphans:
        raise CloudError(
            unread[0].message, where=plan.stack, hint="grant the right to read deployments, or delete by hand"
        )
    hidden = [gap for gap in blocking if gap.kind != "history"]
    if hidden and plan.orphans:
        raise CloudError(
            f"the forecast did not see all of the code, so what left it cannot be told ({hidden[0].target}: {hidden[0].message})",
            where=plan.stack,
            hint="`mlinfra plan` lists what was not analysed; delete single resources by hand",
        )


def _destruction(plan: Plan, orphans_found: list[Orphans]) -> Destruction:
    """The deletions of what was found, resource groups apart: they go when they are empty by then."""
    from mlinfra.azure.deploy.destroy import Deletion, Destruction, called
    from mlinfra.review.plan.orphan import principals

    deletions, groups = [], []
    standing = [orphan for orphans in orphans_found for orphan in orphans.found]
    identities = [identity for orphans in orphans_found for identity in orphans.identities]
    names = principals([*identities, *(orphan.body for orphan in standing)])
    for orphan in standing:
        parts = ResourceId(orphan.id)
        if parts.type.lower() == RESOURCE_GROUPS.lower():
            groups.append(orphan.id)
        else:
            location = str(orphan.body.get("location") or "")
            name = called(orphan.id, dict(orphan.body), names)
            deletions.append(Deletion(orphan.id, parts.type, name, orphan.api_version, location))
    return Destruction(plan.stack, plan.scope, tuple(deletions), groups=tuple(groups))
