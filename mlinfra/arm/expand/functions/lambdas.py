"""Evaluate the functions that take lambda functions: ``map``, ``filter``, ``sort``, ``reduce``, ``toObject`` and others."""

from __future__ import annotations

from collections.abc import Callable
from functools import cmp_to_key
from typing import NamedTuple

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.evaluate import evaluate, settled, unsettled
from mlinfra.arm.expand.functions.logic import counted
from mlinfra.arm.expand.limits import shallow_weight
from mlinfra.arm.expand.registry import special
from mlinfra.arm.expand.syntax import Call, Node
from mlinfra.arm.expand.values import Open, Value, kind_of, node_of, open_key
from mlinfra.base.errors import TemplateError

_MEMBER = 150
"""About how many bytes a member of a new object takes."""


class _Lambda(NamedTuple):
    names: list[str]
    body: Node
    context: Context
    owner: str

    def __call__(self, *values: Value) -> Value:
        return evaluate(self.body, self.context.with_lambdas(self.names, list(values)))

    def boolean(self, *values: Value) -> Value:
        value = self(*values)
        if type(value) not in {bool, Open}:
            raise TemplateError(f"the lambda function of {self.owner}() must yield a Boolean, not {kind_of(value)}")
        return value

    def key(self, value: Value) -> Value:
        key = self(value)
        if type(key) not in {str, Open}:
            raise TemplateError(f"the lambda function of {self.owner}() must yield a text as key, not {kind_of(key)}")
        return key


def _lambda(node: Call, at: int, context: Context, least: int, most: int) -> _Lambda:
    arg = node.args[at]
    if not isinstance(arg, Call) or arg.name.lower() != "lambda":
        raise TemplateError(f"argument {at + 1} of {node.name}() must be a lambda function")
    *names, body = arg.args or (arg,)
    if not least <= len(names) <= most:
        raise TemplateError(f"the lambda function of {node.name}() takes {least} to {most} variables, not {len(names)}")
    return _Lambda([_variable(name, context) for name in names], body, context, node.name)


def _variable(node: Node, context: Context) -> str:
    name = evaluate(node, context)
    if type(name) is not str:
        raise TemplateError(f"a variable of lambda() is a name, not {kind_of(name)}")
    return name.lower()


def _subject(node: Call, context: Context, kind: type) -> Value:
    value = unsettled(node.args[0], context)  # parts of references are read by the lambda functions
    value = settled(value) if type(value) is Open else value
    if type(value) not in {kind, Open}:
        wanted = "an array" if kind is list else "an object"
        raise TemplateError(f"{node.name}() takes {wanted}, not {kind_of(value)}")
    return value


def shown(item: Value) -> Value:
    """An item with what the template says of it put in, where it is a reference."""
    return settled(item) if type(item) is Open else item


def _stays(node: Call, *folded: Value) -> Open:
    """The call with its first arguments folded and its lambda functions as written."""
    return Open(Call(node.name, (*map(node_of, folded), *node.args[len(folded) :])))


@special("lambda")
def _stray_lambda(_node: Call, _context: Context) -> Value:
    raise TemplateError("lambda() stands only as an argument of map(), filter() and the like")


@special("lambdaVariables")
def _lambda_variables(node: Call, context: Context) -> Value:
    counted(node, 1, 1)
    name = evaluate(node.args[0], context)
    if type(name) is not str or name.lower() not in context.lambdas:
        raise TemplateError(f"there is no lambda variable {name!r} here")
    return context.lambdas[name.lower()]


@special("map")
def _map(node: Call, context: Context) -> Value:
    counted(node, 2, 2)
    items = _subject(node, context, list)
    if type(items) is Open:
        return _stays(node, items)
    body = _lambda(node, 1, context, 1, 2)
    context.budget.make(shallow_weight(items))
    return [body(item, at) for at, item in enumerate(items)]


@special("filter")
def _filter(node: Call, context: Context) -> Value:
    counted(node, 2, 2)
    items = _subject(node, context, list)
    if type(items) is Open:
        return _stays(node, items)
    test = _lambda(node, 1, context, 1, 2)
    passed: list[Value] = []
    context.budget.make(shallow_weight(items))
    for at, item in enumerate(items):
        verdict = test.boolean(item, at)
        if type(verdict) is Open:  # what follows is not looked at
            return _stays(node, items)
        if verdict:
            passed.append(shown(item))
    return passed


class _Undecided(Exception):
    pass


@special("sort")
def _sort(node: Call, context: Context) -> Value:
    counted(node, 2, 2)
    items = _subject(node, context, list)
    if type(items) is Open:
        return _stays(node, items)
    before = _lambda(node, 1, context, 2, 2)

    def first(left: Value, right: Value) -> bool:
        verdict = before.boolean(left, right)
        if type(verdict) is Open:
            raise _Undecided
        return bool(verdict)

    context.budget.make(shallow_weight(items))
    try:
        return sorted(map(shown, items), key=cmp_to_key(lambda left, right: first(right, left) - first(left, right)))
    except _Undecided:
        return _stays(node, items)


@special("reduce")
def _reduce(node: Call, context: Context) -> Value:
    counted(node, 3, 3)
    items = _subject(node, context, list)
    if type(items) is Open:
        return _stays(node, items)
    start = value = evaluate(node.args[1], context)
    if type(start) is Open:
        return _stays(node, items, start)
    body = _lambda(node, 2, context, 2, 3)
    for at, item in enumerate(items):
        value = body(value, item, at)
        if type(value) is Open:  # used by what follows or not, the whole call stays
            return _stays(node, items, start)
    return value


@special("mapValues")
def _map_values(node: Call, context: Context) -> Value:
    counted(node, 2, 2)
    value = _subject(node, context, dict)
    if type(value) is Open:
        return _stays(node, value)
    body = _lambda(node, 1, context, 1, 1)
    context.budget.make(shallow_weight(value))
    return {key: body(item) for key, item in value.items()}


def _makers(node: Call, context: Context) -> tuple[Callable[[Value], Value], Callable[[Value], Value]]:
    """What makes the key of an item, and its value."""
    key = _lambda(node, 1, context, 1, 1)
    return key.key, _lambda(node, 2, context, 1, 1).__call__ if len(node.args) > 2 else shown


@special("toObject")
def _to_object(node: Call, context: Context) -> Value:
    counted(node, 2, 3)
    items = _subject(node, context, list)
    if type(items) is Open:
        return _stays(node, items)
    key_of, value_of = _makers(node, context)
    context.budget.make(_MEMBER * len(items))
    result: dict[str, Value] = {}
    seen: set[str] = set()
    for item in items:
        key = key_of(item)
        if type(key) is Open:
            result[open_key(key)] = value_of(item)
            continue
        if key.lower() in seen:
            raise TemplateError(f"toObject() is given the key {key!r} twice")
        seen.add(key.lower())
        result[key] = value_of(item)
    return result


@special("groupBy")
def _group_by(node: Call, context: Context) -> Value:
    counted(node, 2, 3)
    items = _subject(node, context, list)
    if type(items) is Open:
        return _stays(node, items)
    key_of, value_of = _makers(node, context)
    context.budget.make(_MEMBER * len(items))
    groups: dict[str, list[Value]] = {}
    names: dict[str, str] = {}
    for item in items:
        key = key_of(item)
        if type(key) is Open:  # what follows is not looked at
            return _stays(node, items)
        groups.setdefault(names.setdefault(key.lower(), key), []).append(value_of(item))
    return groups
