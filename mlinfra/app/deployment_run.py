"""Send the stacks that were checked, all at the same time or each after what it depends on."""

from __future__ import annotations

import os
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from mlinfra.app.candidates import Candidate, candidate, check_candidate
from mlinfra.app.concurrency import Job, Result, run_jobs
from mlinfra.app.not_started import with_not_started
from mlinfra.app.observer import Observer
from mlinfra.app.replacing import deletions
from mlinfra.app.role_names import naming, role_names, with_names
from mlinfra.app.settings import Settings
from mlinfra.app.what_stands import with_what_stands
from mlinfra.azure.deploy.control import Control
from mlinfra.azure.deploy.history import history_note
from mlinfra.azure.deploy.outcome import Cause, Outcome
from mlinfra.azure.deploy.replace import deploy_replacing
from mlinfra.azure.resources import KnownProviders
from mlinfra.base.errors import CloudError, as_mlinfra_error

if TYPE_CHECKING:
    from mlinfra.azure.protocol import Cloud


def send_all(
    settings: Settings, cloud: Cloud, chosen: Sequence[Candidate], observer: Observer, *, keep_going: bool
) -> tuple[Outcome, ...]:
    """Deploy them and wait; an outcome for each that had something to deploy, in their order.

    On Ctrl-C ``observer`` is asked whether to cancel what runs; if not, that is left running and KeyboardInterrupt
    raised, after ``observer`` was told all outcomes.
    """
    control, providers = Control(), KnownProviders()
    candidates = {each.name: each for each in chosen}
    outcomes: dict[str, Outcome] = {}

    def ended(name: str, result: Result[Outcome | None]) -> None:
        if result is not None:
            outcomes[name] = _outcome(candidates[name], result, observer)
            observer.ended(outcomes[name])

    def interrupted() -> None:
        (control.cancel if observer.cancel(settings.target) else control.leave)()

    jobs = [_job(each, settings, cloud, observer, control, providers, candidates) for each in chosen]
    begun = run_jobs(jobs, succeeded=_succeeded, keep_going=keep_going, ended=ended, interrupted=interrupted)
    for name in [name for name in candidates if name not in begun]:
        outcomes[name] = _not_started(candidates[name], outcomes, control)
        observer.ended(outcomes[name])
    if control.wanted == "leave":
        raise KeyboardInterrupt
    return tuple(outcomes[name] for name in candidates if name in outcomes)


def _job(
    each: Candidate,
    settings: Settings,
    cloud: Cloud,
    observer: Observer,
    control: Control,
    providers: KnownProviders,
    others: Mapping[str, Candidate],
) -> Job[Outcome | None]:
    """The job of one stack; it waits for those of this run alone that have something to deploy."""
    after = tuple(name for name in each.after if name in others)
    send = partial(_send, each, settings, cloud, observer, control, providers)
    return Job(each.name, str(each.request.scope.subscription), send, after)


def _succeeded(result: Result[Outcome | None]) -> bool:
    """Whether what depends on it may begin: it was deployed, or had nothing to deploy after all."""
    return result is None or (isinstance(result, Outcome) and result.state == "Succeeded")


def _send(
    each: Candidate, settings: Settings, cloud: Cloud, observer: Observer, control: Control, providers: KnownProviders
) -> Outcome | None:
    """Deploy one stack; None when there was nothing to do."""
    if each.waits:
        planned = _planned_again(each, settings, cloud, observer)
        if not planned.sends:
            observer.nothing_to_deploy({planned.name: ""})
            return None
        if not observer.approve([planned.plan]):
            return _unsent(each, Cause("NotConfirmed", "not confirmed"))
        each = planned
    names = role_names(each.plan)
    with observer.following(each.name) as follow:
        going = (
            deletions(each.plan, each.deployable.snapshot(each.request.scope, settings.cloud))
            if each.plan.replace
            else ()
        )
        outcome = deploy_replacing(
            cloud, each.request, going, naming(follow, names), control=control, providers=providers
        )
    if not outcome.group_made:  # a new group has no history yet
        with suppress(CloudError):  # no reason to call what was deployed a failure
            if note := history_note(cloud, each.request.scope, each.request.stack):
                observer.note(note)
    outcome = with_what_stands(outcome, each.plan, each.deployable, each.request, cloud)
    return with_names(with_not_started(outcome, each.plan), names)


def _planned_again(each: Candidate, settings: Settings, cloud: Cloud, observer: Observer) -> Candidate:
    """The same with a forecast that sees what it depends on. Raises what forbids to send it."""
    with observer.waiting(f"planning {each.name} again") as watch:
        planned = candidate(settings, cloud, each.deployable, None, watch or (lambda _: None), observer)
    check_candidate(planned)
    observer.planned([planned.plan], reviewed=False)
    return planned


def _outcome(each: Candidate, result: Outcome | BaseException, observer: Observer) -> Outcome:
    """The outcome of a job; one that raised has failed."""
    if isinstance(result, Outcome):
        return result
    error = as_mlinfra_error(result)
    if error is not result and os.environ.get("MLINFRA_DEBUG"):
        observer.note("".join(traceback.format_exception(result)))
    message = f"{error.where}: {error.message}" if error.where else error.message
    cause = Cause(type(error).__name__, message, advice=error.hint)
    request = each.request
    return Outcome(request.stack, request.scope, request.name, "Failed", 0.0, error=cause)


def _not_started(each: Candidate, outcomes: Mapping[str, Outcome], control: Control) -> Outcome:
    """The outcome of a stack whose turn never came, with the reason."""
    failed = [name for name, outcome in outcomes.items() if outcome.state not in {"Succeeded", "NotStarted"}]
    before = [name for name in failed if name in each.after]
    if before:
        return _unsent(each, Cause("DependencyFailed", f"depends on {', '.join(before)}, which was not deployed"))
    if control.wanted:
        return _unsent(each, Cause("Interrupted", "the run was interrupted before it began"))
    advice = "deploy again once that is put right, or say --keep-going"
    return _unsent(each, Cause("StoppedEarly", f"{', '.join(failed)} failed before it began", advice=advice))


def _unsent(each: Candidate, cause: Cause) -> Outcome:
    request = each.request
    outcome = Outcome(request.stack, request.scope, request.name, "NotStarted", 0.0, error=cause)
    return with_not_started(outcome, each.plan)
