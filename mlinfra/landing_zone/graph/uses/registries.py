"""Say which registries of machine learning a workspace uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mlinfra.landing_zone.graph.members import values_in
from mlinfra.landing_zone.graph.node import Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.passes.private import link_groups
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model.machine_learning_registry import MachineLearningRegistry
from mlinfra.landing_zone.model.workspace import Workspace

_IN_REGISTRY = re.compile(r"azureml://registries/([^/]+)/", re.IGNORECASE)


def uses(graph: Graph, workspace: Node[Workspace]) -> Iterator[tuple[NodeId, str]]:
    """Registries of machine learning whose assets something in the workspace uses, by the value or by its address."""
    for target in _used_in(graph).get(workspace.id, ()):
        yield target, link_groups(target)[0].name


@lru_cache(maxsize=1)
def _used_in(graph: Graph) -> dict[NodeId, list[NodeId]]:
    """The registries that each workspace uses."""
    registries = {node.id.name.lower(): node.id for node in graph.of(MachineLearningRegistry)}
    used: dict[NodeId, list[NodeId]] = {}
    for node in graph if registries else ():
        if isinstance(node.resource, Resource):
            linked = (target.top for targets in node.links.values() for target in targets)
            texts = [text for item in vars(node.resource).values() for text in values_in(item, str)]
            named = (registries.get(name.lower()) for text in texts for name in _IN_REGISTRY.findall(text))
            targets = [target for target in (*linked, *named) if target is not None]
            used.setdefault(node.id.top, []).extend(
                target for target in targets if target.type == MachineLearningRegistry.arm_type
            )
    return used
