"""Compare two bodies of a resource, and list the property changes as Azure's what-if does."""

from __future__ import annotations

from typing import Any

Delta = list[dict[str, Any]]


def _same(before: Any, after: Any) -> bool:
    if before == after and type(before) is type(after):
        return True
    if isinstance(before, str) and isinstance(after, str):
        return before.startswith("/") and before.lower() == after.lower()
    numbers = isinstance(before, int | float) and isinstance(after, int | float)
    return numbers and not isinstance(before, bool) and not isinstance(after, bool) and before == after


def _entry(path: str, kind: str, **values: Any) -> dict[str, Any]:
    return {"path": path, "propertyChangeType": kind, **values}


def _members(before: dict[str, Any], after: dict[str, Any], at: str) -> Delta:
    names = {name.lower(): name for name in before} if at.endswith("userAssignedIdentities") else {}
    other = {names.get(name.lower(), name): value for name, value in after.items()}
    changes: Delta = []
    for name in [*before, *(name for name in other if name not in before)]:
        path = f"{at}.{name}" if at else name
        if name not in other:
            changes.append(_entry(path, "Delete", before=before[name]))
        elif name not in before:
            changes.append(_entry(path, "Create", after=other[name]))
        else:
            changes += delta(before[name], other[name], path)
    return changes


def _items(before: list[Any], after: list[Any]) -> Delta:
    children: Delta = []
    for index in range(max(len(before), len(after))):
        path = str(index)
        if index >= len(after):
            children.append(_entry(path, "Delete", before=before[index]))
        elif index >= len(before):
            children.append(_entry(path, "Create", after=after[index]))
        elif isinstance(before[index], dict) and isinstance(after[index], dict):
            inner = _members(before[index], after[index], "")
            if inner:
                children.append(_entry(path, "Modify", children=inner))
        else:
            children += delta(before[index], after[index], path)
    return children


def delta(before: Any, after: Any, path: str = "") -> Delta:
    """All property changes, outermost first; empty when the bodies say the same."""
    if isinstance(before, dict) and isinstance(after, dict):
        return _members(before, after, path)
    if isinstance(before, list) and isinstance(after, list):
        children = _items(before, after)
        return [_entry(path, "Array", children=children)] if children else []
    return [] if _same(before, after) else [_entry(path, "Modify", before=before, after=after)]
