"""Say which roles each kind of resource needs, one file per kind; the pass `roles` grants them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.roles._need import RequiredRole, Zone
from mlinfra.landing_zone.graph.when_present import LookedFor, modules_about

Needs: TypeAlias = Callable[[Zone], Iterator[RequiredRole]]
"""What a kind of resource needs in one workspace."""

NeedsAround: TypeAlias = Callable[[Graph, dict[NodeId, AnyNode]], Iterator[tuple[RequiredRole, NodeId]]]
"""What resources around workspaces need, each with the resource that can only be made once it has that."""

_WORKSPACES = "microsoft.machinelearningservices/workspaces"
LOOKED_FOR: Final[LookedFor] = {
    "compute": (f"{_WORKSPACES}/computes",),
    "endpoint": (f"{_WORKSPACES}/onlineendpoints",),
    "batch": (f"{_WORKSPACES}/batchendpoints/deployments",),
    "workspace": (_WORKSPACES,),
    "connection": (f"{_WORKSPACES}/connections",),
    "grant": (_WORKSPACES,),
}
"""Each file with the types that need what it says, in the order in which roles are granted."""

LOOKED_FOR_AROUND: Final[LookedFor] = {
    "event_hub": ("microsoft.eventhub/namespaces/eventhubs",),
    "log_alert": ("microsoft.insights/scheduledqueryrules",),
}
"""The same of resources around workspaces."""


def needs_about(graph: Graph) -> tuple[Needs, ...]:
    """What is asked of each workspace for the types that a graph has."""
    return tuple(module.needs for module in modules_about(__name__, LOOKED_FOR, graph))


def needs_around(graph: Graph) -> Iterator[NeedsAround]:
    """What is asked of the graph as a whole for the types that it has."""
    for module in modules_about(__name__, LOOKED_FOR_AROUND, graph):
        needs: NeedsAround = module.needs_around
        yield needs
