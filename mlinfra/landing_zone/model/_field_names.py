"""Name the field of the model behind a property of the ARM body, as plans show it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

from mlinfra.base.property_paths import names
from mlinfra.landing_zone.model._nested import nested_of
from mlinfra.landing_zone.model._rows import Mapped, field_paths, field_rows

ANY_NAME = "*"
"""What stands for each name of an object that holds one value for each name."""
FieldNames: TypeAlias = "dict[tuple[str, ...], str]"
"""Names on a path, in lower case and without indices -> field: ``("properties", "properties", "vmsize")`` -> ``size``."""


@cache
def field_names(kind: type) -> FieldNames:
    """The field of each property of a class's body, those of nested classes with a dot: ``nodes.minimum``.

    A property that several fields decide names all of them.
    """
    found: dict[tuple[str, ...], list[str]] = {}
    for path, field in _pairs(kind):
        found.setdefault(path, []).append(field)
    return {path: ", ".join(dict.fromkeys(fields)) for path, fields in found.items()}


def _pairs(kind: type) -> Iterator[tuple[tuple[str, ...], str]]:
    rows = field_rows(kind)
    for field, paths in field_paths(kind).items():
        yield from ((names(path), field) for path in paths if path)
        row = rows[field]
        if isinstance(row, Mapped) and row.nested:
            yield from _inner(kind, field, names(row.path))


def _inner(kind: type, field: str, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The fields of the classes that stand at the path of a nested field."""
    nested = nested_of(kind, field)
    between = (ANY_NAME,) if nested.shape == "{}" else ()
    for inner in nested.kinds:
        yield from (((*above, *between, *path), f"{field}.{name}") for path, name in field_names(inner).items())
