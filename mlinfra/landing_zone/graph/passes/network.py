"""Close private workspaces. Adds private endpoints, DNS zones, their links, and the rules of managed networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinfra.base.errors import InvalidInput, MlinfraError, ResolveError, noting
from mlinfra.base.frozen import replace
from mlinfra.landing_zone.graph.naming import Namer
from mlinfra.landing_zone.graph.node import AnyNode, Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model._seldom import Seldom
from mlinfra.landing_zone.model._where import written
from mlinfra.landing_zone.model.compute import ComputeCluster
from mlinfra.landing_zone.model.network import Managed, private_of
from mlinfra.landing_zone.model.workspace import Workspace

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.compute_instance import ComputeInstance
    from mlinfra.landing_zone.model.endpoint import OnlineEndpoint
    from mlinfra.landing_zone.model.private_endpoint import PrivateEndpoint as WrittenEndpoint
else:
    ComputeInstance = Seldom("model.compute_instance", "ComputeInstance")
    OnlineEndpoint = Seldom("model.endpoint", "OnlineEndpoint")
    WrittenEndpoint = Seldom("model.private_endpoint", "PrivateEndpoint")


def add_network(graph: Graph) -> Graph:
    """Close workspaces that are private: endpoints for them and for what they create, with names in DNS."""
    nodes = dict(graph.nodes)
    faults: list[MlinfraError] = []
    names = None
    for node in graph.of(Workspace):
        private = private_of(node.resource.network)
        if private is not None:
            from mlinfra.landing_zone.graph.passes.closing import Closing, Names, close  # few graphs are private

            names = names or Names(Namer(graph.stack, graph.convention), {}, {})
            with noting(faults, ResolveError, InvalidInput):
                subnet = referred(graph, private.subnet, node.id)
                origin = written(private, f"{node.id.name} is private")
                close(Closing(node, private, subnet, origin, graph, nodes, names))
        if isinstance(node.resource.network, Managed):
            from mlinfra.landing_zone.graph.passes.outbound import add_rules  # few graphs have rules

            add_rules(graph, nodes, node, faults)
    for endpoint in graph.of(WrittenEndpoint):
        with noting(faults, ResolveError):
            _wait_for(graph, nodes, endpoint)
    return replace(graph, nodes=nodes, faults=(*graph.faults, *faults))


def _wait_for(graph: Graph, nodes: dict[NodeId, AnyNode], endpoint: Node[WrittenEndpoint]) -> None:
    """What runs in a workspace that has an endpoint of its author's waits for it, and for its names."""
    target = referred(graph, endpoint.resource.target, endpoint.id)
    named = graph.listed.get(endpoint.id, ())
    for child in (
        *graph.children(target, ComputeCluster, ComputeInstance),
        *graph.children(target, OnlineEndpoint),
    ):
        node = nodes[child.id]
        nodes[child.id] = replace(node, depends_on=(*node.depends_on, *(named or (endpoint.id,))))
