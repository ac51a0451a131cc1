"""Let a peering that uses the gateways of the other network wait for the peering there that offers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinfra.base.frozen import replace
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.model._seldom import Seldom

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.peering import VirtualNetworkPeering
else:
    VirtualNetworkPeering = Seldom("model.peering", "VirtualNetworkPeering")


def wait_for_gateways(graph: Graph) -> Graph:
    """Azure refuses ``remote_gateways`` as long as the other network has no peering with ``gateway_transit``."""
    peerings = tuple(graph.of(VirtualNetworkPeering))
    if not peerings:
        return graph
    offering: dict[tuple[NodeId | None, NodeId | None], NodeId] = {
        (node.parent, target): node.id
        for node in peerings
        if node.resource.gateway_transit
        for target in node.links.get("remote", ())
    }
    nodes = dict(graph.nodes)
    for node in peerings:
        targets = node.links.get("remote", ()) if node.resource.remote_gateways else ()
        waits = [offering[target, node.parent] for target in targets if (target, node.parent) in offering]
        nodes[node.id] = replace(node, depends_on=(*node.depends_on, *waits))
    return replace(graph, nodes=nodes)
