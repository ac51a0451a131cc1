"""Forecast each stack of a deployment, and find what must not be sent, before the first one is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mlinfra.app.at_once import ask_at_once
from mlinfra.app.comparison import Comparison
from mlinfra.app.deployable import Deployable
from mlinfra.app.observer import Observer
from mlinfra.app.sending import failed_forecast, refuse_what_azure_refuses
from mlinfra.app.settings import Settings
from mlinfra.app.stack_order import depends_on_all
from mlinfra.base.errors import CloudError, MlinfraError, as_mlinfra_error

if TYPE_CHECKING:
    from mlinfra.azure.protocol import Cloud, Request, Watch
    from mlinfra.review.plan.plan import Plan

ToDeploy = Sequence[tuple[Deployable, "Plan | None"]]
"""What to deploy, each with the plan that was reviewed, if it was."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One stack that may be deployed, with the plan of now."""

    deployable: Deployable
    request: Request
    plan: Plan
    reviewed: Plan | None = None
    after: tuple[str, ...] = ()
    """Names of the stacks of this run that it depends on, also by way of others."""
    waits: bool = False
    """Whether its forecast failed, and is repeated once what it depends on is deployed."""

    @property
    def name(self) -> str:
        """The name of the stack."""
        return self.deployable.name

    @property
    def sends(self) -> bool:
        """Whether there is something to deploy, or may be: a forecast that does not see all of it cannot tell."""
        return self.plan.would_send or not self.plan.complete or self.waits


def forecast_all(
    settings: Settings, cloud: Cloud, chosen: ToDeploy, observer: Observer
) -> list[Candidate | MlinfraError]:
    """Plan all of them at the same time; an error stands for one of which no plan could be made."""
    from mlinfra.app.stand_ins import make_stand_ins

    deployables, reviewed = [deployable for deployable, _ in chosen], {each.name: plan for each, plan in chosen}
    if stand_ins := make_stand_ins(cloud, deployables):
        observer.note(f"local target: made stand-ins for {len(stand_ins)} resources that a stack only points to")

    def forecast(deployable: Deployable, watch: Watch) -> Candidate:
        return candidate(settings, cloud, deployable, reviewed[deployable.name], watch, observer)

    results = ask_at_once(deployables, cloud, forecast, observer, doing="planning")
    after = depends_on_all(deployables)
    planned = {
        name: replace(result, after=after[name]) if isinstance(result, Candidate) else as_mlinfra_error(result)
        for name, result in results.items()
    }
    return list(_waiting(planned))


def candidate(
    settings: Settings, cloud: Cloud, deployable: Deployable, reviewed: Plan | None, watch: Watch, observer: Observer
) -> Candidate:
    """What would be sent for one stack, with the forecast of now."""
    from mlinfra.app.forecast import cloud_plan, request_for
    from mlinfra.app.live_values import with_live_values

    named = reviewed.replace if reviewed else settings.replace
    deployable = with_live_values(deployable, cloud, cloud_name=settings.cloud, replaced=named)
    as_stack = reviewed is not None and reviewed.source.kind == "stack"
    request = request_for(deployable, cloud, as_stack=as_stack)
    made_by = Comparison("stack" if request.as_stack and settings.target == "azure" else "target")
    source = reviewed.source if reviewed else made_by.source(settings.target)
    plan = cloud_plan(deployable, request, cloud, source, watch, cloud_name=settings.cloud, replaced=named)
    for remark in reviewed.diagnostics if reviewed else ():
        if remark.code == "PlanConverted":
            observer.note(remark.message)
    return Candidate(deployable, request, plan, reviewed)


def _waiting(planned: Mapping[str, Candidate | MlinfraError]) -> Iterator[Candidate | MlinfraError]:
    """Let a stack wait whose forecast failed, perhaps as what it depends on is not deployed yet. A reviewed one is as it is."""
    sending = {
        name for name, each in planned.items() if isinstance(each, Candidate) and (each.sends or each.plan.error)
    }
    for each in planned.values():
        if isinstance(each, Candidate) and each.plan.error and not each.reviewed and sending & set(each.after):
            yield replace(each, waits=True)
        else:
            yield each


def refuse_candidates(planned: Sequence[Candidate | MlinfraError]) -> None:
    """Raise when one of the stacks must not be sent, with the reasons of all that must not."""
    errors = [error for each in planned if (error := _refusal(each))]
    if len(errors) == len(planned) == 1:
        raise errors[0]
    if errors:
        told = "\n".join(f"  {line}" for error in errors for line in str(error).splitlines())
        kinds = {type(error) for error in errors}
        kind = kinds.pop() if len(kinds) == 1 and issubclass(type(errors[0]), MlinfraError) else CloudError
        message = f"{len(errors)} of {len(planned)} stacks cannot be deployed, so nothing was sent\n{told}"
        raise kind(message) from errors[0]


def _refusal(planned: Candidate | MlinfraError) -> MlinfraError | None:
    if isinstance(planned, MlinfraError):
        return planned
    try:
        check_candidate(planned)
    except MlinfraError as error:
        return error
    return None


def check_candidate(candidate: Candidate) -> None:
    """Raise `PlanStale` when the plan is not the reviewed one, and else what forbids to send it."""
    from mlinfra.azure.deploy.limits import check_limits
    from mlinfra.azure.deploy.saved import check_reviewed

    if candidate.waits:
        return
    if candidate.reviewed is not None:
        check_reviewed(candidate.reviewed, candidate.plan)
    if candidate.plan.error:
        raise failed_forecast(candidate.plan, candidate.plan.error)
    refuse_what_azure_refuses(candidate.plan)
    if candidate.sends:
        check_limits(candidate.request)
