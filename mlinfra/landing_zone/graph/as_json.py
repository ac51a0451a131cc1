"""Say a graph as JSON: its nodes with keys, links and origins, and what each needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mlinfra.base.json_value import Json
from mlinfra.landing_zone.graph.node import AnyNode, Edge, Graph
from mlinfra.landing_zone.graph.node_id import NodeId


def graph_json(graph: Graph) -> dict[str, Json]:
    """One stack: nodes in the order of deployment; they name each other by ``key``, which no two share."""
    needs: dict[NodeId, list[Edge]] = {}
    for edge in graph.edges:
        needs.setdefault(edge.source, []).append(edge)
    nodes: list[Json] = [_node(node, needs.get(node.id, ())) for node in graph]
    return {"stack": graph.stack.name, "scope": graph.deployed.id, "nodes": nodes}


def _node(node: AnyNode, needs: Iterable[Edge]) -> dict[str, Json]:
    return {
        "key": node.id.key,
        **_key(node.id),
        "class": node.kind.__name__,
        "existing": node.existing,
        "parent": node.parent.key if node.parent else None,
        "settled": dict(node.settled),
        "links": _links(node.links),
        "needs": [{"key": edge.target.key, "why": edge.why} for edge in needs],
        "origin": {
            "where": node.origin.where,
            "because": node.origin.because,
            "blueprint": node.origin.blueprint,
            "call": node.origin.call,
        },
    }


def _key(own: NodeId) -> dict[str, Json]:
    """The parts of a key; ``on`` is the key of what an extension belongs to."""
    home = own.home
    scope: dict[str, Json] = {
        "kind": home.kind,
        "subscription": home.subscription,
        "resource_group": home.resource_group,
        "management_group": home.management_group,
    }
    on = own.on.key if own.on else None
    return {"scope": scope, "on": on, "type": own.type, "names": list(own.names), "phase": own.phase}


def _links(links: Mapping[str, tuple[NodeId, ...]]) -> dict[str, Json]:
    return {field: [target.key for target in targets] for field, targets in links.items()}
