"""``mlinfra new``: a repository that works at once."""

from __future__ import annotations

import json
import secrets
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
    from mlinfra.app.new import STACK_FILE, blueprints, new_repository, write_new
    from mlinfra.base.errors import LoadError

    if blueprint not in blueprints():
        raise LoadError(f"there is no blueprint {blueprint!r}", hint=f"there are: {', '.join(blueprints())}")
    files = new_repository(folder, blueprint, ci, salt=secrets.token_hex(2))
    write_new(folder, files)
    if format_ == "json":
        show(json.dumps({"format_version": "1.0", "kind": "new", "folder": str(folder), "files": sorted(files)}))
        return 0
    for path in files:
        show(f"  + {folder / path}")
    show(f"\nNext: cd {folder} && mlinfra plan {STACK_FILE} --against local")
    return 0
