"""A reviewed plan -> its deployment, if a repeated forecast still says the same."""

from __future__ import annotations

from collections.abc import Callable

from mlinfra.cloud.protocol import Cloud, Request
from mlinfra.deploy.outcome import Outcome
from mlinfra.deploy.run import Watcher, deploy
from mlinfra.errors import PlanStale
from mlinfra.plan import Plan, stale


def check_reviewed(reviewed: Plan, now: Plan) -> None:
    """Raise PlanStale, with each differing line, when template, parameters, scope or forecast moved since the review."""
    lines = stale(reviewed, now)
    if lines:
        told = "\n".join(f"  {line}" for line in lines)
        raise PlanStale(
            f"{reviewed.stack}: this is not what was reviewed\n{told}", hint="plan again, and have that reviewed"
        )


def deploy_reviewed(
    cloud: Cloud,
    request: Request,
    reviewed: Plan,
    forecast: Callable[[], Plan],
    watch: Watcher | None = None,
    *,
    interrupted: Callable[[], bool] | None = None,
) -> Outcome:
    """Repeat the forecast, compare, deploy. Raises PlanStale and what `deploy` raises."""
    check_reviewed(reviewed, forecast())
    return deploy(cloud, request, watch, interrupted=interrupted)
