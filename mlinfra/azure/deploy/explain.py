"""Explain ARM's errors: the innermost ones, with what they mean and what to do where the cause is known."""

from __future__ import annotations

import re
from typing import Any

from mlinfra.arm.error_tree import InnerError, innermost_errors
from mlinfra.azure.deploy.causes import KNOWN
from mlinfra.azure.deploy.outcome import Cause

_CONSEQUENCES = {"deploymentcanceled", "operationpreempted", "deploymentfailed", "resourcedeploymentfailure"}
"""Codes of errors that follow from others: told only when there is nothing else."""


def explain(error: Any) -> Cause:
    """The cause to show first. ``error``: an ARM error object, or anything Azure sent in its place."""
    causes = explain_all(error)
    return min(causes, key=_rank)


def explain_all(error: Any) -> tuple[Cause, ...]:
    """Every innermost error, in the order in which Azure tells them; at least one."""
    return tuple(map(_cause, innermost_errors(error)))


def _rank(cause: Cause) -> tuple[bool, bool]:
    return cause.code.casefold() in _CONSEQUENCES, not cause.explanation


def _cause(inner: InnerError) -> Cause:
    code, message = inner.code, inner.message
    for known in KNOWN:
        if code.casefold() in known.codes and (not known.says or re.search(known.says, message, re.IGNORECASE)):
            return Cause(code, message, known.explanation, known.advice, inner.path)
    return Cause(code, message, path=inner.path)
