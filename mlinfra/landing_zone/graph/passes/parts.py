"""Add the resources that stand between those that were written, or below them."""

from __future__ import annotations

import dataclasses

from mlinfra.landing_zone.graph.derived import AssetContainer, BlobContainer, BlobService, ExistingPart
from mlinfra.landing_zone.graph.node import Graph, Node, NodeId, Origin
from mlinfra.landing_zone.model.data import DataAsset
from mlinfra.landing_zone.model.datastore import BlobDatastore, DataLakeDatastore
from mlinfra.landing_zone.model.environment import Environment
from mlinfra.landing_zone.model.storage import StorageAccount


def add_parts(graph: Graph) -> Graph:
    """Add the containers of assets' versions, and the blob containers that accounts list."""
    nodes = dict(graph.nodes)
    for node in graph.of(DataAsset, Environment):
        _asset(nodes, node)
    for node in graph.of(StorageAccount):
        for name in node.resource.containers:
            container = container_of(nodes, node.id, name, node.origin)
            nodes[container.key] = Node(container, BlobContainer(), node.origin, parent=_above(container))
    return dataclasses.replace(graph, nodes=nodes)


def container_of(nodes: dict[str, Node], account: NodeId, name: str, origin: Origin) -> NodeId:
    """Name a container, adding it and its blob service as existing unless they are there."""
    service = account.child("blobServices", "default")
    container = service.child("containers", name)
    if service.key not in nodes:
        nodes[service.key] = Node(service, ExistingPart(BlobService, "default"), origin, existing=True, parent=account)
    if container.key not in nodes:
        part = ExistingPart(BlobContainer, name)
        nodes[container.key] = Node(container, part, origin, existing=True, parent=service)
    return container


def container_name(datastore: BlobDatastore | DataLakeDatastore) -> str:
    """The blob container that a datastore stands for; a data lake's file systems are containers too."""
    return datastore.container if isinstance(datastore, BlobDatastore) else datastore.filesystem


def _asset(nodes: dict[str, Node], node: Node) -> None:
    kind, _ = node.id.type.rsplit("/", maxsplit=1)
    holder = NodeId(kind, node.id.names[:-1], node.id.group, node.id.subscription)
    data_type = node.resource.type if isinstance(node.resource, DataAsset) else None
    if holder.key not in nodes:
        origin = Origin(node.origin.where, f"it holds the versions of {node.resource.name}")
        nodes[holder.key] = Node(holder, AssetContainer(data_type), origin, parent=node.parent)
    nodes[node.id.key] = Node(node.id, node.resource, node.origin, parent=holder, links=node.links)


def _above(container: NodeId) -> NodeId:
    kind, _ = container.type.rsplit("/", maxsplit=1)
    return NodeId(kind, container.names[:-1], container.group, container.subscription)
