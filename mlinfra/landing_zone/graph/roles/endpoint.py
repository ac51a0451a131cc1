"""Say which roles online endpoints need: their deployments read data and models, pull images, write metrics and what they collect."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.roles._data import data_roles
from mlinfra.landing_zone.graph.roles._need import CONTRIBUTOR, READER, RequiredRole, Zone
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.data import DataAsset
from mlinfra.landing_zone.model.deployment import KubernetesOnlineDeployment, OnlineDeployment
from mlinfra.landing_zone.model.deployment_options import DataCollection
from mlinfra.landing_zone.model.endpoint import OnlineEndpoint


def needs(zone: Zone) -> Iterator[RequiredRole]:
    """What the endpoints of a workspace need."""
    for endpoint in zone.graph.children(zone.workspace, OnlineEndpoint):
        yield from _of_endpoint(zone, endpoint)
        yield from _collected(zone, endpoint)


def _of_endpoint(zone: Zone, node: Node[OnlineEndpoint]) -> Iterator[RequiredRole]:
    who, name, place = zone.principal_of(node), node.id.name, node.origin
    yield from data_roles(zone, node, who, node.resource.reads, ())
    if who == node.id:
        return  # Azure grants the rest itself to the identity that it makes with an endpoint
    if storage := zone.storage:
        yield RequiredRole(READER, storage, who, f"{name} reads models from {storage.name}", place)
    if registry := zone.registry:
        yield RequiredRole("AcrPull", registry, who, f"{name} pulls images from {registry.name}", place)
    yield RequiredRole("AzureML Metrics Writer", zone.workspace, who, f"{name} writes metrics", place)


def _collected(zone: Zone, endpoint: Node[OnlineEndpoint]) -> Iterator[RequiredRole]:
    """What data collectors need where they keep requests and answers."""
    for node in zone.graph.children(endpoint.id, OnlineDeployment, KubernetesOnlineDeployment):
        collector = node.resource.data_collector
        for collection in collector.collections.values() if collector is not None else ():
            if collection.enabled:
                yield from _of_collection(zone, node, collection, zone.principal_of(endpoint), endpoint.id)


def _of_collection(
    zone: Zone,
    node: Node[OnlineDeployment | KubernetesOnlineDeployment],
    collection: DataCollection,
    who: NodeId,
    endpoint: NodeId,
) -> Iterator[RequiredRole]:
    if isinstance(collection.client_id, Attribute):
        who = zone.id_of(collection.client_id.resource) or who
    elif collection.client_id is not None:
        return  # an identity that nobody here knows
    if isinstance(collection.data, DataAsset) and collection.data.datastore is not None:
        yield from data_roles(zone, node, who, (), [collection.data])
    elif (
        storage := zone.storage
    ) and who != endpoint:  # Azure grants it to the identity that it makes with an endpoint
        reason = f"{node.id.name} keeps what it collects in {storage.name}"
        yield RequiredRole(CONTRIBUTOR, storage, who, reason, node.origin)
