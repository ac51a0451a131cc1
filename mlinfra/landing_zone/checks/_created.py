"""List what the stacks of a file create, with the ids by which Azure knows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mlinfra.catalogue.regions import region
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.derived_network import DnsLink
from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.graph.node_id import NodeId

_SHARED = (DnsLink, RoleAssignment)
"""What several stacks may derive from what they share: it is equal, and stays until the last of them is destroyed."""


@dataclass(frozen=True, slots=True)
class Created:
    """One resource that a stack creates; ids are whole and in lower case."""

    stack: str
    node: AnyNode
    id: str
    parent: str
    """Id of the resource that it is part of; empty where it stands for itself."""
    region: str
    """That of the stack's resource group; the group itself where the region is not said."""
    cloud: str
    """Names that are unique in all of Azure are so in one cloud."""

    @property
    def place(self) -> str:
        """The stack and the line that asks for it."""
        where = self.node.origin.where
        return f"stack {self.stack} ({where})" if where else f"stack {self.stack}"


def created(graphs: Sequence[Graph]) -> Iterator[Created]:
    """What each stack creates, parents before their parts."""
    for graph in graphs:
        home = graph.stack.scope.place
        place = region(home.location or home.id)
        for node in graph:
            if not node.existing and not isinstance(node.resource, _SHARED):
                parent = _id(node.parent, graph) if node.parent else ""
                own, cloud = _id(node.id, graph), graph.stack.cloud
                yield Created(graph.stack.name, node, own, parent, place, cloud)


def _id(resource_id: NodeId, graph: Graph) -> str:
    return resource_id.arm_id(graph.deployed).lower()
