"""``mlinfra config``: print what is in force, and from where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from mlinfra.cli.options import compiler_version, output_format, target_choice, templates_folder
from mlinfra.cli.screen import show


@click.command("config")
@click.argument("file", type=click.Path(path_type=Path), default=Path(), metavar="[FILE]")
@target_choice
@click.option("--state", type=click.Path(path_type=Path), help="State file of the local target.")
@compiler_version
@templates_folder
@output_format("text", "json")
def command(file: Path, format_: str, **options: Any) -> int:
    r"""Print the configuration in force, and where each value comes from.

    FILE is a stack file or a folder; default: the current folder. mlinfra.toml is looked for beside it and above it, up
    to the root of the git repository. Environment variables MLINFRA_* win over the file, options over both.
    Exit codes: 0 printed, 1 a key or a value of mlinfra.toml or of a variable that cannot be.

    \b
    Examples:
      mlinfra config
      mlinfra config stack.py --target local --format json
    """
    from mlinfra.app.config import config, config_json

    document = config_json(config(file, **options))
    show(json.dumps(document, indent=2) if format_ == "json" else _text(document))
    return 0


def _text(document: dict[str, Any]) -> str:
    lines = [f"file: {document['file'] or 'no mlinfra.toml'}"]
    for key, entry in document["settings"].items():
        lines.append(f"  {key:<15} {_value(key, entry['value']):<28} {entry['from']}")
    return "\n".join(lines)


def _value(key: str, value: Any) -> str:
    if key == "state" and value is None:
        return ".mlinfra/local.db"
    if isinstance(value, dict):
        value = [f"{name} = {severity}" for name, severity in value.items()]
    return ", ".join(value) or "none" if isinstance(value, list) else str(value or "none")
