"""Add the private endpoints, DNS zones and outbound rules that the networks of a graph ask for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from mlinfra.base.frozen import dataclass
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.resource_type import LinkGroup
from mlinfra.catalogue.types.network import VIRTUAL_NETWORK
from mlinfra.landing_zone.graph.derived import (
    DnsLink,
    DnsZone,
    DnsZoneGroup,
    ExistingPart,
    OutboundRule,
    PrivateEndpoint,
)
from mlinfra.landing_zone.graph.node import Graph, Node, NodeId, Origin
from mlinfra.landing_zone.graph.passes.defaults import data_accounts
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.network import Managed, Private, PrivateTarget, private_of
from mlinfra.landing_zone.model.scope import ResourceGroup
from mlinfra.landing_zone.model.stack import Stack
from mlinfra.landing_zone.model.workspace import Workspace

_CLOSED_WITH_IT = ("storage", "key_vault", "registry")
"""The fields of a workspace whose resources get endpoints when the workspace is private."""


@dataclass(frozen=True, slots=True)
class _Closing:
    """A private workspace whose endpoints are being added, and what all of them share."""

    workspace: Node
    private: Private
    subnet: NodeId
    origin: Origin
    stack: Stack


def add_network(graph: Graph) -> Graph:
    """Close workspaces that are private: endpoints for them and for what they create, with names in DNS."""
    nodes = dict(graph.nodes)
    for node in graph.of(Workspace):
        private = private_of(node.resource.network)
        if private is not None:
            _close(nodes, node, private, graph.stack)
        if isinstance(node.resource.network, Managed):
            _rules(nodes, node, node.resource.network)
    return dataclasses.replace(graph, nodes=nodes)


def _close(nodes: dict[str, Node], workspace: Node, private: Private, stack: Stack) -> None:
    subnet = workspace.link("network.subnet") or workspace.link("network.inbound.subnet")
    assert subnet is not None, "the subnet is a required field of Private"
    origin = Origin(str(where(private)), f"{workspace.id.name} is private")
    closing = _Closing(workspace, private, subnet, origin, stack)
    waits = tuple(_endpoint(nodes, target, group, closing) for target, group in _targets(nodes, workspace))
    for field in ("computes", "endpoints"):
        for child in workspace.links.get(field, ()):
            nodes[child.key] = dataclasses.replace(nodes[child.key], depends_on=waits)


def _targets(nodes: dict[str, Node], workspace: Node) -> Iterator[tuple[NodeId, LinkGroup]]:
    """What gets an endpoint: the workspace, and each part of what it creates that a private workspace needs."""
    for target in (workspace.id, *filter(None, map(workspace.link, _CLOSED_WITH_IT))):
        if not nodes[target.key].existing:
            yield from ((target, group) for group in _link_groups(target) if group.default)
    for account in data_accounts(nodes, workspace):
        node = nodes[account.key]
        wanted = {"blob", "dfs"} if not node.existing and node.resource.hierarchical_namespace else {"blob"}
        if not node.existing:
            yield from ((account, group) for group in _link_groups(account) if group.name in wanted)


def _link_groups(target: NodeId) -> tuple[LinkGroup, ...]:
    entry = find_type(target.type)
    return entry.link_groups if entry else ()


def _endpoint(nodes: dict[str, Node], target: NodeId, group: LinkGroup, closing: _Closing) -> NodeId:
    """Add one endpoint and its names; returns what must be there before the target can be used."""
    suffix = "" if target == closing.workspace.id or target.type.count("/") > 1 else f"-{group.name}"
    endpoint = NodeId(PrivateEndpoint.arm_type, (f"pep-{target.name}{suffix}"[:80],))
    nodes[endpoint.key] = Node(endpoint, PrivateEndpoint(target, group.name, closing.subnet), closing.origin)
    if closing.private.dns == "policy":
        return endpoint
    zones = tuple(_zone(nodes, name, closing) for name in group.zones[closing.stack.cloud])
    registration = endpoint.child("privateDnsZoneGroups", "default")
    nodes[registration.key] = Node(registration, DnsZoneGroup(zones), closing.origin, parent=endpoint)
    return registration


def _zone(nodes: dict[str, Node], name: str, closing: _Closing) -> NodeId:
    hub = closing.private.dns
    if isinstance(hub, ResourceGroup):
        far = hub.subscription if hub.subscription != closing.stack.scope.place.subscription else None
        zone = NodeId(DnsZone.arm_type, (name,), hub.name, far)
        nodes.setdefault(zone.key, Node(zone, ExistingPart(DnsZone, name), closing.origin, existing=True))
        return zone
    zone = NodeId(DnsZone.arm_type, (name,))
    if zone.key not in nodes:
        nodes[zone.key] = Node(zone, DnsZone(), closing.origin)
        subnet = closing.subnet
        network = NodeId(VIRTUAL_NETWORK.type, subnet.names[:1], subnet.group, subnet.subscription)
        link = zone.child("virtualNetworkLinks", network.name)
        nodes[link.key] = Node(link, DnsLink(network), closing.origin, parent=zone)
    return zone


def _rules(nodes: dict[str, Node], workspace: Node, network: Managed) -> None:
    """Add outbound rules one after the other: written at once they fail."""
    before: tuple[NodeId, ...] = ()
    targets = iter(workspace.links.get("network.outbound.resource", ()))
    for name, rule in network.outbound.items():
        rule_id = workspace.id.child("outboundRules", name)
        links = {"resource": (next(targets),)} if isinstance(rule, PrivateTarget) else {}
        origin = Origin(str(where(rule)), f"nodes of {workspace.id.name} reach it")
        nodes[rule_id.key] = Node(
            rule_id, OutboundRule(rule), origin, parent=workspace.id, links=links, depends_on=before
        )
        before = (rule_id,)
    for child in workspace.links.get("computes", ()) if before else ():
        compute = nodes[child.key]
        nodes[child.key] = dataclasses.replace(compute, depends_on=(*compute.depends_on, *before))
