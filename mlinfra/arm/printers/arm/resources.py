"""Print the entry of a resource in ``resources``."""

from __future__ import annotations

from typing import Any, cast

from mlinfra.arm.expressions import Prop
from mlinfra.arm.printers.arm import depends, ids, loops, metadata, reads, values
from mlinfra.arm.printers.arm.dispatch import json_of
from mlinfra.arm.printers.arm.literals import expression
from mlinfra.arm.printers.arm.unit import GLOBAL, Entity, Handle, Unit, decorator, plain
from mlinfra.arm.tree import Resource
from mlinfra.base.errors import Unprintable

_OWN = frozenset(("name", "scope", "parent", "dependsOn"))
_OPTIONS = ("onlyIfNotExists", "retryOn")


def resource_json(unit: Unit, entity: Entity) -> dict[str, Any]:
    """The entry of one resource; its keys in the compiler's order."""
    decl = cast("Resource", entity.decl)
    env = loops.instance(unit, entity, None)
    target = Handle(entity)
    entry: dict[str, Any] = {}
    if decl.loop:
        entry["copy"] = loops.entity_copy(unit, entity)
    entry |= condition_json(unit, entity)
    if decl.existing:
        entry["existing"] = True
    entry |= _options(decl)
    entry |= {"type": entity.type, "apiVersion": entity.version}
    entry |= ids.scope_keys(unit, ids.place_of(unit, entity, env))
    entry["name"] = ids.full_name_json(unit, target)
    items = [item for item in decl.items if isinstance(item, Prop) and plain(item.key) not in _OWN]
    entry |= values.object_json(unit, [(item.key, item.value) for item in items], env)
    return entry | depends_json(unit, entity) | metadata.described(decl.decorators)


def condition_json(unit: Unit, entity: Entity) -> dict[str, Any]:
    """The ``condition`` of an entry: a literal stays one where nothing is around it."""
    if entity.decl.condition is None and entity.outer is None:
        return {}
    around = [outer for outer in _outers(entity) if outer.decl.condition is not None]
    if entity.decl.condition is not None and not around:
        env = loops.instance(unit, entity, None)
        return {"condition": json_of(unit, entity.decl.condition, env)}
    text = reads.condition(unit, Handle(entity))
    if text is None:
        return {}
    if len(around) == 1 and entity.decl.condition is None:
        return {"condition": json_of(unit, around[0].decl.condition, GLOBAL)}
    return {"condition": expression(text)}


def _outers(entity: Entity) -> list[Entity]:
    outers: list[Entity] = []
    outer = entity.outer
    while outer:
        outers.append(outer)
        outer = outer.outer
    return outers


def depends_json(unit: Unit, entity: Entity) -> dict[str, Any]:
    """The ``dependsOn`` of an entry, if there is any."""
    entries = depends.depends_on(unit, entity)
    return {"dependsOn": entries} if entries else {}


def _options(decl: Resource) -> dict[str, Any]:
    if not decl.decorators:
        return {}
    options = [item for item in decl.decorators if item.name in _OPTIONS]
    if len(options) > 1:
        raise Unprintable("two option decorators on one resource have no stable order")
    if decorator(decl.decorators, "nullIfNotFound"):
        raise Unprintable("@nullIfNotFound() is experimental")
    if not options:
        return {}
    return {"@options": {options[0].name: [metadata.constant(argument) for argument in options[0].args]}}
