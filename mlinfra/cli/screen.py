"""How commands print: results on stdout, progress and remarks on stderr."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mlinfra.report.terminal import Look


def look() -> Look:
    """The width and colour that suit stdout."""
    from mlinfra.report.terminal import detect

    return detect(sys.stdout, os.environ)


def show(text: str) -> None:
    """Print a result on stdout as it is."""
    click.echo(text.rstrip("\n"), color=True)


def remark(text: str) -> None:
    """Print something beside the result, on stderr."""
    click.echo(text, err=True)


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
