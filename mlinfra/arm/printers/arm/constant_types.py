"""Tell the only value that a type allows, as ``{ a: 'x' }`` does."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.printers.arm.literals import quoted
from mlinfra.arm.printers.arm.type_references import is_derived, pointed
from mlinfra.arm.printers.arm.unit import Unit, plain
from mlinfra.arm.tree import (
    Type,
    TypeLiteral,
    TypeMember,
    TypeName,
    TypeObject,
    TypeParen,
    TypeProperty,
    TypeTuple,
    TypeUnion,
)

OPEN = object()
"""Said of a type that allows several values."""


def constant_of(unit: Unit, type_: Type) -> Any:
    """The only value that a type allows, the keys of objects sorted; else `OPEN`."""
    if isinstance(type_, TypeLiteral):
        return plain(type_.value)
    if isinstance(type_, TypeParen):
        return constant_of(unit, type_.item)
    if isinstance(type_, TypeTuple):
        values = [constant_of(unit, item.type) for item in type_.items if isinstance(item, TypeProperty)]
        return OPEN if OPEN in values else values
    if isinstance(type_, TypeObject):
        items = {item.name: constant_of(unit, item.type) for item in type_.items if isinstance(item, TypeProperty)}
        return OPEN if None in items or OPEN in items.values() else dict(sorted(items.items(), key=_ordinal))
    if isinstance(type_, TypeUnion):
        constants = {type_text(value): value for value in (constant_of(unit, member) for member in type_.members)}
        return OPEN if len(constants) != 1 else next(iter(constants.values()))
    if isinstance(type_, (TypeName, TypeMember)) and not is_derived(type_):
        if isinstance(type_, TypeName) and type_.name not in unit.types and type_.name not in unit.foreign:
            return OPEN
        _, owner, declared = pointed(unit, type_)
        return constant_of(owner, declared)
    return OPEN


def _ordinal(item: tuple[str | None, Any]) -> bytes:
    """What .NET compares: UTF-16 units."""
    return str(item[0]).encode("utf-16-be", "surrogatepass")


def type_text(value: str | int | bool | None) -> str:
    """A literal as the text of a type, by which members of a union are sorted."""
    if isinstance(value, str):
        return quoted(value)
    return "null" if value is None else str(value).lower()
