"""Find the classes whose rows make the objects at a field's path: one object, a list of them, or one for each name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from mlinfra.landing_zone.model._field_types import type_of


class Nested(NamedTuple):
    """The classes that may stand at a path, and ``"[]"`` for a list of them, ``"{}"`` for one by each name."""

    kinds: tuple[type, ...]
    shape: str


_SHAPES = {Sequence: ("[]", 0), Mapping: ("{}", 1)}
"""How a path is continued by what a collection holds, and which argument of its type that is."""


@cache
def nested_of(kind: type, field: str) -> Nested:
    """What stands at the path of a field whose row is nested, by the field's type."""
    for member in _members(type_of(kind, field)):
        if get_origin(member) in _SHAPES:
            shape, argument = _SHAPES[get_origin(member)]
            return Nested(_with_rows(get_args(member)[argument]), shape)
    return Nested(_with_rows(type_of(kind, field)), "")


def _with_rows(hint: Any) -> tuple[type, ...]:
    return tuple(member for member in _members(hint) if hasattr(member, "ROWS"))


def _members(hint: Any) -> Iterator[Any]:
    origin = get_origin(hint)
    if origin is Annotated:
        yield from _members(get_args(hint)[0])
    elif origin in {Union, UnionType}:
        for member in get_args(hint):
            yield from _members(member)
    else:
        yield hint


def each(value: Any, change: Callable[[Any], Any]) -> Any:
    """Change an object, or each of a list, or each of those by name."""
    if isinstance(value, (list, tuple)):
        return [change(item) for item in value]
    return {name: change(item) for name, item in value.items()} if isinstance(value, Mapping) else change(value)
