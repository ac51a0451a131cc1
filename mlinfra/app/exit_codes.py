"""Say with which exit code a command ends, from what its verb returned: for scripts that stand in for the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mlinfra.app.stack_failure import StackFailure

if TYPE_CHECKING:
    from mlinfra.app.check import Checked
    from mlinfra.app.output import StackOutputs
    from mlinfra.azure.deploy.drift import Drift
    from mlinfra.azure.deploy.outcome import Outcome

FAILED, CHANGED, INCOMPLETE = 1, 3, 5


def of_check(checked: Checked, *, strict: bool = False, complete: bool = False) -> int:
    """1 for an error (``strict``: or a warning), 5 where a rule could not be evaluated and ``complete`` asks for it."""
    if checked.failed(strict=strict):
        return FAILED
    return INCOMPLETE if complete and checked.not_evaluated else 0


def of_outcomes(outcomes: Iterable[Outcome]) -> int:
    """1 when a deployment or a deletion did not succeed; nothing to do is 0."""
    return 0 if all(outcome.state == "Succeeded" for outcome in outcomes) else FAILED


def of_drift(drifts: Iterable[Drift | StackFailure]) -> int:
    """1 when a stack could not be looked at, 3 for drift."""
    listed = list(drifts)
    if any(isinstance(drift, StackFailure) or drift.live.errored or drift.code.errored for drift in listed):
        return FAILED
    return CHANGED if any(not isinstance(drift, StackFailure) and drift.drifted for drift in listed) else 0


def of_outputs(stacks: Iterable[StackOutputs | StackFailure]) -> int:
    """1 when the outputs of a stack could not be read."""
    return FAILED if any(isinstance(stack, StackFailure) for stack in stacks) else 0
