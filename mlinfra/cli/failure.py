"""Report what stopped a command: a message on stderr, and a JSON document on stdout where JSON was asked for."""

from __future__ import annotations

import errno
import json
import os
import traceback
from collections.abc import Sequence
from dataclasses import dataclass

import click

from mlinfra.base.errors import MlinfraError, as_mlinfra_error
from mlinfra.cli.screen import complain, note, result_shown, show


@dataclass(frozen=True, slots=True)
class Failure:
    """What stopped a command, for people and programs."""

    code: str
    """Name of the kind, such as ``LoadError``; Usage, NotConfirmed, Interrupted, Bug."""
    message: str
    where: str = ""
    hint: str = ""
    exit_code: int = 1

    def __str__(self) -> str:
        return str(MlinfraError(self.message, where=self.where, hint=self.hint))


def failure_of(error: BaseException) -> Failure:
    """The failure behind an exception; one that no stage turned into a sentence is a bug."""
    if isinstance(error, MlinfraError):
        return Failure(type(error).__name__, error.message, error.where, error.hint)
    if isinstance(error, click.exceptions.Abort):
        return _stopped(error)
    if isinstance(error, click.ClickException):
        return Failure("Usage", error.format_message(), exit_code=error.exit_code)
    if isinstance(error, MemoryError):
        return Failure("InvalidInput", "this takes more memory than there is", hint=_MEMORY)
    if isinstance(error, OSError):
        hint = _FULL if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} else _UNUSABLE
        return Failure("InvalidInput", error.strerror or str(error), str(error.filename or ""), hint)
    return failure_of(as_mlinfra_error(error))


_FULL = "make room on the disk, or write to another one, and run the command again"
_MEMORY = "make the input smaller, or give the process more memory"
_UNUSABLE = "give a path that can be read, or written, from here"


def report(error: BaseException, words: Sequence[str]) -> int:
    """Tell the failure, and return the exit code; ``words`` are those of the command line."""
    failure = failure_of(error)
    if isinstance(error, click.ClickException):
        _tell_misuse(error)
    else:
        complain(str(failure))
    if failure.code == "Bug" and os.environ.get("MLINFRA_DEBUG"):
        note("".join(traceback.format_exception(error)))
    if wants_json(words) and not result_shown():
        from mlinfra.app.documents import error_document

        document = error_document(failure.code, failure.message, failure.where, failure.hint)
        show(json.dumps(document, indent=2))
    return failure.exit_code


def wants_json(words: Sequence[str]) -> bool:
    """Whether a command line asks for JSON: ``--format json`` or ``--format=json``."""
    pairs = zip(words, [*words[1:], ""], strict=True)
    return any((word == "--format" and value == "json") or word == "--format=json" for word, value in pairs)


def _stopped(stop: click.exceptions.Abort) -> Failure:
    """Tell Ctrl-C from a question that nobody answered with yes."""
    if isinstance(stop.__context__, KeyboardInterrupt):
        return Failure("Interrupted", "interrupted", exit_code=130)
    hint = "answer y, or say --yes where nobody can answer"
    return Failure("NotConfirmed", "not confirmed, so nothing was done", hint=hint)


def _tell_misuse(error: click.ClickException) -> None:
    """Say what is wrong with the command line, in click's words; it quotes arguments, which may hold anything."""
    context = getattr(error, "ctx", None)
    if context is not None:
        note(f"{context.get_usage()}\nTry '{context.command_path} --help' for help.\n")
    note(f"Error: {error.format_message()}")
