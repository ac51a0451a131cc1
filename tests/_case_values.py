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
from mlinfra.landing_zone.model._where import NOWHERE, where
from mlinfra.landing_zone.model.attribute import Attribute


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
    """Every value of the model in a value, also what an attribute is of."""
    if isinstance(value, Attribute):
        yield from _values(value.resource)
    elif where(value) != NOWHERE:
        yield value
        for inner in fields_of(value).values():
            yield from _values(inner)
    elif isinstance(value, (tuple, dict)):
        for inner in (*value, *value.values()) if isinstance(value, dict) else value:
            yield from _values(inner)


def changed(value: Any, **changes: Any) -> Any:
    """A copy with other fields, written on the same line; nothing is validated again."""
    copy = object.__new__(type(value))
    copy.__dict__.update(value.__dict__, **changes)
    return copy


def replaced(value: Any, old: Any, new: Any) -> Any:
    """The value with ``new`` wherever the very value ``old`` stands in it; all else stays the same."""
    return _Replacing({id(old): new}, old).of(value)


@dataclasses.dataclass
class _Replacing:
    """One replacement: what each value became, so that one value stays one."""

    done: dict[int, Any]
    old: Any

    def of(self, value: Any) -> Any:
        if id(value) in self.done:
            return self.done[id(value)]
        if isinstance(value, tuple):
            return tuple(map(self.of, value))
        if isinstance(value, dict):
            return {self.of(name): self.of(inner) for name, inner in value.items()}
        if isinstance(value, Attribute):
            return dataclasses.replace(value, resource=self.of(value.resource))
        if where(value) == NOWHERE or not any(inner is self.old for inner in _values(value)):
            return value
        self.done[id(value)] = changed(value, **{name: self.of(inner) for name, inner in fields_of(value).items()})
        return self.done[id(value)]
