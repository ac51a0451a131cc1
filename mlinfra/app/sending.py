"""Decide from a plan what a deployment may send: nothing that Azure refuses, and nothing for orphans alone."""

from __future__ import annotations

from pathlib import Path

from mlinfra.base.errors import CloudError, WhatIfFailed
from mlinfra.catalogue.refusal import FIXED, ONE_WAY, standing
from mlinfra.review.plan import Action, Change, Failure, Plan


def failed_forecast(plan: Plan, failure: Failure) -> WhatIfFailed:
    """The error for a plan without a forecast: every innermost error in a line."""
    causes = [f"\n  {cause.code}: {cause.message} {cause.explanation}".rstrip() for cause in failure.causes]
    message = f"{failure.code}: {failure.message}{''.join(causes)}" if causes else failure.message
    return WhatIfFailed(message, where=failure.where or plan.stack, hint=failure.hint)


def refuse_what_azure_refuses(plan: Plan) -> None:
    """Raise CloudError, before anything is sent, when Azure would refuse a body or a change."""
    refused = [change for change in plan.changes if change.action is Action.REFUSED]
    if refused:
        told = "\n".join(line for change in refused for line in _refused(change))
        raise CloudError(
            f"Azure would refuse this, so nothing was sent\n{told}", where=plan.stack, hint=_ways_out(refused)
        )


def _ways_out(refused: list[Change]) -> str:
    """What to do: the options that delete and create all that can only be replaced, and where to read more."""
    fixed = [
        change for change in refused if {refusal.code for refusal in standing(change.refusals)} <= {FIXED, ONE_WAY}
    ]
    options = " ".join(f"--replace {change.address}" for change in fixed)
    told = f"to delete and create what cannot change in place: deploy {options}\n  -> " if fixed else ""
    return (
        f"{told}`mlinfra explain CODE` tells more; accept=[Accept(path, reason)] on a resource lets one value through"
    )


def _refused(change: Change) -> list[str]:
    """A line for each refusal of one resource: address, property, reason and what to do."""
    place = f" ({change.origin.where})" if change.origin and change.origin.where else ""
    head = f"  {change.action.symbol} {change.address}{place}:"
    return [
        f"{head} {refusal.path}: {refusal.message} [{refusal.code}] -> {refusal.fix}"
        for refusal in standing(change.refusals)
    ]


def without_effect(plan: Plan) -> str:
    """What Azure takes and ignores, a line for each property; empty without any."""
    lines = [
        f"  {change.action.symbol} {change.address}: {delta.path}: {delta.ineffective}"
        for change in plan.changes
        for delta in change.deltas
        if delta.ineffective and change.action is not Action.REPLACE
    ]
    return "\n".join([f"{plan.stack}: Azure would take and ignore this", *lines]) if lines else ""


def left_in_azure(plan: Plan, file: Path) -> str:
    """That orphaned resources stay whatever is sent, and what removes them; empty without any."""
    number = len(plan.orphans)
    if not number:
        return ""
    resources = "1 orphaned resource stays" if number == 1 else f"{number} orphaned resources stay"
    return f"{resources} in Azure; `mlinfra prune {file}` shows and removes {'it' if number == 1 else 'them'}"
