"""Say how full the deployment history of a scope is."""

from __future__ import annotations

from mlinfra.azure.deploy.owned import belongs
from mlinfra.azure.protocol import Cloud
from mlinfra.base.scope import DeploymentScope

MOST = 800
"""Deployments that ARM keeps for a scope."""
_CLEANED_FROM = 700


def history_note(cloud: Cloud, scope: DeploymentScope, stack: str) -> str | None:
    """What to know about the history when it is nearly full; None before that.

    Azure removes the oldest entries by itself from about 775 on, and entries of a stack are what `drift` and `destroy`
    read.
    """
    history = cloud.deployments(scope)
    if len(history) < _CLEANED_FROM:
        return None
    count = sum(belongs(deployment, stack) for deployment in history)
    return (
        f"{scope.id} keeps {len(history)} of at most {MOST} deployments, {count} of them of {stack}. Azure removes the "
        f"oldest by itself, unless a lock or the feature DisableDeploymentGrooming forbids it; resources stay."
    )
