"""Say which roles event hubs need that keep events as files.

Source: https://learn.microsoft.com/azure/event-hubs/event-hubs-capture-managed-identity
"""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.base.frozen import replace
from mlinfra.landing_zone.graph.node import AnyNode, Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.passes.parts import container_of
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.graph.roles._need import CONTRIBUTOR, RequiredRole
from mlinfra.landing_zone.model.event_hub import EventHub, EventHubNamespace
from mlinfra.landing_zone.model.identity import SystemAssigned


def needs_around(graph: Graph, nodes: dict[NodeId, AnyNode]) -> Iterator[tuple[RequiredRole, NodeId]]:
    """What each hub needs, with the hub, which can only be made once it has that; ``nodes`` may be given containers."""
    for hub in graph.of(EventHub):
        yield from _capture(graph, nodes, hub)


def _capture(graph: Graph, nodes: dict[NodeId, AnyNode], hub: Node[EventHub]) -> Iterator[tuple[RequiredRole, NodeId]]:
    capture, namespace = hub.resource.capture, referred(graph, hub.resource.parent, hub.id)
    if capture is None or not capture.enabled or capture.identity is None or not isinstance(capture.container, str):
        return
    if isinstance(capture.identity, SystemAssigned) and graph.nodes[namespace].kind is not EventHubNamespace:
        return
    account = referred(graph, capture.account, hub.id)
    who = namespace if isinstance(capture.identity, SystemAssigned) else referred(graph, capture.identity, hub.id)
    reason = f"{hub.id.name} keeps events in {account.name}"
    on = container_of(nodes, account, capture.container, replace(hub.origin, because=reason))
    yield RequiredRole(CONTRIBUTOR, on, who, reason, hub.origin), hub.id
