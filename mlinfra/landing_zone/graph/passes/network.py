"""Add the private endpoints, DNS zones and outbound rules that the networks of a graph ask for."""

from __future__ import annotations

import dataclasses

from mlinfra.landing_zone.graph.derived import (
    DnsLink,
    DnsZone,
    DnsZoneGroup,
    ExistingPart,
    OutboundRule,
    PrivateEndpoint,
)
from mlinfra.landing_zone.graph.node import Graph, Node, Origin, ResourceId
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.network import Managed, Private, PrivateTarget, private_of
from mlinfra.landing_zone.model.scope import ResourceGroup
from mlinfra.landing_zone.model.workspace import Workspace

ZONES: dict[str, tuple[str, ...]] = {
    "amlworkspace": ("privatelink.api.azureml.ms", "privatelink.notebooks.azure.net"),
    "blob": ("privatelink.blob.core.windows.net",),
    "file": ("privatelink.file.core.windows.net",),
    "vault": ("privatelink.vaultcore.azure.net",),
    "registry": ("privatelink.azurecr.io",),
}
"""Private DNS zones of the public cloud by private link group."""

_GROUPS = {"storage": ("blob", "file"), "key_vault": ("vault",), "registry": ("registry",)}


def add_network(graph: Graph) -> Graph:
    """Close workspaces that are private: endpoints for them and for what they create, with names in DNS."""
    nodes = dict(graph.nodes)
    for node in graph.of(Workspace):
        private = private_of(node.resource.network)
        if private is not None:
            _close(nodes, node, private, graph.stack.scope)
        if isinstance(node.resource.network, Managed):
            _rules(nodes, node, node.resource.network)
    return dataclasses.replace(graph, nodes=nodes)


def _close(nodes: dict[str, Node], workspace: Node, private: Private, stack_group: ResourceGroup) -> None:
    subnet = workspace.link("network.subnet") or workspace.link("network.inbound.subnet")
    assert subnet is not None, "the subnet is a required field of Private"
    targets = [(workspace.id, "amlworkspace")]
    for field, groups in _GROUPS.items():
        target = workspace.link(field)
        if target is not None and not nodes[target.key].existing:
            targets += [(target, group) for group in groups]
    place = str(where(private))
    waits = []
    for target, group in targets:
        origin = Origin(place, f"{workspace.id.name} is private")
        waits.append(_endpoint(nodes, target, group, subnet, origin, private, stack_group))
    for field in ("computes", "endpoints"):
        for child in workspace.links.get(field, ()):
            nodes[child.key] = dataclasses.replace(nodes[child.key], depends_on=tuple(waits))


def _endpoint(
    nodes: dict[str, Node],
    target: ResourceId,
    group: str,
    subnet: ResourceId,
    origin: Origin,
    private: Private,
    stack_group: ResourceGroup,
) -> ResourceId:
    """Add one endpoint and its names; returns what must be there before the target can be used."""
    suffix = "" if group == "amlworkspace" or target.type.count("/") > 1 else f"-{group}"
    endpoint = ResourceId(PrivateEndpoint.arm_type, (f"pep-{target.name}{suffix}"[:80],))
    nodes[endpoint.key] = Node(endpoint, PrivateEndpoint(target, group, subnet), origin)
    zones = tuple(
        _zone(nodes, name, subnet, origin, private, stack_group) for name in ZONES[group] if private.dns != "policy"
    )
    if not zones:
        return endpoint
    registration = endpoint.child("privateDnsZoneGroups", "default")
    nodes[registration.key] = Node(registration, DnsZoneGroup(zones), origin, parent=endpoint)
    return registration


def _zone(
    nodes: dict[str, Node], name: str, subnet: ResourceId, origin: Origin, private: Private, stack_group: ResourceGroup
) -> ResourceId:
    if isinstance(private.dns, ResourceGroup):
        hub = private.dns
        far = hub.subscription if hub.subscription != stack_group.subscription else None
        zone = ResourceId(DnsZone.arm_type, (name,), hub.name, far)
        nodes.setdefault(zone.key, Node(zone, ExistingPart(DnsZone, name), origin, existing=True))
        return zone
    zone = ResourceId(DnsZone.arm_type, (name,))
    if zone.key not in nodes:
        nodes[zone.key] = Node(zone, DnsZone(), origin)
        network = ResourceId("Microsoft.Network/virtualNetworks", subnet.names[:1], subnet.group, subnet.subscription)
        link = zone.child("virtualNetworkLinks", network.name)
        nodes[link.key] = Node(link, DnsLink(network), origin, parent=zone)
    return zone


def _rules(nodes: dict[str, Node], workspace: Node, network: Managed) -> None:
    """Add outbound rules one after the other: written at once they fail."""
    before: tuple[ResourceId, ...] = ()
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
