"""Say which roles computes need: jobs read data, keep outputs and pull images as the compute, never as the workspace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.roles._data import data_roles
from mlinfra.landing_zone.graph.roles._need import CONTRIBUTOR, FILES, RequiredRole, Zone
from mlinfra.landing_zone.model._seldom import Seldom
from mlinfra.landing_zone.model.compute import ComputeCluster

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.compute_instance import ComputeInstance
else:
    ComputeInstance = Seldom("model.compute_instance", "ComputeInstance")


def needs(zone: Zone) -> Iterator[RequiredRole]:
    """What the computes of a workspace need; one without an identity works as the person who uses it."""
    for compute in zone.graph.children(zone.workspace, ComputeCluster, ComputeInstance):
        if compute.resource.identity is not None:
            yield from _of_compute(zone, compute, zone.principal_of(compute))


def _of_compute(zone: Zone, node: Node[ComputeCluster | ComputeInstance], who: NodeId) -> Iterator[RequiredRole]:
    compute, name, place = node.resource, node.id.name, node.origin
    yield from data_roles(zone, node, who, compute.reads, compute.writes)
    storage, registry = zone.storage, zone.registry
    if storage and zone.opens_by_roles:
        kept = f"{name} keeps logs and outputs in {storage.name}"
        yield RequiredRole(CONTRIBUTOR, storage, who, kept, place)
    if registry and who != node.id:
        # Azure grants this itself to the identity that it makes with a compute.
        yield RequiredRole("AcrPull", registry, who, f"{name} pulls images from {registry.name}", place)
    if isinstance(compute, ComputeInstance):
        if storage and zone.opens_by_roles:
            yield RequiredRole(FILES, storage, who, f"{name} keeps notebooks in {storage.name}", place)
        if compute.idle is not None:
            yield RequiredRole("Contributor", zone.workspace, who, f"{name} stops itself when idle", place)
