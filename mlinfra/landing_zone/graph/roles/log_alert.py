"""Say which roles the identity of an alert needs to read the logs that it is about.

Source: https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule (the identity of a rule).
"""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.landing_zone.graph.node import AnyNode, Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.graph.roles._need import RequiredRole
from mlinfra.landing_zone.model.identity import Identities, Identity, SystemAssigned
from mlinfra.landing_zone.model.log_alert import LogAlert


def needs_around(graph: Graph, _nodes: dict[NodeId, AnyNode]) -> Iterator[tuple[RequiredRole, NodeId]]:
    """What each alert needs, with the alert, which can only be made once its identity has that."""
    for alert in graph.of(LogAlert):
        yield from _alert(graph, alert)


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
