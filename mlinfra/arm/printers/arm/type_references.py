"""Find the declaration that a type reference such as ``settings.items[*]`` points to, and its JSON pointer."""

from __future__ import annotations

import re
from typing import TypeGuard

from mlinfra.arm.printers.arm.unit import Unit
from mlinfra.arm.tree import (
    Type,
    TypeArray,
    TypeGeneric,
    TypeMember,
    TypeName,
    TypeObject,
    TypeParen,
    TypeProperty,
    TypeTuple,
)
from mlinfra.base.errors import Unprintable

_STEPS = r"\.\*|\.(\w+)|\[\*\]|\[(\d+)\]"


def final_name(unit: Unit, name: str) -> str:
    """The name of a type in the file that is printed."""
    return unit.foreign[name].name if name in unit.foreign else unit.final.get(name, name)


def escaped_name(name: str) -> str:
    """A name as a step of a JSON pointer in a ``$ref``."""
    return name.replace("~", "~0").replace("/", "~1")


def pointed(unit: Unit, type_: Type) -> tuple[str, Unit, Type]:
    """Where a named type, or a part of one, stands; and what is declared there, in which file."""
    if isinstance(type_, TypeParen):
        return pointed(unit, type_.item)
    if isinstance(type_, TypeName) and type_.name in unit.types:
        return f"#/definitions/{escaped_name(final_name(unit, type_.name))}", unit, unit.types[type_.name].type
    if isinstance(type_, TypeName) and type_.name in unit.foreign:
        imported = unit.foreign[type_.name]
        return (
            f"#/definitions/{escaped_name(imported.name)}",
            imported.unit,
            imported.unit.types[imported.original].type,
        )
    if not isinstance(type_, TypeMember):
        raise Unprintable("a reference into a type starts at a named type")
    if isinstance(type_.base, TypeName) and type_.base.name + type_.access in unit.foreign:
        return pointed(unit, TypeName(type_.base.name + type_.access))
    pointer, owner, declared = pointed(unit, type_.base)
    while isinstance(declared, (TypeName, TypeMember, TypeParen)) and not is_derived(declared):
        pointer, owner, declared = pointed(owner, declared)
    return pointer + step(type_.access), owner, _part(declared, type_.access)


def _part(type_: Type, access: str) -> Type:
    """The part of an object, array or tuple that an access names."""
    if isinstance(type_, TypeArray) and access == "[*]":
        return type_.item
    items = [item for item in type_.items if isinstance(item, TypeProperty)] if _has_items(type_) else []
    if isinstance(type_, TypeTuple) and access[1:-1].isdigit() and int(access[1:-1]) < len(items):
        return items[int(access[1:-1])].type
    wanted = None if access == ".*" else access.removeprefix(".")
    for item in items:
        if isinstance(type_, TypeObject) and item.name == wanted:
            return item.type
    raise Unprintable(f"the type has no part {access!r}")


def _has_items(type_: Type) -> TypeGuard[TypeObject | TypeTuple]:
    return isinstance(type_, (TypeObject, TypeTuple))


def is_derived(type_: Type) -> bool:
    """Whether a type is taken from a resource type."""
    while isinstance(type_, TypeMember):
        type_ = type_.base
    return isinstance(type_, TypeGeneric)


def step(access: str) -> str:
    """An access as a step of a JSON pointer."""
    match = re.fullmatch(_STEPS, access)
    if match is None:
        raise Unprintable(f"{access!r} is no reference into a type")
    name, number = match.groups()
    if name:
        return f"/properties/{escaped_name(name)}"
    if number:
        return f"/prefixItems/{number}"
    return "/additionalProperties" if access == ".*" else "/items"
