"""Say which roles online endpoints need: their deployments read data and models, pull images and write metrics."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.graph.roles._data import data_roles
from mlinfra.landing_zone.graph.roles._need import READER, RequiredRole, Zone
from mlinfra.landing_zone.model.endpoint import OnlineEndpoint


def needs(zone: Zone) -> Iterator[RequiredRole]:
    """What the endpoints of a workspace need."""
    for endpoint in zone.graph.children(zone.workspace, OnlineEndpoint):
        yield from _of_endpoint(zone, endpoint)


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
