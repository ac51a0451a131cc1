"""Fill the holes of a pattern as .NET's composite formatting does, in the invariant culture."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mlinfra.arm.expand.limits import LONGEST_TEXT, too_long
from mlinfra.arm.expand.values import Value
from mlinfra.base.errors import TemplateError

_HOLE = re.compile(r"(\d+)\s*(?:,\s*(-?\d+)\s*)?(?::([^{}]*))?")
_WIDEST = 999_999
"""Characters to which .NET pads."""


def plain_text(value: Value) -> str:
    """A value as .NET prints it: ``True``, ``2``, the text itself; nothing for null."""
    if type(value) is str:
        return value
    if type(value) is bool:
        return "True" if value else "False"
    if type(value) is float:
        from mlinfra.arm.expand.number_format import general  # decimals, for few templates

        return general(value)
    return "" if value is None else str(value)


class _Hole(NamedTuple):
    argument: int
    width: int
    specifier: str


def composite(pattern: str, args: tuple[Value, ...]) -> str:
    """.NET's composite formatting: ``{0}``, ``{0,5}``, ``{0:D3}``, doubled braces."""
    texts: list[str] = []
    length = 0
    for piece in _pieces(pattern):
        text = piece if isinstance(piece, str) else _filled_hole(piece, args)
        texts.append(text)
        length += len(text)
        if length > LONGEST_TEXT:
            raise too_long("format")
    return "".join(texts)


def _pieces(pattern: str) -> tuple[str | _Hole, ...]:
    """A pattern as texts and holes."""
    return _remembered(pattern) if len(pattern) < 1000 else _read_pieces(pattern)


def _read_pieces(pattern: str) -> tuple[str | _Hole, ...]:
    pieces: list[str | _Hole] = []
    at = 0
    while at < len(pattern):
        brace = _next_brace(pattern, at)
        pieces.append(pattern[at:brace])
        if brace == len(pattern):
            break
        if pattern[brace : brace + 2] in {"{{", "}}"}:
            pieces.append(pattern[brace])
            at = brace + 2
            continue
        match = _HOLE.match(pattern, brace + 1) if pattern[brace] == "{" else None
        if match is None or pattern[match.end() : match.end() + 1] != "}":
            raise TemplateError(f"format() can't read {pattern!r} at position {brace}")
        width = int(match[2]) if match[2] and len(match[2]) < 8 else 0
        if len(match[1]) > 7 or len(match[2] or "") > 7 or abs(width) > _WIDEST:
            raise TemplateError(f"format() can't read {pattern[:200]!r} at position {brace}: the number is too large")
        pieces.append(_Hole(int(match[1]), width, match[3] or ""))
        at = match.end() + 1
    return tuple(pieces)


_remembered = lru_cache(maxsize=4096)(_read_pieces)


def _next_brace(pattern: str, at: int) -> int:
    braces = [position for position in (pattern.find("{", at), pattern.find("}", at)) if position >= 0]
    return min(braces, default=len(pattern))


def _filled_hole(hole: _Hole, args: tuple[Value, ...]) -> str:
    if hole.argument >= len(args):
        raise TemplateError(f"format() has no argument {{{hole.argument}}}, {len(args)} are given")
    value = args[hole.argument]
    if abs(hole.width) > LONGEST_TEXT:
        raise too_long("format")
    text = value if type(value) is str else _formatted(value, hole.specifier)
    return text.ljust(-hole.width) if hole.width < 0 else text.rjust(hole.width)


def _formatted(value: Value, specifier: str) -> str:
    from mlinfra.arm.expand.number_format import formatted  # decimals, for few templates

    return formatted(value, specifier)
