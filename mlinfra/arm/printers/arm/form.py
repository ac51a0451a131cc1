"""Tell whether the compiler chooses object form (``languageVersion 2.0``) for a template."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.arm.expressions import For, Index, Prop, Ref, Value
from mlinfra.arm.printers.arm.handles import member_name
from mlinfra.arm.printers.arm.secure import is_secure, secure_outputs
from mlinfra.arm.printers.arm.unit import Entity, Unit, decorator, plain
from mlinfra.arm.printers.arm.walk import NONE, PLAIN, locals_of, parts
from mlinfra.arm.tree import (
    Module,
    Resource,
    Type,
    TypeArray,
    TypeNullable,
    TypeObject,
    TypeParen,
    TypeTuple,
    TypeUnion,
)

_SYNTAX = (TypeArray, TypeNullable, TypeObject, TypeTuple, TypeUnion)


def needs_object_form(unit: Unit) -> bool:
    """Whether anything in the file asks for symbolic names."""
    if unit.types or unit.functions or unit.imports:
        return True
    if any(is_secure(output, unit.types) for output in unit.outputs):
        return True
    if any(variable.type is not None for variable in unit.variables.values()):
        return True
    declared = [*(item.type for item in unit.parameters.values()), *(item.type for item in unit.outputs)]
    if any(map(_is_structured, declared)):
        return True
    entities = list(unit.all_entities())
    return any(map(_asks, entities)) or _uses_collections(unit, entities)


def _is_structured(type_: Type) -> bool:
    while isinstance(type_, TypeParen):
        type_ = type_.item
    return isinstance(type_, _SYNTAX)


def _asks(entity: Entity) -> bool:
    decl = entity.decl
    if isinstance(decl, Module):
        return "name" not in entity.props or bool(secure_outputs(decl.template))
    if decl.existing and "dependsOn" in entity.props:
        return True
    return bool(decl.decorators) and any(decorator(decl.decorators, name) for name in ("onlyIfNotExists", "retryOn"))


def _uses_collections(unit: Unit, entities: list[Entity]) -> bool:
    """Whether a whole collection is a value anywhere outside ``dependsOn``."""
    names = frozenset(entity.decl.symbol for entity in entities if entity.decl.loop)
    if not names:
        return False
    declared = (item.value for items in (unit.metadata, unit.variables.values(), unit.outputs) for item in items)
    if any(_is_whole(unit, value, names) for value in declared):
        return True
    return any(_is_whole(unit, value, names - hidden) for entity in entities for value, hidden in _values(entity))


def _values(entity: Entity) -> Iterator[tuple[Value, frozenset[str]]]:
    """The values of a resource or module, each with the names that its own loop hides there."""
    loop = entity.decl.loop
    hidden = locals_of(loop) if loop else NONE
    if loop:
        yield loop.source, NONE
    yield entity.decl.condition, hidden
    after_nested = False
    for item in entity.decl.items:
        after_nested = after_nested or isinstance(item, Resource)
        if isinstance(item, Prop) and (after_nested or plain(item.key) != "dependsOn"):
            yield item.value, hidden  # behind a nested resource the compiler counts ``dependsOn``, too


def _is_whole(unit: Unit, value: Value, names: frozenset[str]) -> bool:
    if isinstance(value, Ref):
        return value.name in names
    if isinstance(value, Index) and isinstance(value.base, Ref) and member_name(unit, value) is None:
        return _is_whole(unit, value.index, names)
    if isinstance(value, For) and _is_whole(unit, value.source, names):
        return True
    inner = names - locals_of(value)
    return any(type(part) not in PLAIN and _is_whole(unit, part, inner) for part in parts(value))
