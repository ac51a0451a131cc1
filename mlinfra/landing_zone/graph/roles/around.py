"""Say which roles resources around workspaces need: event hubs that keep events as files, and alerts that read logs.

Sources: https://learn.microsoft.com/azure/event-hubs/event-hubs-capture-managed-identity and
https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule (the identity of a rule).
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
from mlinfra.landing_zone.model.identity import Identities, Identity, SystemAssigned
from mlinfra.landing_zone.model.log_alert import LogAlert


def needs_around(graph: Graph, nodes: dict[NodeId, AnyNode]) -> Iterator[tuple[RequiredRole, NodeId]]:
    """What each needs, with the resource that can only be made once it has that; ``nodes`` may be given containers."""
    for hub in graph.of(EventHub):
        yield from _capture(graph, nodes, hub)
    for alert in graph.of(LogAlert):
        yield from _alert(graph, alert)


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


def _alert(graph: Graph, alert: Node[LogAlert]) -> Iterator[tuple[RequiredRole, NodeId]]:
    identity: Identity | None = alert.resource.identity
    if isinstance(identity, Identities):
        identity = SystemAssigned() if identity.system_assigned else identity.user_assigned[0]
    if identity is None:
        return
    who = alert.id if isinstance(identity, SystemAssigned) else referred(graph, identity, alert.id)
    for target in alert.links.get("on", ()):
        yield (
            RequiredRole("Reader", target, who, f"{alert.id.name} reads logs of {target.name}", alert.origin),
            alert.id,
        )
