"""Name list items in the paths that Azure lists by their keys: ``logs[1].enabled`` becomes ``logs[Writes].enabled``."""

from __future__ import annotations

import re

from mlinfra.base.json_value import Json
from mlinfra.base.property_paths import keyed_item
from mlinfra.review.plan.delta import list_key

_STEP = re.compile(r"\[\d+\]|\.?[^.\[\]]+")


def keyed_path(path: str, before: Json, after: Json) -> str:
    """The path with keys in place of indices, as our own comparison writes it.

    Indices count in ``after``, or in ``before`` where that has no such item; a path that leads nowhere stays as it is.
    """
    steps = _STEP.findall(path)
    if "".join(steps) != path:
        return path
    written = ""
    for step in steps:
        if step[0] == "[":
            written, before, after = _item(written, int(step[1:-1]), before, after)
        else:
            written += step
            before, after = (_member(side, step.lstrip(".")) for side in (before, after))
    return written


def _member(side: Json, name: str) -> Json:
    return side.get(name) if isinstance(side, dict) else None


def _item(path: str, index: int, before: Json, after: Json) -> tuple[str, Json, Json]:
    """The path of an item, and the item on both sides: the same key where there is one, the same place elsewhere."""
    old, new = (side if isinstance(side, list) else [] for side in (before, after))
    named = new[index] if index < len(new) else old[index] if index < len(old) else None
    field = list_key(old, new)
    if field is None or named is None:
        before, after = (side[index] if index < len(side) else None for side in (old, new))
        return f"{path}[{index}]", before, after
    key = named[field]
    before, after = (
        next((item for item in side if item[field].casefold() == key.casefold()), None) for side in (old, new)
    )
    return keyed_item(path, key), before, after
