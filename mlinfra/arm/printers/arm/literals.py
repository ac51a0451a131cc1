"""Spell texts, numbers and calls inside a template expression, and expressions inside JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mlinfra.arm.expressions import Interp
from mlinfra.base.errors import Unprintable

_INT32 = range(-(2**31), 2**31)
_INT64 = range(-(2**63), 2**63)
_UNSAYABLE = re.compile(r"[\ud800-\udfff\x00]")


def checked(text: str) -> str:
    """The text; raises `Unprintable` for NUL, and for half a surrogate pair, which UTF-8 cannot say."""
    if not text.isprintable() and _UNSAYABLE.search(text):
        raise Unprintable(f"the text {text!r} holds NUL or half a surrogate pair")
    return text


def quoted(text: str) -> str:
    """A text as a literal of an expression."""
    return "'" + checked(text).replace("'", "''") + "'"


def joined(value: Interp) -> str:
    """The text of an interpolation without holes."""
    return "".join(part for part in value.parts if isinstance(part, str))


def integer(value: int) -> str:
    """A number as a literal of an expression: one beyond 32 bits is read by ``json()``."""
    fits(value)
    return str(int(value)) if value in _INT32 else f"json('{int(value)}')"


def fits(value: int) -> None:
    """Raises `Unprintable` for a number that Bicep cannot hold."""
    if value not in _INT64:
        raise Unprintable(f"{value} does not fit into 64 bits")


def call(name: str, arguments: Iterable[str]) -> str:
    """A call of a template function."""
    return f"{name}({', '.join(arguments)})"


def expression(text: str) -> str:
    """The JSON string of an expression."""
    return f"[{text}]"


def escaped(text: str) -> str:
    """A text as a JSON string of a template: one that would be read as an expression gets another bracket."""
    return f"[{text}" if text.startswith("[") and text.endswith("]") else text
