"""Find a value of a class in the stacks of the cases, and put another one in its place."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from _pipeline import CASES
from mlinfra import Stack
from mlinfra.landing_zone.load import load_stacks
from mlinfra.landing_zone.model._base import evolve
from mlinfra.landing_zone.model._where import NOWHERE, where


def sample(kind: type) -> tuple[Stack, Any]:
    """A stack of the cases and the value of this class in it; raises `LookupError` where no case has one."""
    values = samples().get(kind)
    if not values:
        raise LookupError(f"no case in tests/cases has a {kind.__name__}")
    return values[0]


@cache
def samples() -> Mapping[type, list[tuple[Stack, Any]]]:
    """Every value of the model in the stacks of the cases, by its class, each with its stack."""
    values: dict[type, list[tuple[Stack, Any]]] = defaultdict(list)
    for path in CASES.values():
        for stack in load_stacks(path):
            for value in _values(stack):
                values[type(value)].append((stack, value))
    return values


def fields_of(value: Any) -> dict[str, Any]:
    """The fields that were given, or have their default."""
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value) if field.init}


def _values(value: Any) -> Iterator[Any]:
    """Every value of the model in a value."""
    if where(value) != NOWHERE:
        yield value
        for inner in fields_of(value).values():
            yield from _values(inner)
    elif isinstance(value, (tuple, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _values(inner)


def replaced(value: Any, old: Any, new: Any) -> Any:
    """The value with ``new`` wherever the very value ``old`` stands in it; all else stays the same."""
    if value is old:
        return new
    if isinstance(value, tuple):
        return tuple(replaced(inner, old, new) for inner in value)
    if isinstance(value, dict):
        return {name: replaced(inner, old, new) for name, inner in value.items()}
    if where(value) == NOWHERE or not any(inner is old for inner in _values(value)):
        return value
    return evolve(value, **{name: replaced(inner, old, new) for name, inner in fields_of(value).items()})
