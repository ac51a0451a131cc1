"""Tell which variables are written out at each use, and print the reads of the others."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.expressions import Call, Child, For, Index, Member, MethodCall, Ref, Value
from mlinfra.arm.printers.arm import ids, loops
from mlinfra.arm.printers.arm.dispatch import text_of
from mlinfra.arm.printers.arm.handles import handle, is_builtin
from mlinfra.arm.printers.arm.literals import quoted
from mlinfra.arm.printers.arm.unit import GLOBAL, Entity, Env, Unit
from mlinfra.arm.printers.arm.walk import locals_of, parts

KNOWN = frozenset(("id", "name", "type", "apiVersion"))
"""What is known of a resource before it is deployed."""
_RUNTIME_CALLS = {"reference", "toLogicalZone", "toLogicalZones", "toPhysicalZone", "toPhysicalZones"}


def read(unit: Unit, name: str) -> str:
    """The text that reads a variable of the file, its own or imported."""
    if name in unit.foreign:
        return f"variables({quoted(unit.foreign[name].name)})"
    if is_inlined(unit, name):
        return text_of(unit, unit.variables[name].value, GLOBAL)
    return f"variables({quoted(unit.final.get(name, name))})"


def is_inlined(unit: Unit, name: str) -> bool:
    """Whether a variable reads what only the running deployment knows."""
    key = ("inlined", name)
    if key not in unit.cache:
        unit.cache[key] = False
        unit.cache[key] = is_runtime(unit, unit.variables[name].value, GLOBAL)
    return bool(unit.cache[key])


def is_kept(unit: Unit, entity: Entity) -> bool:
    """Whether object form has an entry: it has none for an existing resource of a name that only run time knows.

    Neither has one below, or in the scope of, such a resource.
    """
    if not entity.existing:
        return True
    key = ("kept", entity)
    if key not in unit.cache:
        unit.cache[key] = _is_kept(unit, entity)
    return bool(unit.cache[key])


def _is_kept(unit: Unit, entity: Entity) -> bool:
    env = loops.instance(unit, entity, None)
    above = ids.parent(unit, entity, env)
    if above and not is_kept(unit, above.entity):
        return False
    scope = handle(unit, entity.props.get("scope"), env)
    if scope and not is_kept(unit, scope.entity):
        return False
    return not is_runtime(unit, entity.props.get("name"), env)


def is_runtime(unit: Unit, value: Value, env: Env) -> bool:
    """Whether a value needs the running deployment."""
    if isinstance(value, Ref):
        if value.name in env.bound:
            return False
        if value.name in unit.variables:
            return is_inlined(unit, value.name)
        return handle(unit, value, env) is not None
    if isinstance(value, Call) and is_builtin(unit, value):
        if value.name == "nameof":
            return False
        if value.name in _RUNTIME_CALLS or value.name.startswith("list"):
            return True
    if isinstance(value, (Member, Index, Child, MethodCall)):
        return _is_runtime_read(unit, value, env)
    inner = env.bind(dict.fromkeys(locals_of(value), "")) if locals_of(value) else env
    if isinstance(value, For):
        return is_runtime(unit, value.source, env) or is_runtime(unit, value.body, inner)
    return any(is_runtime(unit, part, inner) for part in parts(value))


def _is_runtime_read(unit: Unit, value: Any, env: Env) -> bool:
    target = handle(unit, value.base, env)
    if target is None or (isinstance(value, Index) and target.whole):
        return any(is_runtime(unit, part, env) for part in parts(value)) if target is None else True
    if isinstance(value, Member) and value.name in KNOWN:
        return value.name in {"id", "name"} and not is_kept(unit, target.entity)
    return True
