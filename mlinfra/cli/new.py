"""``mlinfra new``: a repository that works at once."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import click

from mlinfra.cli.options import output_format
from mlinfra.cli.screen import show


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--blueprint", default="starter", show_default=True, help="starter, team or private.")
@click.option(
    "--ci",
    type=click.Choice(["none", "github", "azure-pipelines"]),
    default="none",
    show_default=True,
    help="Write a pipeline: plan on pull requests, deploy the reviewed plan, watch for drift.",
)
@output_format("text", "json")
def command(folder: Path, blueprint: str, ci: Any, format_: str) -> int:
    r"""Make a repository that works at once, from a blueprint.

    Exit codes: 0 made, 1 an error; nothing that is there already is overwritten.

    \b
    Examples:
      mlinfra new demo
      mlinfra new churn --blueprint team --ci github
    """
    from mlinfra.app.new import STACK_FILE, new

    files = new(folder, blueprint=blueprint, ci=ci)
    if format_ == "json":
        names = sorted(path.relative_to(folder).as_posix() for path in files)
        show(json.dumps({"format_version": "1.0", "kind": "new", "folder": str(folder), "files": names}))
        return 0
    for path in files:
        show(f"  + {path}")
    show(f"\nNext: cd {shlex.quote(str(folder))} && mlinfra plan {STACK_FILE} --target local")
    return 0
