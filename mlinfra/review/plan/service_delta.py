"""Read the property changes that Azure lists, in both spellings of its grammar."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.base.json_value import Json
from mlinfra.base.property_paths import item
from mlinfra.review.plan.change import Delta, DeltaAction
from mlinfra.review.plan.delta import MAX_DEPTH
from mlinfra.review.plan.equivalence import NO_EFFECT
from mlinfra.review.plan.tolerant_json import items, obj, text, word

_ACTIONS = {
    "create": DeltaAction.CREATE,
    "delete": DeltaAction.DELETE,
    "modify": DeltaAction.MODIFY,
    "array": DeltaAction.MODIFY,
    "noeffect": DeltaAction.NO_EFFECT,
}


def service_delta(listed: Json) -> tuple[Delta, ...]:
    """The differences in a ``delta`` list; an action nobody knows counts as a modification."""
    return tuple(_flat("", listed, 0))


def _flat(prefix: str, listed: Json, depth: int) -> Iterator[Delta]:
    for property_change in map(obj, items(listed)):
        path = _join(prefix, text(property_change.get("path")))
        children = items(property_change.get("children"))
        if children and depth < MAX_DEPTH:
            yield from _flat(path, children, depth + 1)
            continue
        action = _ACTIONS.get(
            word(property_change.get("propertyChangeType") or property_change.get("changeType")), DeltaAction.MODIFY
        )
        noise = NO_EFFECT if action is DeltaAction.NO_EFFECT else None
        yield Delta(path, action, property_change.get("before"), property_change.get("after"), noise)


def _join(prefix: str, path: str) -> str:
    if prefix and path.isascii() and path.isdigit():
        return item(prefix, int(path[:9]))
    return f"{prefix}.{path}" if prefix and path else prefix or path


def with_no_effect(compared: tuple[Delta, ...], listed: tuple[Delta, ...]) -> tuple[Delta, ...]:
    """Our differences, those folded that Azure says have no effect; and what Azure lists that we do not see."""
    silent = {delta.path: delta for delta in listed if delta.action is DeltaAction.NO_EFFECT}
    merged = tuple(_folded(delta) if delta.path in silent and delta.noise is None else delta for delta in compared)
    seen = {delta.path for delta in compared}
    return merged + tuple(delta for path, delta in silent.items() if path not in seen)


def _folded(delta: Delta) -> Delta:
    return Delta(delta.path, DeltaAction.NO_EFFECT, delta.before, delta.after, NO_EFFECT)
