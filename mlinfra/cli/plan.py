"""``mlinfra plan``: forecast what a deployment would change."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mlinfra.cli.options import (
    output_format,
    own_templates,
    stack_file,
    subscription_option,
    target_options,
    templates_folder,
)
from mlinfra.cli.screen import look, progress, remark, show

if TYPE_CHECKING:
    from mlinfra.forecast import Against
    from mlinfra.plan.plan import Plan
    from mlinfra.stages import Prepared


@click.command("plan")
@stack_file
@click.option(
    "--against",
    default="azure",
    show_default=True,
    metavar="WHAT",
    help="azure, stack (an Azure deployment stack), local, snapshot:FILE or git:REF.",
)
@click.option(
    "-o",
    "--out",
    "outputs",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Save: a .json, .md or .html file, or a folder for all three by stack. Repeatable.",
)
@click.option("--detailed-exitcode", is_flag=True, help="3 changes, 4 destructive changes, 5 incomplete analysis.")
@click.option("--show-noise", is_flag=True, help="Print what is folded as noise, each with its reason.")
@click.option("--verbose", is_flag=True, help="Print every property of what is created, and where it is declared.")
@subscription_option
@target_options
@templates_folder
@output_format("text", "markdown", "html", "json")
def command(
    file: Path,
    select: str,
    against: str,
    outputs: tuple[Path, ...],
    detailed_exitcode: bool,
    show_noise: bool,
    verbose: bool,
    subscription: str | None,
    cloud: str | None,
    state: Path,
    templates: Path | None,
    format_: str,
) -> int:
    r"""Forecast what a deployment would change; nothing is changed by asking.

    Exit codes: 0 planned, 1 failed. With --detailed-exitcode: 0 no changes, 3 changes, 4 destructive changes
    (something is deleted or replaced), 5 incomplete analysis (something could not be seen); the worst of all stacks.

    \b
    Examples:
      mlinfra plan stack.py                                  # Azure's own forecast
      mlinfra plan stack.py --against git:origin/main        # offline, no credential: for forks
      mlinfra plan stack.py --against local -o plan.json     # then: mlinfra deploy plan.json --target local
    """
    from mlinfra.forecast import Against
    from mlinfra.load import load_stacks
    from mlinfra.plan.exit_code import exit_code
    from mlinfra.stages import prepare

    wanted = Against.parse(against)
    layouts = own_templates(templates, file)
    prepared = [prepare(stack, layouts) for stack in load_stacks(file, select)]
    plans = make_plans(prepared, wanted, file, select=select, subscription=subscription, cloud=cloud, state=state)
    data = [_json(plan, file) for plan in plans]
    shown = _formatted(data, format_, show_noise=show_noise, verbose=verbose, layouts=layouts)
    for path in outputs:
        _save(path, data, layouts)
    show(shown)
    return exit_code(plans, detailed=detailed_exitcode)


def make_plans(
    prepared: list[Prepared],
    against: Against,
    file: Path,
    *,
    select: str,
    subscription: str | None,
    cloud: str | None,
    state: Path,
) -> list[Plan]:
    """One plan for each stack, from the chosen source."""
    if against.kind in {"snapshot", "git"}:
        return _offline(prepared, against, file, subscription or os.environ.get("AZURE_SUBSCRIPTION_ID"), cloud, select)
    from mlinfra.cloud.connect import connect
    from mlinfra.forecast import bring_along, cloud_plan, request_for

    plans = []
    target: Any = "local" if against.kind == "local" else "azure"
    with connect(target, subscription=subscription, cloud=cloud, state=state) as connection:
        for one in prepared:
            bring_along(connection, one)
            request = request_for(one, connection, os.environ, as_stack=against.kind == "stack", review=True)
            with progress(f"planning {one.stack.name}") as watch:
                plan = cloud_plan(one, request, connection, against.source, os.environ, watch, cloud_name=cloud)
                plans.append(plan)
    return plans


def _offline(
    prepared: list[Prepared], against: Against, file: Path, subscription: str | None, cloud: str | None, select: str
) -> list[Plan]:
    from dataclasses import replace

    from mlinfra.forecast import offline_plan, read_snapshot
    from mlinfra.load.snapshots import UNKNOWN_SUBSCRIPTION

    earlier: dict[str, Any] = {}
    if against.kind == "git":
        from mlinfra.load.revision import snapshots_at

        found = snapshots_at(against.detail, file, subscription, cloud)
        earlier = {name: entry["snapshot"] for name, entry in found.items()}
        gone = sorted(name for name in set(earlier) - {one.stack.name for one in prepared} if fnmatchcase(name, select))
        if gone:
            remark(f"not planned: {', '.join(gone)} stood in {file.name} at {against.detail} and is gone")
    else:
        earlier = {one.stack.name: read_snapshot(Path(against.detail), one.stack.name) for one in prepared}
    plans = []
    for one in prepared:
        scope = one.lowered.scope
        scope = replace(scope, subscription=subscription or scope.subscription or UNKNOWN_SUBSCRIPTION)
        before = earlier.get(one.stack.name)
        plans.append(offline_plan(one, before, scope, against.source, cloud_name=cloud))
    return plans


def _json(plan: Plan, file: Path) -> dict[str, Any]:
    from mlinfra.plan.codec import to_json

    return {**to_json(plan), "file": file.as_posix()}


def _formatted(
    data: list[dict[str, Any]], format_: str, *, show_noise: bool, verbose: bool, layouts: Path | None
) -> str:
    if format_ == "text":
        from mlinfra.report.text import report_text

        seen = look()
        return report_text(data, show_noise=show_noise, verbose=verbose, width=seen.width, color=seen.color)
    if format_ == "markdown":
        from mlinfra.report.markdown import report_markdown

        return report_markdown(data, show_noise=show_noise, templates=layouts)
    if format_ == "html":
        from mlinfra.report.html import report_html

        return report_html(data, templates=layouts)
    from mlinfra.report.as_json import report_json

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
