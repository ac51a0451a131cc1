"""A value goes in; the values directly inside it, and the local names they may use, come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from mlinfra.expr import (
    Arr,
    Binary,
    Call,
    Child,
    For,
    Hole,
    Index,
    Interp,
    Lambda,
    Member,
    MethodCall,
    NonNull,
    Obj,
    Paren,
    Prop,
    Spelled,
    Spread,
    Ternary,
    Unary,
    Value,
)

Parts: TypeAlias = "Iterator[Value]"

NONE: frozenset[str] = frozenset()


def parts(value: Value) -> Parts:
    """The values directly inside a value."""
    step = _PARTS.get(type(value))
    if step:
        yield from step(value)
    elif isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, (list, tuple)):
        yield from value


def locals_of(value: Value) -> frozenset[str]:
    """The names that a value declares for what is inside it."""
    if isinstance(value, Lambda):
        return frozenset(value.names)
    if isinstance(value, For):
        return frozenset((value.item, value.index or value.item))
    return NONE


def everything(value: Value) -> Parts:
    """The value and all values inside it, in the author's order."""
    yield value
    for part in parts(value):
        yield from everything(part)


def _items(value: Any) -> Parts:
    for item in value.items:
        if isinstance(item, Prop):
            if not isinstance(item.key, str):
                yield item.key
            yield item.value
        elif isinstance(item, Spread):
            yield item.value
        elif type(item).__name__ not in {"Comment", "Blank"}:
            yield item


def _for(value: Any) -> Parts:
    yield value.source
    yield value.condition
    yield value.body


def _interp(value: Any) -> Parts:
    for part in value.parts:
        if isinstance(part, Hole):
            yield part.value


_PARTS: dict[type, Callable[[Any], Any]] = {
    Child: lambda value: (value.base,),
    Member: lambda value: (value.base,),
    Index: lambda value: (value.base, value.index),
    NonNull: lambda value: (value.base,),
    Call: lambda value: value.args,
    MethodCall: lambda value: (value.base, *value.args),
    Interp: _interp,
    Spelled: lambda value: (value.value,),
    Unary: lambda value: (value.operand,),
    Binary: lambda value: (value.left, value.right),
    Ternary: lambda value: (value.condition, value.then, value.otherwise),
    Paren: lambda value: (value.value,),
    Lambda: lambda value: (value.body,),
    For: _for,
    Spread: lambda value: (value.value,),
    Obj: _items,
    Arr: _items,
}
