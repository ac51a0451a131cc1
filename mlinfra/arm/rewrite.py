"""Replace parts of values and statements of the template tree, and list the names that they refer to."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from mlinfra.arm.expressions import Member, Ref, Value

S = TypeVar("S")
Change = Callable[[Value], Value]
"""Given a value, it returns what stands there instead; the very value to keep it and look inside."""


def rewritten(tree: S, change: Change) -> S:
    """The tree with what ``change`` replaces, the outermost first; what it put there is left alone."""
    result: Any = _value(tree, change)
    same: S = result
    return same


def _value(value: Any, change: Change) -> Any:
    new = change(value)
    if new is not value:
        return new
    if isinstance(value, Mapping):
        return {key: _value(item, change) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_value(item, change) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        inner = {field.name: _value(getattr(value, field.name), change) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **inner)
    return value


def names_in(tree: object) -> Iterator[str]:
    """Every bare name in a tree, in order."""
    if isinstance(tree, Ref):
        yield tree.name
    elif isinstance(tree, Mapping):
        yield from names_in(list(tree.values()))
    elif isinstance(tree, (list, tuple)):
        for item in tree:
            yield from names_in(item)
    elif dataclasses.is_dataclass(tree) and not isinstance(tree, type):
        for field in dataclasses.fields(tree):
            yield from names_in(getattr(tree, field.name))


def chain_of(value: Value) -> tuple[str, tuple[str, ...]] | None:
    """The name and the members of ``name.a.b``; None for anything else."""
    members: list[str] = []
    while isinstance(value, Member):
        members.append(value.name)
        value = value.base
    return (value.name, tuple(reversed(members))) if isinstance(value, Ref) else None
