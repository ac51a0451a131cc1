"""Merge what the author says in ARM's words (``body=``, ``extra=``) into the body of a resource."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlinfra.arm.expressions import Call, Ref
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.graph.node import AnyNode
from mlinfra.landing_zone.model._body import Body


def with_extra(body: Body, node: AnyNode, context: Context) -> Body:
    """The body with the ``body`` and the ``extra`` of its resource; raises `InvalidInput` for a key that Azure takes for another."""
    for field in ("body", "extra"):
        given = getattr(node.resource, field, {})
        if twin := _twin(body, given):
            raise _refused(node, field, *twin)
        body = _merged(body, given, context)
    return body


def _refused(node: AnyNode, field: str, key: str, why: str) -> InvalidInput:
    place = f"{node.origin.where} {node.kind.__name__}.{field}"
    return InvalidInput(f"{key!r} cannot be set here", where=place, hint=why)


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
    if not extra:
        return body
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
