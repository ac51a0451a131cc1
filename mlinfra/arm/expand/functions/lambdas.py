"""Functions over lambda functions: ``map``, ``filter``, ``sort``, ``reduce`` and the makers of objects."""

from __future__ import annotations

from collections.abc import Callable
from functools import cmp_to_key
from typing import NamedTuple

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.evaluate import evaluate, settled, unsettled
from mlinfra.arm.expand.functions.logic import counted
from mlinfra.arm.expand.registry import special
from mlinfra.arm.expand.syntax import Call, Node
from mlinfra.arm.expand.values import Open, Value, find_key, kind_of, node_of
from mlinfra.base.errors import TemplateError


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
        found = self(value)
        if type(found) not in {str, Open}:
            raise TemplateError(f"the lambda function of {self.owner}() must yield a text as key, not {kind_of(found)}")
        return found


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
    raise TemplateError("lambda() stands only as an argument of map(), filter() and their kin")


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
    items, body = _subject(node, context, list), _lambda(node, 1, context, 1, 2)
    return _stays(node, items) if type(items) is Open else [body(item, at) for at, item in enumerate(items)]


@special("filter")
def _filter(node: Call, context: Context) -> Value:
    counted(node, 2, 2)
    items, test = _subject(node, context, list), _lambda(node, 1, context, 1, 2)
    if type(items) is Open:
        return _stays(node, items)
    verdicts = [test.boolean(item, at) for at, item in enumerate(items)]
    if any(type(verdict) is Open for verdict in verdicts):
        return _stays(node, items)
    return [shown(item) for item, verdict in zip(items, verdicts, strict=True) if verdict]


class _Undecided(Exception):
    pass


@special("sort")
def _sort(node: Call, context: Context) -> Value:
    counted(node, 2, 2)
    items, before = _subject(node, context, list), _lambda(node, 1, context, 2, 2)

    def first(left: Value, right: Value) -> bool:
        verdict = before.boolean(left, right)
        if type(verdict) is Open:
            raise _Undecided
        return bool(verdict)

    if type(items) is Open:
        return _stays(node, items)
    try:
        return sorted(map(shown, items), key=cmp_to_key(lambda left, right: first(right, left) - first(left, right)))
    except _Undecided:
        return _stays(node, items)


@special("reduce")
def _reduce(node: Call, context: Context) -> Value:
    counted(node, 3, 3)
    items, body = _subject(node, context, list), _lambda(node, 2, context, 2, 3)
    value = evaluate(node.args[1], context)
    if type(items) is Open:
        return _stays(node, items, value)
    for at, item in enumerate(items):
        value = body(value, item, at)
    return value


@special("mapValues")
def _map_values(node: Call, context: Context) -> Value:
    counted(node, 2, 2)
    value, body = _subject(node, context, dict), _lambda(node, 1, context, 1, 1)
    return _stays(node, value) if type(value) is Open else {key: body(item) for key, item in value.items()}


def _keyed(node: Call, context: Context) -> tuple[Value, _Lambda, Callable[[Value], Value]]:
    counted(node, 2, 3)
    items, key = _subject(node, context, list), _lambda(node, 1, context, 1, 1)
    if len(node.args) < 3:
        return items, key, shown
    return items, key, _lambda(node, 2, context, 1, 1).__call__


@special("toObject")
def _to_object(node: Call, context: Context) -> Value:
    items, key_of, value_of = _keyed(node, context)
    keys = [] if type(items) is Open else [key_of.key(item) for item in items]
    if type(items) is Open or any(type(key) is Open for key in keys):
        return _stays(node, items)
    made: dict[str, Value] = {}
    seen: set[str] = set()
    for key, item in zip(keys, items, strict=True):
        if key.lower() in seen:
            raise TemplateError(f"toObject() is given the key {key!r} twice")
        seen.add(key.lower())
        made[key] = value_of(item)
    return made


@special("groupBy")
def _group_by(node: Call, context: Context) -> Value:
    items, key_of, value_of = _keyed(node, context)
    keys = [] if type(items) is Open else [key_of.key(item) for item in items]
    if type(items) is Open or any(type(key) is Open for key in keys):
        return _stays(node, items)
    groups: dict[str, list[Value]] = {}
    for key, item in zip(keys, items, strict=True):
        groups.setdefault(find_key(groups, key) or key, []).append(value_of(item))
    return groups
