"""The one place that prints: results on stdout, progress, questions and errors on stderr.

A file name, a value from Azure or a line of a template can hold what moves a terminal's cursor or what a pipeline reads
as a command (``##vso[...]``, ``::error::``). Commands print with these functions only, and these write it as escapes.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from typing_extensions import Self

    from mlinfra.azure.deploy.outcome import Operation, Progress
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
    click.echo(text, err=err, color=True)
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

    click.echo(printable(text), err=True)


def complain(message: str) -> None:
    """Print an error on stderr."""
    from mlinfra.review.report.values import printable

    click.echo(click.style("error: ", fg="red", bold=True) + printable(message), err=True)


def ask(question: str, *, abort: bool = False) -> bool:
    """Ask on stderr for a yes or no; with ``abort`` anything but yes raises `click.Abort`."""
    from mlinfra.review.report.values import printable

    return click.confirm(printable(question), abort=abort, err=True)


def _rewrite(text: str) -> None:
    """Show a line that the next one replaces, on a terminal."""
    from mlinfra.review.report.values import visible

    click.echo(f"\r{visible(text)}", err=True, nl=False)


def _erase() -> None:
    """Take such a line away."""
    click.echo("\r\033[K", err=True, nl=False)


@contextlib.contextmanager
def progress(doing: str) -> Generator[Callable[[float], None]]:
    """Say on stderr what takes long: one line that is rewritten on a terminal, a line each half minute elsewhere."""
    terminal = sys.stderr.isatty() and "CI" not in os.environ
    said = [0.0]

    def watch(seconds: float) -> None:
        if terminal:
            _rewrite(f"{doing} ... {seconds:.0f} s")
            said[0] = seconds or 1.0
        elif seconds - said[0] >= 30:
            note(f"{doing} ... {seconds:.0f} s")
            said[0] = seconds

    try:
        yield watch
    finally:
        if terminal and said[0]:
            _erase()


class Following:
    """Tells on stderr what a deployment does: each resource once when it ends, and on a terminal what still runs."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.terminal = sys.stderr.isatty() and "CI" not in os.environ
        self.told: set[str] = set()
        self.last = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._erase()

    def __call__(self, progress: Progress) -> None:
        """One look at the deployment."""
        if self.quiet:
            return
        self._erase()
        if not self.told and not self.last:
            word = "following" if progress.attached else "started"
            note(f"{word} {progress.deployment}")
            self.last = progress.elapsed or 0.001
        for operation in progress.operations:
            if operation.state in {"Succeeded", "Failed", "Canceled"} and operation.id not in self.told:
                self.told.add(operation.id)
                note(_told(operation))
        running = [operation for operation in progress.operations if operation.id not in self.told]
        self._still(running, progress.elapsed)

    def _still(self, running: list[Operation], elapsed: float) -> None:
        if running and self.terminal:
            _rewrite(f"  ... {len(running)} running, {elapsed:.0f} s")
        elif running and elapsed - self.last >= 60:
            note(f"  ... {', '.join(operation.name for operation in running)} running, {elapsed:.0f} s")
            self.last = elapsed

    def _erase(self) -> None:
        if self.terminal and not self.quiet:
            _erase()


def _told(operation: Operation) -> str:
    from mlinfra.review.report.kinds import kind_of
    from mlinfra.review.report.outcome import duration

    sign = {"Succeeded": "done", "Failed": "FAILED"}.get(operation.state, operation.state.lower())
    return f"  {sign:<6} {kind_of(operation.type):<12} {operation.name}  {duration(operation.duration)}"
