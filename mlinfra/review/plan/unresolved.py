"""Find what in a change stays an expression until Azure deploys it."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.arm.expression_text import is_expression
from mlinfra.base.json_value import Json
from mlinfra.base.property_paths import item, member
from mlinfra.review.plan.change import Action, Change
from mlinfra.review.plan.delta import MAX_DEPTH
from mlinfra.review.plan.plan import Gap

_SHOWN = 5


def unresolved_gap(change: Change) -> Gap | None:
    """One gap for all values that are known only while deploying; blocking when the resource itself is not known."""
    if is_expression(change.name):
        return Gap("unresolved", change.id, "which resource this is depends on values known only while deploying")
    if change.action in {Action.IGNORE, Action.DELETE, Action.DETACH, Action.UNSUPPORTED}:
        return None
    paths = list(_expressions("", change.after, 0))
    if not paths:
        return None
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    known = ", ".join(paths[:_SHOWN])
    return Gap("unresolved", change.id, f"known only while deploying: {known}{more}", blocking=False)


def _expressions(path: str, value: Json, depth: int) -> Iterator[str]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _expressions(member(path, str(key)), child, depth + 1)
    elif isinstance(value, list):
        for at, child in enumerate(value):
            yield from _expressions(item(path, at), child, depth + 1)
    elif is_expression(value):
        yield path
