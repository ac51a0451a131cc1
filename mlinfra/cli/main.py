"""The `mlinfra` program: the table of commands, each imported only when it is used."""

from __future__ import annotations

import atexit
import errno
import gc
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any, TextIO, TypeVar

import click

from mlinfra import __version__
from mlinfra.base.errors import MlinfraError
from mlinfra.cli.screen import complain, note

Command = TypeVar("Command", bound=click.Command)

COMMANDS = {
    "new": "Make a repository that works at once, from a blueprint.",
    "check": "Check a stack for problems, offline.",
    "render": "Write Bicep for people and ARM JSON for Azure.",
    "expand": "List the resources a template would deploy, offline.",
    "plan": "Show what a deployment would change.",
    "deploy": "Deploy a stack, or exactly the plan that was reviewed.",
    "drift": "Show drift: live changes since the last deployment.",
    "prune": "Remove what earlier deployments made and the code no longer has.",
    "destroy": "Remove what the stack owns, nothing else.",
    "comment": "Post plans to a pull request, as one comment that is kept up to date.",
    "explain": "Show a rule's page.",
    "upgrade": "Print the patch from old public names to new ones.",
    "config": "Print the configuration in force, and where each value comes from.",
    "schema": "Print the JSON Schema of stack files or plans.",
    "emulator": "Serve the local target, an Azure Resource Manager on loopback.",
}
"""Every command with its summary; the module of the same name holds it as ``command``."""


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
@click.group(cls=LazyGroup, context_settings=SETTINGS)
@click.version_option(__version__, "-V", "--version", prog_name="mlinfra")
def program() -> None:
    r"""Describe, review, deploy and keep Azure Machine Learning landing zones.

    \b
    Example:
      mlinfra new demo && cd demo
      mlinfra plan stack.py --target local
    """


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command; a user's mistake ends in one message and exit code 1, never in a traceback."""
    _collect_rarely()
    try:
        code = program.main(argv, prog_name="mlinfra", standalone_mode=False)
    except click.exceptions.Abort as stop:
        code = _stopped(stop)
    except click.ClickException as error:
        _misused(error)
        code = error.exit_code
    except MlinfraError as error:
        complain(str(error))
        code = 1
    except BrokenPipeError:
        sys.stdout = _nowhere()
        code = 1
    except OSError as error:
        complain(_unusable(error))
        code = 1
    except RecursionError:
        complain(
            "the input is nested deeper than mlinfra reads\n  -> flatten it, or look for a value that holds itself"
        )
        code = 1
    except MemoryError:
        complain("this takes more memory than there is\n  -> make the input smaller, or give the process more memory")
        code = 1
    except Exception as error:  # ruff: ignore[blind-except]  the last line of defence says what to do
        code = _bug(error)
    sys.exit(code if isinstance(code, int) else 0)


def _stopped(stop: click.exceptions.Abort) -> int:
    """Tell Ctrl-C from a question that nobody answered with yes."""
    if isinstance(stop.__context__, KeyboardInterrupt):
        complain("interrupted")
        return 130
    complain("not confirmed, so nothing was done\n  -> answer y, or say --yes where nobody can answer")
    return 1


def _collect_rarely() -> None:
    """Leave what imports and stages make alone: hardly any of it is garbage, and looking takes a sixth of a short run."""
    gc.set_threshold(50_000)
    atexit.register(gc.freeze)  # the process ends: its last collection would only visit everything once more


def _nowhere() -> TextIO:
    """For a stream that is closed: its reader is gone, or there never was one."""
    return open(os.devnull, "w", encoding="utf-8")  # ruff: ignore[builtin-open]  until the process ends


def _misused(error: click.ClickException) -> None:
    """Say what is wrong with the command line, in click's words; it quotes arguments, which may hold anything."""
    context = getattr(error, "ctx", None)
    if context is not None:
        note(f"{context.get_usage()}\nTry '{context.command_path} --help' for help.\n")
    note(f"Error: {error.format_message()}")


def _unusable(error: OSError) -> str:
    """A file or folder that cannot be read or written, in one sentence."""
    place = f"{error.filename}: " if error.filename else ""
    hint = "give a path that can be read, or written, from here"
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        hint = "make room on the disk, or write to another one, and run the command again"
    return f"{place}{error.strerror or error}\n  -> {hint}"


def _bug(error: Exception) -> int:
    """Report an exception that no stage turned into a sentence."""
    if os.environ.get("MLINFRA_DEBUG"):
        note("".join(traceback.format_exception(error)))
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(frame.filename)}:{frame.lineno}"  # ruff: ignore[os-path-basename]  a name, not a path to open
    complain(
        f"mlinfra has a bug: {type(error).__name__}: {error} ({place})\n  -> set MLINFRA_DEBUG=1 and report the trace"
    )
    return 1


if __name__ == "__main__":
    main()
