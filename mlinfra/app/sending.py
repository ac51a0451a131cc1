"""Decide from a plan what a deployment may send: nothing that Azure refuses, and nothing for orphans alone."""

from __future__ import annotations

from pathlib import Path

from mlinfra.base.errors import CloudError, WhatIfFailed
from mlinfra.review.plan import Action, Change, Failure, Plan


def failed_forecast(plan: Plan, failure: Failure) -> WhatIfFailed:
    """The error for a plan without a forecast: every innermost error in a line."""
    causes = [f"\n  {cause.code}: {cause.message} {cause.explanation}".rstrip() for cause in failure.causes]
    message = f"{failure.code}: {failure.message}{''.join(causes)}" if causes else failure.message
    return WhatIfFailed(message, where=failure.where or plan.stack, hint=failure.hint)


def refuse_what_azure_refuses(plan: Plan) -> None:
    """Raise CloudError, before anything is sent, when a change cannot be made in place."""
    refused = [change for change in plan.changes if change.action is Action.REFUSED]
    if refused:
        told = "\n".join(f"  {change.action.symbol} {change.address}: {_fixed(change)}" for change in refused)
        raise CloudError(
            f"Azure would refuse this, so nothing was sent\n{told}",
            where=plan.stack,
            hint="take the old value back, give the resource another name, or delete it first",
        )


def _fixed(change: Change) -> str:
    paths = ", ".join(delta.path for delta in change.deltas if delta.replaces and delta.noise is None)
    return f"{paths or 'this'} is fixed when the resource is created"


def left_in_azure(plan: Plan, file: Path) -> str:
    """That orphaned resources stay whatever is sent, and what removes them; empty without any."""
    number = len(plan.orphans)
    if not number:
        return ""
    resources = "1 orphaned resource stays" if number == 1 else f"{number} orphaned resources stay"
    return f"{resources} in Azure; `mlinfra prune {file}` shows and removes {'it' if number == 1 else 'them'}"
