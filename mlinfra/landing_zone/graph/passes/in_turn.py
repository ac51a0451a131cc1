"""Write parts of one resource in turn where Azure refuses two writes at once. Adds an order to those that have none."""

from __future__ import annotations

from mlinfra.base.frozen import replace
from mlinfra.catalogue.lookup import find_type
from mlinfra.landing_zone.graph.node import AnyNode, Edge, Graph, written_in_parent
from mlinfra.landing_zone.graph.node_id import NodeId


def write_in_turn(graph: Graph) -> Graph:
    """Let each such part wait for the one before it, in the order to which the graph is sorted: so there is no dependency cycle."""
    last: dict[tuple[NodeId | None, str], NodeId] = {}
    nodes, edges = dict(graph.nodes), list(graph.edges)
    for node in graph:
        if node.existing or not _in_turn(node) or written_in_parent(node):
            continue
        before = last.get((node.parent, node.id.type.lower()))
        last[node.parent, node.id.type.lower()] = node.id
        if before is not None and before not in node.depends_on:
            nodes[node.id] = replace(node, depends_on=(*node.depends_on, before))
            edges.append(Edge(node.id, before, "depends_on"))
    return replace(graph, nodes=nodes, edges=tuple(edges)) if len(edges) > len(graph.edges) else graph


def _in_turn(node: AnyNode) -> bool:
    entry = find_type(node.id.type)
    return entry is not None and entry.in_turn
