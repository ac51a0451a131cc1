"""``mlinfra upgrade``: print the patch from old public names to new ones."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mlinfra.cli.options import output_format
from mlinfra.cli.screen import note, show, show_patch


@click.command("upgrade")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@output_format("text", "json")
def command(files: tuple[Path, ...], format_: str) -> int:
    r"""Print the patch from old public names to new ones.

    Reads Python and YAML stack files without running them, and changes no file. Everything but the names stays as it is.
    What cannot be rewritten with certainty is told on stderr, with its line.

    Exit codes: 0 nothing to change, 3 there is something to change, 1 an error.

    \b
    Examples:
      mlinfra upgrade stack.py
      mlinfra upgrade stack.py | git apply
      mlinfra upgrade envs/*.yaml --format json
    """
    from mlinfra.app.upgrade import upgrade, upgrade_json

    upgrades = tuple(upgrade(file) for file in files)
    if format_ == "json":
        show(json.dumps(upgrade_json(upgrades), indent=2))
    else:
        for file_upgrade in upgrades:
            show_patch(file_upgrade.patch)
            for leftover in file_upgrade.leftovers:
                note(f"{file_upgrade.file}:{leftover.line}: {leftover.message}")
            if not file_upgrade.renames and not file_upgrade.leftovers:
                note(f"{file_upgrade.file}: nothing to change")
    return 3 if any(file_upgrade.renames or file_upgrade.leftovers for file_upgrade in upgrades) else 0
