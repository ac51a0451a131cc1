"""Name a change, and the few properties that matter most in it: ``0 to 8 nodes, Standard_DS3_v2``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from mlinfra.review.report.reading import mapping
from mlinfra.review.report.role_name import granted_on, granted_role, granted_to, is_role_guid
from mlinfra.review.report.values import plain
from mlinfra.review.report.view import ChangeView, DeltaView
from mlinfra.review.report.words import delta_values

_PATHS: dict[str, tuple[str, ...]] = {
    "storage": ("sku.name", "kind"),
    "vault": ("properties.sku.name",),
    "registry": ("sku.name",),
    "workspace": ("kind", "sku.name"),
    "insights": ("kind",),
    "logs": ("properties.sku.name",),
    "datastore": (
        "properties.datastoreType",
        "properties.accountName",
        "properties.containerName",
        "properties.filesystem",
    ),
    "data": ("properties.dataType", "properties.dataUri"),
    "environment": ("properties.image",),
    "model": ("properties.modelType", "properties.modelUri"),
    "endpoint": ("properties.authMode",),
    "batch dep": ("properties.compute", "properties.model"),
    "online dep": ("properties.instanceType", "properties.model"),
    "connection": ("properties.category", "properties.target"),
    "outbound": ("properties.type",),
    "schedule": ("properties.trigger.expression", "properties.trigger.frequency"),
    "budget": ("properties.amount", "properties.timeGrain"),
    "subnet": ("properties.addressPrefix",),
    "lock": ("properties.level",),
    "group": ("location",),
}


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
    read = _READERS.get(change.kind)
    parts = read(body) if read else (_at(body, path) for path in _PATHS.get(change.kind, ("sku.name", "kind")))
    told = [plain(part) for part in parts if part is not None]
    return ", ".join(part for part in told if part and part not in label(change))


def label(change: ChangeView) -> str:
    """What to call a change: its address, but ``Reader on stlake`` for a role assignment named by a GUID."""
    around, _, name = change.address.rpartition("/")
    if change.kind != "role" or not around or not is_role_guid(name):
        return change.address
    role = granted_role(change.after or change.before)
    return f"{role} on {around}" if role else change.address


def _at(body: Any, path: str) -> Any:
    for key in path.split("."):
        body = mapping(body).get(key)
    return body if isinstance(body, (str, int, float)) else None


def _compute(body: Any) -> Iterator[str | None]:
    inner = "properties.properties."
    least, most = (_at(body, f"{inner}scaleSettings.{bound}NodeCount") for bound in ("min", "max"))
    if most is not None:
        yield f"{0 if least is None else least} to {most} nodes"
    yield _at(body, f"{inner}vmSize")
    if _at(body, f"{inner}vmPriority") == "LowPriority":
        yield "low priority"
    for path in ("scaleSettings.nodeIdleTimeBeforeScaleDown", "idleTimeBeforeShutdown"):
        if idle := _at(body, inner + path):
            yield f"idle {_duration(plain(idle))}"


def _role(body: Any) -> Iterator[str | None]:
    yield granted_role(body)
    on, to = granted_on(body), granted_to(body)
    yield f"on {on}" if on else None
    yield f"to {to}" if to else None


_READERS: dict[str, Callable[[Any], Iterator[str | None]]] = {"compute": _compute, "role": _role}

_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def _duration(text: str) -> str:
    """``PT10M`` as ``10 min``; anything that is not such a duration stays as it is."""
    match = _DURATION.fullmatch(text)
    units = zip(match.groups(), ("d", "h", "min", "s"), strict=True) if match else ()
    return " ".join(f"{number} {unit}" for number, unit in units if number) or text
