"""Property paths such as ``a.b[0]['c:d']``, and patterns over them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_PLAIN = r"[A-Za-z_$@][\w$@-]*"
_PIECE = r"\[[\w-]+\]|\[\"[^\"]*\"\]|\['(?:[^']|'')*'\]|[^.\[]+"
_PATTERN_PIECE = r"\[\*\]|\[[\w-]+\]|\[\"[^\"]*\"\]|\['(?:[^']|'')*'\]|[^.\[]+"
_KEY = r"(?a:(?!\d+\Z)[\w-]+)"


def member(path: str, key: str) -> str:
    """The path of an object's member; odd names stand in brackets."""
    piece = _piece(key)
    return f"{path}.{piece}" if path and piece == key else path + piece


@lru_cache(maxsize=8192)
def _piece(key: str) -> str:
    if re.fullmatch(_PLAIN, key):
        return key
    return f"['{key.replace(chr(39), chr(39) * 2)}']"


def item(path: str, index: int) -> str:
    """The path of a list's item."""
    return f"{path}[{index}]"


def keyed_item(path: str, key: str) -> str:
    """The path of an item that is known by a key: ``logs[Writes]``, with odd keys in double quotes."""
    return f"{path}[{key}]" if re.fullmatch(_KEY, key) else f'{path}["{key.replace(chr(34), chr(39))}"]'


def with_names(path: str, body: object) -> str:
    """The path with the names of list items instead of their numbers: ``subnets[0].properties`` is ``subnets[nodes].properties``.

    An item without a name keeps its number.
    """
    pieces: list[str] = []
    value: object = body
    for piece in re.findall(_PIECE, path):
        if isinstance(value, list) and piece[1:-1].isdigit():
            number = int(piece[1:-1])
            value = value[number] if number < len(value) else None
            name = value.get("name") if isinstance(value, Mapping) else None
            pieces.append(keyed_item("", name) if isinstance(name, str) else piece)
        else:
            value = value.get(_bare(piece)) if isinstance(value, Mapping) else None
            pieces.append(piece if not pieces or piece[0] == "[" else f".{piece}")
    return "".join(pieces)


@lru_cache(maxsize=8192)
def written_names(path: str) -> tuple[str, ...]:
    """The member names on a path as they are written, indices left out."""
    if "[" not in path:  # nearly all: without a pattern
        return tuple(filter(None, path.split(".")))
    pieces = re.findall(_PIECE, path)
    return tuple(_bare(piece) for piece in pieces if piece[0] != "[" or piece[1] == "'")


@lru_cache(maxsize=8192)
def names(path: str) -> tuple[str, ...]:
    """The member names on a path, casefolded, indices left out."""
    return tuple(name.casefold() for name in written_names(path))


def _bare(piece: str) -> str:
    return piece[2:-2].replace("''", "'") if piece.startswith("['") else piece


@lru_cache(maxsize=8192)
def pattern(text: str) -> re.Pattern[str]:
    """A pattern's expression: matches the property and everything below it, in any case.

    ``*`` stands for any text inside one name, ``[*]`` for any index.
    """
    pieces = [_expression(piece) for piece in re.findall(_PATTERN_PIECE, text)]
    return re.compile("".join(pieces).removeprefix(r"\.") + r"(?=$|[.\[])", re.IGNORECASE)


def _expression(piece: str) -> str:
    if piece == "[*]":
        return r"""\[(?:[\w-]+|"[^"]*")\]"""
    if piece == "*":
        return r"(?:\.?[^.\[\]]+|\['(?:[^']|'')*'\])"
    body = ".*".join(re.escape(part) for part in piece.split("*")) if piece.startswith("[") else _stars(piece)
    return body if piece.startswith("[") else rf"\.{body}"


def _stars(piece: str) -> str:
    return r"[^.\[\]]*".join(re.escape(part) for part in piece.split("*"))
