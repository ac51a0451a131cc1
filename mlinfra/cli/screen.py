"""The one place that prints: results on stdout, progress, questions and errors on stderr.

A file name, a value from Azure or a line of a template can hold what moves a terminal's cursor or what a pipeline reads
as a command (``##vso[...]``, ``::error::``). Commands print with these functions only, and these write it as escapes.
"""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mlinfra.review.report.terminal import Look


def look() -> Look:
    """The width and colour that suit stdout."""
    from mlinfra.review.report.terminal import detect

    return detect(sys.stdout, os.environ)


def show(text: str, format_: str = "text", *, err: bool = False) -> None:
    """Print a result on stdout (``err``: on stderr), made safe as its format allows.

    ``github`` and ``azure`` are commands for the pipeline, whose values were escaped when they were made; in ``html``
    and ``junit`` a style sheet may hold ``::``. Everything else, JSON too, must hold no command at all.
    """
    from mlinfra.review.report.values import printable, printable_with_styles

    text = text.rstrip("\n")
    if format_ in {"github", "azure", "html", "junit"}:
        text = printable(text, commands=False)
    else:
        text = printable_with_styles(text) if look().color else printable(text)
    with _lock:
        kept = _live[0]
        live_line("")
        click.echo(text, err=err, color=True)
        live_line(kept)
    _shown.append(not err)


_shown: list[bool] = []
"""For each text that `show` printed, whether on stdout."""


def result_shown() -> bool:
    """Whether stdout holds a result already: a JSON document must stand there alone."""
    return any(_shown)


def forget_result() -> None:
    """Begin a command."""
    _shown.clear()


def show_patch(patch: str) -> None:
    """Print a patch on stdout; of control characters it keeps those that end lines, without which it fits no file."""
    from mlinfra.review.report.values import printable

    lines = (line.removesuffix("\r") for line in patch.split("\n"))
    ends = ("\r\n" if line.endswith("\r") else "\n" for line in patch.split("\n"))
    text = "".join(f"{printable(line)}{end}" for line, end in zip(lines, ends, strict=True)).removesuffix("\n")
    click.echo(text.encode(), nl=False)


def note(text: str) -> None:
    """Print something beside the result, on stderr; what Azure put into it moves no cursor."""
    from mlinfra.review.report.values import printable

    _print_above(printable(text))


def complain(message: str) -> None:
    """Print an error on stderr."""
    from mlinfra.review.report.values import printable

    _print_above(click.style("error: ", fg="red", bold=True) + printable(message))


def ask(question: str, *, abort: bool = False) -> bool:
    """Ask on stderr for a yes or no; with ``abort`` anything but yes raises `click.Abort`.

    Other threads print nothing until it is answered.
    """
    from mlinfra.review.report.values import printable

    with _lock:
        live_line("")
        return click.confirm(printable(question), abort=abort, err=True)


_lock = threading.RLock()
"""Held by the thread that prints: lines of several stacks do not mix."""
_live = [""]
"""The line at the bottom of a terminal that the next one replaces; empty where there is none."""


def live_line(text: str) -> None:
    """Show a line that the next one replaces, on a terminal; an empty text takes it away."""
    from mlinfra.review.report.values import visible

    with _lock:
        if _live[0]:
            click.echo("\r\033[K", err=True, nl=False)
        if text:
            click.echo(f"\r{visible(text)}", err=True, nl=False)
        _live[0] = text


def _print_above(text: str) -> None:
    """Print on stderr, above the line that is rewritten."""
    with _lock:
        kept = _live[0]
        live_line("")
        click.echo(text, err=True)
        live_line(kept)
