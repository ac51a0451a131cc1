"""List the resources, attributes and texts that stand in the fields of a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from mlinfra.landing_zone.graph.node import NO_LINKS
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._scope import ModelScope
from mlinfra.landing_zone.model.attribute import Attribute

V = TypeVar("V")


def resources_in(value: object, prefix: str = "") -> Iterator[tuple[str, Resource | Existing[Resource]]]:
    """Every resource that the fields of a value name, by dotted field; also the keys and values of a mapping."""
    for field, item in vars(value).items():
        if field in NO_LINKS or not item or isinstance(item, (str, int)):
            continue
        items = item if isinstance(item, tuple) else (*item, *item.values()) if isinstance(item, dict) else (item,)
        for member in items:
            if isinstance(member, ModelScope):
                continue  # a place, not a part
            if isinstance(member, (Resource, Existing)):
                yield prefix + field, member
            elif hasattr(member, "_where") and not isinstance(member, str):
                yield from resources_in(member, f"{prefix}{field}.")


def values_in(value: object, kind: type[V]) -> Iterator[V]:
    """Every text, or every attribute, that stands somewhere in plain values or in values of the model."""
    if isinstance(value, (Attribute, str)):
        if isinstance(value, kind):
            yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from values_in(item, kind)
    elif isinstance(value, Mapping):
        yield from values_in([*value.keys(), *value.values()], kind)
    elif hasattr(value, "_where") and not isinstance(value, (Resource, Existing)):
        yield from values_in([item for name, item in vars(value).items() if name not in NO_LINKS], kind)
