"""Translate loops: their ``copy``, and what the loop variables stand for inside."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.expressions import Call, For, Index, Interp, Member, NonNull, Paren, Spelled, Value
from mlinfra.arm.printers.arm.dispatch import json_of, text_of
from mlinfra.arm.printers.arm.handles import is_any
from mlinfra.arm.printers.arm.literals import based, expression, quoted, step
from mlinfra.arm.printers.arm.unit import GLOBAL, Entity, Env, Unit, decorator, plain


def inside(unit: Unit, loop: For, env: Env, index: str) -> Env:
    """The place inside the round of a loop that an index expression names."""
    return env.bind(_bindings(loop, text_of(unit, loop.source, env), index))


def _bindings(loop: For, source: str, index: str) -> dict[str, str]:
    names = {loop.item: step(source, index)}
    return {**names, loop.index: index} if loop.index else names


def source_of(unit: Unit, entity: Entity) -> str:
    """The text of what a resource or module loops over; computed once."""
    known: str | None = unit.cache.get(("source", entity))
    if known is None:
        source = entity.decl.loop.source if entity.decl.loop else None
        known = text_of(unit, source, unit.env(entity.outer) if entity.outer else GLOBAL)
        unit.cache["source", entity] = known
    return known


def instance(unit: Unit, entity: Entity, index: str | None) -> Env:
    """The place inside the body of a resource or module; of one element where it has a loop."""
    loop = entity.decl.loop
    if loop is None:
        return unit.env(entity)
    return unit.env(entity).bind(_bindings(loop, source_of(unit, entity), "copyIndex()" if index is None else index))


def entity_copy(unit: Unit, entity: Entity) -> dict[str, Any]:
    """The ``copy`` of a resource or module."""
    result: dict[str, Any] = {"name": entity.key, "count": f"[length({source_of(unit, entity)})]"}
    batch = decorator(entity.decl.decorators, "batchSize")
    if batch:
        result |= {"mode": "serial", "batchSize": json_of(unit, batch.args[0], GLOBAL)}
    return result


def named_loop(unit: Unit, name: str, loop: For, env: Env) -> dict[str, Any]:
    """The entry of a ``copy`` array: of a property, or of a variable."""
    source = text_of(unit, loop.source, env)
    inner = env.bind(_bindings(loop, source, f"copyIndex({quoted(name)})"))
    return {"name": name, "count": f"[length({source})]", "input": loop_input(unit, loop.body, inner)}


def property_loop(unit: Unit, key: str | Interp | Spelled, loop: For, env: Env) -> dict[str, Any]:
    """The entry of a ``copy`` array for ``key: [for …]``."""
    name = plain(key)
    if not isinstance(name, str):
        return named_loop(unit, text_of(unit, name, env), loop, env)
    return named_loop(unit, name, loop, env)


def output_loop(unit: Unit, loop: For) -> dict[str, Any]:
    """The ``copy`` of an output."""
    source = text_of(unit, loop.source, GLOBAL)
    inner = GLOBAL.bind(_bindings(loop, source, "copyIndex()"))
    return {"count": f"[length({source})]", "input": loop_input(unit, loop.body, inner)}


def value_loop(unit: Unit, loop: For, env: Env) -> dict[str, Any]:
    """The value of a module parameter: here objects are one expression, too."""
    source = text_of(unit, loop.source, env)
    inner = env.bind(_bindings(loop, source, "copyIndex('value')"))
    body = loop_input(unit, loop.body, inner)
    if not isinstance(body, str):
        body = expression(text_of(unit, loop.body, inner))
    return {"copy": [{"name": "value", "count": f"[length({source})]", "input": body}]}


def loop_input(unit: Unit, body: Value, env: Env) -> Any:
    """What a loop makes of one item: objects and texts as they are, everything else as an expression.

    What only turns out to be a text, as ``account.type`` does, is wrapped: ``[string('Microsoft.Storage/…')]``.
    """
    result = json_of(unit, body, env)
    if isinstance(result, dict) or (isinstance(result, str) and not _is_known_read(unit, body)):
        return result
    return expression(based(text_of(unit, body, env)))


def _is_known_read(unit: Unit, value: Value) -> bool:
    """Whether a value reads a resource or module, which may be known, such as its type."""
    while isinstance(value, (Paren, NonNull, Call)):
        if isinstance(value, Call):
            if not is_any(unit, value):
                return False
            value = value.args[0]
        else:
            value = value.value if isinstance(value, Paren) else value.base
    return isinstance(value, (Member, Index))
