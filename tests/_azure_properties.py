"""Write the documentation of where fields stand in Azure's body: a column of the model page, and a page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from mlinfra.arm.printers.bicep.statements import print_statement
from mlinfra.arm.tree import Variable
from mlinfra.landing_zone.load.azure_names import derived_classes, full_path, public_classes
from mlinfra.landing_zone.model._rows import (
    Computed,
    Constant,
    Elsewhere,
    Mapped,
    field_rows,
    rows_of,
)

PUBLIC = list(public_classes())
"""The classes of the public model that have rows."""
DERIVED = list(derived_classes())
"""The resources that follow from others."""


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
        table("class | property | fields | why | read", computed),
        "## Elsewhere\n\nFields that are no property of the resource's own body, and what they become.",
        table("class | field | becomes", elsewhere),
        "## Constants\n\nProperties that are always the same, as Bicep writes them.",
        table("class | property | value", constants),
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


def table(head: str, rows: Iterable[str]) -> str:
    columns = head.count("|") + 1
    return "\n".join([f"| {head} |", f"|{' --- |' * columns}", *rows])
