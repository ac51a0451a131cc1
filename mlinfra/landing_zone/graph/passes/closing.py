"""Add the private endpoints of one private workspace, with DNS zones and their links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlinfra.base.errors import DuplicateResource
from mlinfra.base.frozen import dataclass, replace
from mlinfra.base.origin import Origin
from mlinfra.base.scope import Scope
from mlinfra.catalogue.resource_type import LinkGroup
from mlinfra.catalogue.types.network import NETWORK_INTERFACE
from mlinfra.landing_zone.graph.derived_network import DnsLink, DnsZone, DnsZoneGroup, PrivateEndpoint
from mlinfra.landing_zone.graph.naming import Asked, Namer
from mlinfra.landing_zone.graph.node import AnyNode, ExistingPart, Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.passes.private import (
    QUEUES,
    link_groups,
    members,
    own_parts,
    shares_out_files,
    used_parts,
)
from mlinfra.landing_zone.graph.references import scope_of
from mlinfra.landing_zone.model._names import check_name
from mlinfra.landing_zone.model._seldom import Seldom
from mlinfra.landing_zone.model.compute import ComputeCluster
from mlinfra.landing_zone.model.network import Private
from mlinfra.landing_zone.model.scope import ResourceGroup
from mlinfra.landing_zone.model.workspace import Workspace

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.compute_instance import ComputeInstance
    from mlinfra.landing_zone.model.endpoint import OnlineEndpoint
    from mlinfra.landing_zone.model.private_endpoint import PrivateEndpoint as WrittenEndpoint
else:
    ComputeInstance = Seldom("model.compute_instance", "ComputeInstance")
    OnlineEndpoint = Seldom("model.endpoint", "OnlineEndpoint")
    WrittenEndpoint = Seldom("model.private_endpoint", "PrivateEndpoint")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of endpoints and of their network interfaces; two workspaces may share what an endpoint leads to."""

    namer: Namer
    given: dict[NodeId, tuple[NodeId, str]]
    """What an endpoint leads to with the part of it, by endpoint."""
    leading_to: dict[tuple[NodeId, str, Scope | NodeId], tuple[str, str]]
    """An endpoint and its interface, by what it leads to, the part of it, and where the endpoint is."""

    def of(self, target: NodeId, group: LinkGroup, part: str, closing: Closing) -> tuple[str, str]:
        """The two names. Raises `DuplicateResource` where another endpoint has the first."""
        scope = closing.workspace.id.scope
        if shared := self.leading_to.get((target, group.name, scope)):
            return shared
        name = self._name(PrivateEndpoint.arm_type, target.name, closing, part)
        endpoint = NodeId(PrivateEndpoint.arm_type, (name,), scope)
        if endpoint in closing.graph.nodes:
            message = f"{name} is written here, and would be the private endpoint of {target.name} ({group.name}) too"
            hint = f"give it another name, or {closing.workspace.id.name} no Private"
            raise DuplicateResource(message, where=closing.graph.nodes[endpoint].origin.where, hint=hint)
        if endpoint in self.given:
            other, other_part = self.given[endpoint]
            both = f"{other.name} ({other_part}) and {target.name} ({group.name})"
            message = f"the private endpoints of {both} would both be called {name}"
            hint = "let the naming tell them apart, such as by {owner} or {instance}, or give one another name"
            raise DuplicateResource(message, where=closing.origin.where, hint=hint)
        names = name, self._name(NETWORK_INTERFACE.type, name, closing)
        self.given[endpoint], self.leading_to[target, group.name, scope] = (target, group.name), names
        return names

    def _name(self, arm_type: str, owner: str, closing: Closing, part: str = "") -> str:
        called = "PrivateEndpoint" if arm_type == PrivateEndpoint.arm_type else "network interface"
        where = closing.origin.where
        name = self.namer.name(arm_type, Asked(called, where, owner, closing.workspace.id.home, part)).text
        check_name(arm_type, name, f"{where} {called}.name", "give what it leads to a shorter name; ")
        return name


@dataclass(frozen=True, slots=True)
class Closing:
    """A private workspace whose endpoints are being added, and what all of them share."""

    workspace: Node[Workspace]
    private: Private
    subnet: NodeId
    origin: Origin
    graph: Graph
    nodes: dict[NodeId, AnyNode]
    names: Names


def close(closing: Closing) -> None:
    """Add the endpoints of the workspace and of what it uses; what runs in it waits for them."""
    graph, nodes, workspace = closing.graph, closing.nodes, closing.workspace
    waits = tuple(_endpoint(target, group, closing) for target, group in _targets(graph, workspace))
    for member in members(graph, workspace):
        computes = graph.children(member.id, ComputeCluster, ComputeInstance)
        for child in (*computes, *graph.children(member.id, OnlineEndpoint)):
            node = nodes[child.id]
            nodes[child.id] = replace(node, depends_on=(*node.depends_on, *waits))


def _targets(graph: Graph, workspace: Node[Workspace]) -> Iterator[tuple[NodeId, LinkGroup]]:
    """What gets an endpoint: the workspace, and each part of what the stack makes that a private workspace needs."""
    own = own_parts(graph, workspace)
    queues = QUEUES if shares_out_files(graph, workspace) else ()
    for target in (workspace.id, *own):
        if not graph.nodes[target].existing:
            yield from ((target, group) for group in link_groups(target) if group.default or group.name in queues)
    for target, groups in used_parts(graph, workspace).items():
        if not graph.nodes[target].existing:
            yield from ((target, group) for group in groups)


def _endpoint(target: NodeId, group: LinkGroup, closing: Closing) -> NodeId:
    """Add one endpoint and its names; returns what must be there before the target can be used."""
    part = "" if target == closing.workspace.id or target.type.count("/") > 1 else group.name
    name, interface = closing.names.of(target, group, part, closing)
    endpoint = NodeId(PrivateEndpoint.arm_type, (name,), closing.workspace.id.scope)
    resource = PrivateEndpoint(target, group.name, closing.subnet, interface)
    closing.nodes[endpoint] = Node(endpoint, resource, closing.origin, owner=closing.workspace.id)
    if closing.private.dns == "policy":
        return endpoint
    zones = tuple(_zone(name, closing) for name in group.zones[closing.graph.stack.cloud])
    registration = endpoint.child("privateDnsZoneGroups", "default")
    closing.nodes[registration] = Node(
        registration, DnsZoneGroup(zones), closing.origin, parent=endpoint, owner=closing.workspace.id
    )
    return registration


def _zone(name: str, closing: Closing) -> NodeId:
    hub, nodes = closing.private.dns, closing.nodes
    if isinstance(hub, ResourceGroup):
        zone = NodeId(DnsZone.arm_type, (name,), scope_of(hub, closing.graph.deployed))
        nodes.setdefault(zone, Node(zone, ExistingPart(DnsZone, name), closing.origin, existing=True))
        return zone
    zone = NodeId(DnsZone.arm_type, (name,), closing.workspace.id.scope)
    if zone not in nodes:
        nodes[zone] = Node(zone, DnsZone(), closing.origin, owner=closing.workspace.id)
        network = closing.subnet.above()
        link = zone.child("virtualNetworkLinks", network.name)
        nodes[link] = Node(link, DnsLink(network), closing.origin, parent=zone, owner=closing.workspace.id)
    return zone
