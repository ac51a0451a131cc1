"""List the resources, attributes and texts that stand in the fields of a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias, TypeVar

from mlinfra.base.json_value import PLAIN_CLASSES
from mlinfra.landing_zone.graph.node import NO_LINKS
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._field_types import Given
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._scope import ModelScope
from mlinfra.landing_zone.model.attribute import Attribute

V = TypeVar("V")


Held: TypeAlias = list[tuple[str, Given]]
"""Fields of a value, with what they hold."""


def held_in(value: Given) -> Held:
    """The fields of a value that hold more than a plain text or number: few of the many that it has."""
    fields = vars(value).items()
    return [
        (field, item)
        for field, item in fields
        if item and item.__class__ not in PLAIN_CLASSES and field not in NO_LINKS
    ]


def resources_in(held: Held, prefix: str = "") -> Iterator[tuple[str, Resource | Existing[Resource]]]:
    """Every resource that fields of a value name, by dotted field; also the keys and values of a mapping."""
    for field, item in held:
        items = item if isinstance(item, tuple) else (*item, *item.values()) if isinstance(item, dict) else (item,)
        for member in items:
            if member.__class__ in PLAIN_CLASSES or isinstance(member, ModelScope):
                continue  # a scope is a place, not a part
            if isinstance(member, (Resource, Existing)):
                yield prefix + field, member
            elif hasattr(member, "_where"):
                yield from resources_in(held_in(member), f"{prefix}{field}.")


def values_in(value: Given, kind: type[V]) -> list[V]:
    """Every text, or every attribute, that stands somewhere in plain values or in values of the model."""
    values: list[V] = []
    _collect(value, kind, values)
    return values


def _collect(value: Given, kind: type[V], values: list[V]) -> None:
    if isinstance(value, kind):
        values.append(value)
    elif value.__class__ in PLAIN_CLASSES or isinstance(value, (Attribute, str, Resource, Existing)):
        return
    elif isinstance(value, (tuple, list)):
        for item in value:
            _collect(item, kind, values)
    elif isinstance(value, Mapping):
        for item in (*value.keys(), *value.values()):
            _collect(item, kind, values)
    elif hasattr(value, "_where"):
        for name, item in vars(value).items():
            if item and name not in NO_LINKS:
                _collect(item, kind, values)
