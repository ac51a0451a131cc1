"""Translate names and accesses, such as ``account.properties.id``, to the expressions that read them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mlinfra.arm.expressions import Call, Child, Index, Member, MethodCall, NonNull, Paren, Ref, Value
from mlinfra.arm.printers.arm import calls, ids, reads, variables
from mlinfra.arm.printers.arm.chain import Chain
from mlinfra.arm.printers.arm.dispatch import json_of, text_of
from mlinfra.arm.printers.arm.handles import handle, is_any, member_name
from mlinfra.arm.printers.arm.literals import expression, quoted
from mlinfra.arm.printers.arm.unit import GLOBAL, Env, Unit, plain
from mlinfra.base.errors import Unprintable


def text_of_read(unit: Unit, value: Value, env: Env) -> str:
    """The text of a name or an access."""
    return chain(unit, value, env).closed()


def json_of_read(unit: Unit, value: Value, env: Env) -> Any:
    """The JSON of a name or an access; what stands for a literal stays one."""
    if isinstance(value, (Paren, NonNull)):
        return json_of(unit, value.value if isinstance(value, Paren) else value.base, env)
    if isinstance(value, Ref) and value.name not in env.bound:
        variable = unit.variables.get(value.name)
        if variable and variables.is_inlined(unit, value.name):
            return json_of(unit, variable.value, GLOBAL)
    literal = _literal(unit, value, env)
    return literal if literal is not None else expression(text_of_read(unit, value, env))


def _literal(unit: Unit, value: Value, env: Env) -> Any:
    """The JSON of ``.name``, ``.type`` and ``.apiVersion``, which are what the author wrote; None for the others."""
    name = member_name(value)
    if name not in {"name", "type", "apiVersion"}:
        return None
    target = handle(unit, value.base, env)  # type: ignore[union-attr]  # it is a Member or an Index
    if target is None or target.whole:
        return None
    if name == "name" and not (getattr(value, "safe", False) and reads.condition(unit, target)):
        return ids.own_name_json(unit, target)
    return (target.entity.type if name == "type" else reads.version(target)) if name != "name" else None


def chain(unit: Unit, value: Value, env: Env) -> Chain:
    """An access with what is still open in it."""
    if isinstance(value, Ref):
        return Chain(_name(unit, value.name, env))
    if isinstance(value, NonNull):
        return chain(unit, value.base, env)
    if isinstance(value, Paren):
        return Chain(text_of(unit, value.value, env))
    if isinstance(value, (Member, Index)):
        return _access(unit, value, env)
    if isinstance(value, MethodCall):
        return Chain(calls.method_call(unit, value, env))
    if isinstance(value, Call) and is_any(unit, value):
        return chain(unit, value.args[0], env)
    target = handle(unit, value, env) if isinstance(value, Child) else None
    return Chain(reads.whole(unit, target) if target else text_of(unit, value, env))


def _name(unit: Unit, name: str, env: Env) -> str:
    if name in env.bound:
        return env.bound[name]
    target = handle(unit, Ref(name), env)
    if target:
        return reads.whole(unit, target)
    if name in unit.parameters:
        return f"parameters({quoted(name)})"
    if name in unit.variables or name in unit.foreign:
        return variables.read(unit, name)
    raise Unprintable(f"nothing is named {name!r}", hint="declare it, or check its spelling")


def _access(unit: Unit, value: Member | Index, env: Env) -> Chain:
    name = member_name(value)
    element = handle(unit, value, env) if name is None else None
    if element:
        return Chain(reads.whole(unit, element))
    if name is None:
        return _indexed(unit, value, env)  # type: ignore[arg-type]  # a Member has a name
    target = handle(unit, value.base, env)
    if target:
        return reads.member(unit, target, name, safe=value.safe)
    imported = calls.imported_value(unit, value, env)
    if imported:
        return Chain(imported)
    base = chain(unit, value.base, env)
    if base.outputs:
        return reads.output(unit, base, name, safe=value.safe)
    if isinstance(value.base, Member) and value.base.name == "outputs" and _is_element(value.base, env):
        return base.safely(name).safely("value") if value.safe else base.then(name).then("value")
    return base.safely(name) if value.safe else base.then(name)


def _is_element(value: Member, env: Env) -> bool:
    return isinstance(value.base, Ref) and value.base.name in env.modules


def _indexed(unit: Unit, value: Index, env: Env) -> Chain:
    base = chain(unit, value.base, env)
    index = plain(value.index)
    text = text_of(unit, index, env)
    if value.safe:
        return Chain(base.closed(), "tryIndexFromEnd" if value.from_end else "tryGet", (text,))
    if base.function:
        step = f"createObject('value', {text}, 'fromEnd', true())" if value.from_end else text
        return replace(base, arguments=(*base.arguments, step))
    if value.from_end:
        return Chain(f"indexFromEnd({base.head}, {text})")
    return Chain(f"{base.head}[{text}]")
