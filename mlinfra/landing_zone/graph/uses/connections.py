"""Say what the connections of a workspace lead to."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.landing_zone.graph.node import Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.passes.private import link_groups
from mlinfra.landing_zone.model._connection import AnyConnection
from mlinfra.landing_zone.model.workspace import Workspace


def uses(graph: Graph, workspace: Node[Workspace]) -> Iterator[tuple[NodeId, str]]:
    """What connections lead to where it is one thing to reach, such as an AI account; of a storage account its blobs."""
    for node in graph.children(workspace.id, AnyConnection):
        for target in dict.fromkeys(target for targets in node.links.values() for target in targets):
            groups = link_groups(target)
            if target.type == STORAGE_ACCOUNT.type:
                yield target, "blob"
            elif len(groups) == 1 and target.type != Workspace.arm_type:
                yield target, groups[0].name
