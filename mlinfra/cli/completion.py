"""``mlinfra completion``: print the script that completes commands and options in a shell."""

from __future__ import annotations

import json
from typing import Any

import click

from mlinfra.cli.options import output_format
from mlinfra.cli.screen import show


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@output_format("text", "json")
def command(shell: Any, format_: str) -> int:
    r"""Print the script that completes commands and options in a shell.

    Exit codes: 0 printed.

    \b
    Examples:
      mlinfra completion bash > ~/.local/share/bash-completion/completions/mlinfra
      mlinfra completion zsh > ~/.zfunc/_mlinfra      # a folder of fpath
      mlinfra completion fish > ~/.config/fish/completions/mlinfra.fish
    """
    script = _script(shell)
    if format_ == "json":
        from mlinfra.app.documents import completion_document

        script = json.dumps(completion_document(shell, script), indent=2)
    show(script)
    return 0


def _script(shell: str) -> str:
    """Click's script; filled in here, because its own way to do so starts the shell to ask for its version."""
    from click.shell_completion import get_completion_class

    from mlinfra.cli.main import program

    kind = get_completion_class(shell)
    assert kind is not None, shell
    completion = kind(program, {}, "mlinfra", "_MLINFRA_COMPLETE")
    return completion.source_template % completion.source_vars()
