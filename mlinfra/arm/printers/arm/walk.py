"""Iterate over the values inside a value, and tell the local names that it declares for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from mlinfra.arm.expressions import (
    Arr,
    Binary,
    Blank,
    Call,
    Child,
    Comment,
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
    Ref,
    Spelled,
    Spread,
    Ternary,
    Unary,
    Value,
)

NONE: frozenset[str] = frozenset()

PLAIN: frozenset[type] = frozenset((str, int, bool, type(None)))
"""Types of values that have nothing inside, and name nothing."""
LEAVES = PLAIN | {Ref}
"""Types of values that have nothing inside."""


def parts(value: Value) -> Iterable[Value]:
    """The values directly inside a value."""
    step = _PARTS.get(type(value))
    if step:
        return step(value)
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, (list, tuple)) else ()


def locals_of(value: Value) -> frozenset[str]:
    """The names that a value declares for what is inside it."""
    if type(value) is Lambda:
        return frozenset(value.names)
    if type(value) is For:
        return frozenset((value.item, value.index or value.item))
    return NONE


def everything(value: Value) -> Iterator[Value]:
    """The value and all values inside it, in the author's order."""
    yield value
    if type(value) not in LEAVES:
        for part in parts(value):
            yield from everything(part)


def _items(value: Any) -> list[Value]:
    values: list[Value] = []
    for item in value.items:
        kind = type(item)
        if kind is Prop:
            if type(item.key) is not str:
                values.append(item.key)
            values.append(item.value)
        elif kind is Spread:
            values.append(item.value)
        elif kind is not Comment and kind is not Blank:
            values.append(item)
    return values


_PARTS: dict[type, Callable[[Any], Iterable[Value]]] = {
    **dict.fromkeys((str, int, bool, type(None), Ref), lambda _: ()),
    dict: lambda value: value.values(),
    list: lambda value: value,
    tuple: lambda value: value,
    Child: lambda value: (value.base,),
    Member: lambda value: (value.base,),
    Index: lambda value: (value.base, value.index),
    NonNull: lambda value: (value.base,),
    Call: lambda value: value.args,
    MethodCall: lambda value: (value.base, *value.args),
    Interp: lambda value: [part.value for part in value.parts if type(part) is Hole],
    Spelled: lambda value: (value.value,),
    Unary: lambda value: (value.operand,),
    Binary: lambda value: (value.left, value.right),
    Ternary: lambda value: (value.condition, value.then, value.otherwise),
    Paren: lambda value: (value.value,),
    Lambda: lambda value: (value.body,),
    For: lambda value: (value.source, value.condition, value.body),
    Spread: lambda value: (value.value,),
    Obj: _items,
    Arr: _items,
}
