"""Tell whether the compiler chooses object form (``languageVersion 2.0``) for a template."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.arm.expressions import Index, Ref, Value
from mlinfra.arm.printers.arm.handles import member_name
from mlinfra.arm.printers.arm.secure import is_secure, secure_outputs
from mlinfra.arm.printers.arm.unit import Entity, Unit, decorator
from mlinfra.arm.printers.arm.walk import LEAVES, locals_of, parts
from mlinfra.arm.tree import Module, Type, TypeArray, TypeNullable, TypeObject, TypeParen, TypeTuple, TypeUnion

_PLAIN = LEAVES - {Ref}
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
    return any(decorator(decl.decorators, name) for name in ("onlyIfNotExists", "retryOn"))


def _uses_collections(unit: Unit, entities: list[Entity]) -> bool:
    """Whether a whole collection is a value anywhere outside ``dependsOn``."""
    names = frozenset(entity.decl.symbol for entity in entities if entity.decl.loop)
    return bool(names) and any(_is_whole(value, names) for value in _values(unit, entities))


def _values(unit: Unit, entities: list[Entity]) -> Iterator[Value]:
    yield from (item.value for item in unit.metadata)
    yield from (item.value for item in unit.variables.values())
    yield from (item.value for item in unit.outputs)
    for entity in entities:
        yield entity.decl.condition
        if entity.decl.loop:
            yield entity.decl.loop.source
        for name, value in entity.props.items():
            if name != "dependsOn":
                yield value


def _is_whole(value: Value, names: frozenset[str]) -> bool:
    if isinstance(value, Ref):
        return value.name in names
    if isinstance(value, Index) and isinstance(value.base, Ref) and member_name(value) is None:
        return _is_whole(value.index, names)
    inner = names - locals_of(value)
    return any(type(part) not in _PLAIN and _is_whole(part, inner) for part in parts(value))
