"""``mlinfra schema``: the JSON Schemas of what mlinfra reads and writes."""

from __future__ import annotations

import json
from typing import Any

import click

from mlinfra.cli.options import output_format
from mlinfra.cli.screen import show


@click.command("schema")
@click.argument("what", type=click.Choice(["stack", "plan"]), default="stack", metavar="[stack|plan]")
@output_format("json")
def command(what: Any, format_: str) -> int:  # ruff: ignore[unused-function-argument]  there is one format, and every command has the option
    r"""Print the JSON Schema of YAML stack files, or of plans.

    Exit codes: 0 printed.

    \b
    Examples:
      mlinfra schema > stack.schema.json       # then: # yaml-language-server: $schema=stack.schema.json
      mlinfra schema plan > plan.schema.json
    """
    from mlinfra.app.schema import schema

    show(json.dumps(schema(what), indent=2))
    return 0
