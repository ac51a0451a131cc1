"""Merge what the author says in ARM's words (``body=``, ``extra=``) into the body of a resource, and leave out what it omits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from mlinfra.arm.expressions import Call, Ref
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.graph.changes import changes_of
from mlinfra.landing_zone.graph.derived import written_by_author
from mlinfra.landing_zone.graph.node import AnyNode
from mlinfra.landing_zone.model._body import Body
from mlinfra.landing_zone.model._where import where


def with_extra(body: Body, node: AnyNode, context: Context) -> Body:
    """The body with the ``body`` and the ``extra`` of its resource; raises `InvalidInput` for a key that Azure takes for another.

    What the author says of a derived resource stands at its owner.
    """
    changes = changes_of(node, context.graph)
    kind: type = type(node.resource)
    for field in _in_arm_words(kind):
        if given := getattr(node.resource, field):
            body = _laid_over(body, given, f"{node.origin.where} {node.kind.__name__}.{field}", context)
    for change in changes:
        body = _laid_over(body, change.extra, f"{where(change)} Derived.extra", context)
    author = written_by_author(node)
    for path in author.omit if author is not None else ():
        body = _without(body, path.split("."), f"{node.origin.where} {node.kind.__name__}.omit")
    for change in changes:
        for path in change.omit:
            body = _without(body, path.split("."), f"{where(change)} Derived.omit")
    return body


@cache
def _in_arm_words(kind: type) -> tuple[str, ...]:
    """The fields of a class that say parts of the body in ARM's words."""
    names = {field.name for field in fields(kind)}
    return tuple(name for name in ("body", "extra") if name in names)


def _laid_over(body: Body, given: Mapping[str, Json], place: str, context: Context) -> Body:
    """The body with what is given in ARM's words at a place; raises `InvalidInput` for a key that Azure takes for another."""
    if twin := _twin(body, given):
        raise InvalidInput(f"{twin[0]!r} cannot be set here", where=place, hint=twin[1])
    merged: Body = _merged(body, given, context)
    return merged


def _without(body: Json, path: list[str], place: str) -> Json:
    """The body without what stands at a path; an object that is empty then goes too. Raises `InvalidInput` for nothing."""
    name, *below = path
    if not isinstance(body, dict) or name not in body:
        raise InvalidInput(f"the body has no {name!r} to leave out", where=place, hint=_members(body))
    inner = _without(body[name], below, place) if below else None
    return {key: inner if key == name else value for key, value in body.items() if key != name or inner}


def _members(body: Json) -> str:
    return f"there are: {', '.join(body)}" if isinstance(body, dict) else "what stands there is not an object"


def _twin(body: Any, extra: Any) -> tuple[str, str] | None:
    """A key of ``extra`` that differs from one of the body in case alone, and what to do: to Azure the two are one."""
    known = {str(key).lower(): key for key in body}
    for key, value in extra.items():
        held = known.get(str(key).lower(), key)
        if held != key:
            return key, f"Azure takes it for {held!r}: write that"
        inner = body.get(key)
        if isinstance(inner, dict) and isinstance(value, Mapping) and (twin := _twin(inner, value)):
            return twin
    return None


def _merged(body: Any, extra: Any, context: Context) -> Any:
    """Lay what the author says in ARM's words over the body; an object joins what the body computes."""
    merged = dict(body)
    for key, value in extra.items():
        held = merged.get(key)
        if isinstance(value, Mapping) and isinstance(held, dict):
            merged[key] = _merged(held, value, context)
        elif isinstance(value, Mapping) and isinstance(held, (Ref, Call)):
            merged[key] = Call("union", (held, context.value(value)))
        else:
            merged[key] = context.value(value)
    return merged
