"""Deploy stacks or an ARM template, or exactly the plan that was reviewed."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import Unpack

from mlinfra.app.comparison import Comparison
from mlinfra.app.deployable import Deployable, deployables
from mlinfra.app.not_started import with_not_started
from mlinfra.app.observer import Observer
from mlinfra.app.role_names import naming, role_names, with_names
from mlinfra.app.saved_plan import is_saved_plan, planned_file, read_plans_file, reviewed_work
from mlinfra.app.settings import Options, Settings, settings_for

if TYPE_CHECKING:
    from mlinfra.azure.deploy.outcome import Outcome
    from mlinfra.azure.protocol import Cloud, Request
    from mlinfra.review.plan.plan import Plan


def deploy(file: Path | str, *, observer: Observer | None = None, **options: Unpack[Options]) -> tuple[Outcome, ...]:
    """Plan each selected stack, ask ``observer``, deploy, and wait; stacks with nothing to deploy have no outcome.

    ``file``: a stack file, an ARM template, or a plan that `mlinfra plan -o FILE.json` wrote. Of a plan the file it
    names is rendered again and the forecast repeated. Raises `PlanStale` when anything moved since the review,
    `WhatIfFailed` for a refused forecast, besides what `plan` raises. A failed deployment is an outcome, not an error.
    """
    settings, observer = _settings(Path(file), options), observer or Observer()
    work = _work(settings)
    with settings.connect([deployable for deployable, _ in work], observer) as cloud:
        outcomes = [_deploy_one(settings, cloud, deployable, reviewed, observer) for deployable, reviewed in work]
    return tuple(outcome for outcome in outcomes if outcome is not None)


def _settings(file: Path, options: Options) -> Settings:
    """The settings of a stack file or template; of a saved plan those of the file it was made of."""
    if not is_saved_plan(file):
        return settings_for(file, **options)
    return replace(settings_for(planned_file(read_plans_file(file), file), **options), file=file)


def _work(settings: Settings) -> list[tuple[Deployable, Plan | None]]:
    """What to deploy, each with the plan that was reviewed, if it was."""
    if is_saved_plan(settings.file):
        return list(reviewed_work(settings))
    return [(deployable, None) for deployable in deployables(settings, os.environ)]


def _deploy_one(
    settings: Settings, cloud: Cloud, work: Deployable, reviewed: Plan | None, observer: Observer
) -> Outcome | None:
    """Plan one stack, then deploy it; None when there was nothing to do."""
    from mlinfra.app.forecast import make_stand_ins, request_for
    from mlinfra.azure.deploy.history import history_note
    from mlinfra.azure.deploy.run import deploy as run_deployment

    if stand_ins := make_stand_ins(cloud, work):
        observer.note(f"local target: made stand-ins for {len(stand_ins)} resources that the stack only points to")
    as_stack = reviewed is not None and reviewed.source.kind == "stack"
    request = request_for(work, cloud, as_stack=as_stack)
    plan = _plan(settings, cloud, work, request, reviewed, observer)
    if not _wanted(plan, reviewed, work.file, observer):
        return None
    names = role_names(plan)
    with observer.following() as follow:
        stop = partial(observer.cancel, settings.target)
        outcome = run_deployment(cloud, request, naming(follow, names), interrupted=stop)
    if note := history_note(cloud, request.scope, request.stack):
        observer.note(note)
    return with_names(with_not_started(outcome, plan), names)


def _plan(
    settings: Settings, cloud: Cloud, work: Deployable, request: Request, reviewed: Plan | None, observer: Observer
) -> Plan:
    """The forecast of now; raises `PlanStale` when it is not what was reviewed."""
    from mlinfra.app.forecast import cloud_plan
    from mlinfra.azure.deploy.saved import check_reviewed

    made_by = Comparison("stack" if request.as_stack and settings.target == "azure" else "target")
    source = reviewed.source if reviewed else made_by.source(settings.target)
    with observer.waiting(f"planning {request.stack}") as watch:
        plan = cloud_plan(work, request, cloud, source, watch, cloud_name=settings.cloud)
    if reviewed is not None:
        for remark in reviewed.diagnostics:
            if remark.code == "PlanConverted":
                observer.note(remark.message)
        check_reviewed(reviewed, plan)
    return plan


def _wanted(plan: Plan, reviewed: Plan | None, file: Path, observer: Observer) -> bool:
    """Whether to go on: false when nothing would be sent or the observer does not approve.

    Raises WhatIfFailed when the plan failed, CloudError when Azure would refuse a change.
    """
    from mlinfra.app.sending import failed_forecast, left_in_azure, refuse_what_azure_refuses

    if plan.error:
        raise failed_forecast(plan, plan.error)
    observer.planned(plan, reviewed=reviewed is not None)
    refuse_what_azure_refuses(plan)
    stays = left_in_azure(plan, file)
    if not plan.would_send and plan.complete:
        observer.nothing_to_deploy(plan.stack, stays)
        return False
    if stays:
        observer.note(f"{plan.stack}: {stays}")
    return observer.approve(plan)
