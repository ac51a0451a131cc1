"""``mlinfra plan``: show what a deployment would change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mlinfra.cli.observer import ScreenObserver
from mlinfra.cli.options import (
    compiler_version,
    output_format,
    own_code,
    replaced_addresses,
    scope_options,
    settings_options,
    stack_file,
    target_choice,
    target_options,
    templates_folder,
)
from mlinfra.cli.plan_output import plan_text
from mlinfra.cli.screen import show


@click.command("plan")
@stack_file
@target_choice
@click.option(
    "--against",
    metavar="WHAT",
    help="Compare with something else than what the target forecasts: stack (an Azure deployment stack), "
    "deployed (what was last sent), snapshot:PATH (a file, or a folder of them) or git:REF.",
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
@replaced_addresses
@compiler_version
@own_code
@scope_options
@target_options
@templates_folder
@output_format("text", "markdown", "html", "json", "github", "azure")
def command(
    file: Path,
    against: str | None,
    outputs: tuple[Path, ...],
    detailed_exitcode: bool,
    show_noise: bool,
    verbose: bool,
    format_: str,
    **options: Any,
) -> int:
    r"""Show what a deployment would change; nothing is changed by asking.

    FILE is a stack file, or ARM JSON of any origin for a resource group, subscription, management group or tenant; the
    options --parameters, --resource-group, --management-group and --location say of the latter where it goes.

    Exit codes: 0 planned, 1 failed. With --detailed-exitcode: 0 no changes, 3 changes, 4 destructive changes
    (something is deleted or replaced), 5 incomplete analysis (something could not be seen); the worst of all stacks.

    \b
    Examples:
      mlinfra plan stack.py                                  # Azure's own forecast
      mlinfra plan stack.py --against git:origin/main        # offline, no credential: for forks
      mlinfra plan stack.py --target local -o plan.json      # then: mlinfra deploy plan.json --target local
      mlinfra plan policies.json --management-group mg-platform --location westeurope
    """
    from mlinfra.app.plan_report import plan_report
    from mlinfra.review.plan.exit_code import exit_code

    report = plan_report(file, against=against, outputs=outputs, observer=ScreenObserver(), **settings_options(options))
    if report.refusal is None or format_ != "text":
        text = plan_text(report.documents, format_, templates=report.templates, show_noise=show_noise, verbose=verbose)
        show(text, format_)
    if report.refusal:
        raise report.refusal
    return exit_code((stack_plan.plan for stack_plan in report.planned), detailed=detailed_exitcode)
