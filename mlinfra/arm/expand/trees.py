"""Evaluate the expressions in JSON of a template, and write out its property loops.

Errors get the path of where they are: ``where`` begins with a dot or bracket while it is relative.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.evaluate import evaluate_text
from mlinfra.arm.expand.limits import shallow_weight
from mlinfra.arm.expand.values import Open, Value, closed, kind_of, open_call, open_key
from mlinfra.base.errors import TemplateError

MOST_COPIES = 800


def located(error: TemplateError, step: str) -> None:
    """Puts a step before the path of an error that is not absolute yet."""
    if not error.where or error.where[0] in ".[":
        error.where = step + error.where


def within(path: str, action: Callable[..., Any], *args: Any) -> Any:
    """The result of an action; errors in it get a path of the template."""
    try:
        return action(*args)
    except TemplateError as error:
        located(error, path)
        raise


def evaluate_tree(value: Any, context: Context, *, loops: bool = False, looped: bool = False) -> Value:
    """A JSON value with its expressions evaluated, in keys too.

    ``loops``: a ``copy`` array in an object stands for properties; ``looped``: but we are in one already.
    """
    kind = type(value)
    if kind is str:
        return evaluate_text(value, context) if value[:1] == "[" else value
    if kind is dict:
        if loops and type(value.get("copy")) is list:
            return _with_loops(value, context, looped=looped)
        return _object(value, context, loops, looped)
    if kind is list:
        return _array(value, context, loops, looped)
    return value


def _object(value: dict[str, Any], context: Context, loops: bool, looped: bool) -> dict[str, Value]:
    """An object evaluated; plain values, which are most, are taken over here, without a call for each.

    Whether a bracket stands anywhere is asked first: a slice of each text would take twice as long.
    """
    result: dict[str, Value] = {}
    size = shallow_weight(value)
    for key, item in value.items():
        name = key if "[" not in key else evaluate_key(key, context)
        kind = type(item)
        if kind is str and "[" not in item:
            size += len(item)
            result[name] = item
        elif kind in _EVALUATED:
            result[name] = _step(f".{key}", item, context, loops, looped)
        else:
            result[name] = item
    context.budget.keep(size)
    return result


def _array(value: list[Any], context: Context, loops: bool, looped: bool) -> list[Value]:
    """An array evaluated, as `_object`."""
    result = value.copy()
    size = shallow_weight(value)
    for at, item in enumerate(value):
        kind = type(item)
        if kind is str and "[" not in item:
            size += len(item)
        elif kind in _EVALUATED:
            result[at] = _step(f"[{at}]", item, context, loops, looped)
    context.budget.keep(size)
    return result


_EVALUATED = frozenset({str, dict, list})


def _step(step: str, item: Any, context: Context, loops: bool, looped: bool) -> Value:
    kind = type(item)
    if kind is str and item[:1] != "[":
        context.budget.keep(len(item))
        return item
    if kind not in _EVALUATED:
        return item
    try:
        return evaluate_text(item, context) if kind is str else evaluate_tree(item, context, loops=loops, looped=looped)
    except TemplateError as error:
        located(error, step)
        raise


def evaluate_at(step: str, value: Any, context: Context, *, loops: bool = False) -> Value:
    """As `evaluate_tree`; errors get the path of the value."""
    kind = type(value)
    if kind not in _EVALUATED or (kind is str and "[" not in value):
        return value  # as nearly all names, versions and conditions
    try:
        return evaluate_text(value, context) if kind is str else evaluate_tree(value, context, loops=loops)
    except TemplateError as error:
        located(error, step)
        raise


def evaluate_key(key: str, context: Context) -> str:
    """A key of an object in a template."""
    if key[:1] != "[":
        return key
    value = evaluate_text(key, context)
    if type(value) is Open:
        return open_key(value)
    if type(value) is not str:
        raise TemplateError(f"the key {key} is not a text")
    return value


def _with_loops(value: dict[str, Any], context: Context, *, looped: bool) -> Value:
    result: dict[str, Value] = {}
    for key, item in value.items():
        if key != "copy":
            result[evaluate_key(key, context)] = _step(f".{key}", item, context, loops=True, looped=looped)
            continue
        if looped:
            raise TemplateError("a property loop can't stand in the input of another one", where=".copy")
        for at, loop in enumerate(item):
            name, items = within(f".copy[{at}]", _loop, loop, context)
            result[name] = items
    return result


def _loop(loop: Any, context: Context) -> tuple[str, Value]:
    if type(loop) is not dict or type(loop.get("name")) is not str or "count" not in loop:
        raise TemplateError("a loop has name, count and input")
    return loop["name"], evaluate_loop(loop, loop["name"], context, loops=True)


def evaluate_loop(loop: dict[str, Any], index_name: str, context: Context, *, loops: bool = False) -> Value:
    """The array a property, variable or output loop stands for; ``unknown()`` where its count is not known."""
    count = evaluate_count(loop["count"], context)
    if type(count) is Open:
        return open_call("unknown")
    source = loop.get("input")
    context.budget.step(count)
    return [_step(".input", source, context.with_copy(index_name, at), loops=loops, looped=True) for at in range(count)]


def evaluate_count(count: Any, context: Context) -> Value:
    """The count of a loop, or the expression for it."""
    value = evaluate_at(".count", count, context)
    if type(value) is Open:
        return value
    if type(value) is not int or not 0 <= value <= MOST_COPIES:
        shown = value if type(value) is int else kind_of(value)
        raise TemplateError(f"the count of a loop is 0 to {MOST_COPIES}, not {shown}", where=".count")
    return value


def closed_text(value: Value) -> str:
    """What stands for a name or id as a key of an index: in lower case, open ones by their text."""
    return (value if type(value) is str and value.isascii() else str(closed(value))).lower()
