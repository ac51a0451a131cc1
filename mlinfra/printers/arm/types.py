"""A type goes in; its schema, as parameters, outputs and definitions hold it, comes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from mlinfra.errors import Unprintable
from mlinfra.printers.arm import metadata
from mlinfra.printers.arm.unit import Unit, decorator, plain
from mlinfra.printers.arm.values import quoted
from mlinfra.template.ir import (
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

_BASIC = {"string", "int", "bool", "object", "array"}
_SECURE = {"string": "securestring", "object": "secureObject"}
_STEPS = re.compile(r"\.\*|\.(\w+)|\[\*\]|\[(\d+)\]")
_DERIVED_TEXTS = frozenset(["id", "name", "type", "apiVersion", "location", "kind", "provisioningState", "managedBy"])


def schema(unit: Unit, type_: Type) -> dict[str, Any]:
    """The keys that say a type."""
    return _SCHEMAS[type(type_)](unit, type_)


def decorated(
    unit: Unit,
    type_: Type,
    decorators: tuple[Decorator, ...],
    *,
    default: dict[str, Any] | None = None,
    exports: bool = False,
) -> dict[str, Any]:
    """The schema of a declaration with what its decorators add; ``default`` stands behind the type."""
    union = decorator(decorators, "discriminator")
    result = _discriminated(unit, type_, union) if union else schema(unit, type_)
    if decorator(decorators, "secure") and result.get("type") in _SECURE:
        result["type"] = _SECURE[result["type"]]
    result |= default or {}
    allowed = metadata.argument(decorators, "allowed")
    if allowed is not None:
        result["allowedValues"] = allowed
    if decorator(decorators, "sealed"):
        result["additionalProperties"] = False
    about = metadata.metadata_of(decorators, exports=exports)
    early = decorator(decorators, "metadata") or (exports and decorator(decorators, "export"))
    if about and "metadata" in result:
        result["metadata"] = {**result["metadata"], **about}
    elif about and early:
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
        return {"$ref": f"#/definitions/{_pointer(_final(unit, type_.name))}"}
    if bare in _BASIC:
        return {"type": bare}
    if bare == "any":
        return {}
    raise Unprintable(f"no type is named {type_.name!r}")


def _final(unit: Unit, name: str) -> str:
    return unit.foreign[name].name if name in unit.foreign else unit.final.get(name, name)


def _pointer(name: str) -> str:
    """A name as a step of a JSON pointer in a ``$ref``."""
    return name.replace("~", "~0").replace("/", "~1")


def _member(unit: Unit, type_: TypeMember) -> dict[str, Any]:
    base: Type = type_
    steps: list[str] = []
    while isinstance(base, TypeMember):
        steps.insert(0, base.access)
        base = base.base
    if isinstance(base, TypeGeneric):
        return _derived(base, steps)
    if isinstance(base, TypeName) and base.name not in unit.types and base.name + steps[0] in unit.foreign:
        base, steps = TypeName(base.name + steps[0]), steps[1:]
    pointer = schema(unit, base).get("$ref")
    if pointer is None:
        raise Unprintable("a reference into a type starts at a named type")
    return {"$ref": pointer + "".join(map(_step, steps))}


def _step(access: str) -> str:
    found = _STEPS.fullmatch(access)
    if found is None:
        raise Unprintable(f"{access!r} is no reference into a type")
    name, number = found.groups()
    if name:
        return f"/properties/{_pointer(name)}"
    if number:
        return f"/prefixItems/{number}"
    return "/additionalProperties" if access == ".*" else "/items"


def _derived(type_: TypeGeneric, steps: list[str]) -> dict[str, Any]:
    """A type of a resource type's property. The types package is not read: its basic type is told by the name."""
    if not steps:
        raise Unprintable(f"{type_.name}<'{type_.argument}'> needs a property behind it")
    last = steps[-1].removeprefix(".")
    basic = "string" if last in _DERIVED_TEXTS else "object"
    about: dict[str, Any] = {"source": f"{type_.argument}#{''.join(map(_step, steps)).removeprefix('/')}"}
    if type_.name == "resourceOutput":
        about["output"] = True
    return {"type": basic, "metadata": {"__bicep_resource_derived_type!": about}}


def _union(unit: Unit, type_: Type) -> dict[str, Any]:
    literals: dict[str, Any] = {}
    nullable = False
    for value in _literals(unit, type_):
        if value is None:
            nullable = True
        else:
            literals[quoted(value) if isinstance(value, str) else str(value).lower()] = value
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
    inner = schema(unit, item)
    if isinstance(item, (TypeUnion, TypeLiteral)) and "nullable" not in inner:
        return {"type": "array", "allowedValues": inner["allowedValues"]}
    return {"type": "array", "items": inner} if inner else {"type": "array"}


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
