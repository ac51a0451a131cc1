"""How commands print: results on stdout, progress and remarks on stderr."""

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


def show(text: str) -> None:
    """Print a result on stdout as it is; JSON so that no pipeline reads a command in a log that it stands in."""
    from mlinfra.review.report.values import json_for_logs

    click.echo((json_for_logs(text) if text.startswith("{") else text).rstrip("\n"), color=True)


def remark(text: str) -> None:
    """Print something beside the result, on stderr; what Azure put into it moves no cursor."""
    from mlinfra.review.report.values import printable

    click.echo(printable(text), err=True)


@contextlib.contextmanager
def progress(doing: str) -> Generator[Callable[[float], None]]:
    """Say on stderr what takes long: one line that is rewritten on a terminal, a line each half minute elsewhere."""
    terminal = sys.stderr.isatty() and "CI" not in os.environ
    said = [0.0]

    def watch(seconds: float) -> None:
        if terminal:
            click.echo(f"\r{doing} ... {seconds:.0f} s", err=True, nl=False)
            said[0] = seconds or 1.0
        elif seconds - said[0] >= 30:
            click.echo(f"{doing} ... {seconds:.0f} s", err=True)
            said[0] = seconds

    try:
        yield watch
    finally:
        if terminal and said[0]:
            click.echo("\r\033[K", err=True, nl=False)


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
            remark(f"{word} {progress.deployment}")
            self.last = progress.elapsed or 0.001
        for operation in progress.operations:
            if operation.state in {"Succeeded", "Failed", "Canceled"} and operation.id not in self.told:
                self.told.add(operation.id)
                remark(_told(operation))
        running = [operation for operation in progress.operations if operation.id not in self.told]
        self._still(running, progress.elapsed)

    def _still(self, running: list[Operation], elapsed: float) -> None:
        if running and self.terminal:
            click.echo(f"  ... {len(running)} running, {elapsed:.0f} s", err=True, nl=False)
        elif running and elapsed - self.last >= 60:
            remark(f"  ... {', '.join(each.name for each in running)} running, {elapsed:.0f} s")
            self.last = elapsed

    def _erase(self) -> None:
        if self.terminal and not self.quiet:
            click.echo("\r\033[K", err=True, nl=False)


def _told(operation: Operation) -> str:
    from mlinfra.review.report.kinds import kind_of
    from mlinfra.review.report.outcome import duration

    sign = {"Succeeded": "done", "Failed": "FAILED"}.get(operation.state, operation.state.lower())
    return f"  {sign:<6} {kind_of(operation.type):<12} {operation.name}  {duration(operation.duration)}"
