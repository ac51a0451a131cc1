"""Find where a resource was declared and why it exists, and which field of the model says a property of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.origin import Origin
from mlinfra.base.property_paths import names

FieldNames: TypeAlias = Mapping[tuple[str, ...], str]
"""Names on a path, in lower case and without indices -> field; ``*`` stands for any name."""


def origin_of(resource_id: str, origins: Mapping[str, Origin]) -> Origin | None:
    """The origin noted for an id; keys are lower-case ids, or what follows the subscription in them."""
    return origins.get(ResourceId(resource_id).below_group) or origins.get(resource_id.casefold())


def field_of(path: str, fields: FieldNames) -> str:
    """The field that says a property, or the object that it lies in; empty where none does."""
    parts = names(path) if fields else ()
    for length in range(len(parts), 0, -1):
        for known, field in fields.items():
            if len(known) == length and all(a in {b, "*"} for a, b in zip(known, parts, strict=False)):
                return field
    return ""
