"""Add the resources that stand between those that were written, or below them: assets' containers, blob containers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mlinfra.base.errors import ResolveError, noting
from mlinfra.base.frozen import replace
from mlinfra.base.origin import Origin
from mlinfra.catalogue.types.storage_services import QUEUE, SHARE, TABLE
from mlinfra.landing_zone.graph.derived import BlobService, FileService, QueueService, TableService
from mlinfra.landing_zone.graph.node import AnyNode, DerivedResource, ExistingPart, Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.model._seldom import Seldom
from mlinfra.landing_zone.model.container import BlobContainer
from mlinfra.landing_zone.model.datastore import BlobDatastore, DataLakeDatastore
from mlinfra.landing_zone.model.storage import StorageAccount

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._asset import AssetVersion
    from mlinfra.landing_zone.model.data import DataAsset
else:
    AssetVersion = Seldom("model._asset", "AssetVersion")
    DataAsset = Seldom("model.data", "DataAsset")


def add_parts(graph: Graph) -> Graph:
    """Add the containers of assets' versions, and the blob containers that accounts list; a data asset of two types is a fault."""
    nodes, faults = dict(graph.nodes), list(graph.faults)
    for node in graph.of(AssetVersion):
        with noting(faults, ResolveError):
            _asset(nodes, node)
    for account in graph.of(StorageAccount):
        for name in account.resource.containers:
            own = container_of(nodes, account.id, name, account.origin)
            resource = BlobContainer(name, parent=account.resource)
            nodes[own] = Node(own, resource, account.origin, parent=own.above())
    for container in graph.of(BlobContainer):
        service = _service_of(nodes, container.id.above(2), container.origin)
        nodes[container.id] = replace(container, parent=service)
    for item in graph:
        if item.id.type in _SERVICES and not item.existing:
            service = item.id.above()
            if service not in nodes:
                part = ExistingPart(_SERVICES[item.id.type], "default")
                nodes[service] = Node(service, part, item.origin, existing=True, parent=item.id.above(2))
            nodes[item.id] = replace(item, parent=service)
    return replace(graph, nodes=nodes, faults=tuple(faults))


_SERVICES: Mapping[str, type[DerivedResource]] = {
    SHARE.type: FileService,
    QUEUE.type: QueueService,
    TABLE.type: TableService,
}
"""The service of a storage account that has what is of a type."""


def container_of(nodes: dict[NodeId, AnyNode], account: NodeId, name: str, origin: Origin) -> NodeId:
    """Name a container, adding it and its blob service as existing unless they are there."""
    service = _service_of(nodes, account, origin)
    container = service.child("containers", name)
    if container not in nodes:
        part = ExistingPart(BlobContainer, name)
        nodes[container] = Node(container, part, origin, existing=True, parent=service)
    return container


def _service_of(nodes: dict[NodeId, AnyNode], account: NodeId, origin: Origin) -> NodeId:
    service = account.child("blobServices", "default")
    if service not in nodes:
        nodes[service] = Node(service, ExistingPart(BlobService, "default"), origin, existing=True, parent=account)
    return service


def container_name(datastore: BlobDatastore | DataLakeDatastore) -> str:
    """The blob container that a datastore stands for; a data lake's file systems are containers too."""
    return datastore.container if isinstance(datastore, BlobDatastore) else datastore.filesystem


def _asset(nodes: dict[NodeId, AnyNode], node: Node[AssetVersion]) -> None:
    from mlinfra.landing_zone.graph.derived_assets import AssetContainer

    holder = node.id.above()
    data_type = node.resource.type if isinstance(node.resource, DataAsset) else None
    if holder not in nodes:
        origin = replace(node.origin, because=f"it holds the versions of {node.resource.name}")
        nodes[holder] = Node(holder, AssetContainer(data_type), origin, parent=node.parent, owner=node.parent)
    nodes[node.id] = replace(node, parent=holder)
    if data_type is not None:
        _check_type(nodes[holder], data_type, node)


def _check_type(holder: AnyNode, data_type: str, version: Node[AssetVersion]) -> None:
    """Raise `ResolveError` for a version of another type than what holds it, which is made for one type."""
    from mlinfra.landing_zone.model.asset_containers import DataContainer  # few graphs have one

    held = holder.resource
    wanted = held.type if isinstance(held, DataContainer) else getattr(held, "data_type", None)
    if wanted is not None and wanted != data_type:
        message = f"version {version.id.name} is a {data_type}, and {holder.id.name} holds versions of type {wanted}"
        place, hint = f"{version.origin.where} DataAsset.type", f'say type="{wanted}", or give it another name'
        raise ResolveError(message, where=place, hint=hint)
