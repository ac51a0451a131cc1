"""Print the entry of a module in ``resources``, with its whole template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from mlinfra.arm.expressions import Call, For, MethodCall, Obj, Paren, Prop, Ref, Ternary, Value
from mlinfra.arm.printers.address import inside
from mlinfra.arm.printers.arm import ids, loops, metadata, resources, values, variables
from mlinfra.arm.printers.arm.dispatch import json_of, text_of
from mlinfra.arm.printers.arm.handles import handle, is_any
from mlinfra.arm.printers.arm.literals import call, expression
from mlinfra.arm.printers.arm.unit import GLOBAL, Entity, Env, Handle, Unit
from mlinfra.arm.printers.compiler import NESTED_API_VERSION
from mlinfra.arm.tree import Module, Template
from mlinfra.base.errors import Unprintable

Compile = Callable[[Template], dict[str, Any]]


def module_json(unit: Unit, entity: Entity, compiled: Compile) -> dict[str, Any]:
    """The entry of one module; ``compiled`` gives the JSON of its template."""
    decl = cast("Module", entity.decl)
    env = loops.instance(unit, entity, None)
    entry: dict[str, Any] = {}
    if decl.loop:
        entry["copy"] = loops.entity_copy(unit, entity)
    entry |= resources.condition_json(unit, entity)
    entry |= {"type": entity.type, "apiVersion": NESTED_API_VERSION}
    entry["name"] = ids.full_name_json(unit, Handle(entity))
    place = ids.place_of(unit, entity, env)
    entry |= ids.scope_keys(unit, place)
    if (place.kind if place else unit.scope) not in {"group", "resourceGroup"}:
        entry["location"] = f"[{'resourceGroup' if unit.scope == 'resourceGroup' else 'deployment'}().location]"
    properties: dict[str, Any] = {"expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental"}
    if "params" in entity.props:
        properties["parameters"] = _parameters(unit, entity.props["params"], env)
    template = decl.template
    properties["template"] = compiled(template) if isinstance(template, Template) else template
    entry["properties"] = properties
    return entry | resources.depends_json(unit, entity) | metadata.described(decl.decorators)


def _parameters(unit: Unit, value: Value, env: Env) -> dict[str, Any]:
    if isinstance(value, Obj) and all(isinstance(item, Prop) or not hasattr(item, "value") for item in value.items):
        pairs = [(item.key, item.value) for item in value.items if isinstance(item, Prop)]
    elif isinstance(value, Mapping):
        pairs = list(value.items())
    else:
        raise Unprintable("the params of a module are an object literal")
    result: dict[str, Any] = {}
    for key, item in pairs:
        name = values.key_json(unit, key, env)
        try:
            result[name] = _parameter(unit, item, env)
        except Unprintable as error:
            raise inside(error, f"params.{name}") from None
    return result


def _parameter(unit: Unit, value: Value, env: Env) -> Any:
    """What a parameter gets: a value, a reference to a secret, a loop, or one expression for a choice."""
    if isinstance(value, For):
        return loops.value_loop(unit, value, env)
    if _is_secret(unit, value, env):
        return _secret(unit, value, env)  # type: ignore[arg-type]  # it is a method call
    bare, inner = _bare(unit, value, env)
    if isinstance(bare, Ternary):
        return expression(_choice(unit, bare, inner))
    return {"value": json_of(unit, value, env)}


def _bare(unit: Unit, value: Value, env: Env) -> tuple[Value, Env]:
    """The value without parentheses and inlined variables."""
    while True:
        if isinstance(value, Paren):
            value = value.value
        elif isinstance(value, Call) and is_any(unit, value):
            value = value.args[0]
        elif isinstance(value, Ref) and value.name not in env.bound and _is_inlined(unit, value.name):
            value, env = unit.variables[value.name].value, GLOBAL
        else:
            return value, env


def _is_inlined(unit: Unit, name: str) -> bool:
    return name in unit.variables and variables.is_inlined(unit, name)


def _choice(unit: Unit, value: Value, env: Env) -> str:
    """A ternary, distributed over its branches."""
    value, env = _bare(unit, value, env)
    if isinstance(value, Ternary):
        condition = text_of(unit, value.condition, env)
        return call("if", (condition, _choice(unit, value.then, env), _choice(unit, value.otherwise, env)))
    if not _is_secret(unit, value, env):
        return f"createObject('value', {text_of(unit, value, env)})"
    value = cast("MethodCall", value)
    vault = f"createObject('id', {_vault_id(unit, value, env)})"
    pairs = zip(("'secretName'", "'secretVersion'"), value.args, strict=False)
    pairs_text = [text for name, item in pairs for text in (name, text_of(unit, item, env))]
    reference = call("createObject", ("'keyVault'", vault, *pairs_text))
    return f"createObject('reference', {reference})"


def _is_secret(unit: Unit, value: Value, env: Env) -> bool:
    while isinstance(value, Paren):
        value = value.value
    return isinstance(value, MethodCall) and value.name == "getSecret" and bool(handle(unit, value.base, env))


def _vault_id(unit: Unit, value: MethodCall, env: Env) -> str:
    vault = handle(unit, value.base, env)
    if vault is None:
        raise Unprintable("getSecret() is called on something that is no vault")
    return ids.resource_id(unit, vault)


def _secret(unit: Unit, value: MethodCall, env: Env) -> dict[str, Any]:
    while isinstance(value, Paren):
        value = value.value
    reference: dict[str, Any] = {"keyVault": {"id": expression(_vault_id(unit, value, env))}}
    for name, item in zip(("secretName", "secretVersion"), value.args, strict=False):
        reference[name] = json_of(unit, item, env)
    return {"reference": reference}
