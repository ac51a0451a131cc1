"""``mlinfra plan``: forecast what a deployment would change."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mlinfra.base.errors import InvalidInput
from mlinfra.cli.options import (
    output_format,
    own_templates,
    scope_fields,
    scope_options,
    stack_file,
    target_options,
    templates_folder,
)
from mlinfra.cli.screen import look, progress, remark, show

if TYPE_CHECKING:
    from mlinfra.app.deployable import Deployable
    from mlinfra.app.forecast import Against
    from mlinfra.review.plan.plan import Plan


@click.command("plan")
@stack_file
@click.option(
    "--against",
    default="azure",
    show_default=True,
    metavar="WHAT",
    help="azure, stack (an Azure deployment stack), local, deployed (what was last sent), snapshot:FILE or git:REF.",
)
@click.option(
    "-o",
    "--out",
    "outputs",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Save: a .json, .md or .html file, or a folder for all three by stack. Repeatable.",
)
@click.option("--parameters", type=click.Path(path_type=Path), help="Parameter file (JSON) of an ARM template.")
@click.option("--detailed-exitcode", is_flag=True, help="3 changes, 4 destructive changes, 5 incomplete analysis.")
@click.option("--show-noise", is_flag=True, help="Print what is folded as noise, each with its reason.")
@click.option("--verbose", is_flag=True, help="Print every property of what is created, and where it is declared.")
@scope_options
@target_options
@templates_folder
@output_format("text", "markdown", "html", "json", "github", "azure")
def command(
    file: Path,
    select: str,
    against: str,
    outputs: tuple[Path, ...],
    detailed_exitcode: bool,
    show_noise: bool,
    verbose: bool,
    parameters: Path | None,
    cloud: str | None,
    state: Path,
    templates: Path | None,
    format_: str,
    **where: str | None,
) -> int:
    r"""Forecast what a deployment would change; nothing is changed by asking.

    FILE is a stack file, or ARM JSON of any origin for a resource group, subscription, management group or tenant; the
    options --parameters, --resource-group, --management-group and --location say of the latter where it goes.

    Exit codes: 0 planned, 1 failed. With --detailed-exitcode: 0 no changes, 3 changes, 4 destructive changes
    (something is deleted or replaced), 5 incomplete analysis (something could not be seen); the worst of all stacks.

    \b
    Examples:
      mlinfra plan stack.py                                  # Azure's own forecast
      mlinfra plan stack.py --against git:origin/main        # offline, no credential: for forks
      mlinfra plan stack.py --against local -o plan.json     # then: mlinfra deploy plan.json --target local
      mlinfra plan policies.json --management-group mg-platform --location westeurope
    """
    from mlinfra.app.deployable import deployables, subscription_for
    from mlinfra.app.forecast import Against
    from mlinfra.review.plan.exit_code import exit_code

    wanted = Against.parse(against)
    layouts, environ = own_templates(templates, file), None if wanted.offline else os.environ
    work = deployables(file, select, scope_fields(where), parameters, environ, layouts)
    given = where["subscription"]
    if wanted.offline:
        plans = _offline(work, wanted, given or os.environ.get("AZURE_SUBSCRIPTION_ID"), cloud, select)
    else:
        plans = _forecasts(work, wanted, subscription_for(work, given), cloud, state)
    data = list(starmap(_json, zip(plans, work, strict=True)))
    shown = _formatted(data, format_, show_noise=show_noise, verbose=verbose, layouts=layouts)
    for path in outputs:
        _save(path, data, layouts)
    show(shown, format_)
    return exit_code(plans, detailed=detailed_exitcode)


def _forecasts(
    work: list[Deployable], against: Against, subscription: str | None, cloud: str | None, state: Path
) -> list[Plan]:
    """One plan for each, forecast by Azure or the local target."""
    from mlinfra.app.forecast import bring_along, cloud_plan, deployed_plan, request_for
    from mlinfra.azure.connect import connect

    plans = []
    with connect(against.target, subscription=subscription, cloud=cloud, state=state) as connection:
        for one in work:
            bring_along(connection, one)
            request = request_for(one, connection, as_stack=against.kind == "stack", review=True)
            if against.kind == "deployed":
                plans.append(deployed_plan(one, request, connection, against.source, cloud_name=cloud))
                continue
            with progress(f"planning {one.name}") as watch:
                plans.append(cloud_plan(one, request, connection, against.source, watch, cloud_name=cloud))
    return plans


def _offline(
    work: list[Deployable], against: Against, subscription: str | None, cloud: str | None, select: str
) -> list[Plan]:
    """One plan for each, compared with a snapshot file or with a git revision."""
    from mlinfra.app.forecast import offline_plan, read_snapshot
    from mlinfra.app.snapshots import UNKNOWN_SUBSCRIPTION

    earlier: dict[str, Any] = {}
    if against.kind == "git":
        from mlinfra.app.revision import snapshots_at

        file = work[0].file
        if file.suffix == ".json":
            hint = "expand it at that revision, then plan --against snapshot:FILE"
            raise InvalidInput("git:REF is for stack files", where=str(file), hint=hint)
        earlier = snapshots_at(against.detail, file, subscription, cloud)
        gone = sorted(name for name in set(earlier) - {one.name for one in work} if fnmatchcase(name, select))
        if gone:
            remark(f"not planned: {', '.join(gone)} stood in {file.name} at {against.detail} and is gone")
        new = [one.name for one in work if one.name not in earlier]
        if new:
            remark(f"{', '.join(new)} did not stand in {file.name} at {against.detail}: all of it counts as new")
    else:
        earlier = {one.name: read_snapshot(Path(against.detail), one.name) for one in work}
    place = subscription or UNKNOWN_SUBSCRIPTION
    return [offline_plan(one, earlier.get(one.name), one.on(place), against.source, cloud_name=cloud) for one in work]


def _json(plan: Plan, one: Deployable) -> dict[str, Any]:
    """The plan with what it was made of, for `mlinfra deploy`."""
    from mlinfra.review.plan.codec import to_json

    made_of: dict[str, Any] = {"file": one.file.as_posix()}
    if one.parameters_file:
        made_of["parameters_file"] = one.parameters_file.as_posix()
    return {**to_json(plan), **made_of}


def _formatted(
    data: list[dict[str, Any]], format_: str, *, show_noise: bool, verbose: bool, layouts: Path | None
) -> str:
    if format_ == "text":
        from mlinfra.review.report.text import report_text

        seen = look()
        return report_text(data, show_noise=show_noise, verbose=verbose, width=seen.width, color=seen.color)
    if format_ == "markdown":
        from mlinfra.review.report.markdown import report_markdown

        return report_markdown(data, show_noise=show_noise, templates=layouts)
    if format_ == "html":
        from mlinfra.review.report.html import report_html

        return report_html(data, templates=layouts)
    if format_ in {"github", "azure"}:
        from mlinfra.review.report.annotations import report_azure_annotations, report_github_annotations

        return report_github_annotations(data) if format_ == "github" else report_azure_annotations(data)
    from mlinfra.review.report.as_json import report_json

    return report_json(data if len(data) > 1 else data[0])


_FORMATS = {".json": "json", ".md": "markdown", ".html": "html"}
_FILES = {"plan.json": "json", "plan.md": "markdown", "report.html": "html"}


def _save(path: Path, data: list[dict[str, Any]], layouts: Path | None) -> None:
    """Write one file by its suffix, or all three for each stack into a folder."""
    files: dict[Path, tuple[list[dict[str, Any]], str]] = {}
    if path.suffix in _FORMATS:
        files[path] = (data, _FORMATS[path.suffix])
    else:
        for plan in data:
            files |= {path / plan["stack"] / name: ([plan], format_) for name, format_ in _FILES.items()}
    for target, (plans, format_) in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        text = _formatted(plans, format_, show_noise=False, verbose=False, layouts=layouts)
        target.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
