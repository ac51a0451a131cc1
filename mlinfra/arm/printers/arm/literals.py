"""Spell texts, numbers and calls inside a template expression, and expressions inside JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mlinfra.arm.expressions import Interp
from mlinfra.base.errors import Unprintable

_INT32 = range(-(2**31), 2**31)
_INT64 = range(-(2**63), 2**63)
_LITERAL = r"'(?:[^']|'')*'|-?[0-9]+"
_UNSAYABLE = r"[\ud800-\udfff\x00]"


def checked(text: str) -> str:
    """The text; raises `Unprintable` for NUL, and for half a surrogate pair, which UTF-8 cannot say."""
    if not text.isprintable() and re.search(_UNSAYABLE, text):
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


def literal(text: str) -> str | None:
    """The text that an expression is a literal of; None for every other expression."""
    if text[:1] == "'" and re.fullmatch(_LITERAL, text):
        return text[1:-1].replace("''", "'")
    return None


def step(base: str, text: str) -> str:
    """``base[text]``; a literal name stands behind a dot where it can, as in ``base.name``."""
    name = literal(text)
    return f"{based(base)}.{name}" if name is not None and _is_name(name) else f"{based(base)}[{text}]"


def based(text: str) -> str:
    """The text in front of a dot or bracket: the compiler puts literals into ``string()`` or ``int()`` there."""
    if text[0] not in "'-0123456789" or not re.fullmatch(_LITERAL, text):
        return text
    return call("string" if text[0] == "'" else "int", (text,))


def _is_name(text: str) -> bool:
    """Whether a property name can stand behind a dot: a letter, ``_`` or ``$``, then those or decimal digits."""
    if text.isascii() and text.replace("$", "_").isidentifier():
        return True
    return bool(text) and all(_is_letter(char) or (at > 0 and _category(char) == "Nd") for at, char in enumerate(text))


def _is_letter(char: str) -> bool:
    return char in "_$" or _category(char).startswith("L")


def _category(char: str) -> str:
    """The Unicode category; what lies beyond the basic plane has none for the compiler, which reads UTF-16 units."""
    import unicodedata  # few templates have such names

    return unicodedata.category(char) if char <= "\uffff" else ""
