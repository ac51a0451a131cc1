"""Replace parts of values and statements of the template tree, and list the names that they refer to."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import is_not
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


_PLAIN = frozenset({str, int, bool, float, type(None)})
"""Classes of values that have no parts: most of what a tree holds."""


def _value(value: Any, change: Change) -> Any:
    """The very value where nothing in it is replaced: most statements name nothing of another file."""
    new: Any = change(value)
    if new is not value or type(value) in _PLAIN:
        return new
    if isinstance(value, (list, tuple)):
        items = [_value(item, change) for item in value]
        return type(value)(items) if any(map(is_not, items, value)) else value
    if isinstance(value, Mapping):
        entries = {key: _value(item, change) for key, item in value.items()}
        return entries if any(entries[key] is not item for key, item in value.items()) else value
    inner = {name: _value(getattr(value, name), change) for name in _parts(value)}
    changed = {name: item for name, item in inner.items() if item is not getattr(value, name)}
    held: Any = value
    return dataclasses.replace(held, **changed) if changed else value


def names_in(tree: object) -> Iterator[str]:
    """Every bare name in a tree, in order."""
    names: list[str] = []
    _collect(tree, names)
    return iter(names)


def _collect(tree: Any, names: list[str]) -> None:
    if type(tree) in _PLAIN:
        return
    if isinstance(tree, Ref):
        names.append(tree.name)
    elif isinstance(tree, (list, tuple)):
        for item in tree:
            _collect(item, names)
    elif isinstance(tree, Mapping):
        for item in tree.values():
            _collect(item, names)
    else:
        for name in _parts(tree):
            _collect(getattr(tree, name), names)


def _parts(value: object) -> tuple[str, ...]:
    """The fields of a node of the tree, none of anything else."""
    kind: type = type(value)
    return _fields(kind)


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def chain_of(value: Value) -> tuple[str, tuple[str, ...]] | None:
    """The name and the members of ``name.a.b``; None for anything else."""
    members: list[str] = []
    while isinstance(value, Member):
        members.append(value.name)
        value = value.base
    return (value.name, tuple(reversed(members))) if isinstance(value, Ref) else None
