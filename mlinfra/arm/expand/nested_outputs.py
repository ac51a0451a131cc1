"""Evaluate outputs of a nested deployment that are not known a second time, as the engine does.

Scope functions in what the parent gave as parameters then mean the nested deployment: a ``deployment().name`` that the
parent does not know becomes the nested deployment's name.
"""

from __future__ import annotations

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.evaluate import evaluate
from mlinfra.arm.expand.syntax import Access, Call, Known, Node
from mlinfra.arm.expand.values import Open, Value, is_open
from mlinfra.base.errors import TemplateError

_SCOPES = {"deployment", "resourcegroup", "subscription", "tenant", "managementgroup"}
_BOUND = {"parameters", "variables", "copyindex", "outputs", "unknown", "getkeyvaultsecret", "externalinputs"}


def carried(value: Value, context: Context) -> Value:
    """An output evaluated a second time in its template."""
    if not is_open(value):
        return value
    if type(value) is dict:
        return {key: carried(item, context) for key, item in value.items()}
    if type(value) is list:
        return [carried(item, context) for item in value]
    calls = _calls(value.node)
    if calls.isdisjoint(_SCOPES) or not calls.isdisjoint(_BOUND):
        return value
    if "deployment" in calls and type(context.expansion.place.name) is Open:
        return value
    try:
        return evaluate(value.node, context)
    except TemplateError:
        return value  # it means nothing here; the engine keeps it, too


def _calls(node: Node) -> set[str]:
    if isinstance(node, Call):
        return {node.name.lower()}.union(*map(_calls, node.args))
    if isinstance(node, Access):
        return _calls(node.base) | _calls(node.key)
    return _inside(node.value) if isinstance(node, Known) else set()


def _inside(value: Value) -> set[str]:
    if type(value) is Open:
        return _calls(value.node)
    items = value.values() if type(value) is dict else value if type(value) is list else ()
    return set().union(*map(_inside, items))
