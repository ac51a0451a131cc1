"""Hold what the author says of derived resources to those that there are. Adds nothing."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.base.errors import InvalidInput, MlinfraError
from mlinfra.base.frozen import replace
from mlinfra.landing_zone.graph.changes import is_meant
from mlinfra.landing_zone.graph.node import Graph, Node
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.workspace import Workspace


def check_changes(graph: Graph) -> Graph:
    """Refuse a change of derived resources that means none of them, which would not be seen otherwise."""
    faults = tuple(fault for workspace in graph.of(Workspace) for fault in _unmet(graph, workspace))
    return replace(graph, faults=(*graph.faults, *faults)) if faults else graph


def _unmet(graph: Graph, workspace: Node[Workspace]) -> Iterator[MlinfraError]:
    derived = [node for node in graph if node.owner == workspace.id] if workspace.resource.derived else []
    for change in workspace.resource.derived:
        if not any(is_meant(node, change) for node in derived):
            message = f"nothing of the type {change.type} called {change.name} follows from {workspace.id.name}"
            types = ", ".join(dict.fromkeys(node.id.type for node in derived)) or "nothing follows from it"
            yield InvalidInput(message, where=f"{where(change)} Derived.type", hint=f"there are: {types}")
