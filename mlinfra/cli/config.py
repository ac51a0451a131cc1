"""``mlinfra config``: print what is in force, and from where."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
    return ", ".join(_parts(value)) or "none"


def _parts(value: Any) -> Iterator[str]:
    """The parts of a value: ``ML501 = error``, ``*-prod: ML101 = error``, ``ML403 on mlw/ci-*: a demonstration``."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield f"{name}: {', '.join(_parts(inner))}" if isinstance(inner, dict) else f"{name} = {inner}"
    elif isinstance(value, list):
        yield from (_entry(entry) if isinstance(entry, dict) else str(entry) for entry in value)
    elif value is not None:
        yield str(value)


def _entry(entry: dict[str, Any]) -> str:
    """An exemption, or rules of the user."""
    if "reason" in entry:
        until = f" (until {entry['until']})" if entry["until"] else ""
        return f"{entry['rule']} on {entry['address']}: {entry['reason']}{until}"
    return str(entry["rules"])
