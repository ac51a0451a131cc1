"""Find the resources that the ``reference()`` calls in a value name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.evaluate import evaluate
from mlinfra.arm.expand.syntax import Access, Call, Node, is_expression, parse
from mlinfra.arm.expand.values import Value
from mlinfra.base.errors import TemplateError

_READERS = {"reference", "references"}


def mentioned(body: Any, context: Context) -> Iterator[tuple[Value, bool]]:
    """Targets of the references in a body, in order, and whether a whole loop is meant."""
    for call in _calls_in(body):
        if not call.args:
            continue
        try:
            target = evaluate(call.args[0], context)
        except TemplateError:
            continue  # it hangs on a lambda variable or an inner loop; or it is an error to be told later
        yield target, call.name.lower() == "references"


def reads_resources(body: Any) -> bool:
    """Whether any expression in a value reads the state of resources."""
    if type(body) is str:
        return body[:1] == "[" and is_expression(body) and _text_reads(body)
    if type(body) is dict:
        return any(reads_resources(part) for pair in body.items() for part in pair)
    return type(body) is list and any(map(reads_resources, body))


@lru_cache(maxsize=4096)
def _text_reads(text: str) -> bool:
    try:
        return _is_run_time(parse(text[1:-1]))
    except TemplateError:
        return False


def _calls_in(body: Any) -> Iterator[Call]:
    kind = type(body)
    if kind is str:
        if body[:1] == "[" and is_expression(body):
            yield from _calls(body)
    elif kind is dict:
        for key, item in body.items():
            if key[:1] == "[":
                yield from _calls_in(key)
            yield from _calls_in(item)
    elif kind is list:
        for item in body:
            yield from _calls_in(item)


@lru_cache(maxsize=4096)
def _calls(text: str) -> tuple[Call, ...]:
    """The reading calls of an expression. None where it does not parse: that is told when it is evaluated."""
    try:
        return tuple(_walk(parse(text[1:-1])))
    except TemplateError:
        return ()


def _is_run_time(node: Node) -> bool:
    """Whether an expression reads the state of resources."""
    if isinstance(node, Access):
        return _is_run_time(node.base) or _is_run_time(node.key)
    if not isinstance(node, Call):
        return False
    name = node.name.lower()
    return name in _READERS or name.startswith("list") or any(map(_is_run_time, node.args))


def _walk(node: Node) -> Iterator[Call]:
    if isinstance(node, Call):
        if node.name.lower() in _READERS and not any(map(_is_run_time, node.args[:1])):
            yield node
        for arg in node.args:
            yield from _walk(arg)
    elif isinstance(node, Access):
        yield from _walk(node.base)
        yield from _walk(node.key)
