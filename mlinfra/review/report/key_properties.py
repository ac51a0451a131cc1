"""Name a change, and the few properties that matter most in it: ``0 to 8 nodes, Standard_DS3_v2``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.plan_facets import SKU_AND_KIND, KeyProperty
from mlinfra.catalogue.types.authorization import is_role_assignment
from mlinfra.review.report.reading import mapping
from mlinfra.review.report.role_name import granted_on, granted_role, granted_to, is_role_guid
from mlinfra.review.report.values import plain
from mlinfra.review.report.view import ChangeView, DeltaView
from mlinfra.review.report.words import delta_values


def facts(change: ChangeView) -> str:
    """What a row says of a change without being opened: what is created, or what becomes different."""
    return key_properties(change) if change.action == "create" else key_changes(change)


def key_changes(change: ChangeView) -> str:
    """The most important differences: ``minNodeCount: 0 => 1, and 2 more``; empty where there are none."""
    shown = sorted((d for d in change.deltas if not d.noise), key=_importance)
    if not shown:
        return ""
    first = shown[0]
    path = first.path if first.path.startswith("tags") else _LEADING.sub("", first.path)
    more = f", and {len(shown) - 1} more" if len(shown) > 1 else ""
    return f"{path}: {delta_values(first, 60)}{more}"


_LEADING = re.compile(r"^(?:properties\.)+(?:\w+\.)*(?=\w+$)")
"""``properties.properties.scaleSettings.`` before ``minNodeCount``."""


def _importance(delta: DeltaView) -> tuple[bool, bool, bool]:
    return (not delta.replaces, not delta.security, delta.path.startswith("tags"))


def key_properties(change: ChangeView) -> str:
    """The properties that tell a resource apart, in one line; empty when its type has none, or Azure sent no body."""
    body = change.after or change.before
    if not body:
        return ""
    if is_role_assignment(change.type):
        parts = _role(body, change.role)
    else:
        entry = find_type(change.type)
        parts = (_said(body, row) for row in (entry.key_properties if entry else SKU_AND_KIND))
    told = [plain(part) for part in parts if part is not None]
    return ", ".join(part for part in told if part and part not in label(change))


def label(change: ChangeView) -> str:
    """What to call a change: its address, but ``Reader on stlake`` for a role assignment named by a GUID."""
    around, _, name = change.address.rpartition("/")
    if not is_role_assignment(change.type) or not around or not is_role_guid(name):
        return change.address
    role = change.role or granted_role(change.after or change.before)
    return f"{role} on {around}" if role else change.address


def _at(body: Any, path: str) -> Any:
    for key in path.split("."):
        body = mapping(body).get(key)
    return body if isinstance(body, (str, int, float)) else None


def _said(body: Any, row: KeyProperty) -> str | None:
    value = _at(body, row.path)
    if value is None or row.value not in {None, value}:
        return None
    beside = _at(body, row.beside) if row.beside else None
    return row.text.format(_duration(plain(value)), beside=0 if beside is None else beside)


def _role(body: Any, custom: str) -> Iterator[str | None]:
    yield custom or granted_role(body)
    on, to = granted_on(body), granted_to(body)
    yield f"on {on}" if on else None
    yield f"to {to}" if to else None


_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def _duration(text: str) -> str:
    """``PT10M`` as ``10 min``; anything that is not such a duration stays as it is."""
    match = _DURATION.fullmatch(text)
    units = zip(match.groups(), ("d", "h", "min", "s"), strict=True) if match else ()
    return " ".join(f"{number} {unit}" for number, unit in units if number) or text
