"""Remove what earlier deployments of a stack made and the code no longer has."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import Unpack

from mlinfra.app.deployable import Deployable, deployables
from mlinfra.app.observer import Observer
from mlinfra.app.sending import failed_forecast
from mlinfra.app.settings import Options, Settings, settings_for
from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.arm_types import RESOURCE_GROUPS
from mlinfra.base.errors import CloudError

if TYPE_CHECKING:
    from mlinfra.azure.deploy.destroy import Destruction
    from mlinfra.azure.deploy.orphans import Orphans
    from mlinfra.azure.deploy.outcome import Outcome
    from mlinfra.azure.protocol import Cloud
    from mlinfra.review.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Pruning:
    """What would be removed from one stack: the orphans of the plan, as deletions in order."""

    plan: Plan
    destruction: Destruction


def prune(file: Path | str, *, observer: Observer | None = None, **options: Unpack[Options]) -> tuple[Outcome, ...]:
    """Delete what is orphaned of each selected stack; ``observer`` is shown it and asked before.

    Stacks without orphans have no outcome. Raises `WhatIfFailed` where the forecast failed, and `CloudError` where the
    history cannot be read or the forecast did not see all of the code, besides what `plan` raises.
    """
    from mlinfra.app.forecast import make_stand_ins
    from mlinfra.azure.deploy.destroy import destroy as delete

    settings, observer = settings_for(file, **options), observer or Observer()
    work, outcomes = deployables(settings, os.environ), []
    with settings.connect(work, observer) as cloud:
        make_stand_ins(cloud, work)
        for deployable in work:
            pruning = _plan(settings, cloud, deployable, observer)
            if observer.approve_pruning(pruning) and not pruning.destruction.empty:
                outcomes.append(delete(cloud, pruning.destruction, name="prune"))
    return tuple(outcomes)


def _plan(settings: Settings, cloud: Cloud, work: Deployable, observer: Observer) -> Pruning:
    """What is orphaned, by the history of the stack and a forecast of today's code."""
    from mlinfra.app.forecast import cloud_plan, request_for
    from mlinfra.review.plan.plan import Source

    request, source = request_for(work, cloud), Source(settings.target, settings.target)
    orphans_found: list[Orphans] = []
    with observer.waiting(f"looking at {work.name}") as watch:
        plan = cloud_plan(work, request, cloud, source, watch, cloud_name=settings.cloud, orphans=orphans_found.append)
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
