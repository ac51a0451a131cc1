"""Arrays and objects put together: union, intersection, merge, the distinct items; compared by their JSON text."""

from __future__ import annotations

from mlinfra.arm.expand.registry import STAY, function
from mlinfra.arm.expand.values import (
    Open,
    Value,
    expression_text,
    has_open_key,
    is_open,
    json_text,
    kind_of,
    open_call,
)
from mlinfra.base.errors import TemplateError


@function("distinct", "a", partial=True)
def _distinct(items: Value) -> Value:
    if type(items) is Open or any(type(item) is Open for item in items):
        return STAY
    return _unique(items)


def _unique(items: list[Value]) -> list[Value]:
    seen: dict[str, Value] = {}
    for item in items:
        seen.setdefault(_compared(item), item)
    return list(seen.values())


def _compared(item: Value) -> str:
    """What items are compared by: their JSON text, or their expression where a part is open."""
    return expression_text(item) if is_open(item) else json_text(item)


@function("union", "ao", "ao", rest="ao", partial=True)
def _union(*args: Value) -> Value:
    _one_kind("union", args)
    if any(type(arg) is Open or (type(arg) is dict and has_open_key(arg)) for arg in args):
        return STAY
    if type(args[0]) is list:
        return STAY if any(map(is_open, args)) else _unique([item for arg in args for item in arg])
    first, *others = args
    merged: dict[str, Value] = dict(first)
    for other in others:
        merged = _merged(merged, other)
    return merged


def _one_kind(name: str, args: tuple[Value, ...]) -> None:
    if len({type(arg) for arg in args if type(arg) is not Open}) > 1:
        raise TemplateError(f"{name}() takes arrays or objects, not both")


def _merged(base: dict[str, Value], more: dict[str, Value]) -> dict[str, Value]:
    """The members of two objects; keys match in any letter case, and the later spelling of a key stays.

    Keys of the first object that differ only by case are joined if the later object has that key.
    """
    names: dict[str, list[str]] = {}
    for name in base:
        names.setdefault(name.lower(), []).append(name)
    joined: dict[str, tuple[str, Value]] = {}
    added: dict[str, Value] = {}
    for key, value in more.items():
        twins = names.get(key.lower(), [])
        if not twins:
            added[key] = value
            continue
        old = joined[twins[0]][1] if twins[0] in joined else _joined_twins(base, twins)
        joined[twins[0]] = key, _joined(key, old, value)
        joined.update(dict.fromkeys(twins, joined[twins[0]]))
    kept = dict(joined.get(name, (name, value)) for name, value in base.items())
    return {**kept, **_folded(added)}


def _joined_twins(base: dict[str, Value], twins: list[str]) -> Value:
    value = base[twins[0]]
    for name in twins[1:]:
        value = _joined(name, value, base[name])
    return value


def _folded(members: dict[str, Value]) -> dict[str, Value]:
    """Members without twins: those whose keys differ only by case are joined."""
    if len({key.lower() for key in members}) == len(members):
        return members
    result: dict[str, Value] = {}
    for key, value in members.items():
        result = _merged(result, {key: value})
    return result


def _joined(key: str, old: Value, new: Value) -> Value:
    if new is None:
        return old
    if type(new) is Open:
        later: Value = open_call("union", old, new) if type(old) is dict else new
        return open_call("if", open_call("equals", new, None), old, later)
    if old is None:
        return new
    if type(old) is dict and type(new) is dict:
        return _merged(old, new)
    if type(old) is Open and type(new) is dict:
        return open_call("if", open_call("equals", old, None), new, open_call("union", old, new))
    if _shape(old) != _shape(new) and (type(old) is not Open or type(new) is list):
        raise TemplateError(f"union() can't join {kind_of(old)} and {kind_of(new)} of the key {key!r}")
    return new


def _shape(value: Value) -> type | None:
    """Whether a value is an object, an array or simple."""
    return type(value) if type(value) in {dict, list} else None


@function("shallowMerge", "a", partial=True)
def _shallow_merge(items: Value) -> Value:
    if type(items) is Open:
        return STAY
    for item in items:
        if type(item) not in {dict, Open}:
            raise TemplateError(f"shallowMerge() takes an array of objects, but an item is {kind_of(item)}")
    if any(type(item) is Open or has_open_key(item) for item in items):
        return STAY
    result: dict[str, Value] = {}
    names: dict[str, str] = {}
    for item in items:
        for key, value in item.items():
            result[names.setdefault(key.lower(), key)] = value
    return result


@function("intersection", "ao", "ao", rest="ao", partial=True)
def _intersection(*args: Value) -> Value:
    _one_kind("intersection", args)
    if any(map(is_open, args)):
        return STAY
    first, *others = args
    if type(first) is list:
        texts = [set(map(json_text, other)) for other in others]
        return [item for item in _unique(first) if all(json_text(item) in items for items in texts)]
    return {
        key: value
        for key, value in first.items()
        if all(key in other and json_text(other[key]) == json_text(value) for other in others)
    }
