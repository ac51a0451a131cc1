"""Deploy stacks or an ARM template, or exactly the plan that was reviewed."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import Unpack

from mlinfra.app.candidates import Candidate, forecast_all, refuse_candidates
from mlinfra.app.observer import Observer
from mlinfra.app.read_stacks import Unrendered, read_stacks
from mlinfra.app.saved_plan import is_saved_plan, planned_file, read_plans_file, reviewed_stacks
from mlinfra.app.sending import left_in_azure, without_effect
from mlinfra.app.settings import Options, Settings, settings_for
from mlinfra.base.errors import InvalidInput

if TYPE_CHECKING:
    from mlinfra.app.deployable import Deployable
    from mlinfra.azure.deploy.outcome import Outcome
    from mlinfra.review.plan.plan import Plan


def deploy(
    file: Path | str, *, keep_going: bool = False, observer: Observer | None = None, **options: Unpack[Options]
) -> tuple[Outcome, ...]:
    """Plan the selected stacks, ask ``observer``, deploy them, and wait; one with nothing to deploy has no outcome.

    ``file``: a stack file, an ARM template, or a plan that `mlinfra plan -o FILE.json` wrote. Of a plan the file it
    names is rendered again and the forecast repeated. All stacks are checked before the first is sent. They are
    deployed at the same time, each after those that it depends on; what depends on one that failed is not sent, and
    without ``keep_going`` neither is anything else that had not begun: their outcomes say NotStarted.

    Raises `PlanStale` when anything moved since the review, `WhatIfFailed` for a refused forecast, besides what `plan`
    raises; then nothing was sent. A deployment that fails, for whatever reason, is an outcome, not an error.
    """
    from mlinfra.app.deployment_run import send_all

    settings, observer = _settings(Path(file), options), observer or Observer()
    stacks = _stacks(settings)
    unrendered = [stack.error for stack, _ in stacks if isinstance(stack, Unrendered)]
    rendered = [(stack, plan) for stack, plan in stacks if not isinstance(stack, Unrendered)]
    if not rendered:
        refuse_candidates(unrendered)
    with settings.connect([deployable for deployable, _ in rendered], observer) as cloud:
        planned = forecast_all(settings, cloud, rendered, observer)
        candidates = [each for each in planned if isinstance(each, Candidate)]
        _show(candidates, observer)
        refuse_candidates([*unrendered, *planned])
        _tell_what_stays(candidates, observer)
        chosen = [each for each in candidates if each.sends]
        if not chosen or not observer.approve([each.plan for each in chosen]):
            return ()
        return send_all(settings, cloud, chosen, observer, keep_going=keep_going)


def _settings(file: Path, options: Options) -> Settings:
    """The settings of a stack file or template; of a saved plan those of the file it was made of."""
    if not is_saved_plan(file):
        return settings_for(file, **options)
    if options.get("replace"):
        hint = "plan with --replace, and have that reviewed: a saved plan says what is replaced"
        raise InvalidInput("--replace does not go with a saved plan", where=str(file), hint=hint)
    return replace(settings_for(planned_file(read_plans_file(file), file), **options), file=file)


def _stacks(settings: Settings) -> list[tuple[Deployable | Unrendered, Plan | None]]:
    """What to deploy, each with the plan that was reviewed, if it was."""
    if is_saved_plan(settings.file):
        return list(reviewed_stacks(settings))
    return [(stack, None) for stack in read_stacks(settings, os.environ)]


def _show(candidates: list[Candidate], observer: Observer) -> None:
    """Show what there is to see; the error of a forecast that failed is told anyway."""
    plans = [each.plan for each in candidates if not each.plan.error]
    if plans:
        observer.planned(plans, reviewed=any(each.reviewed for each in candidates))


def _tell_what_stays(candidates: list[Candidate], observer: Observer) -> None:
    """Say which stacks have nothing to deploy, and what is orphaned and stays all the same."""
    for each in candidates:
        if ignored := without_effect(each.plan):
            observer.note(ignored)
    stays = {each.name: left_in_azure(each.plan, each.deployable.file) for each in candidates}
    unchanged = {each.name: stays[each.name] for each in candidates if not each.sends}
    if unchanged:
        observer.nothing_to_deploy(unchanged)
    for name, text in stays.items():
        if text and name not in unchanged:
            observer.note(f"{name}: {text}")
