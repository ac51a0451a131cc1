"""Name the properties of Azure that fields of the model stand for, as documentation and schema tell them."""

from __future__ import annotations

import inspect
from functools import cache
from typing import NamedTuple

from mlinfra.landing_zone.graph import derived, derived_assets, derived_network
from mlinfra.landing_zone.load.fields import kinds
from mlinfra.landing_zone.model._nested import nested_of
from mlinfra.landing_zone.model._rows import Elsewhere, Mapped, field_paths, field_rows, rows_of


@cache
def public_classes() -> tuple[type, ...]:
    """The classes of the public model that have a body, or are a part of one."""
    return tuple(kind for _, kind in sorted(kinds().items()) if hasattr(kind, "ROWS"))


@cache
def derived_classes() -> tuple[type, ...]:
    """The resources that follow from others."""
    classes = [
        kind
        for module in (derived, derived_assets, derived_network)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if kind.__module__ == module.__name__
    ]
    return tuple(kind for kind in sorted(classes, key=lambda kind: kind.__name__) if hasattr(kind, "ROWS"))


class Place(NamedTuple):
    """A field in which an object of a class stands, and its path in the body of the field's class.

    ``shape`` is ``[]`` for an item of a list, ``{}`` for one by name.
    """

    owner: type
    field: str
    path: str
    shape: str


@cache
def place_of(kind: type) -> Place | None:
    """The first field in which an object of a class stands, and may say all it can; None for a resource.

    A class of which the first field takes less says in ``WHOLE_IN`` which one takes all.
    """
    wanted = getattr(kind, "WHOLE_IN", "")
    for owner in (*public_classes(), *derived_classes()):
        for field, row in rows_of(owner):
            nested = isinstance(row, Mapped) and row.nested and wanted in {"", field}
            if isinstance(row, Mapped) and nested and kind in nested_of(owner, field).kinds:
                return Place(owner, field, row.path, nested_of(owner, field).shape)
    return None


def owner_of(kind: type) -> tuple[type, str]:
    """The resource whose body has the object of a class, and the path of the object; a resource is its own."""
    place = place_of(kind)
    if place is None:
        return kind, ""
    above, path = owner_of(place.owner)
    return above, ".".join(filter(None, (path, place.path))) + place.shape


def full_path(kind: type, path: str) -> str:
    """A path in the body of the resource that a class is, or is a part of."""
    return ".".join(filter(None, (owner_of(kind)[1], path)))


def azure_names(kind: type) -> dict[str, str]:
    """What each field of a class is in Azure: paths of the body, or what else it becomes; nothing for one without a body."""
    if kind not in public_classes():
        return {}
    paths = field_paths(kind)
    return {name: _named(kind, row, paths[name]) for name, row in field_rows(kind).items()}


def _named(kind: type, row: Mapped | Elsewhere | None, paths: tuple[str, ...]) -> str:
    if isinstance(row, Elsewhere):
        said = [row.what]
    elif isinstance(row, Mapped) and not row.path:
        said = ["the whole body"]
    else:
        said = []
    return ", ".join([*said, *(f"`{full_path(kind, path)}`" for path in paths if path)])
