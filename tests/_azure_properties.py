"""Write the documentation of where fields stand in Azure's body: a column of the model page, and a page of its own."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import mlinfra
from mlinfra.arm.printers.bicep.statements import print_statement
from mlinfra.arm.tree import Variable
from mlinfra.landing_zone.graph import derived
from mlinfra.landing_zone.model._nested import nested_of
from mlinfra.landing_zone.model._rows import (
    Computed,
    Constant,
    Elsewhere,
    Mapped,
    field_paths,
    field_rows,
    rows_of,
)

PUBLIC = [kind for name in mlinfra.__all__ if hasattr(kind := getattr(mlinfra, name), "ROWS")]
"""The classes of the public model that have rows."""
DERIVED = [
    kind
    for _, kind in inspect.getmembers(derived, inspect.isclass)
    if hasattr(kind, "ROWS") and kind.__module__ == derived.__name__
]
"""The resources that follow from others."""


class Place(NamedTuple):
    """A field in which an object of a class stands, and its path in the body of the field's class.

    ``shape`` is ``[]`` for an item of a list, ``{}`` for one by name.
    """

    owner: type
    field: str
    path: str
    shape: str


_FULL = {"BlobAge": "to_archive", "VersionAge": "to_archive"}
"""The field that takes every value of a class, where the first one does not."""


@cache
def place_of(kind: type) -> Place | None:
    """The first field in which an object of a class stands, and may say all it can; None for a resource."""
    wanted = _FULL.get(kind.__name__, "")
    for owner in (*PUBLIC, *DERIVED):
        for field, row in rows_of(owner):
            if (
                isinstance(row, Mapped)
                and row.nested
                and kind in nested_of(owner, field).kinds
                and wanted in {"", field}
            ):
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


def azure_cells(kind: type) -> dict[str, str]:
    """What stands in the column "Azure property" of each field; nothing for a class without a body."""
    if kind not in PUBLIC:
        return {}
    paths = field_paths(kind)
    return {name: _cell(kind, row, paths[name]) for name, row in field_rows(kind).items()}


def _cell(kind: type, row: Mapped | Elsewhere | None, paths: tuple[str, ...]) -> str:
    if isinstance(row, Elsewhere):
        said = [row.what]
    elif isinstance(row, Mapped) and not row.path:
        said = ["the whole body"]
    else:
        said = []
    return ", ".join([*said, *(f"`{full_path(kind, path)}`" for path in paths if path)])


_OF_EVERY = ("name", "depends_on", "accept", "exempt", "omit")
_COMPUTED = (
    "Properties that are made of several fields, or of other resources, and why. A property that is *read* gives back its "
    "fields when a body is read; the others follow from what other properties say."
)


def azure_page(note: str) -> str:
    """The properties that no field says alone: computed ones, constants, and fields that become something else."""
    lead = (
        "The [model](model.md) names the property of Azure that each field sets. Here stands what is more than that. "
        "`extra=` is merged over all of it."
    )
    computed = [
        f"| {kind.__name__} | `{full_path(kind, row.path)}` | {_fields(row.uses)} | {row.reason} | {_read(row)} |"
        for kind, row in _rows(Computed)
    ] + [
        f"| {kind.__name__} | `{full_path(kind, row.path)}` | {_fields(row.uses)} | {row.added.reason} | no |"
        for kind, row in _rows(Mapped)
        if row.added
    ]
    constants = [
        f"| {kind.__name__} | `{full_path(kind, row.path)}` | `{_bicep(row.value)}` |" for kind, row in _rows(Constant)
    ]
    elsewhere = dict.fromkeys(
        f"| {'every resource' if name in _OF_EVERY else kind.__name__} | `{name}` | {row.what} |"
        for kind in PUBLIC
        for name, row in field_rows(kind).items()
        if isinstance(row, Elsewhere)
    )
    parts = (
        f"# Azure properties\n\n{note}\n{lead}",
        f"## Computed\n\n{_COMPUTED}",
        _table("class | property | fields | why | read", computed),
        "## Elsewhere\n\nFields that are no property of the resource's own body, and what they become.",
        _table("class | field | becomes", elsewhere),
        "## Constants\n\nProperties that are always the same, as Bicep writes them.",
        _table("class | property | value", constants),
    )
    return "\n\n".join(parts) + "\n"


def _rows(kind_of_row: type) -> Iterator[tuple[type, Any]]:
    return ((kind, row) for kind in (*PUBLIC, *DERIVED) for _, row in rows_of(kind) if isinstance(row, kind_of_row))


def _fields(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


def _read(row: Computed) -> str:
    return "yes" if row.inverse else "no"


def _bicep(value: Any) -> str:
    return " ".join(print_statement(Variable("value", value)).removeprefix("var value = ").split())


def _table(head: str, rows: Iterable[str]) -> str:
    columns = head.count("|") + 1
    return "\n".join([f"| {head} |", f"|{' --- |' * columns}", *rows])
