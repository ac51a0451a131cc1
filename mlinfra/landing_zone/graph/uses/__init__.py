"""Say what a workspace uses beside what it is made of, one file per kind of resource; `passes.private` asks them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from mlinfra.landing_zone.graph.node import Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.when_present import LookedFor, modules_about
from mlinfra.landing_zone.model.workspace import Workspace

Uses: TypeAlias = Callable[[Graph, Node[Workspace]], Iterator[tuple[NodeId, str]]]
"""What is used, each with the part of it that is reached, such as ``blob``."""

_SERVICE = "microsoft.machinelearningservices"
LOOKED_FOR: Final[LookedFor] = {
    "connections": (f"{_SERVICE}/workspaces/connections",),
    "registries": (f"{_SERVICE}/registries",),
}
"""Each file with the types by which something is used."""

LOOKED_FOR_BY_JOBS: Final[LookedFor] = {
    "jobs": (
        f"{_SERVICE}/workspaces/batchendpoints",
        f"{_SERVICE}/workspaces/components/versions",
        f"{_SERVICE}/workspaces/schedules",
    ),
}
"""The same of jobs, which may share out files among nodes."""


def uses_about(graph: Graph) -> tuple[Uses, ...]:
    """What is asked for the types that a graph has."""
    return tuple(module.uses for module in modules_about(__name__, LOOKED_FOR, graph))


def shares_out_files(graph: Graph, workspace: Node[Workspace]) -> bool:
    """Whether jobs of a workspace share out files among nodes, as batch endpoints and parallel steps do: by queues and tables."""
    return any(
        module.shares_out_files(graph, workspace) for module in modules_about(__name__, LOOKED_FOR_BY_JOBS, graph)
    )
