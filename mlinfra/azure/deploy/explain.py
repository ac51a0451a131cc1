"""Explain ARM's errors: the innermost ones, with what they mean and what to do where the cause is known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mlinfra.arm.error_tree import InnerError, innermost_errors
from mlinfra.arm.resource_id import ResourceId
from mlinfra.azure.deploy.known_deployment_causes import DEPLOYMENT_CAUSES
from mlinfra.azure.deploy.known_resource_causes import RESOURCE_CAUSES
from mlinfra.azure.deploy.moment import Moment
from mlinfra.azure.deploy.outcome import Cause
from mlinfra.base.arm_types import DEPLOYMENTS

KNOWN = (*RESOURCE_CAUSES, *DEPLOYMENT_CAUSES)
_CONSEQUENCES = {"deploymentcanceled", "operationpreempted", "deploymentfailed", "resourcedeploymentfailure"}
"""Codes of errors that follow from others: told only when there is nothing else."""


def explain(error: Any, moment: Moment) -> Cause:
    """The cause to show first. ``error``: an ARM error object, or anything Azure sent in its place."""
    causes = explain_all(error, moment)
    return min(causes, key=_rank)


def explain_all(error: Any, moment: Moment) -> tuple[Cause, ...]:
    """Every innermost error, in the order in which Azure tells them; at least one."""
    return tuple(_cause(inner, moment) for inner in innermost_errors(error))


def _rank(cause: Cause) -> tuple[bool, bool]:
    return cause.code.casefold() in _CONSEQUENCES, not cause.explanation


def _cause(inner: InnerError, moment: Moment) -> Cause:
    """An error that names a resource is about that one, whatever was being done."""
    kind = ResourceId(inner.resource).type
    if kind and kind.lower() != DEPLOYMENTS.lower():
        moment = replace(moment, type=kind)
    for known in KNOWN:
        if known.fits(inner.code, inner.message, moment):
            return Cause(inner.code, inner.message, known.explanation, known.advice, inner.path)
    return Cause(inner.code, inner.message, path=inner.path)
