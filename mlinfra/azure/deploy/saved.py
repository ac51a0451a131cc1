"""Decide whether a reviewed plan may still be deployed."""

from __future__ import annotations

from mlinfra.base.errors import PlanStale
from mlinfra.review.plan import Plan, stale


def check_reviewed(reviewed: Plan, now: Plan) -> None:
    """Raise PlanStale, with each differing line, when template, parameters, scope or forecast moved since the review."""
    lines = stale(reviewed, now)
    if lines:
        told = "\n".join(f"  {line}" for line in lines)
        raise PlanStale(
            f"{reviewed.stack}: this is not what was reviewed\n{told}", hint="plan again, and have that reviewed"
        )
