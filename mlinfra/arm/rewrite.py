"""Replace parts of values and statements of the template tree, and list the names that they refer to."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import attrgetter, is_not, methodcaller
from typing import Any, TypeVar

from mlinfra.arm.expressions import Member, Prop, Ref, Value
from mlinfra.base.frozen import getter, replace
from mlinfra.base.json_value import PLAIN_CLASSES

S = TypeVar("S")
Change = Callable[[Value], Value]
"""Given a node or a list or object, it returns what stands there instead; the very value to keep it and look inside."""


def rewritten(tree: S, change: Change) -> S:
    """The tree with what ``change`` replaces, the outermost first; what it put there is left alone."""
    result: Any = _value(tree, change)
    same: S = result
    return same


def _value(value: Any, change: Change) -> Any:
    """The very value where nothing in it is replaced: most statements name nothing of another file."""
    kind: Any = type(value)
    if kind in PLAIN_CLASSES:
        return value
    new: Any = change(value)
    if new is not value:
        return new
    if isinstance(value, (list, tuple)):
        items = [item if type(item) in PLAIN_CLASSES else _value(item, change) for item in value]
        return kind(items) if any(map(is_not, items, value)) else value
    if _is_object(kind):
        entries = {key: _value(item, change) for key, item in value.items()}
        return entries if any(map(is_not, entries.values(), value.values())) else value
    names, parts = _inner_fields(kind)
    inner = parts(value)
    changed = [_value(part, change) for part in inner]
    if not any(map(is_not, changed, inner)):
        return value
    held: Any = value
    return replace(held, **dict(zip(names, changed, strict=True)))


def names_in(tree: object) -> set[str]:
    """The bare names in a tree."""
    names: set[str] = set()
    left = [tree]
    while left:
        value: Any = left.pop()
        kind: Any = type(value)
        if kind in PLAIN_CLASSES:
            continue
        if kind is Ref:
            names.add(value.name)
        elif kind is Prop and type(value.key) is str:
            left.append(value.value)
        elif kind is dict:
            if not PLAIN_CLASSES.issuperset(
                map(type, value.values())
            ):  # most hold nothing else: 0.1 of 0.5 million instructions
                left += value.values()
        elif kind is list or kind is tuple:
            left += value
        else:
            left += _inside(kind)(value)
    return names


_LEAVES = frozenset({"str", "str | None", "bool", "int | None", "Origin | None", "Scope | None", "Scope"})
"""Types of fields that hold no value of the tree, as `mlinfra.arm.tree` and `mlinfra.arm.expressions` write them."""


@cache
def _is_object(kind: type) -> bool:
    return issubclass(kind, Mapping)


@cache
def _inside(kind: type) -> Callable[[object], Iterable[object]]:
    """What lists the values directly inside a value of a class."""
    names, read = _inner_fields(kind)
    if _is_object(kind):
        return methodcaller("values")
    if len(names) == 1:
        inner = attrgetter(*names)
        return lambda value: (inner(value),)
    return methodcaller("__iter__") if issubclass(kind, (list, tuple)) else read


@cache
def _inner_fields(kind: type) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    """The fields of a node of the tree that may hold values, and what reads them; none of anything else."""
    fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
    names = tuple(field.name for field in fields if field.type not in _LEAVES)
    return names, getter(names)


def chain_of(value: Value) -> tuple[str, tuple[str, ...]] | None:
    """The name and the members of ``name.a.b``; None for anything else."""
    members: list[str] = []
    while isinstance(value, Member):
        members.append(value.name)
        value = value.base
    return (value.name, tuple(reversed(members))) if isinstance(value, Ref) else None
