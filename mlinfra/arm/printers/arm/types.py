"""Print the schema of a type, as parameters, outputs and definitions hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mlinfra.arm.printers.arm import metadata
from mlinfra.arm.printers.arm.constant_types import OPEN, constant_of, type_text
from mlinfra.arm.printers.arm.type_references import escaped_name, final_name, is_derived, pointed, step
from mlinfra.arm.printers.arm.unit import Unit, decorator, plain
from mlinfra.arm.tree import (
    Decorator,
    Type,
    TypeArray,
    TypeGeneric,
    TypeLiteral,
    TypeMember,
    TypeName,
    TypeNullable,
    TypeObject,
    TypeParen,
    TypeProperty,
    TypeTuple,
    TypeUnion,
)
from mlinfra.base.errors import Unprintable

_BASIC = {"string", "int", "bool", "object", "array"}
_SECURE = {"string": "securestring", "object": "secureObject"}
_DERIVED = {
    **dict.fromkeys(
        ("id", "name", "type", "apiVersion", "location", "kind", "provisioningState", "managedBy"), "string"
    ),
    **dict.fromkeys(("properties", "sku", "identity", "tags", "plan", "extendedLocation", "systemData"), "object"),
    "zones": "array",
}


def schema(unit: Unit, type_: Type) -> dict[str, Any]:
    """The keys that say a type."""
    return _SCHEMAS[type(type_)](unit, type_)


def decorated(
    unit: Unit,
    type_: Type,
    decorators: tuple[Decorator, ...],
    *,
    default: dict[str, Any] | None = None,
    allowed: list[Any] | None = None,
    exports: bool = False,
) -> dict[str, Any]:
    """The schema of a declaration with what its decorators add; of a parameter with its default and allowed values."""
    union = decorator(decorators, "discriminator")
    result = _discriminated(unit, type_, union) if union else schema(unit, type_)
    if decorator(decorators, "secure") and result.get("type") in _SECURE:
        result["type"] = _SECURE[result["type"]]
    result |= default or {}
    if allowed is not None:
        result["allowedValues"] = allowed
    if decorator(decorators, "sealed"):
        result["additionalProperties"] = False
    about = metadata.metadata_of(decorators, exports=exports)
    early = decorator(decorators, "metadata") or (exports and decorator(decorators, "export"))
    if about and "metadata" in result:
        result["metadata"] = {**result["metadata"], **about}
    elif early:
        result["metadata"] = about
    for name in ("minLength", "maxLength", "minValue", "maxValue"):
        limit = metadata.argument(decorators, name)
        if limit is not None:
            result[name] = limit
    if about and not early and "metadata" not in result:
        result["metadata"] = about
    return result


def _named(unit: Unit, type_: TypeName) -> dict[str, Any]:
    bare = type_.name.removeprefix("sys.")
    if type_.name in unit.types or type_.name in unit.foreign:
        return {"$ref": f"#/definitions/{escaped_name(final_name(unit, type_.name))}"}
    if bare in _BASIC:
        return {"type": bare}
    if bare == "any":
        return {}
    raise Unprintable(f"no type is named {type_.name!r}")


def _member(unit: Unit, type_: TypeMember) -> dict[str, Any]:
    if is_derived(type_):
        return _derived(type_)
    pointer, _, _ = pointed(unit, type_)
    return {"$ref": pointer}


def _derived(type_: Type) -> dict[str, Any]:
    """A type of a resource type's property. The types package is not read: well-known names tell the basic type."""
    steps: list[str] = []
    while isinstance(type_, TypeMember):
        steps.insert(0, type_.access)
        type_ = type_.base
    last = steps[-1].removeprefix(".") if steps else ""
    if not isinstance(type_, TypeGeneric) or last not in _DERIVED:
        raise Unprintable(f"the basic type of {last!r} in a resource type is not known here", hint="write the type out")
    about: dict[str, Any] = {"source": f"{type_.argument}#{''.join(map(step, steps)).removeprefix('/')}"}
    if type_.name == "resourceOutput":
        about["output"] = True
    return {"type": _DERIVED[last], "metadata": {"__bicep_resource_derived_type!": about}}


def _union(unit: Unit, type_: Type) -> dict[str, Any]:
    literals: dict[str, Any] = {}
    nullable = False
    for value in _literals(unit, type_):
        if value is None:
            nullable = True
        else:
            literals[type_text(value)] = value
    kinds = {type(value) for value in literals.values()}
    if len(kinds) != 1:
        raise Unprintable("a union has literals of one type; unions of objects need @discriminator()")
    allowed = [metadata.constant(literals[text]) for text in sorted(literals)]
    name = {str: "string", bool: "bool", int: "int"}[kinds.pop()]
    return {"type": name, "allowedValues": allowed, **({"nullable": True} if nullable else {})}


def _literals(unit: Unit, type_: Type) -> Iterator[str | int | bool | None]:
    """The literals of a union, through parentheses, nullable members and aliases."""
    if isinstance(type_, TypeUnion):
        for member in type_.members:
            yield from _literals(unit, member)
    elif isinstance(type_, TypeLiteral):
        yield plain(type_.value)  # type: ignore[misc]  # types have no interpolation
    elif isinstance(type_, TypeParen):
        yield from _literals(unit, type_.item)
    elif isinstance(type_, TypeNullable):
        yield None
        yield from _literals(unit, type_.item)
    elif isinstance(type_, TypeName) and type_.name in unit.types:
        yield from _literals(unit, unit.types[type_.name].type)
    elif isinstance(type_, TypeName) and type_.name in unit.foreign:
        other = unit.foreign[type_.name]
        yield from _literals(other.unit, other.unit.types[other.original].type)
    else:
        raise Unprintable("a union has literals as members; unions of objects need @discriminator()")


def _array(unit: Unit, type_: TypeArray) -> dict[str, Any]:
    item = type_.item
    while isinstance(item, TypeParen):
        item = item.item
    if isinstance(item, (TypeObject, TypeTuple)) and (constant := constant_of(unit, item)) is not OPEN:
        return {"type": "array", "allowedValues": [metadata.constant(constant)]}
    inner = schema(unit, item)
    if isinstance(item, (TypeUnion, TypeLiteral)):
        nothing = [None] if "nullable" in inner else []
        return {"type": "array", "allowedValues": sorted([*inner["allowedValues"], *nothing], key=type_text)}
    return {"type": "array", "items": inner}


def _property(unit: Unit, item: TypeProperty) -> dict[str, Any]:
    return decorated(unit, item.type, item.decorators)


def _object(unit: Unit, type_: TypeObject) -> dict[str, Any]:
    items = [item for item in type_.items if isinstance(item, TypeProperty)]
    named = {metadata.constant(plain(item.name)): _property(unit, item) for item in items if item.name is not None}
    result: dict[str, Any] = {"type": "object", "properties": named}
    for item in items:
        if item.name is None:
            result["additionalProperties"] = _property(unit, item)
    return result


def _tuple(unit: Unit, type_: TypeTuple) -> dict[str, Any]:
    items = [_property(unit, item) for item in type_.items if isinstance(item, TypeProperty)]
    return {"type": "array", "prefixItems": items, "items": False}


def _discriminated(unit: Unit, type_: Type, mark: Decorator) -> dict[str, Any]:
    """A union of objects told apart by one property; members in the author's order."""
    name = str(metadata.constant(mark.args[0]))
    nullable = isinstance(type_, TypeNullable)
    mapping: dict[str, Any] = {}
    for member in _members(type_):
        mapping[_discriminator(unit, member, name)] = schema(unit, member)
    result = {"type": "object", "discriminator": {"propertyName": name, "mapping": mapping}}
    return {**result, "nullable": True} if nullable else result


def _members(type_: Type) -> Iterator[Type]:
    if isinstance(type_, (TypeParen, TypeNullable)):
        yield from _members(type_.item)
    elif isinstance(type_, TypeUnion):
        for member in type_.members:
            yield from _members(member)
    else:
        yield type_


def _discriminator(unit: Unit, type_: Type, name: str) -> str:
    if isinstance(type_, TypeName) and type_.name in unit.types:
        return _discriminator(unit, unit.types[type_.name].type, name)
    if isinstance(type_, TypeName) and type_.name in unit.foreign:
        other = unit.foreign[type_.name]
        return _discriminator(other.unit, other.unit.types[other.original].type, name)
    if isinstance(type_, TypeObject):
        for item in type_.items:
            if isinstance(item, TypeProperty) and item.name == name:
                return str(next(iter(_literals(unit, item.type))))
    raise Unprintable(f"a member of the union has no literal property {name!r}")


_SCHEMAS: dict[type, Callable[[Unit, Any], dict[str, Any]]] = {
    TypeName: _named,
    TypeLiteral: _union,
    TypeArray: _array,
    TypeNullable: lambda unit, type_: schema(unit, type_.item) | {"nullable": True},
    TypeUnion: _union,
    TypeParen: lambda unit, type_: schema(unit, type_.item),
    TypeMember: _member,
    TypeObject: _object,
    TypeTuple: _tuple,
}
