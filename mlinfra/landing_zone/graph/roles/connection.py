"""Say which roles connections need: one that signs in as its workspace opens what it leads to."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.catalogue.types.cognitive_services import AI_SERVICES
from mlinfra.catalogue.types.search import SEARCH_SERVICE
from mlinfra.landing_zone.graph.roles._need import RequiredRole, Zone
from mlinfra.landing_zone.model._connection import AnyConnection

_ROLES = {AI_SERVICES.key: "Cognitive Services User", SEARCH_SERVICE.key: "Search Index Data Reader"}
"""The least role that reads what a service answers, by its type."""


def needs(zone: Zone) -> Iterator[RequiredRole]:
    """What the workspace needs on the services that its connections lead to."""
    for node in zone.graph.children(zone.workspace, AnyConnection):
        if zone.created is None or not node.resource.workspace_identity:
            continue
        who = zone.principal_of(zone.created)
        for target in dict.fromkeys(target for targets in node.links.values() for target in targets):
            role = _ROLES.get(target.type.lower())
            if role is not None:
                reason = f"{zone.workspace.name} opens {target.name} by {node.id.name}"
                yield RequiredRole(role, target, who, reason, node.origin)
