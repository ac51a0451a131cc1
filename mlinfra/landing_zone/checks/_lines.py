"""Find the line of a stack file on which a value is written."""

from __future__ import annotations

import linecache
import re
from collections.abc import Sequence
from pathlib import Path

from mlinfra.base.literal_secrets import LiteralSecret
from mlinfra.landing_zone.model._where import Where

_ESCAPED = re.compile(r"[\s'\"\\]+")
"""What a file may write otherwise than the value reads: line ends, quotes, backslashes."""


def line_of(secret: LiteralSecret, written: Where) -> str:
    """``file:line`` of a secret that belongs to what was ``written`` there; empty where it is not found.

    The same text may stand several times: a line that also names the property wins, then one below the beginning of
    the resource.
    """
    part = max(_ESCAPED.split(secret.text), key=len)
    lines = linecache.getlines(written.file) if written.file else []
    numbers = [number for number, line in enumerate(lines, start=1) if part and part in line]
    if not numbers:
        return ""
    name = re.sub(r"\[\d+\]$", "", secret.path).rpartition(".")[2]
    best = min(numbers, key=lambda number: _rank(number, lines, name, written.line))
    return f"{Path(written.file).name}:{best}"


def _rank(number: int, lines: Sequence[str], name: str, start: int) -> tuple[bool, bool, int]:
    return (name not in lines[number - 1], number < start, abs(number - start))
