"""Look up in the catalogue what Azure does with a change of one property of a resource that exists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from mlinfra.base.property_paths import pattern
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.resource_type import CreateOnly, Ineffective, OneWay

EVERY_TYPE: Final = (CreateOnly(("location",)),)
"""What is fixed at creation on every type."""


@lru_cache(maxsize=8192)
def fixed_at_creation(arm_type: str, variant: str, path: str) -> CreateOnly | None:
    """The row that says that Azure takes this property only when it creates the resource.

    ``variant``: the value of the body's discriminator, in any case.
    """
    entry = find_type(arm_type)
    rows = (*EVERY_TYPE, *(entry.create_only if entry else ()))
    return next((row for row in rows if _covers(row, variant, path)), None)


def may_not_be_left_out(row: CreateOnly, path: str) -> bool:
    """Whether a later body must repeat the property; what else it leaves out keeps its value."""
    return _any_matches(row.left_out, path)


@lru_cache(maxsize=8192)
def without_effect(arm_type: str, variant: str, path: str) -> str | None:
    """Why Azure takes a change of this property and does nothing, with what works instead; None where it acts."""
    entry = find_type(arm_type)
    rows = entry.ineffective if entry else ()
    return next((row.reason for row in rows if _covers(row, variant, path)), None)


def ways(arm_type: str, path: str) -> Iterator[OneWay]:
    """The directions in which this property cannot change."""
    entry, folded = find_type(arm_type), path.casefold()
    return (row for row in (entry.one_way if entry else ()) if row.path.casefold() == folded)


def _covers(row: CreateOnly | Ineffective, variant: str, path: str) -> bool:
    held = row.variant.casefold() in {"", variant.casefold()}
    return held and _any_matches(row.paths, path) and not _any_matches(row.but, path)


def _any_matches(paths: tuple[str, ...], path: str) -> bool:
    return any(pattern(row_path).match(path) for row_path in paths)
