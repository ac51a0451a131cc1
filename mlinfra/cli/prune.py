"""``mlinfra prune``: remove what earlier deployments made and the code no longer has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mlinfra.cli.deploy import print_outcomes
from mlinfra.cli.observer import ScreenObserver
from mlinfra.cli.options import (
    output_format,
    own_code,
    scope_options,
    settings_options,
    stack_file,
    target_choice,
    target_options,
)


@click.command("prune")
@stack_file
@target_choice
@click.option("--parameters", type=click.Path(path_type=Path), help="Parameter file (JSON) of an ARM template.")
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can answer.")
@own_code
@scope_options
@target_options
@output_format("text", "json")
def command(file: Path, yes: bool, format_: str, **options: Any) -> int:
    r"""Remove what earlier deployments made and the code no longer has.

    An ordinary deployment deletes nothing: what leaves the code stays in Azure, costs what it costs, and keeps its access.
    By Azure's history of deployments this finds it, shows it, names what holds data, and removes it once you say yes.
    Exit codes: 0 removed (or nothing to do), 1 something could not be removed or told, or not confirmed.

    \b
    Examples:
      mlinfra prune stack.py --target local
      mlinfra prune stack.py --select churn-dev --yes
    """
    from mlinfra.app.exit_codes import of_outcomes
    from mlinfra.app.prune import prune

    observer = ScreenObserver(yes=yes, quiet=format_ != "text")
    outcomes = prune(file, observer=observer, **settings_options(options))
    print_outcomes(outcomes, format_)
    return of_outcomes(outcomes)
