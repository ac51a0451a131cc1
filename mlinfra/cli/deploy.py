"""``mlinfra deploy``: deploy a stack, or exactly the plan that was reviewed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import partial
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from mlinfra.cli.options import (
    output_format,
    own_templates,
    scope_fields,
    scope_options,
    target_choice,
    target_options,
    templates_folder,
)
from mlinfra.cli.screen import Following, ask, look, progress, remark, show

if TYPE_CHECKING:
    from mlinfra.app.deployable import Deployable
    from mlinfra.azure.deploy.outcome import Outcome
    from mlinfra.azure.protocol import Cloud, Request
    from mlinfra.review.plan.plan import Plan


@click.command("deploy")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--select", metavar="GLOB", default="*", help="Only the stacks whose name matches.")
@target_choice
@click.option("--parameters", type=click.Path(path_type=Path), help="Parameter file (JSON) of an ARM template.")
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can answer.")
@scope_options
@target_options
@templates_folder
@output_format("text", "markdown", "json")
def command(
    file: Path,
    select: str,
    target: Any,
    parameters: Path | None,
    yes: bool,
    cloud: str | None,
    state: Path,
    templates: Path | None,
    format_: str,
    **where: str | None,
) -> int:
    r"""Deploy a stack, or exactly the plan that was reviewed.

    FILE is a stack file, a plan that `mlinfra plan -o FILE.json` wrote, or ARM JSON with --parameters and where it
    goes. Of a plan the file it names is rendered again and the forecast repeated: when template, parameters, scope or
    forecast moved, nothing is deployed and the differing lines are printed. Everything else is planned first, and
    deployed once you say yes.
    Ctrl-C offers to cancel; running the command again follows what runs, or resumes.
    Exit codes: 0 deployed (or nothing to do), 1 failed, refused, or not confirmed.

    \b
    Examples:
      mlinfra deploy stack.py --target local
      mlinfra deploy plan.json --yes            # in CI, after the approval
    """
    from mlinfra.app.deployable import subscription_for
    from mlinfra.azure.connect import connect

    outcomes: list[Outcome] = []
    work = _work(file, select, scope_fields(where), parameters, own_templates(templates, file))
    _refuse_other_target(file, work, target)
    subscription = subscription_for((one for one, _ in work), where["subscription"])
    with connect(target, subscription=subscription, cloud=cloud, state=state) as connection:
        for one, reviewed in work:
            outcome = _one(connection, one, reviewed, target, yes=yes, quiet=format_ != "text", cloud_name=cloud)
            if outcome is not None:
                outcomes.append(outcome)
    data = [outcome.to_json() for outcome in outcomes]
    if format_ == "json":
        show(json.dumps({"format_version": "1.0", "kind": "outcomes", "outcomes": data}, indent=2))
    elif data:
        show(_formatted(data, format_))
    return 0 if all(outcome.state == "Succeeded" for outcome in outcomes) else 1


Work: TypeAlias = "list[tuple[Deployable, Plan | None]]"


def _work(file: Path, select: str, where: dict[str, str | None], parameters: Path | None, layouts: Path | None) -> Work:
    """What to deploy, each with the plan that was reviewed, if it was."""
    from mlinfra.app.deployable import deployables, read_json

    if file.suffix == ".json" and read_json(file).get("kind") in {"plan", "plans"}:
        return _reviewed(file, select, where["subscription"])
    return [(one, None) for one in deployables(file, select, where, parameters, os.environ, layouts)]


def _reviewed(file: Path, select: str, subscription: str | None) -> Work:
    """The plans of a file with what they were made of, rendered again."""
    from mlinfra.base.errors import PlanStale, ReportError
    from mlinfra.cli.comment import read_plans_file
    from mlinfra.review.plan.codec import from_json
    from mlinfra.review.plan.saved import contradictions

    work: Work = []
    for data in read_plans_file(file):
        try:
            plan = from_json(data)
        except ReportError as error:
            error.where = str(file)
            raise
        source = Path(str(data.get("file") or ""))
        if not fnmatchcase(plan.stack, select):
            continue
        if edited := contradictions(data):
            hint = "plan again, and have that reviewed"
            raise PlanStale(f"the plan was edited after it was made: {'; '.join(edited)}", where=str(file), hint=hint)
        if plan.source.kind not in {"azure", "stack", "local"}:
            hint = "plan against azure, stack or local for a plan that can be deployed"
            raise PlanStale(f"an offline plan ({plan.source.detail}) cannot be deployed", where=str(file), hint=hint)
        if not source.is_file():
            hint = "run deploy in the folder in which the plan was made"
            raise PlanStale(f"the plan was made of {source}, which is not here", where=str(file), hint=hint)
        work.append((_again(plan, source, data.get("parameters_file"), subscription), plan))
    return work


def _refuse_other_target(file: Path, work: Work, target: str) -> None:
    """A plan speaks of the target it was made against, even where ids are the same on both."""
    from mlinfra.base.errors import PlanStale

    for _, plan in work:
        made = None if plan is None else "local" if plan.source.kind == "local" else "azure"
        if made not in {None, target}:
            hint = f"deploy with --target {made}, or plan --against {target} and have that reviewed"
            raise PlanStale(f"the plan was made against {made}, not {target}", where=str(file), hint=hint)


def _again(plan: Plan, source: Path, parameters: str | None, subscription: str | None) -> Deployable:
    """What a plan was made of, as it is now."""
    from mlinfra.app.deployable import deployables, of_template

    if source.suffix == ".json":
        return of_template(source, Path(parameters) if parameters else None, plan.scope)
    where = {"subscription": subscription}
    (one,) = deployables(source, escape(plan.stack), where, None, os.environ, own_templates(None, source))
    return one


def _one(
    cloud: Cloud,
    one: Deployable,
    reviewed: Plan | None,
    target: str,
    *,
    yes: bool,
    quiet: bool,
    cloud_name: str | None,
) -> Outcome | None:
    """Plan one stack, then deploy it; None when there was nothing to do."""
    from mlinfra.app.forecast import bring_along, cloud_plan, request_for
    from mlinfra.azure.deploy.history import history_note
    from mlinfra.azure.deploy.run import deploy
    from mlinfra.azure.deploy.saved import check_reviewed

    made = bring_along(cloud, one)
    if made and not quiet:
        remark(f"local target: made stand-ins for {len(made)} resources that the stack only points to")
    as_stack = reviewed is not None and reviewed.source.kind == "stack"
    request = request_for(one, cloud, as_stack=as_stack)
    with progress(f"planning {request.stack}") as watch:
        source = reviewed.source if reviewed else _source(target, request)
        plan = cloud_plan(one, request, cloud, source, watch, cloud_name=cloud_name)
    if reviewed is not None:
        check_reviewed(reviewed, plan)
    if not _wanted(plan, reviewed, yes=yes, quiet=quiet):
        return None
    with Following(quiet=quiet) as follow:
        outcome = deploy(cloud, request, follow, interrupted=partial(_ask_to_cancel, target))
    note = history_note(cloud, request.scope, request.stack)
    if note:
        remark(note)
    return outcome


def _source(target: str, request: Request) -> Any:
    from mlinfra.review.plan.plan import Source

    kind: Any = "stack" if request.as_stack and target == "azure" else target
    return Source(kind, kind)


def _wanted(plan: Plan, reviewed: Plan | None, *, yes: bool, quiet: bool) -> bool:
    """Whether to go on: false when nothing would change; raises when the plan failed or nobody said yes."""
    from mlinfra.base.errors import WhatIfFailed

    if plan.error:
        raise WhatIfFailed(plan.error.message, where=plan.error.where or plan.stack, hint=plan.error.hint)
    if reviewed is None and not (quiet and yes):
        from mlinfra.review.plan.codec import to_json
        from mlinfra.review.report.text import report_text

        seen = look()
        if quiet:
            remark(report_text([to_json(plan)]))
        else:
            show(report_text([to_json(plan)], width=seen.width, color=seen.color))
    if not plan.has_changes and plan.complete:
        if not quiet:
            show(f"{plan.stack}: nothing to deploy")
        return False
    if not yes:
        ask(f"Deploy {plan.stack} to {plan.scope.id}?", abort=True)
    return True


def _ask_to_cancel(target: str) -> bool:
    """On Ctrl-C: cancel the deployment, or leave it running in Azure; the local target ends with this command."""
    no = "it goes on in Azure; run again to follow it" if target == "azure" else "it stops here; run again to resume it"
    try:
        return ask(f"\nCancel the deployment? (no: {no})")
    except click.Abort:
        return False


def _formatted(data: list[dict[str, Any]], format_: str) -> str:
    from mlinfra.review.report.outcome import outcome_markdown, outcome_text

    seen = look()
    texts: dict[str, Callable[[], str]] = {
        "text": lambda: outcome_text(data, brief=True, width=seen.width, color=seen.color),
        "markdown": lambda: outcome_markdown(data),
    }
    return texts[format_]()
