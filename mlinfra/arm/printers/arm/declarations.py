"""Print parameters, variables, types, functions and outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from mlinfra.arm.expressions import Call, For
from mlinfra.arm.printers.address import inside
from mlinfra.arm.printers.arm import loops, metadata, types, variables
from mlinfra.arm.printers.arm.dispatch import json_of
from mlinfra.arm.printers.arm.literals import quoted
from mlinfra.arm.printers.arm.unit import GLOBAL, Unit, decorator
from mlinfra.arm.tree import Function, Output, Parameter, TypeAliasDeclaration, Variable
from mlinfra.base.errors import Unprintable

T = TypeVar("T", Parameter, Variable, Output, TypeAliasDeclaration, Function)


def each(items: Iterable[T], make: Callable[[T], Any]) -> dict[str, Any]:
    """One entry for each declaration; an error in one names it."""
    return {item.name: named(item, make) for item in items}


def named(item: T, make: Callable[[T], Any]) -> Any:
    """What is made of a declaration; an error names it."""
    try:
        return make(item)
    except Unprintable as error:
        raise inside(error, item.name) from None


def parameter_json(unit: Unit, item: Parameter) -> dict[str, Any]:
    """One parameter."""
    default = {"defaultValue": json_of(unit, item.default, GLOBAL)} if item.has_default else {}
    allowed = metadata.argument(item.decorators, "allowed")
    return types.decorated(unit, item.type, item.decorators, default=default, allowed=allowed)


def definition_json(unit: Unit, item: TypeAliasDeclaration) -> dict[str, Any]:
    """One named type."""
    return types.decorated(unit, item.type, item.decorators, exports=True)


def output_json(unit: Unit, item: Output) -> dict[str, Any]:
    """One output; its value or its loop comes last."""
    result = types.decorated(unit, item.type, item.decorators)
    if isinstance(item.value, For):
        return result | {"copy": loops.output_loop(unit, item.value)}
    return result | {"value": json_of(unit, item.value, GLOBAL)}


def function_json(unit: Unit, item: Function, *, exports: bool = True) -> dict[str, Any]:
    """One function."""
    names = {name: f"parameters({quoted(name)})" for name, _ in item.parameters}
    result: dict[str, Any] = {
        "parameters": [types.schema(unit, type_) | {"name": name} for name, type_ in item.parameters],
        "output": types.schema(unit, item.output) | {"value": json_of(unit, item.body, GLOBAL.bind(names))},
    }
    about: dict[str, Any] = {}
    text = metadata.description(item.decorators)
    if text is not None:
        about["description"] = text
    if exports and decorator(item.decorators, "export"):
        about["__bicep_export!"] = True
    return {**result, "metadata": about} if about else result


def variables_json(unit: Unit, items: Iterable[Variable]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The loops among the variables, and the others; what is written out at each use is left out."""
    copies: list[dict[str, Any]] = []
    plain: dict[str, Any] = {}
    for item in items:
        if named(item, lambda item: variables.is_inlined(unit, item.name)):
            continue
        name = unit.final.get(item.name, item.name)
        value = named(item, lambda item: _variable_json(unit, item))
        if isinstance(item.value, For):
            copies.append(value)
        else:
            plain[name] = value
    return copies, plain


def _variable_json(unit: Unit, item: Variable) -> Any:
    if isinstance(item.value, For):
        return loops.named_loop(unit, unit.final.get(item.name, item.name), item.value, GLOBAL)
    if isinstance(item.value, Call) and id(item.value) in unit.contents.names:
        return f"[variables({quoted(unit.contents.names[id(item.value)])})]"
    return json_of(unit, item.value, GLOBAL)


def exported_variables(unit: Unit) -> list[dict[str, Any]]:
    """What ``metadata`` says of exported variables."""
    exported = (item for item in unit.variables.values() if decorator(item.decorators, "export"))
    return [_exported(unit, item) for item in sorted(exported, key=lambda item: item.name)]


def _exported(unit: Unit, item: Variable) -> dict[str, Any]:
    result: dict[str, Any] = {"name": item.name}
    text = metadata.description(item.decorators, as_written=True)
    if text is not None:
        result["description"] = text
    if item.type is not None:
        result["type"] = types.schema(unit, item.type)
    return result
