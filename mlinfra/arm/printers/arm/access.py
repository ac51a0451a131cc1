"""Translate names and accesses, such as ``account.properties.id``, to the expressions that read them."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.expressions import Call, Child, Index, Member, MethodCall, NonNull, Paren, Ref, Ternary, Value
from mlinfra.arm.printers.arm import calls, ids, reads, variables
from mlinfra.arm.printers.arm.chain import Chain
from mlinfra.arm.printers.arm.dispatch import json_of, text_of
from mlinfra.arm.printers.arm.handles import handle, is_any, member_name
from mlinfra.arm.printers.arm.literals import expression, quoted
from mlinfra.arm.printers.arm.unit import GLOBAL, Env, Handle, Unit
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
    name = member_name(unit, value)
    if name not in {"name", "type", "apiVersion"} or not isinstance(value, (Member, Index)):
        return None
    target = _owner(unit, value, env)
    if target is None or target.whole:
        return None
    if name == "name" and not (value.safe and reads.condition(unit, target)):
        return ids.own_name_json(unit, target)
    return (target.entity.type if name == "type" else reads.version(target)) if name != "name" else None


def chain(unit: Unit, value: Value, env: Env) -> Chain:
    """An access with what is still open in it."""
    if isinstance(value, Ref):
        return Chain(_name(unit, value, env))
    if isinstance(value, (Member, Index)):
        return _access(unit, value, env)
    if isinstance(value, NonNull):
        return chain(unit, value.base, env)
    if isinstance(value, Paren):
        return Chain(text_of(unit, value.value, env))
    if isinstance(value, MethodCall):
        return Chain(calls.method_call(unit, value, env))
    if isinstance(value, Call) and is_any(unit, value):
        return chain(unit, value.args[0], env)
    target = handle(unit, value, env) if isinstance(value, Child) else None
    return Chain(reads.whole(unit, target) if target else text_of(unit, value, env))


def _name(unit: Unit, value: Ref, env: Env) -> str:
    name = value.name
    if name in env.bound:
        return env.bound[name]
    target = handle(unit, value, env)
    if target:
        return reads.whole(unit, target)
    if name in unit.parameters:
        return f"parameters({quoted(name)})"
    if name in unit.variables or name in unit.foreign:
        return variables.read(unit, name)
    raise Unprintable(f"nothing is named {name!r}", hint="declare it, or check its spelling")


def _access(unit: Unit, value: Member | Index, env: Env) -> Chain:
    name = member_name(unit, value)
    element = handle(unit, value, env) if name is None else None
    if element:
        return Chain(reads.whole(unit, element))
    target = _owner(unit, value, env) if name is not None else None
    if target and name is not None:
        return reads.member(unit, target, name, safe=value.safe)
    imported = calls.imported_value(unit, value, env)
    if imported:
        return Chain(imported)
    if isinstance(value, Member) and isinstance(value.base, Member) and value.base.name == "outputs":
        output = _output(unit, value, value.base, env)
        if output:
            return output
    base = chain(unit, value.base, env)
    if isinstance(value, Index):
        return _indexed(unit, value, base, env)
    return base.safely(quoted(value.name)) if value.safe else base.then(quoted(value.name))


def _owner(unit: Unit, value: Member | Index, env: Env) -> Handle | None:
    """The resource or module whose member is read, also through a variable that stands for it.

    As the compiler does, the bracket in ``account['sku'].name`` is taken for the index of an element: this reads the
    name of the account.
    """
    base = value.base
    if isinstance(value, Member) and isinstance(base, Index) and isinstance(base.base, (Ref, Child)):
        target = handle(unit, base.base, env)
        if target and not target.entity.is_module and not target.whole:
            return Handle(target.entity, text_of(unit, base.index, env))
    return _denoted(unit, base, env)


def _denoted(unit: Unit, value: Value, env: Env) -> Handle | None:
    """The resource or module that an expression or a variable stands for."""
    while isinstance(value, Ref) and value.name in unit.variables and value.name not in env.bound:
        if not variables.is_inlined(unit, value.name):
            return None
        value, env = unit.variables[value.name].value, GLOBAL
    return handle(unit, value, env)


def _output(unit: Unit, value: Member, outputs: Member, env: Env) -> Chain | None:
    """``module.outputs.name``; None where the expression before ``.outputs`` is no module."""
    target = _denoted(unit, outputs.base, env)
    if target and target.entity.is_module and not target.whole:
        return reads.output(unit, target, value, guarded=outputs.safe)
    return reads.output_value(chain(unit, outputs, env), value) if _is_module(unit, outputs.base, env) else None


def _is_module(unit: Unit, value: Value, env: Env) -> bool:
    """Whether an expression gives a module without naming one: an element in a lambda, a choice, ``first()``."""
    if isinstance(value, Ref) and value.name in env.modules:
        return True
    if isinstance(value, (Paren, NonNull)):
        return _is_module(unit, value.value if isinstance(value, Paren) else value.base, env)
    if isinstance(value, Ternary):
        return all(_is_module(unit, branch, env) for branch in (value.then, value.otherwise))
    if isinstance(value, Call) and value.name in {"first", "last"} and len(value.args) == 1:
        collection = _denoted(unit, value.args[0], env)
        return collection is not None and collection.whole and collection.entity.is_module
    target = _denoted(unit, value, env)
    return target is not None and target.entity.is_module and not target.whole


def _indexed(unit: Unit, value: Index, base: Chain, env: Env) -> Chain:
    text = text_of(unit, value.index, env)
    if value.safe:
        return base.safely(text, "tryIndexFromEnd" if value.from_end else "tryGet")
    if not value.from_end:
        return base.then(text)
    if base.function:
        return base.then(f"createObject('value', {text}, 'fromEnd', true())")
    return Chain(f"indexFromEnd({base.head}, {text})")
