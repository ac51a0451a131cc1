"""Delete what stacks own, or what left their code: at the same time, each stack before those that it depends on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from mlinfra.app.concurrency import Job, run_jobs
from mlinfra.azure.deploy.outcome import Cause, Outcome
from mlinfra.base.errors import as_mlinfra_error

if TYPE_CHECKING:
    from mlinfra.azure.deploy.destroy import Destruction
    from mlinfra.base.scope import DeploymentScope

Delete = Callable[["Destruction"], Outcome]


@dataclass(frozen=True, slots=True)
class ToDelete:
    """What goes of one stack."""

    destruction: Destruction
    after: tuple[str, ...]
    """Names of stacks of this run that must be gone before."""


def delete_at_once(
    chosen: Sequence[ToDelete], failures: Mapping[str, Outcome], delete: Delete, *, name: str
) -> tuple[Outcome, ...]:
    """Delete in the order that ``after`` says, stacks of one resource group one after the other.

    ``failures`` are outcomes of stacks that cannot be deleted: what they depend on is not deleted either. ``name`` stands
    for the deployment in an outcome. The outcomes are in the order of ``chosen``, the failures last.
    """
    jobs = [_job(item, chosen[:number], delete) for number, item in enumerate(chosen)]
    results = run_jobs(jobs, succeeded=lambda result: isinstance(result, Outcome) and result.state == "Succeeded")
    outcomes: dict[str, Outcome] = dict(failures)
    for item in chosen:
        stack = item.destruction.stack
        result = results.get(stack)
        if isinstance(result, Outcome):
            outcomes[stack] = result
        elif result is not None:
            outcomes[stack] = failed_outcome(stack, item.destruction.scope, name, result)
        else:
            outcomes[stack] = _not_started(item, outcomes, name)
    return tuple(outcomes[stack] for stack in [*(item.destruction.stack for item in chosen), *failures])


def _job(item: ToDelete, earlier: Sequence[ToDelete], delete: Delete) -> Job[Outcome]:
    """The job of one stack; another of the same group may hold what this one holds too, and the group goes last."""
    destruction = item.destruction
    same = [other.destruction.stack for other in earlier if other.destruction.scope == destruction.scope]
    after = tuple(dict.fromkeys([*item.after, *same]))
    return Job(destruction.stack, str(destruction.scope.subscription), partial(delete, destruction), after)


def _not_started(item: ToDelete, outcomes: Mapping[str, Outcome], name: str) -> Outcome:
    """The outcome of a stack whose turn never came: what had to go before it still stands."""
    stands = [stack for stack, outcome in outcomes.items() if outcome.state != "Succeeded"]
    waiting = [stack for stack in stands if stack in item.after] or stands
    text = f"{', '.join(waiting)}, which must go before it, still stands"
    destruction = item.destruction
    cause = Cause("DependencyFailed", text, advice="put that right and run the command again")
    return Outcome(destruction.stack, destruction.scope, name, "NotStarted", 0.0, error=cause)


def failed_outcome(stack: str, scope: DeploymentScope, name: str, error: BaseException) -> Outcome:
    """The outcome of a stack of which it could not be told what is to be deleted, or that raised."""
    told = as_mlinfra_error(error)
    message = f"{told.where}: {told.message}" if told.where else told.message
    return Outcome(stack, scope, name, "Failed", 0.0, error=Cause(type(told).__name__, message, advice=told.hint))
