"""Name in the outcome of a failed deployment what it never came to, so that it counts what its plan counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlinfra.azure.deploy.outcome import Operation, Outcome
    from mlinfra.review.plan.change import Change
    from mlinfra.review.plan.plan import Plan


def with_not_started(outcome: Outcome, plan: Plan) -> Outcome:
    """The outcome with every resource of its plan; what succeeded has come to all of them, what runs still may."""
    if outcome.state in {"Succeeded", "Running"}:
        return outcome
    return replace(outcome, operations=(*outcome.operations, *_not_started(outcome, plan)))


def _not_started(outcome: Outcome, plan: Plan) -> Iterator[Operation]:
    """A resource whose id is known only while deploying is taken for one of its type that the plan could not name."""
    from mlinfra.azure.deploy.outcome import Operation

    planned = [change for change in plan.changes if _is_deployed(change)]
    known = {change.id.lower() for change in planned}
    reached = {operation.id.lower() for operation in outcome.operations}
    unnamed = Counter(operation.type.lower() for operation in outcome.operations if operation.id.lower() not in known)
    for change in planned:
        if change.id.lower() in reached or change.id == plan.scope.id:
            continue
        if not change.id.startswith("/") and unnamed[change.type.lower()]:
            unnamed[change.type.lower()] -= 1
            continue
        yield Operation(change.id, change.type, change.address, "NotStarted")


def _is_deployed(change: Change) -> bool:
    """Whether a deployment writes the resource: it does not delete, and does not touch what the code does not have."""
    from mlinfra.review.plan.change import Action

    return change.after is not None and change.action not in {Action.IGNORE, Action.DELETE, Action.DETACH}
