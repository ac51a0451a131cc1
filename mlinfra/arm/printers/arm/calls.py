"""Translate calls and lambdas."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.expressions import Call, Index, Lambda, Member, MethodCall, Ref, Value
from mlinfra.arm.printers.arm import reads
from mlinfra.arm.printers.arm.contents import LOADERS, load
from mlinfra.arm.printers.arm.dispatch import json_of, text_of
from mlinfra.arm.printers.arm.handles import handle, is_any, is_builtin, member_name, symbol_name
from mlinfra.arm.printers.arm.literals import call, expression, quoted
from mlinfra.arm.printers.arm.unit import Env, Unit
from mlinfra.arm.printers.arm.walk import NONE
from mlinfra.base.errors import Unprintable

_SCOPES = {"resourceGroup", "subscription", "managementGroup"}
_LAMBDA_CALLS = {"map", "filter", "sort", "toObject", "groupBy"}


def text_of_call(unit: Unit, value: Call, env: Env) -> str:
    """The text of a function call."""
    if not is_builtin(unit, value):
        return call(_user_function(unit, value), (text_of(unit, item, env) for item in value.args))
    if is_any(unit, value):
        return text_of(unit, value.args[0], env)
    literal = _compile_time(value)
    if literal is not None:
        return text_of(unit, literal, env)
    if value.name in LOADERS and id(value) not in unit.contents.names:
        return text_of(unit, load(unit.template, value), env)
    if value.name in LOADERS:
        return f"variables({quoted(unit.contents.names[id(value)])})"
    if value.name in _LAMBDA_CALLS and value.args:
        target = handle(unit, value.args[0], env)
        if target and target.whole and target.entity.is_module:
            return call(value.name, (_over_modules(unit, item, env) for item in value.args))
    return call(value.name, (text_of(unit, item, env) for item in value.args))


def _over_modules(unit: Unit, value: Value, env: Env) -> str:
    """An argument of a call whose lambdas take the elements of a module collection."""
    if isinstance(value, Lambda):
        return text_of_lambda(unit, value, env, modules=frozenset(value.names[:1]))
    return text_of(unit, value, env)


def json_of_call(unit: Unit, value: Call, env: Env) -> Any:
    """The JSON of a function call; what is known to the compiler is a literal."""
    if is_any(unit, value):
        return json_of(unit, value.args[0], env)
    literal = _compile_time(value) if is_builtin(unit, value) else None
    if literal is not None:
        return json_of(unit, literal, env)
    if value.name in LOADERS and is_builtin(unit, value) and id(value) not in unit.contents.names:
        return json_of(unit, load(unit.template, value), env)
    return expression(text_of_call(unit, value, env))


def _compile_time(value: Call) -> Value:
    """What the compiler makes a literal of; None for other calls. Scopes elsewhere have no expression: an empty object."""
    if value.name == "nameof" and len(value.args) == 1:
        return symbol_name(value.args[0])
    return {} if value.name in _SCOPES and value.args else None


def _user_function(unit: Unit, value: Call) -> str:
    name = f"{value.namespace}.{value.name}" if value.namespace else value.name
    if name in unit.foreign:
        return _qualified(unit.foreign[name].name)
    if value.namespace or value.name not in unit.functions:
        raise Unprintable(f"nothing is named {name!r}")
    return _qualified(unit.final.get(name, name))


def _qualified(name: str) -> str:
    """A name with its namespace: imports that only other imports need have one of their own."""
    return name if "." in name else f"__bicep.{name}"


def imported_value(unit: Unit, value: Member | Index, env: Env) -> str | None:
    """The text of ``namespace.name`` for a variable of a file imported as a whole."""
    if not isinstance(value.base, Ref) or value.base.name in env.bound:
        return None
    imported = unit.foreign.get(f"{value.base.name}.{member_name(unit, value)}")
    return f"variables({quoted(imported.name)})" if imported else None


def text_of_lambda(unit: Unit, value: Lambda, env: Env, modules: frozenset[str] = NONE) -> str:
    """``lambda('x', body)``; ``modules`` are its names that are elements of a module collection."""
    inner = env.bind({name: f"lambdaVariables({quoted(name)})" for name in value.names}, modules)
    return call("lambda", (*map(quoted, value.names), text_of(unit, value.body, inner)))


def method_call(unit: Unit, value: MethodCall, env: Env) -> str:
    """A call on a resource, such as ``storage.listKeys()``."""
    target = handle(unit, value.base, env)
    if target is None or target.whole or target.entity.is_module:
        raise Unprintable(f"{value.name}() is called on something that is no resource")
    if value.name == "getSecret":
        raise Unprintable("getSecret() stands only as the value of a secure module parameter")
    if not value.name.startswith("list"):
        raise Unprintable(f"resources have no method {value.name!r}")
    arguments = [text_of(unit, item, env) for item in value.args] or [f"'{target.entity.version}'"]
    text = call(value.name, (reads.method_target(unit, target), *arguments))
    deployed = reads.condition(unit, target) if value.safe else None
    return f"if({deployed}, {text}, null())" if deployed else text
