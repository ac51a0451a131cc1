"""What links of private DNS zones, and the two peerings of joined networks, ask of each other."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.model._known import known, may_be
from mlinfra.landing_zone.model.peering import VirtualNetworkPeering
from mlinfra.landing_zone.model.private_dns import VirtualNetworkLink


def dns_links(graph: Graph) -> Iterator[InvalidInput]:
    """Two links of a network to one zone, and two zones in which its machines would get names."""
    links: dict[tuple[NodeId, NodeId], str] = {}
    named: dict[NodeId, NodeId] = {}
    for node in graph.of(VirtualNetworkLink):
        place, zone = f"{node.origin.where} VirtualNetworkLink", node.id.above()
        for network in node.links.get("network", ()):
            if known(node.resource.registration) and named.setdefault(network, zone) != zone:
                message = f"machines of {network.name} get their names in {named[network].name} already"
                yield InvalidInput(message, where=f"{place}.registration", hint="drop registration of one of the two")
            twin = links.setdefault((zone, network), node.id.name)
            if twin != node.id.name:
                message = f"{twin} links {network.name} to {zone.name} already"
                yield InvalidInput(message, where=f"{place}.network", hint="drop one of the two")


def peerings(graph: Graph) -> Iterator[InvalidInput]:
    """Gateways of a remote network that does not let others use them."""
    nodes = {(node.id.above(), *node.links.get("remote", ())): node for node in graph.of(VirtualNetworkPeering)}
    for (own, *remotes), node in nodes.items():
        back = next((nodes[remote, own] for remote in remotes if (remote, own) in nodes), None)
        if (
            known(node.resource.remote_gateways)
            and back is not None
            and not may_be(back.resource.gateway_transit, True)
        ):
            message = f"{back.id.name} does not let {own.name} use the gateways of {back.id.names[0]}"
            where, hint = f"{node.origin.where} VirtualNetworkPeering.remote_gateways", "give it gateway_transit=True"
            yield InvalidInput(message, where=where, hint=hint)


CONDITIONS = (dns_links, peerings)
