"""Print a `ParameterFile` as the JSON that ``bicep build-params`` makes of its ``.bicepparam``.

Values are evaluated here: literals, texts with holes, variables of the file, accesses, choices, sums, loops, and the
calls ``readEnvironmentVariable``, ``int``, ``string``, ``range`` and ``az.getSecret``. What else Bicep can compute
(imports, ``extends``, ``externalInput``, the other functions) mlinfra never writes into a parameter file: `Unprintable`.
"""

from __future__ import annotations

import json
import operator
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from mlinfra.arm.expressions import (
    Arr,
    Binary,
    Blank,
    Call,
    Comment,
    For,
    Index,
    Interp,
    Member,
    Obj,
    Paren,
    Prop,
    Ref,
    Spelled,
    Spread,
    Ternary,
    Unary,
    Value,
)
from mlinfra.arm.printers.arm.json_text import json_text
from mlinfra.arm.tree import Assignment, Parameter, ParameterFile, Template, Variable
from mlinfra.base.arm_types import VAULTS
from mlinfra.base.errors import Unprintable
from mlinfra.base.frozen import dataclass

_SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#"
_INTEGER = r"\s*[+-]?[0-9]+\s*"
_UNSAYABLE = r"[\ud800-\udfff\x00]"


@dataclass(frozen=True, slots=True)
class _Place:
    """What names mean where a value stands."""

    environment: Mapping[str, str]
    names: Mapping[str, Any]


def print_parameters_json(
    file: ParameterFile, template: Template | None = None, *, environment: Mapping[str, str] | None = None
) -> str:
    """The parameter file as JSON text, without a line break at the end.

    ``environment`` is what ``readEnvironmentVariable`` reads, by default the environment of this process, as the
    compiler does. With ``template``, its parameters must fit. Raises `Unprintable` with the name of the parameter.
    """
    place = _Place(os.environ if environment is None else environment, {})
    parameters: dict[str, Any] = {}
    for item in file.body:
        if isinstance(item, Variable):
            place = replace(place, names={**place.names, item.name: _evaluated(item, place)})
        elif isinstance(item, Assignment):
            if item.name in parameters:
                raise Unprintable("the parameter is assigned twice", where=item.name)
            parameters[item.name] = _parameter(item, place)
        elif not isinstance(item, (Comment, Blank)):
            raise Unprintable(f"a {type(item).__name__} cannot stand in a parameter file")
    if template is not None:
        _fit(parameters, template)
    return json_text({"$schema": _SCHEMA, "contentVersion": "1.0.0.0", "parameters": parameters})


def _fit(parameters: Mapping[str, Any], template: Template) -> None:
    """Refuses assignments of parameters that the template lacks, and missing ones that it requires."""
    declared = {item.name: item for item in template.body if isinstance(item, Parameter)}
    for name in parameters:
        if name not in declared:
            raise Unprintable("the template has no such parameter", where=name)
    for name, item in declared.items():
        optional = item.has_default or type(item.type).__name__ == "TypeNullable"
        if name not in parameters and not optional:
            raise Unprintable("the parameter has no default and gets no value", where=name)


def _parameter(item: Assignment, place: _Place) -> dict[str, Any]:
    value = item.value
    if isinstance(value, Call) and value.name == "getSecret":
        return {"reference": _secret(value, place, item.name)}
    return {"value": _evaluated(item, place)}


def _secret(value: Call, place: _Place, where: str) -> dict[str, Any]:
    names = [_value(argument, place) for argument in value.args]
    if len(names) not in {4, 5}:
        raise Unprintable("getSecret() takes subscription, group, vault, secret and perhaps its version", where=where)
    group = f"/subscriptions/{names[0]}/resourceGroups/{names[1]}"
    reference = {
        "keyVault": {"id": f"{group}/providers/{VAULTS}/{names[2]}"},
        "secretName": names[3],
    }
    return {**reference, "secretVersion": names[4]} if len(names) == 5 else reference


def _evaluated(item: Assignment | Variable, place: _Place) -> Any:
    try:
        return _value(item.value, place)
    except Unprintable as error:
        error.where = error.where or item.name
        raise


def _value(value: Value, place: _Place) -> Any:
    handler = _VALUES.get(type(value))
    if handler is not None:
        return handler(value, place)
    if isinstance(value, str):
        return _text(str(value), place)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Mapping):
        return {_text(key, place): _value(part, place) for key, part in value.items()}
    raise Unprintable(f"a {type(value).__name__} is not evaluated in a parameter file", hint="write a literal")


def _text(value: str, _: _Place) -> str:
    if not value.isprintable() and re.search(_UNSAYABLE, value):
        raise Unprintable(f"the text {value!r} holds NUL or half a surrogate pair")
    return value


def _interp(value: Interp, place: _Place) -> str:
    return "".join(
        _text(part, place) if isinstance(part, str) else _shown(_value(part.value, place)) for part in value.parts
    )


def _shown(value: Any) -> str:
    """A value as ``format()`` and ``string()`` write it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "True" if value else "False"
    return "" if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _object(value: Obj, place: _Place) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for item in value.items:
        if isinstance(item, Prop):
            key = _value(item.key, place)
            result[key] = _value(item.value, place)
        elif isinstance(item, Spread):
            result |= _value(item.value, place)
    return result


def _array(value: Arr, place: _Place) -> list[Any]:
    return list(_items(value, place))


def _items(value: Arr, place: _Place) -> Iterator[Any]:
    for item in value.items:
        if isinstance(item, Spread):
            yield from _value(item.value, place)
        elif not isinstance(item, (Comment, Blank)):
            yield _value(item, place)


def _for(value: For, place: _Place) -> list[Any]:
    result = []
    for index, item in enumerate(_value(value.source, place)):
        names = {**place.names, value.item: item, **({value.index: index} if value.index else {})}
        result.append(_value(value.body, replace(place, names=names)))
    return result


def _ref(value: Ref, place: _Place) -> Any:
    if value.name not in place.names:
        raise Unprintable(f"the parameter file has no variable {value.name!r}")
    return place.names[value.name]


def _access(value: Member | Index, place: _Place) -> Any:
    base = _value(value.base, place)
    key: Any = value.name if isinstance(value, Member) else _value(value.index, place)
    try:
        if isinstance(value, Index) and value.from_end:
            return base[-key]
        return base[key]
    except (KeyError, IndexError, TypeError):
        if value.safe:
            return None
        raise Unprintable(f"there is no {key!r}") from None


def _unary(value: Unary, place: _Place) -> Any:
    operand = _value(value.operand, place)
    return not operand if value.operator == "!" else -operand


def _binary(value: Binary, place: _Place) -> Any:
    left = _value(value.left, place)
    if value.operator == "??":
        return _value(value.right, place) if left is None else left
    if value.operator in {"&&", "||"}:
        return left if left is (value.operator == "||") else _value(value.right, place)
    operation = _OPERATIONS.get(value.operator)
    if operation is None:
        raise Unprintable(f"{value.operator!r} is not evaluated in a parameter file")
    return operation(left, _value(value.right, place))


def _call(value: Call, place: _Place) -> Any:
    arguments = [_value(argument, place) for argument in value.args]
    if value.name == "readEnvironmentVariable":
        return _environment_variable(arguments, place)
    if value.name == "int" and len(arguments) == 1:
        if not isinstance(arguments[0], int) and not re.fullmatch(_INTEGER, str(arguments[0])):
            raise Unprintable(f"{arguments[0]!r} is not an integer")
        return int(arguments[0])
    if value.name == "string" and len(arguments) == 1:
        return _shown(arguments[0])
    if value.name == "range" and len(arguments) == 2:
        return list(range(arguments[0], arguments[0] + arguments[1]))
    raise Unprintable(f"{value.name}() is not evaluated in a parameter file", hint="write the value")


def _environment_variable(arguments: list[Any], place: _Place) -> str:
    name = str(arguments[0])
    if name in place.environment:
        return place.environment[name]
    if len(arguments) > 1:
        return str(arguments[1])
    raise Unprintable(f"the environment variable {name} is not set", hint=f"set {name}")


_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "==": lambda left, right: type(left) is type(right) and left == right,
    "!=": lambda left, right: type(left) is not type(right) or left != right,
}
_VALUES: dict[type, Callable[[Any, _Place], Any]] = {
    str: _text,
    bool: lambda value, _: value,
    type(None): lambda _, __: None,
    int: lambda value, _: value,
    list: lambda value, place: [_value(item, place) for item in value],
    tuple: lambda value, place: [_value(item, place) for item in value],
    Interp: _interp,
    Spelled: lambda value, place: _value(value.value, place),
    Paren: lambda value, place: _value(value.value, place),
    Obj: _object,
    Arr: _array,
    For: _for,
    Ref: _ref,
    Member: _access,
    Index: _access,
    Unary: _unary,
    Binary: _binary,
    Ternary: lambda value, place: _value(value.then if _value(value.condition, place) else value.otherwise, place),
    Call: _call,
}
