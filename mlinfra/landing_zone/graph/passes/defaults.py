"""Settle the choices that a stack leaves open. Adds values to nodes: who is public, sizes, who builds images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from mlinfra.base.errors import InvalidInput, MlinfraError, ResolveError, noting
from mlinfra.base.frozen import replace
from mlinfra.landing_zone.graph.node import AnyNode, Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.passes.private import members, own_parts, used_parts
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model._seldom import Seldom
from mlinfra.landing_zone.model._workspace_settings import open_to_internet
from mlinfra.landing_zone.model.compute import ComputeCluster
from mlinfra.landing_zone.model.network import Managed, private_of
from mlinfra.landing_zone.model.registry import ContainerRegistry
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.vault import KeyVault
from mlinfra.landing_zone.model.workspace import Workspace

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.endpoint import OnlineEndpoint
    from mlinfra.landing_zone.model.private_endpoint import PrivateEndpoint
else:
    OnlineEndpoint = Seldom("model.endpoint", "OnlineEndpoint")
    PrivateEndpoint = Seldom("model.private_endpoint", "PrivateEndpoint")

Closable = (StorageAccount, KeyVault, ContainerRegistry, OnlineEndpoint)
"""The classes whose ``public_access`` may be left open."""
_OPEN = (*Closable, Workspace)
"""The classes of which fields may be left open."""
_EVENT_HUBS = "Microsoft.EventHub/namespaces"


def fill_defaults(graph: Graph) -> Graph:
    """Settle what depends on a workspace's network: who is public, the registry's size, who builds images.

    A registry without private endpoints that needs one is a fault.
    """
    faults: list[MlinfraError] = []
    closed: set[NodeId] = set()
    sizes: dict[NodeId, str] = {}
    builders: dict[NodeId, str] = {}
    for workspace in graph.of(Workspace):
        with noting(faults, InvalidInput, ResolveError):
            if private_of(workspace.resource.network) is not None:
                builders.update(_builder(graph, workspace))
                closed.update(_closed(graph, workspace, faults))
            elif _approved_only(workspace.resource):
                sizes.update(_needs_endpoints(graph, workspace))
    for endpoint in graph.of(PrivateEndpoint):
        with noting(faults, InvalidInput, ResolveError):
            sizes.update(_led_to(graph, endpoint))
    nodes = dict(graph.nodes)
    for node in graph:
        if isinstance(node.resource, _OPEN) and not node.existing:
            settled = dict(_settled(node, builders, sizes, public=node.id not in closed))
            nodes[node.id] = replace(node, settled=settled) if settled else node
    return replace(graph, nodes=nodes, faults=(*graph.faults, *faults))


def _settled(
    node: AnyNode, builders: Mapping[NodeId, str], sizes: Mapping[NodeId, str], *, public: bool
) -> Iterator[tuple[str, str | bool]]:
    resource = node.resource
    if isinstance(resource, Closable) and resource.public_access is None:
        yield "public_access", public
    if isinstance(resource, Workspace) and isinstance(resource.hub, Workspace) and resource.public_access is None:
        yield "public_access", open_to_internet(resource.hub)
    if isinstance(resource, ContainerRegistry) and resource.sku == "auto":
        is_public = public if resource.public_access is None else resource.public_access
        yield "sku", sizes.get(node.id, "Basic" if is_public else "Premium")
    if node.id in builders:
        yield "image_build_compute", builders[node.id]


def _closed(graph: Graph, workspace: Node[Workspace], faults: list[MlinfraError]) -> Iterator[NodeId]:
    """What a private workspace closes: what it is made of, and what it and the projects of a hub use."""
    for target in (*own_parts(graph, workspace), *_endpoints(graph, workspace), *used_parts(graph, workspace)):
        with noting(faults, InvalidInput):
            _check_size(graph.nodes[target], "a private workspace gives it")
        yield target


def _endpoints(graph: Graph, workspace: Node[Workspace]) -> Iterator[NodeId]:
    for member in members(graph, workspace):
        yield from (endpoint.id for endpoint in graph.children(member.id, OnlineEndpoint))


def _builder(graph: Graph, workspace: Node[Workspace]) -> dict[NodeId, str]:
    """The first cluster builds images where the registry is private."""
    cluster = next(graph.children(workspace.id, ComputeCluster), None)
    return {workspace.id: cluster.id.name} if workspace.resource.image_build_compute is None and cluster else {}


def _approved_only(workspace: Workspace) -> bool:
    """Whether Azure gives its registry a private endpoint in the network that it manages (azure-docs PR#111532)."""
    return isinstance(workspace.network, Managed) and workspace.network.isolation == "approved"


def _needs_endpoints(graph: Graph, workspace: Node[Workspace]) -> dict[NodeId, str]:
    registry = workspace.resource.registry
    if not isinstance(registry, ContainerRegistry):
        return {}
    target = referred(graph, registry, workspace.id)
    _check_size(graph.nodes[target], "an approved managed network gives it")
    return {target: "Premium"}


def _led_to(graph: Graph, endpoint: Node[PrivateEndpoint]) -> dict[NodeId, str]:
    """A registry that an endpoint of the author's leads to."""
    target = referred(graph, endpoint.resource.target, endpoint.id)
    _check_size(graph.nodes[target], f"{endpoint.id.name} is")
    return {target: "Premium"}


def _check_size(node: AnyNode, who: str) -> None:
    if node.id.type == _EVENT_HUBS:
        _check_namespace(node, who)
    if isinstance(node.resource, ContainerRegistry) and node.resource.sku not in {"auto", "Premium"}:
        message = f"a {node.resource.sku} registry has no private endpoints, which {who}"
        place = f"{node.origin.where} ContainerRegistry.sku"
        raise InvalidInput(message, where=place, hint='use sku="Premium", or leave it out')


def _check_namespace(node: AnyNode, who: str) -> None:
    from mlinfra.landing_zone.model.event_hub import EventHubNamespace  # few graphs have one

    if isinstance(node.resource, EventHubNamespace) and node.resource.sku == "Basic":
        place = f"{node.origin.where} EventHubNamespace.sku"
        message = f"a Basic namespace has no private endpoints, which {who}"
        raise InvalidInput(message, where=place, hint='say sku="Standard"')
