"""Translate values to text inside a template expression. Names and accesses are translated by `access`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mlinfra.arm.expressions import (
    Arr,
    Binary,
    Blank,
    Call,
    Child,
    Comment,
    For,
    Hole,
    Index,
    Interp,
    Lambda,
    Member,
    MethodCall,
    NonNull,
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
from mlinfra.arm.printers.arm import access, calls
from mlinfra.arm.printers.arm.dispatch import text_of
from mlinfra.arm.printers.arm.literals import call, checked, integer, joined, quoted
from mlinfra.arm.printers.arm.unit import Env, Handler, Unit
from mlinfra.base.errors import Unprintable

_BINARY = {
    "&&": "and", "||": "or", "==": "equals", "<": "less", "<=": "lessOrEquals", ">": "greater",
    ">=": "greaterOrEquals", "+": "add", "-": "sub", "*": "mul", "/": "div", "%": "mod", "??": "coalesce",
}  # fmt: skip


def _text_interp(unit: Unit, value: Interp, env: Env) -> str:
    holes: list[str] = []
    pattern = ""
    for part in value.parts:
        if isinstance(part, Hole):
            pattern += f"{{{len(holes)}}}"
            holes.append(text_of(unit, part.value, env))
        else:
            pattern += part.replace("{", "{{").replace("}", "}}")
    if not holes:
        return quoted(joined(value))
    return call("format", (quoted(pattern), *holes))


def _text_spelled(unit: Unit, value: Spelled, env: Env) -> str:
    """A text with a spelling of its own may hold NUL, escaped."""
    if not isinstance(value.value, str):
        return text_of(unit, value.value, env)
    checked(value.value.replace("\0", ""))
    return "'" + value.value.replace("'", "''") + "'"


def _text_unary(unit: Unit, value: Unary, env: Env) -> str:
    if value.operator == "!":
        return f"not({text_of(unit, value.operand, env)})"
    if type(value.operand) is int:
        return integer(-value.operand)
    return f"sub(0, {text_of(unit, value.operand, env)})"


def _text_binary(unit: Unit, value: Binary, env: Env) -> str:
    left, right = text_of(unit, value.left, env), text_of(unit, value.right, env)
    name = _BINARY.get(value.operator)
    if name:
        return f"{name}({left}, {right})"
    if value.operator == "!=":
        return f"not(equals({left}, {right}))"
    if value.operator in {"=~", "!~"}:
        same = f"equals(toLower({left}), toLower({right}))"
        return same if value.operator == "=~" else f"not({same})"
    raise Unprintable(f"{value.operator!r} is not an operator")


def _text_ternary(unit: Unit, value: Ternary, env: Env) -> str:
    return call("if", (text_of(unit, part, env) for part in (value.condition, value.then, value.otherwise)))


def _text_mapping(unit: Unit, value: Mapping[str, Value], env: Env) -> str:
    pairs = (text for key, item in value.items() for text in (_key_text(unit, key, env), text_of(unit, item, env)))
    return call("createObject", pairs)


def _text_object(unit: Unit, value: Obj, env: Env) -> str:
    chunks: list[str] = []
    pairs: list[str] = []
    spread = False
    for item in value.items:
        if isinstance(item, Prop):
            pairs += (_key_text(unit, item.key, env), text_of(unit, item.value, env))
        elif isinstance(item, Spread):
            spread = True
            chunks += [call("createObject", pairs)] if pairs else []
            chunks.append(text_of(unit, item.value, env))
            pairs = []
    last = call("createObject", pairs)
    if not spread:
        return last
    return f"shallowMerge({call('createArray', [*chunks, last] if pairs else chunks)})"


def _key_text(unit: Unit, key: str | Interp | Spelled, env: Env) -> str:
    if not isinstance(key, (str, Interp, Spelled)):
        raise Unprintable(f"the key {key!r} is not text")
    return text_of(unit, key, env)


def _text_array(unit: Unit, value: Arr, env: Env) -> str:
    chunks: list[str] = []
    items: list[str] = []
    spread = False
    for item in value.items:
        if isinstance(item, (Comment, Blank)):
            continue
        if isinstance(item, Spread):
            spread = True
            chunks += [call("createArray", items)] if items else []
            chunks.append(text_of(unit, item.value, env))
            items = []
        else:
            items.append(text_of(unit, item, env))
    last = call("createArray", items)
    if not spread:
        return last
    return f"flatten({call('createArray', [*chunks, last] if items else chunks)})"


def _text_for(_: Unit, __: For, ___: Env) -> str:
    raise Unprintable("a loop stands only as the value of a declaration or of a property of a resource body")


TEXT: dict[type, Handler] = {
    str: lambda _, value, __: quoted(value),
    bool: lambda _, value, __: "true()" if value else "false()",
    type(None): lambda _, __, ___: "null()",
    int: lambda _, value, __: integer(value),
    list: lambda unit, value, env: call("createArray", (text_of(unit, item, env) for item in value)),
    tuple: lambda unit, value, env: call("createArray", (text_of(unit, item, env) for item in value)),
    Sequence: lambda unit, value, env: call("createArray", (text_of(unit, item, env) for item in value)),
    dict: _text_mapping,
    Mapping: _text_mapping,
    Interp: _text_interp,
    Spelled: _text_spelled,
    Unary: _text_unary,
    Binary: _text_binary,
    Ternary: _text_ternary,
    For: _text_for,
    Obj: _text_object,
    Arr: _text_array,
    Lambda: calls.text_of_lambda,
    Call: calls.text_of_call,
    **dict.fromkeys((Ref, Child, Member, Index, NonNull, Paren, MethodCall), access.text_of_read),
}
