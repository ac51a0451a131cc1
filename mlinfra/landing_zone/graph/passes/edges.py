"""A graph of linked nodes in, the same with its edges, sorted so that everything stands after what it needs, out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from mlinfra.base.errors import DependencyCycle, OutsideReference
from mlinfra.landing_zone.graph.derived import DnsLink, DnsZoneGroup, OutboundRule, PrivateEndpoint, RoleAssignment
from mlinfra.landing_zone.graph.node import Edge, Graph, Node, ResourceId
from mlinfra.landing_zone.model._where import where

_NO_NEED = {"computes", "endpoints", "datastores", "data", "environments"}
"""Links from a parent to its children: it is they who need it."""


def connect(graph: Graph) -> Graph:
    """Draw the edges and sort; raises `DependencyCycle`, and `OutsideReference` for an order of unknown names."""
    graph = _ordered_by_word(graph)
    edges = tuple(edge for node in graph for edge in _edges(node) if edge.target.key in graph.nodes)
    needs: dict[str, list[str]] = {key: [] for key in graph.nodes}
    for edge in edges:
        needs[edge.source.key].append(edge.target.key)
    return Graph(graph.stack, {key: graph.nodes[key] for key in _sorted(needs, graph)}, edges)


def _ordered_by_word(graph: Graph) -> Graph:
    """Add what the stack's ``after`` says."""
    if not graph.stack.after:
        return graph
    nodes = dict(graph.nodes)
    for name, before in graph.stack.after.items():
        node = _by_name(graph, name)
        wanted = tuple(_by_name(graph, other).id for other in before)
        nodes[node.id.key] = dataclasses.replace(node, after=(*node.after, *wanted))
    return Graph(graph.stack, nodes)


def _by_name(graph: Graph, name: str) -> Node:
    found = [node for node in graph if node.id.name == name and not node.existing]
    if not found:
        names = ", ".join(sorted({node.id.name for node in graph if not node.existing and node.id.on is None}))
        place = f"{where(graph.stack)} Stack.after"
        raise OutsideReference(f"the stack creates nothing called {name!r}", where=place, hint=f"it creates: {names}")
    return found[0]


def _edges(node: Node) -> Iterator[Edge]:
    if node.parent is not None:
        yield Edge(node.id, node.parent, "parent")
    for field, targets in node.links.items():
        if field not in _NO_NEED:
            yield from (Edge(node.id, target, field) for target in targets)
    yield from (Edge(node.id, target, why) for target, why in _derived(node))
    yield from (Edge(node.id, target, "after") for target in node.after)


def _derived(node: Node) -> Iterator[tuple[ResourceId, str]]:
    made = node.resource
    if isinstance(made, RoleAssignment):
        yield made.on, "on"
        if isinstance(made.principal, ResourceId):
            yield made.principal, "principal"
    elif isinstance(made, PrivateEndpoint):
        yield made.target, "target"
        yield made.subnet, "subnet"
    elif isinstance(made, DnsZoneGroup):
        yield from ((zone, "zone") for zone in made.zones)
    elif isinstance(made, DnsLink):
        yield made.network, "network"
    elif isinstance(made, OutboundRule) and made.target is not None:
        yield made.target, "target"


def _sorted(needs: dict[str, list[str]], graph: Graph) -> list[str]:
    """Depth first in the order of writing, so that the result changes little when the stack does."""
    done: dict[str, None] = {}
    path: dict[str, None] = {}

    def visit(key: str) -> None:
        if key in done:
            return
        if key in path:
            raise _cycle([*list(path)[list(path).index(key) :], key], graph)
        path[key] = None
        for other in needs[key]:
            visit(other)
        del path[key]
        done[key] = None

    for key in needs:
        visit(key)
    return list(done)


def _cycle(keys: list[str], graph: Graph) -> DependencyCycle:
    circle = [graph.nodes[key] for key in keys]
    told = " -> ".join(f"{node.id.name} ({node.origin.where})" for node in circle)
    hint = "take one of these out of Stack.after"
    return DependencyCycle(f"these need each other in a circle: {told}", where=circle[0].origin.where, hint=hint)
