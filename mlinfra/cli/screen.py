"""How commands print: results on stdout, progress and remarks on stderr."""

from __future__ import annotations

import os
import sys
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
