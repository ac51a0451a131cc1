"""Tell the providers and the dependencies of a deployment, as its GET shows them."""

from __future__ import annotations

from collections import defaultdict

from mlinfra.arm.expand.runtime import Entry
from mlinfra.arm.expand.snapshot import Snapshot
from mlinfra.arm.resource_id import ResourceId
from mlinfra.local.providers._base import Body


def deployment_parts(snapshot: Snapshot, deployment: ResourceId) -> Body:
    """``providers`` with types and regions, and ``dependencies``: those of the outermost template, ids that are known."""
    entries = [entry for entry in snapshot.entries if entry.deployment.lower() == deployment.key]
    return {"providers": _providers(entries), "dependencies": _dependencies(entries)}


def _providers(entries: list[Entry]) -> list[Body]:
    places: dict[str, dict[str, list[str | None]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        namespace, _, kind = str(entry.resource.get("type", "")).partition("/")
        location = entry.resource.get("location")
        known = location if isinstance(location, str) and not location.startswith("[") else None
        if known not in places[namespace][kind]:
            places[namespace][kind].append(known)
    return [
        {
            "namespace": namespace,
            "resourceTypes": [{"resourceType": kind, "locations": kinds[kind]} for kind in sorted(kinds)],
        }
        for namespace, kinds in sorted(places.items())
    ]


def _dependencies(entries: list[Entry]) -> list[Body]:
    return [
        {"dependsOn": [_part(text) for text in entry.depends_on], **_part(str(entry.resource["id"]))}
        for entry in entries
        if entry.depends_on and str(entry.resource.get("id", "")).startswith("/")
    ]


def _part(text: str) -> Body:
    rid = ResourceId(text)
    return {"id": rid.text, "resourceType": rid.type, "resourceName": "/".join(rid.names)}
