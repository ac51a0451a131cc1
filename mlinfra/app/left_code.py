"""Find what left the code of a stack and still stands: orphaned, moved to another stack of the file, or of a stack that is gone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.errors import CloudError
from mlinfra.review.plan.assemble import with_orphans
from mlinfra.review.plan.change import Action, Change
from mlinfra.review.plan.earlier_versions import earlier_versions, told
from mlinfra.review.plan.plan import Diagnostic, Gap, Plan

if TYPE_CHECKING:
    from mlinfra.app.other_stacks import OtherStacks
    from mlinfra.arm.expand import Snapshot
    from mlinfra.azure.deploy.orphans import InCode, Orphans
    from mlinfra.azure.protocol import Cloud, Request
    from mlinfra.review.plan.context import Context


@dataclass(frozen=True, slots=True)
class LeftCode:
    """What left the code, and what is said of it."""

    orphans: Orphans
    remarks: tuple[Diagnostic, ...] = ()

    def told_in(self, plan: Plan, context: Context) -> Plan:
        """The plan that says so."""
        orphans = self.orphans
        told = with_orphans(plan, orphans.found, orphans.gaps, context, orphans.identities)
        return replace(told, diagnostics=(*told.diagnostics, *self.remarks))


def left_code(
    forecast: Plan, cloud: Cloud, request: Request, snapshot: Snapshot, others: OtherStacks | None
) -> LeftCode:
    """What left the code of a stack, judged by a forecast of today's code; without one by the offline expansion alone.

    A deployment stack lets go by itself, so nothing is orphaned there. ``others``: the stacks of the same file.
    """
    from mlinfra.azure.deploy.orphans import Orphans, find_orphans

    if request.as_stack:
        return LeftCode(Orphans())
    code = _in_code(forecast, request, snapshot)
    try:
        in_file = (lambda: others.names) if others else tuple
        orphans = find_orphans(cloud, request.scope, request.stack, code, in_file)
    except CloudError as error:
        if not forecast.error:
            raise
        message = f"what left the code and still stands could not be looked for ({error.message})"
        return LeftCode(Orphans(gaps=(Gap("history", request.scope.id, message),)))
    orphans, versions = _without_versions(orphans, code)
    if others is None:
        return LeftCode(orphans, versions)
    orphans, moved = _moved(orphans, request, others)
    return LeftCode(orphans, (*versions, *moved, *_stacks_gone(orphans, request, others)))


def _without_versions(orphans: Orphans, code: InCode) -> tuple[Orphans, tuple[Diagnostic, ...]]:
    """The orphans without earlier versions of assets, which stay registered; and those said."""
    versions = earlier_versions((orphan.id for orphan in orphans.found), code.bodies)
    stay = {resource_id for ids in versions.values() for resource_id in ids}
    found = tuple(orphan for orphan in orphans.found if orphan.id not in stay)
    return replace(orphans, found=found), tuple(told(versions))


def _in_code(forecast: Plan, request: Request, snapshot: Snapshot) -> InCode:
    """What the code deploys now, as the expansion and the forecast tell."""
    from mlinfra.azure.deploy.orphans import InCode

    mentioned = [change for change in forecast.changes if change.action is not Action.IGNORE]
    bodies = {str(body["id"]).lower(): body for body in snapshot.resources if "id" in body}
    bodies |= {change.id.lower(): dict(change.after or {}) for change in mentioned if change.id.lower() not in bodies}
    return InCode(
        bodies,
        _types_of_unknown_name(mentioned, snapshot),
        stands=any(change.before is not None and change.id != request.scope.id for change in mentioned),
        others_stand=any(change.action is Action.IGNORE for change in forecast.changes),
    )


def _types_of_unknown_name(mentioned: list[Change], snapshot: Snapshot) -> frozenset[str]:
    """Lower-case types of which the code has a resource that neither the expansion nor the forecast could name."""
    resources = [body for body in snapshot.resources if "id" in body]
    expanded = {str(body["id"]).lower() for body in resources}
    left_open = Counter(str(body["type"]).lower() for body in resources if not str(body["id"]).startswith("/"))
    named = [change for change in mentioned if change.id.startswith("/")]
    left_open -= Counter(change.type.lower() for change in named if change.id.lower() not in expanded)
    return frozenset(left_open) | {change.type.lower() for change in mentioned if not change.id.startswith("/")}


def _moved(orphans: Orphans, request: Request, others: OtherStacks) -> tuple[Orphans, list[Diagnostic]]:
    """The orphans without what another stack of the file has now, at whatever scope that is deployed; and that said."""
    if not orphans.found:
        return orphans, []
    stack, subscription = request.stack, request.scope.subscription or ""
    holders = {orphan.id: others.holder(orphan.id, stack, subscription) for orphan in orphans.found}
    remarks = [
        Diagnostic(
            "Info",
            "MovedToStack",
            f"{ResourceId(resource_id).address} left {stack} and is in stack {holder} of the same file now: it stays as it "
            f"is until {holder} is deployed.",
            resource_id,
        )
        for resource_id, holder in holders.items()
        if holder
    ]
    return replace(orphans, found=tuple(orphan for orphan in orphans.found if not holders[orphan.id])), remarks


def _stacks_gone(orphans: Orphans, request: Request, others: OtherStacks) -> list[Diagnostic]:
    """Stacks that deployed to the scope and are not in the file: of another file, or taken out of this one."""
    return [
        Diagnostic(
            "Info",
            "OtherStack",
            f"Stack {name} was deployed here, too, and is not in this file. If it was taken out, what it made stays: put it "
            f"back and run `mlinfra destroy FILE --select {name}`.",
            request.scope.id,
        )
        for name in orphans.other_stacks
        if name not in others.names
    ]
