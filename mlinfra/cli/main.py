"""The `mlinfra` program: the table of commands, each imported only when it is used."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, TextIO, TypeVar

import click

from mlinfra import __version__
from mlinfra.cli.screen import forget_result, show

Command = TypeVar("Command", bound=click.Command)

COMMANDS = {
    "new": "Make a repository that works at once, from a blueprint.",
    "check": "Check a stack for problems, offline.",
    "render": "Write Bicep for people and ARM JSON for Azure.",
    "expand": "List the resources a template would deploy, offline.",
    "graph": "Print what stacks consist of: keys, links, origins.",
    "plan": "Show what a deployment would change.",
    "deploy": "Deploy a stack, or exactly the plan that was reviewed.",
    "drift": "Show drift: live changes since the last deployment.",
    "output": "Print the outputs of the last deployment.",
    "prune": "Remove what earlier deployments made and the code no longer has.",
    "destroy": "Remove what the stack owns, nothing else.",
    "comment": "Post plans to a pull request, as one comment that is kept up to date.",
    "explain": "Show the page of a rule, a noise code, a risk, a gap, or of the documentation.",
    "modules": "Vendor a module of a registry: its compiled template, with its digest.",
    "upgrade": "Print the patch from old public names to new ones.",
    "config": "Print the configuration in force, and where each value comes from.",
    "schema": "Print the JSON Schema of stack files or plans.",
    "completion": "Print the script that completes commands in a shell.",
    "emulator": "Serve the local target, an Azure Resource Manager on loopback.",
}
"""Every command with its summary; the module of the same name holds it as ``command``."""

REQUESTING = frozenset({"plan", "deploy", "drift", "prune", "destroy", "output", "emulator"})
"""Commands that send requests to Azure or the local target, and the one that serves them."""

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class LazyGroup(click.Group):
    """A group whose commands are imported on first use, so that ``--help`` stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # ruff: ignore[unused-method-argument]  click's signature
        """Name the commands in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # ruff: ignore[unused-method-argument]  click's signature
        """Import the module of a command; None for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"mlinfra.cli.{cmd_name}").command
        command.context_settings = {**SETTINGS, **command.context_settings}
        if cmd_name in REQUESTING:
            from mlinfra.cli.request_log import add_log_options

            add_log_options(command)
        return _laid_out(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # ruff: ignore[unused-method-argument]  click's signature
        """List the commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest command for one that does not exist."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


def _laid_out(command: Command) -> Command:
    """Docstrings are raw, so that click's mark for lines to keep stands in them as two characters: make it the one."""
    command.help = (command.help or "").replace("\\b\n", "\b\n")
    return command


@_laid_out
@click.group(
    cls=LazyGroup, context_settings=SETTINGS, invoke_without_command=True, subcommand_metavar="COMMAND [ARGS]..."
)
@click.version_option(__version__, "-V", "--version", prog_name="mlinfra")
@click.pass_context
def program(context: click.Context) -> None:
    r"""Describe, review, deploy and keep Azure Machine Learning landing zones.

    \b
    Example:
      mlinfra new demo && cd demo
      mlinfra plan stack.py --target local
    """
    if context.invoked_subcommand is None:
        show(context.get_help())


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command; a user's mistake ends in one message and exit code 1, never in a traceback."""
    _collect_rarely()
    words = list(sys.argv[1:] if argv is None else argv)
    forget_result()
    try:
        code = program.main(words, prog_name="mlinfra", standalone_mode=False)
    except BrokenPipeError:
        sys.stdout = _nowhere()
        code = 1
    except Exception as error:  # ruff: ignore[blind-except]  the last line of defence says what to do
        from mlinfra.cli.failure import report

        code = report(error, words)
    finally:
        _stop_logging()
    sys.exit(code if isinstance(code, int) else 0)


def run() -> None:
    """Run one command as the whole process."""
    try:
        main()
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            from mlinfra.cli.ending import end_now

            end_now(ended.code or 0)
        raise


def _stop_logging() -> None:
    """Close log files, if a command opened some."""
    module = sys.modules.get("mlinfra.cli.request_log")
    if module:
        module.stop_logging()


def _collect_rarely() -> None:
    """Leave what imports and stages make alone: hardly any of it is garbage, and looking takes a sixth of a short run."""
    gc.set_threshold(150_000)
    atexit.register(gc.freeze)  # the process ends: its last collection would only visit everything once more


def _nowhere() -> TextIO:
    """For a stream that is closed: its reader is gone, or there never was one."""
    return open(os.devnull, "w", encoding="utf-8")  # ruff: ignore[builtin-open]  until the process ends


if __name__ == "__main__":
    run()
