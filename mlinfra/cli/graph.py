"""``mlinfra graph``: print what stacks consist of, with keys, links and origins."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mlinfra.cli.options import output_format, stack_file
from mlinfra.cli.screen import show


@click.command("graph")
@stack_file
@output_format("json")
def command(file: Path, select: str, format_: str) -> int:  # ruff: ignore[unused-function-argument]  json is all there is
    r"""Print what stacks consist of, with all that follows from them: keys, links, origins and what needs what.

    A node's key is its scope, type, names and phase (0 the first write of a resource in a deployment, 1 the second).
    ``links`` are the resources that its fields name, ``settled`` values that the stack file leaves open, ``origin`` the
    line that wrote it and why it is there. For tests, and for a report of a fault.
    Exit codes: 0 printed, 1 the file cannot be loaded or resolved.

    \b
    Examples:
      mlinfra graph stack.py
      mlinfra graph stack.py --select 'churn-*' --format json
    """
    from mlinfra.app.graph import graph, graphs_json

    show(json.dumps(graphs_json(graph(file, select=select)), indent=2))
    return 0
