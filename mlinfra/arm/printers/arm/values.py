"""Translate values to JSON of a template: literals as they are, each other leaf one ``"[…]"``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

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
from mlinfra.arm.printers.address import inside
from mlinfra.arm.printers.arm import access, calls, loops
from mlinfra.arm.printers.arm.dispatch import json_of, text_of
from mlinfra.arm.printers.arm.literals import checked, escaped, expression, fits, joined
from mlinfra.arm.printers.arm.unit import Env, Handler, Unit
from mlinfra.base.errors import Unprintable


def _json_text(_: Unit, value: str, __: Env) -> str:
    text = str(value)
    return text if text.isprintable() and text[:1] != "[" else escaped(checked(text))


def _json_spelled(unit: Unit, value: Spelled, env: Env) -> Any:
    if not isinstance(value.value, str):
        return json_of(unit, value.value, env)
    checked(value.value.replace("\0", ""))
    return escaped(value.value)


def _json_int(_: Unit, value: int, __: Env) -> int:
    fits(value)
    return int(value)


def _json_interp(unit: Unit, value: Interp, env: Env) -> str:
    if any(isinstance(part, Hole) for part in value.parts):
        return expression(text_of(unit, value, env))
    return escaped(checked(joined(value)))


def _json_unary(unit: Unit, value: Unary, env: Env) -> Any:
    if value.operator == "-" and type(value.operand) is int:
        return _json_int(unit, -value.operand, env)
    return expression(text_of(unit, value, env))


def _json_array(unit: Unit, value: Arr, env: Env) -> Any:
    if any(isinstance(item, Spread) for item in value.items):
        return expression(text_of(unit, value, env))
    return [json_of(unit, item, env) for item in value.items if not isinstance(item, (Comment, Blank, Spread))]


def _json_object(unit: Unit, value: Obj, env: Env) -> Any:
    if any(isinstance(item, Spread) for item in value.items):
        return expression(text_of(unit, value, env))
    return object_json(unit, ((item.key, item.value) for item in value.items if isinstance(item, Prop)), env)


def object_json(unit: Unit, pairs: Iterable[tuple[str | Interp | Spelled, Value]], env: Env) -> dict[str, Any]:
    """Properties as a JSON object, its loops first as one ``copy``; an error in one names the key."""
    result: dict[str, Any] = {}
    copies: list[dict[str, Any]] = []
    for key, item in pairs:
        name = _key_text(key) if type(key) is str else key_json(unit, key, env)
        try:
            if type(item) is For:
                copies.append(loops.property_loop(unit, key, item, env))
            else:
                result[name] = json_of(unit, item, env)
        except Unprintable as error:
            raise inside(error, key if isinstance(key, str) else "${…}") from None
    return {"copy": copies, **result} if copies else result


def key_json(unit: Unit, key: str | Interp | Spelled, env: Env) -> str:
    """The key of a JSON object; ``copy`` is hidden behind an expression."""
    if isinstance(key, Spelled):
        key = key.value
    return _key_text(key) if isinstance(key, str) else str(_json_interp(unit, key, env))


@lru_cache(4096)  # the same few hundred keys stand in every file
def _key_text(key: str) -> str:
    return f"[string('{key}')]" if key.lower() == "copy" else escaped(checked(key))


def _bracketed(unit: Unit, value: Value, env: Env) -> str:
    return expression(text_of(unit, value, env))


JSON: dict[type, Handler] = {
    **dict.fromkeys((Binary, Ternary, For, Lambda), _bracketed),
    str: _json_text,
    bool: lambda _, value, __: value,
    type(None): lambda _, __, ___: None,
    int: _json_int,
    list: lambda unit, value, env: [json_of(unit, item, env) for item in value],
    tuple: lambda unit, value, env: [json_of(unit, item, env) for item in value],
    Sequence: lambda unit, value, env: [json_of(unit, item, env) for item in value],
    dict: lambda unit, value, env: object_json(unit, value.items(), env),
    Mapping: lambda unit, value, env: object_json(unit, value.items(), env),
    Interp: _json_interp,
    Spelled: _json_spelled,
    Unary: _json_unary,
    Obj: _json_object,
    Arr: _json_array,
    Call: calls.json_of_call,
    **dict.fromkeys((Ref, Child, Member, Index, NonNull, Paren, MethodCall), access.json_of_read),
}
