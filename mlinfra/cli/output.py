"""``mlinfra output``: print the outputs of the last deployment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mlinfra.app.stack_failure import StackFailure
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
from mlinfra.cli.screen import show

if TYPE_CHECKING:
    from mlinfra.app.output import StackOutputs


@click.command("output")
@stack_file
@click.argument("name", required=False)
@target_choice
@own_code
@scope_options
@target_options
@output_format("text", "json")
def command(file: Path, name: str | None, format_: str, **options: Any) -> int:
    r"""Print the outputs of the last deployment; with NAME the value of one.

    Secrets are masked: secure outputs, and what tells a secure parameter or a key.
    Exit codes: 0 printed, 1 the stack was never deployed, or has no such output.

    \b
    Examples:
      mlinfra output stack.py
      mlinfra output stack.py mlflow --target local
    """
    from mlinfra.app.documents import outputs_document
    from mlinfra.app.exit_codes import of_outputs
    from mlinfra.app.output import output

    stacks = output(file, name, observer=ScreenObserver(), **settings_options(options))
    if format_ == "json":
        show(json.dumps(outputs_document(stacks), indent=2))
    elif name is not None and len(stacks) == 1 and not isinstance(stacks[0], StackFailure):
        show(_value(stacks[0].outputs[name]))
    else:
        show("\n".join(line for stack in stacks for line in _lines(stack)))
    return of_outputs(stacks)


def _lines(stack: StackOutputs | StackFailure) -> list[str]:
    if isinstance(stack, StackFailure):
        return [f"{stack.stack}: error: {stack.error}"]
    lines = [f"{stack.stack}   deployed as {stack.deployment}"]
    lines += [f"  {name} = {_value(entry)}" for name, entry in stack.outputs.items()]
    return lines if stack.outputs else [*lines, "  no outputs"]


def _value(entry: Mapping[str, Any]) -> str:
    if "value" not in entry:
        return "(secret)"
    value = entry["value"]
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
