"""Say which roles connections need: one that signs in as an identity opens what it leads to as that."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.catalogue.types.cognitive_services import AI_SERVICES
from mlinfra.catalogue.types.container_registry import CONTAINER_REGISTRY
from mlinfra.catalogue.types.search import SEARCH_SERVICE
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.roles._need import CONTRIBUTOR, READER, RequiredRole, Zone
from mlinfra.landing_zone.model._connection import AnyConnection
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.connection import ManagedIdentityConnection

_ROLES = {
    AI_SERVICES.key: "Cognitive Services User",
    SEARCH_SERVICE.key: "Search Index Data Reader",
    CONTAINER_REGISTRY.key: "AcrPull",
    STORAGE_ACCOUNT.key: READER,
}
"""The least role that reads what a service answers, by its type."""


def needs(zone: Zone) -> Iterator[RequiredRole]:
    """What the identities of connections need on the services that these lead to."""
    for node in zone.graph.children(zone.workspace, AnyConnection):
        who = _who(zone, node)
        for target in dict.fromkeys(target for targets in node.links.values() for target in targets) if who else ():
            role = _role(zone, node.resource, target)
            if role is not None and who is not None:
                reason = f"{who.name} opens {target.name} by {node.id.name}"
                yield RequiredRole(role, target, who, reason, node.origin)


def _who(zone: Zone, node: Node[AnyConnection]) -> NodeId | None:
    """As whom a connection signs in: the identity that it names, or the workspace; None where nobody knows, or it does not."""
    connection = node.resource
    if isinstance(connection, ManagedIdentityConnection):
        named = connection.resource_id if connection.resource_id is not None else connection.client_id
        if named is not None:
            return zone.id_of(named.resource) if isinstance(named, Attribute) else None
    elif not connection.workspace_identity:
        return None
    return zone.principal_of(zone.created) if zone.created is not None else None


def _role(zone: Zone, connection: AnyConnection, target: NodeId) -> str | None:
    """A feature store also writes the lake that it keeps features in."""
    keeps = zone.created is not None and zone.created.resource.workspace_kind == "FeatureStore"
    if keeps and connection.category == "ADLSGen2" and target.type.lower() == STORAGE_ACCOUNT.key:
        return CONTRIBUTOR
    return _ROLES.get(target.type.lower())
