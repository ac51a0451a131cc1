"""JSON values with parts that are not known offline: what they are, how they print, how their parts are read.

A value is None, bool, int, float, str, list, dict, or ``Open``; lists and dictionaries may hold more of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import isfinite
from typing import Any

from mlinfra.arm.expand.limits import LONGEST_OPEN, too_long_open
from mlinfra.arm.expand.syntax import Access, Call, Known, Node, is_identifier
from mlinfra.arm.expand.text import writable
from mlinfra.base.errors import TemplateError

Value = Any


class Missing:
    """The type of the mark for what is not there."""


MISSING = Missing()


class Open:
    """A value only Azure knows, as the expression that yields it, evaluated as far as it goes."""

    __slots__ = ("known", "node")

    def __init__(self, node: Node, known: Value | Missing = MISSING) -> None:
        if node.size > LONGEST_OPEN:  # nodes share their parts, so that each use of a value may double it
            raise too_long_open()
        self.node = node
        self.known = known
        """What the template says the value is, so far; only ``reference()`` sets it."""


class Firm(dict[str, Any]):  # ruff: ignore[subclass-builtin]  it is JSON, with a mark
    """What is known of a nested deployment: members of it are read as they are, open or not."""


def is_open(value: Value) -> bool:
    """Whether any part of a value is open."""
    kind = type(value)
    if kind is dict:
        return has_open_key(value) or any(map(is_open, value.values()))
    if kind is list:
        return any(map(is_open, value))
    return kind is Open


def has_open_key(value: dict[str, Value]) -> bool:
    """Whether an object has a key only Azure knows."""
    return OpenKey in map(type, value)


def node_of(value: Value) -> Node:
    """The expression tree that yields a value."""
    return value.node if type(value) is Open else Known(value)


def open_call(name: str, *args: Value) -> Open:
    """A call that stays, with these arguments."""
    return Open(Call(name, tuple(map(node_of, args))))


def open_member(base: Open, *keys: str | int) -> Open:
    """A member of an open value."""
    node = base.node
    for key in keys:
        node = Access(node, Known(key))
    return Open(node)


def quoted(text: str) -> str:
    """A text as a literal of the expression language."""
    return "'" + text.replace("'", "''") + "'"


def _call_text(name: str, args: Iterable[str]) -> str:
    return f"{name}({', '.join(args)})"


def expression_text(value: Value) -> str:
    """A value as an expression, without brackets: ``createArray(1, 'a')``."""
    kind = type(value)
    if kind is str:
        return quoted(value)
    if kind is bool:
        return "true()" if value else "false()"
    if kind is int:
        return str(value)
    if value is None:
        return "null()"
    if kind is float:
        return f"json('{_fraction_text(value)}')"
    if kind is list:
        return _call_text("createArray", map(expression_text, value))
    if kind is dict:
        return _call_text(
            "createObject", (text for k, v in value.items() for text in (key_literal(k), expression_text(v)))
        )
    return text_of(value.node)


def _fraction_text(value: float) -> str:
    """A fraction inside an expression: without ``.0`` where it is whole, in full where it fits 64 bits."""
    if value.is_integer() and abs(value) < 1 << 63:
        return f"{value:.0f}"
    return number_text(value)


def key_literal(key: str) -> str:
    """A key of an object inside an expression."""
    return text_of(key.node) if type(key) is OpenKey else quoted(key)


class OpenKey(str):  # ruff: ignore[subclass-builtin]  it is a key of JSON, with its tree
    """A key only Azure knows: the text of its expression in brackets, and the tree. Two of them are never the same key."""

    __slots__ = ("node",)
    node: Node
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def open_key(value: Open) -> OpenKey:
    """A key from an open value."""
    key = OpenKey(f"[{text_of(value.node)}]")
    key.node = value.node
    return key


def text_of(node: Node) -> str:
    """An expression as the engine prints it, without its brackets."""
    if isinstance(node, Known):
        return expression_text(node.value)
    if isinstance(node, Call):
        return _call_text(node.name, map(text_of, node.args)) if node.args else f"{node.name}()"
    key = node.key
    if isinstance(key, Known) and type(key.value) is str and is_identifier(key.value):
        return f"{text_of(node.base)}.{key.value}"
    return f"{text_of(node.base)}[{text_of(key)}]"


def closed(value: Value) -> Value:
    """A value as JSON: each open part is the text of its expression, in brackets; half a surrogate pair is U+FFFD."""
    kind = type(value)
    if kind is str:
        return writable(value)
    if kind is dict:
        return _closed_object(value)
    if kind is list:
        return [closed(item) for item in value]
    if kind is float and not isfinite(value):
        return number_text(value)
    return writable(f"[{text_of(value.node)}]") if kind is Open else value


def _closed_object(value: dict[str, Value]) -> dict[str, Value]:
    """An object as JSON; plain values, which are most, are taken over here, without a call for each."""
    result: dict[str, Value] = {}
    for key, item in value.items():
        name = key if key.__class__ is str and key.isascii() else writable(str(key))
        kind = item.__class__
        plain = item.isascii() if kind is str else kind not in _PARTLY_CLOSED
        result[name] = item if plain else closed(item)
    return result


_PARTLY_CLOSED = frozenset({dict, list, float, Open})


def closed_whole(value: Value) -> Value:
    """A value as JSON; one expression text for the whole of it where any part is open."""
    return f"[{expression_text(value)}]" if is_open(value) else closed(value)


_KINDS = {bool: "Boolean", int: "Integer", float: "Float", str: "String", list: "Array", dict: "Object"}


def kind_of(value: Value) -> str:
    """The name of a value's type, as the engine gives it."""
    return _KINDS.get(type(value), "Null" if value is None else "Unknown")


def number_text(value: float) -> str:
    """A fraction as JSON writes it: the shortest text that reads back, ``.0`` where it is whole."""
    text = repr(value)
    if "e" in text:
        mantissa, exponent = text.split("e")
        sign, digits = exponent[0] if exponent[0] == "-" else "+", exponent.lstrip("+-")
        return f"{mantissa}E{sign}{digits:0>2}"
    return {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}.get(text, text)


_ESCAPED = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def json_text(value: Value) -> str:
    """Compact JSON, non-ASCII raw: what ``string()`` gives, what values are compared by."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if "e+" in text or "e-" in text or "Infinity" in text or "NaN" in text:
        text = _json_parts(value)  # fractions that Python writes otherwise
    return text if text.isascii() else text.translate(_ESCAPED)


def _json_parts(value: Value) -> str:
    kind = type(value)
    if kind is dict:
        return "{" + ",".join(f"{_json_parts(key)}:{_json_parts(item)}" for key, item in value.items()) + "}"
    if kind is list:
        return "[" + ",".join(map(_json_parts, value)) + "]"
    if kind is float:
        return number_text(value) if isfinite(value) else f'"{number_text(value)}"'
    return json.dumps(value, ensure_ascii=False)


def find_key(items: dict[str, Value], key: str) -> str | None:
    """The key of an object that a name means: itself, else the first in any other casing."""
    if key in items:
        return key
    folded = key.lower()
    return next((name for name in items if name.lower() == folded), None)


def _item(base: list[Value], key: Value) -> Value:
    if type(key) is not int:
        raise TemplateError(f"an array has no member {shown_key(key)}: give its index as a number")
    if not 0 <= key < len(base):
        raise TemplateError(f"the index {key} is outside of the array of {len(base)}")
    return base[key]


def _member(base: dict[str, Value], key: Value) -> Value:
    if type(key) is not str:
        raise TemplateError(f"the property {shown_key(key)} of an object must be named by a text")
    name = find_key(base, key)
    if name is None and has_open_key(base):
        return Open(Access(Known(base), Known(key)))
    if name is None:
        raise TemplateError(f"the property {key!r} does not exist; there are: {', '.join(base) or 'none'}")
    return base[name]


def member(base: Value, key: Value) -> Value:
    """``base[key]``. Raises TemplateError where there is no such member."""
    if type(base) is Open or (type(key) is Open and type(base) in {dict, list, Firm}):
        return _open_member(base, key)
    if type(base) is dict:
        return _member(base, key)
    if type(base) is list:
        return _item(base, key)
    raise TemplateError(f"the member {shown_key(key)} of a value of type {kind_of(base)} can't be read")


def shown_key(key: Value) -> str:
    """A key or index in a message, by its type where it is no simple value."""
    return json_text(key) if type(key) in {str, int, bool, float} else kind_of(key)


def _open_member(base: Value, key: Value) -> Value:
    known: Value | Missing = MISSING
    if type(base) is Open and base.known is not MISSING and type(key) is not Open:
        known = find(base.known, key)
        if known is MISSING:
            _refuse_missing(base.known, key)
        if type(base.known) is Firm:
            return known
        if known is None:
            known = MISSING  # a null in the template says nothing of what Azure will make of it
    return Open(Access(node_of(base), node_of(key)), known)


def _refuse_missing(known: Value, key: Value) -> None:
    """Refuses a member that a reference surely has not, by what the template says of it."""
    if type(known) is Firm:
        raise TemplateError(f"the property {key!r} does not exist; there are: {', '.join(known) or 'none'}")
    if type(known) is list and type(key) is not int:
        raise TemplateError(f"an array has no member {json_text(key)}: give its index as a number")
    if type(known) in {str, int, bool, float}:
        raise TemplateError(f"the member {json_text(key)} of a value of type {kind_of(known)} can't be read")


def find(base: Value, key: Value) -> Value | Missing:
    """``base[key]``, or MISSING."""
    if isinstance(base, dict) and type(key) is str:
        name = find_key(base, key)
        return MISSING if name is None else base[name]
    if type(base) is list and type(key) is int and 0 <= key < len(base):
        return base[key]
    return MISSING
