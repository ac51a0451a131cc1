"""Name role assignments in progress and outcomes as the plan names them, not by their GUIDs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlinfra.app.observer import Follow
    from mlinfra.azure.deploy.outcome import Operation, Outcome, Progress
    from mlinfra.review.plan.plan import Plan


def role_names(plan: Plan) -> dict[str, str]:
    """ARM id in lower case -> what the plan calls a role assignment.

    Example: ``Storage Blob Data Reader on stlake to cpu`` for ``/…/roleAssignments/5589dc3a-…``.
    """
    from mlinfra.catalogue.types.authorization import is_role_assignment
    from mlinfra.review.plan.orphan import principals
    from mlinfra.review.report.role_name import custom_roles, role_name

    identities = principals(change.before for change in plan.changes)
    custom = custom_roles((change.id, change.after or change.before) for change in plan.changes)
    return {
        change.id.lower(): role_name(change.address, change.after or change.before, identities, custom)
        for change in plan.changes
        if is_role_assignment(change.type)
    }


def naming(follow: Follow | None, names: Mapping[str, str]) -> Follow | None:
    """Follow a deployment with role assignments named; None where nobody follows."""
    if follow is None:
        return None

    def named(progress: Progress) -> None:
        follow(replace(progress, operations=_named(progress.operations, names)))

    return named


def with_names(outcome: Outcome, names: Mapping[str, str]) -> Outcome:
    """The outcome with role assignments named."""
    return replace(outcome, operations=_named(outcome.operations, names))


def _named(operations: tuple[Operation, ...], names: Mapping[str, str]) -> tuple[Operation, ...]:
    return tuple(replace(operation, name=names.get(operation.id.lower(), operation.name)) for operation in operations)
