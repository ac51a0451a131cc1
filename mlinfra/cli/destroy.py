"""``mlinfra destroy``: remove what a stack owns, nothing else."""

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


@click.command("destroy")
@stack_file
@target_choice
@click.option("--purge", is_flag=True, help="Also free the names that deleted workspaces and vaults keep.")
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can answer.")
@own_code
@scope_options
@target_options
@output_format("text", "json")
def command(file: Path, purge: bool, yes: bool, format_: str, **options: Any) -> int:
    r"""Remove what the stack owns, nothing else.

    What it owns is what its deployments made, by Azure's own history. What it only points to stays; a resource group
    goes only if mlinfra made it and it is empty by then. The list is shown before anything is deleted.
    Exit codes: 0 destroyed (or nothing to do), 1 something could not be deleted, or not confirmed.

    \b
    Examples:
      mlinfra destroy stack.py --target local
      mlinfra destroy stack.py --select churn-dev --purge --yes
    """
    from mlinfra.app.destroy import destroy
    from mlinfra.app.exit_codes import of_outcomes

    observer = ScreenObserver(yes=yes, quiet=format_ != "text", purge=purge)
    outcomes = destroy(file, purge=purge, observer=observer, **settings_options(options))
    print_outcomes(outcomes, format_)
    return of_outcomes(outcomes)
