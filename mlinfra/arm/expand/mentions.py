"""Find the resources that the ``reference()`` calls in a value name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.evaluate import evaluate
from mlinfra.arm.expand.syntax import Access, Call, Known, Node, is_expression, parse
from mlinfra.arm.expand.values import Open, Value
from mlinfra.base.errors import TemplateError

_READERS = {"reference", "references"}


def mentioned(body: Any, context: Context) -> Iterator[tuple[Value, bool]]:
    """Targets of the references in a body, in order, and whether a whole loop is meant."""
    texts: list[str] = []
    _add_expressions(body, texts)
    for text in texts:
        for call in _reached_calls(text, context) if context.expansion.symbolic else _calls(text):
            if not call.args:
                continue
            try:
                target = evaluate(call.args[0], context)
            except TemplateError:
                continue  # it depends on a lambda variable or an inner loop, or its evaluation reports the error
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
        return _is_run_time(parse(text))
    except TemplateError:
        return False


def _add_expressions(body: Any, texts: list[str]) -> None:
    """Adds the expressions in a value that may read resources, in order."""
    kind = type(body)
    if kind is str:
        if body[:1] == "[" and is_expression(body) and "reference" in body.lower():
            texts.append(body)
    elif kind is dict:
        for key, item in body.items():
            if "[" in key:
                _add_expressions(key, texts)
            kind = type(item)
            if "[" in item if kind is str else kind in _HOLDERS:
                _add_expressions(item, texts)
    elif kind is list:
        for item in body:
            _add_expressions(item, texts)


_HOLDERS = frozenset({dict, list})


def _reached_calls(text: str, context: Context) -> Iterable[Call]:
    """The reading calls that are left when what is known has been evaluated: ``if(true(), 1, reference('x'))`` has none."""
    calls = _calls(text)
    return _walk(_reached(parse(text), context)) if calls and _CHOICE.search(text) else calls


_CHOICE = re.compile(r"\b(?:if|and|or|coalesce)\s*\(", re.IGNORECASE)


def _reached(node: Node, context: Context) -> Node:
    """An expression without the parts that known conditions rule out."""
    if isinstance(node, Access):
        return Access(_reached(node.base, context), _reached(node.key, context))
    if not isinstance(node, Call):
        return node
    name = node.name.lower()
    if name == "if" and len(node.args) == 3:
        condition = _known(node.args[0], context)
        if type(condition) is bool:
            return _reached(node.args[1 if condition else 2], context)
    elif name in {"and", "or", "coalesce"}:
        for arg in node.args:
            value = _known(arg, context)
            if type(value) is Open:
                break
            if value is not None if name == "coalesce" else value is (name == "or"):
                return Known(value)
    return Call(node.name, tuple(_reached(arg, context) for arg in node.args), node.at)


def _known(node: Node, context: Context) -> Value:
    """The value of an expression; itself, open, where it reads resources or can't be evaluated here."""
    if _is_run_time(node):
        return Open(node)
    try:
        return evaluate(node, context)
    except TemplateError:
        return Open(node)


@lru_cache(maxsize=4096)
def _calls(text: str) -> tuple[Call, ...]:
    """The reading calls of an expression. None where it does not parse; its evaluation reports that."""
    try:
        return tuple(_walk(parse(text)))
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
