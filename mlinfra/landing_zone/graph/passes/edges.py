"""Sort the resources of a graph so that each stands after what it needs. Adds edges, and the author's order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from mlinfra.base.errors import DependencyCycle, MlinfraError, ResolveError, noting
from mlinfra.base.frozen import replace
from mlinfra.landing_zone.graph.derived import RoleAssignment, written_by_author
from mlinfra.landing_zone.graph.node import AnyNode, DerivedResource, Edge, Graph, written_in_parent
from mlinfra.landing_zone.graph.node_id import NodeId, group_of
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model._seldom import Seldom

if TYPE_CHECKING:
    from mlinfra.landing_zone.graph.derived_network import DnsLink, DnsZoneGroup, PrivateEndpoint
else:
    DnsLink = Seldom("graph.derived_network", "DnsLink")
    DnsZoneGroup = Seldom("graph.derived_network", "DnsZoneGroup")
    PrivateEndpoint = Seldom("graph.derived_network", "PrivateEndpoint")


def connect(graph: Graph) -> Graph:
    """Draw the edges and sort; faults are each `DependencyCycle`, and an `OutsideReference` for an order of what is not there."""
    faults: list[MlinfraError] = []
    explicit = tuple(_explicit(graph, faults))
    graph = _ordered(graph, explicit) if explicit else graph
    edges = tuple(edge for node in graph for edge in _edges(graph, node) if edge.target in graph.nodes)
    needs: dict[NodeId, list[NodeId]] = {own: [] for own in graph.nodes}
    for edge in edges:
        needs[edge.source].append(edge.target)
    written = {(edge.source, edge.target) for edge in explicit}
    order, cycles = _sorted(needs)
    faults += [_cycle(keys, graph, written) for keys in cycles]
    nodes = {own: graph.nodes[own] for own in order}
    return replace(graph, nodes=nodes, edges=edges, faults=(*graph.faults, *faults))


def _explicit(graph: Graph, faults: list[MlinfraError]) -> Iterator[Edge]:
    """The order that the author's ``depends_on`` asks for."""
    for node in graph:
        author = None if node.id.phase else written_by_author(node)
        for resource in author.depends_on if author is not None else ():
            place = f"{node.origin.where} {node.kind.__name__}.depends_on"
            with noting(faults, ResolveError):
                target = referred(graph, resource, node.id, place)
                yield Edge(_deployed(graph, node.id), _deployed(graph, target), "depends_on")


def _deployed(graph: Graph, wanted: NodeId) -> NodeId:
    """What a deployment makes: a subnet comes with its network."""
    node = graph.nodes[wanted]
    return node.parent if written_in_parent(node) and node.parent else wanted


def _ordered(graph: Graph, explicit: tuple[Edge, ...]) -> Graph:
    nodes = dict(graph.nodes)
    for edge in explicit:
        node = nodes[edge.source]
        nodes[edge.source] = replace(node, depends_on=(*node.depends_on, edge.target))
    return replace(graph, nodes=nodes)


def _edges(graph: Graph, node: AnyNode) -> Iterator[Edge]:
    if node.parent is not None:
        yield Edge(node.id, node.parent, "parent")
    elif (group := group_of(node.id.home)) is not None:
        yield Edge(node.id, group, "scope")
    for field, targets in node.links.items():
        for target in targets:
            if node.id.phase or not target.is_below(node.id):
                yield Edge(node.id, target, field)
    if node.id.phase:
        yield from (Edge(node.id, target, "phase") for target in _writes_before(graph, node.id))
    if isinstance(node.resource, DerivedResource):
        yield from (Edge(node.id, target, why) for target, why in _derived(node.resource))
    for target in node.depends_on:
        yield Edge(node.id, target, "depends_on")


def _writes_before(graph: Graph, own: NodeId) -> Iterator[NodeId]:
    """The last write of the same resource before this one."""
    earlier = [own.write(phase) for phase in range(own.phase) if own.write(phase) in graph.nodes]
    return iter(earlier[-1:])


def _derived(resource: DerivedResource) -> Iterator[tuple[NodeId, str]]:
    if isinstance(resource, RoleAssignment):
        if isinstance(resource.on, NodeId):
            yield resource.on, "on"
        if isinstance(resource.principal, NodeId):
            yield resource.principal, "principal"
    elif isinstance(resource, PrivateEndpoint):
        yield resource.target, "target"
        yield resource.subnet, "subnet"
    elif isinstance(resource, DnsZoneGroup):
        yield from ((zone, "zone") for zone in resource.zones)
    elif isinstance(resource, DnsLink):
        yield resource.network, "network"


def _sorted(needs: dict[NodeId, list[NodeId]]) -> tuple[list[NodeId], list[list[NodeId]]]:
    """Depth first in the order of writing, so that the result changes little when the stack does; and all cycles met."""
    done: dict[NodeId, None] = {}
    cycles: list[list[NodeId]] = []
    for key in needs:
        _visit(key, needs, done, {}, cycles)
    return list(done), cycles


def _visit(
    key: NodeId,
    needs: Mapping[NodeId, list[NodeId]],
    done: dict[NodeId, None],
    path: dict[NodeId, None],
    cycles: list[list[NodeId]],
) -> None:
    if key in done:
        return
    if key in path:
        cycles.append([*list(path)[list(path).index(key) :], key])
        return
    path[key] = None
    for other in needs[key]:
        _visit(other, needs, done, path, cycles)
    del path[key]
    done[key] = None


def _cycle(keys: list[NodeId], graph: Graph, written: set[tuple[NodeId, NodeId]]) -> DependencyCycle:
    nodes = [graph.nodes[key] for key in keys]
    told = " -> ".join(f"{node.id.name} ({node.origin.where})" for node in nodes)
    chosen = [(graph.nodes[a], graph.nodes[b]) for a, b in itertools.pairwise(keys) if (a, b) in written]
    hints = [f"take {target.id.name} out of the depends_on of {source.id.name}" for source, target in chosen]
    return DependencyCycle(f"dependency cycle: {told}", where=nodes[0].origin.where, hint=", or ".join(hints))
