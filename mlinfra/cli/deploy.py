"""``mlinfra deploy``: deploy a stack, or exactly the plan that was reviewed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from mlinfra.cli.screen import look, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlinfra.azure.deploy.outcome import Outcome


@click.command("deploy")
@stack_file
@target_choice
@click.option("--parameters", type=click.Path(path_type=Path), help="Parameter file (JSON) of an ARM template.")
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can answer.")
@click.option("--keep-going", is_flag=True, help="After a failure still deploy every stack that does not depend on it.")
@replaced_addresses
@compiler_version
@own_code
@scope_options
@target_options
@templates_folder
@output_format("text", "markdown", "json")
def command(file: Path, yes: bool, keep_going: bool, format_: str, **options: Any) -> int:
    r"""Deploy a stack, or exactly the plan that was reviewed.

    FILE is a stack file, a plan that `mlinfra plan -o FILE.json` wrote, or ARM JSON with --parameters and where it
    goes. Of a plan the file it names is rendered again and the forecast repeated: when template, parameters, scope or
    forecast moved, nothing is deployed and the differing lines are printed. Everything else is planned first, and
    deployed once you say yes. All stacks are checked before the first is sent; they are deployed at the same time, each
    after those in its depends_on. After a failure nothing that has not begun is sent.
    Ctrl-C offers to cancel; running the command again follows what runs, or resumes.
    Exit codes: 0 deployed (or nothing to do), 1 failed, refused, or not confirmed.

    \b
    Examples:
      mlinfra deploy stack.py --target local
      mlinfra deploy plan.json --yes            # in CI, after the approval
    """
    from mlinfra.app.deploy import deploy
    from mlinfra.app.exit_codes import of_outcomes

    observer = ScreenObserver(yes=yes, quiet=format_ != "text")
    try:
        outcomes = deploy(file, keep_going=keep_going, observer=observer, **settings_options(options))
    except BaseException:
        if observer.outcomes:
            print_outcomes(observer.outcomes, format_, observer.unchanged)
        raise
    if observer.declined and not outcomes:
        raise click.Abort
    print_outcomes(outcomes, format_, observer.unchanged)
    return of_outcomes(outcomes)


def print_outcomes(outcomes: Sequence[Outcome], format_: str, unchanged: Sequence[str] | None = None) -> None:
    """Print what was deployed or destroyed; JSON also when that is nothing.

    ``unchanged``: stacks with nothing to deploy; None where that is not told.
    """
    from mlinfra.app.documents import outcomes_document
    from mlinfra.review.report.outcome import outcome_markdown, outcome_text

    data = [outcome.to_json() for outcome in outcomes]
    if format_ == "json":
        show(json.dumps(outcomes_document(outcomes, unchanged), indent=2))
    elif data and format_ == "markdown":
        show(outcome_markdown(data, unchanged=unchanged))
    elif data:
        screen = look()
        show(outcome_text(data, brief=True, unchanged=unchanged, width=screen.width, color=screen.color))
