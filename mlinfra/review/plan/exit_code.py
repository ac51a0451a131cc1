"""Tell the exit code of a run from its plans: of several stacks the worst."""

from __future__ import annotations

from collections.abc import Iterable

from mlinfra.review.plan.plan import Plan

NONE, FAILED, CHANGES, DESTRUCTIVE, INCOMPLETE = 0, 1, 3, 4, 5

_WORST_FIRST = (FAILED, INCOMPLETE, DESTRUCTIVE, CHANGES, NONE)


def exit_code(plans: Iterable[Plan], *, detailed: bool = False) -> int:
    """1 when a forecast failed, else 0; with ``detailed`` 5 incomplete analysis, 4 destructive or refused
    changes, 3 changes or resources that left the code.
    """
    codes = {_code(plan) for plan in plans}
    if not detailed:
        return FAILED if FAILED in codes else NONE
    return next((code for code in _WORST_FIRST if code in codes), NONE)


def _code(plan: Plan) -> int:
    if plan.errored:
        return FAILED
    if not plan.complete:
        return INCOMPLETE
    if plan.destructive or plan.refused:
        return DESTRUCTIVE
    return CHANGES if plan.has_changes else NONE
