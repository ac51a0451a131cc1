"""Put a parameter wherever one may stand in the stacks of the cases, with the value there for its default."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from functools import cache
from typing import Any

from _azure_properties import PUBLIC
from _case_values import fields_of
from mlinfra import Module, Parameter
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._conversions import iso_duration
from mlinfra.landing_zone.model._field_types import type_of
from mlinfra.landing_zone.model._fields import members
from mlinfra.landing_zone.model._parameter_fit import closed_words
from mlinfra.landing_zone.model._plain import Check, NeedsValidation, check_of
from mlinfra.landing_zone.model._where import NOWHERE, where
from mlinfra.landing_zone.model.attribute import Attribute

TYPES: dict[type, Any] = {
    str: "string", int: "int", bool: "bool", float: "string", timedelta: "string", date: "string", tuple: "array",
}  # fmt: skip
"""What parameters hold values of each class."""


@cache
def takes(kind: type, field: str) -> bool:
    """Whether a parameter may stand at a field: alone, in a list, or by a name; without what may be a resource instead, whose
    id a parameter would be, and secrets, which are one.
    """
    hint = type_of(kind, field)
    secret = Parameter in members(hint) and len(members(hint)) <= 2
    return "parameter.Parameter" in str(hint) and not secret and not any(member in PUBLIC for member in members(hint))


@cache
def _judged(kind: type, field: str) -> tuple[Check, tuple[Any, ...]]:
    """The check of a field, and the only words that it takes."""
    return check_of(type_of(kind, field)), closed_words(type_of(kind, field))


@dataclasses.dataclass
class Filling:
    """One stack: what each value became, so that one value stays one, and the fields that a parameter stands in."""

    values: dict[int, tuple[Any, Any]] = dataclasses.field(default_factory=dict)
    parameters: dict[tuple[Any, ...], Parameter] = dataclasses.field(default_factory=dict)
    used: set[tuple[type, str]] = dataclasses.field(default_factory=set)

    def of(self, value: Any) -> Any:
        """The value with parameters in it, and in all that it holds."""
        if id(value) not in self.values:
            self.values[id(value)] = value, self._fresh(value)
        return self.values[id(value)][1]

    def _fresh(self, value: Any) -> Any:
        if type(value) in {tuple, list}:
            return type(value)(map(self.of, value))
        if isinstance(value, dict):
            return {name if isinstance(name, str) else self.of(name): self.of(inner) for name, inner in value.items()}
        if isinstance(value, Attribute):
            return dataclasses.replace(value, resource=self.of(value.resource))
        if where(value) == NOWHERE or isinstance(value, Parameter):
            return value
        return self._object(value)

    def _object(self, value: Any) -> Any:
        kind, fields = type(value), {name: self.of(inner) for name, inner in fields_of(value).items()}
        if kind in PUBLIC and kind is not Module:
            fields = {name: self.field(kind, name, inner) for name, inner in fields.items()}
            try:
                kind(**fields)
            except InvalidInput as error:
                raise AssertionError(f"{kind.__name__} with parameters that have its values: {error}") from error
        copy = object.__new__(kind)
        copy.__dict__.update(value.__dict__, **fields)
        return copy

    def field(self, kind: type, name: str, value: Any) -> Any:
        """The value of a field with parameters in it; the value where none may stand."""
        if not takes(kind, name):
            return value
        check, words = _judged(kind, name)
        for filled in self._fillings(value, words):
            try:
                check(filled)
            except NeedsValidation:
                continue
            self.used.add((kind, name))
            return filled
        return value

    def _fillings(self, value: Any, words: tuple[Any, ...]) -> list[Any]:
        """A parameter for the whole, and one for each value in it."""
        if type(value) is tuple and value:
            plain = all(type(item) in {str, int} for item in value)
            items = tuple(self._parameter(item, words) for item in value)
            return [self._parameter(value, words), items] if plain else [items]
        if type(value) is dict and value:
            return [{name: self._parameter(item, words) for name, item in value.items()}]
        return [self._parameter(value, words)] if type(value) in TYPES and value not in {"", ()} else []

    def _parameter(self, value: Any, words: tuple[Any, ...]) -> Any:
        if type(value) not in TYPES:
            return value
        default = value
        if isinstance(value, timedelta):
            default = iso_duration(value)
        elif isinstance(value, (date, float)):
            default = value.isoformat() if isinstance(value, date) else repr(value)
        key = (TYPES[type(value)], type(default), default, words)
        return self.parameters.setdefault(
            key, Parameter(f"p{len(self.parameters)}", type=TYPES[type(value)], default=default)
        )
