"""Find the texts of a statement that lose apostrophes where they stand inside a template expression."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlinfra.arm.apostrophes import survives
from mlinfra.arm.expressions import Arr, For, Hole, Interp, Member, NonNull, Obj, Paren, Prop, Spelled, Spread, Value
from mlinfra.arm.printers.arm.walk import everything, parts
from mlinfra.arm.tree import Resource


def lost_texts(statement: Resource) -> Iterator[str]:
    """The texts of a resource that Azure would shorten: ``it''s`` among tags that are joined with those of the stack.

    The same text survives as a value by itself, in an object or an array.
    """
    for item in statement.items:
        if isinstance(item, Prop):
            yield from _in_value(item.value)


def _in_value(value: Value) -> Iterator[str]:
    """The lost texts of what is printed as JSON, as long as no expression begins."""
    if isinstance(value, (str, Spelled)):
        return
    if isinstance(value, (Paren, NonNull)):
        yield from _in_value(value.value if isinstance(value, Paren) else value.base)
    elif isinstance(value, (Obj, Arr)) and any(isinstance(item, Spread) for item in value.items):
        yield from _in_expression(value)
    elif isinstance(value, For):
        yield from _in_expression(value.source)
        yield from _in_value(value.body)
    elif isinstance(value, (Obj, Arr, Mapping, list, tuple)):
        for part in parts(value):
            yield from _in_value(part)
    else:
        yield from _in_expression(value)


def _in_expression(value: Value) -> Iterator[str]:
    """The texts inside an expression that lose an apostrophe."""
    return (text for inner in everything(value) for text in _texts(inner) if not survives(text))


def _texts(value: Value) -> Iterator[str]:
    """The literals that a value itself brings into an expression."""
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, Interp):
        yield "".join("{}" if isinstance(part, Hole) else part for part in value.parts)
    elif isinstance(value, Mapping):
        yield from value
    elif isinstance(value, Obj):
        yield from (item.key for item in value.items if isinstance(item, Prop) and isinstance(item.key, str))
    elif isinstance(value, Member):
        yield value.name
