"""Arrays and objects -> what they are together: union, intersection, merge, the distinct ones; compared by JSON text."""

from __future__ import annotations

from mlinfra.arm.expand.registry import STAY, function
from mlinfra.arm.expand.values import Open, Value, find_key, is_open, json_text, kind_of
from mlinfra.base.errors import TemplateError


@function("distinct", "a")
def _distinct(items: list[Value]) -> list[Value]:
    return _unique(items)


def _unique(items: list[Value]) -> list[Value]:
    seen: dict[str, Value] = {}
    for item in items:
        seen.setdefault(json_text(item), item)
    return list(seen.values())


@function("union", "ao", "ao", rest="ao", partial=True)
def _union(*args: Value) -> Value:
    if any(type(arg) is Open for arg in args):
        return STAY
    _one_kind("union", args)
    if type(args[0]) is list:
        return STAY if any(map(is_open, args)) else _unique([item for arg in args for item in arg])
    merged: dict[str, Value] = {}
    for arg in args:
        merged = _merged(merged, arg)
    return merged


def _one_kind(name: str, args: tuple[Value, ...]) -> None:
    if len({type(arg) for arg in args}) > 1:
        raise TemplateError(f"{name}() takes arrays or objects, not both")


def _merged(base: dict[str, Value], more: dict[str, Value]) -> dict[str, Value]:
    result = dict(base)
    for key, value in more.items():
        old = find_key(result, key)
        if old is None:
            result[key] = value
            continue
        joined = _joined(key, result[old], value)
        result = {(key if name == old else name): (joined if name == old else item) for name, item in result.items()}
    return result


def _joined(key: str, old: Value, new: Value) -> Value:
    if new is None:
        return old
    if old is None or type(old) is Open or type(new) is Open:
        return new
    if type(old) is dict and type(new) is dict:
        return _merged(old, new)
    if type(old) is dict or type(new) is dict:
        raise TemplateError(f"union() can't join {kind_of(old)} and {kind_of(new)} of the key {key!r}")
    return new


@function("shallowMerge", "a", partial=True)
def _shallow_merge(items: Value) -> Value:
    if type(items) is Open or any(type(item) is Open for item in items):
        return STAY
    result: dict[str, Value] = {}
    for item in items:
        if type(item) is not dict:
            raise TemplateError(f"shallowMerge() takes an array of objects, one item is {kind_of(item)}")
        for key, value in item.items():
            result[find_key(result, key) or key] = value
    return result


@function("intersection", "ao", "ao", rest="ao")
def _intersection(*args: Value) -> Value:
    _one_kind("intersection", args)
    first, *others = args
    if type(first) is list:
        sets = [set(map(json_text, other)) for other in others]
        return [item for item in _unique(first) if all(json_text(item) in one for one in sets)]
    return {
        key: value
        for key, value in first.items()
        if all(key in other and json_text(other[key]) == json_text(value) for other in others)
    }
