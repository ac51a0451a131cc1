"""Hold names to Azure's rules. Adds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinfra.base.errors import MlinfraError
from mlinfra.base.frozen import replace
from mlinfra.catalogue.lookup import name_rule
from mlinfra.catalogue.types.authorization import is_role_assignment
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model._names import refused_name
from mlinfra.landing_zone.model._seldom import Seldom

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.azure_resource import AzureResource
else:
    AzureResource = Seldom("model.azure_resource", "AzureResource")


def check_names(graph: Graph) -> Graph:
    """Hold derived names to Azure's rules; a fault is an `InvalidInput` with the line that asks for the resource."""
    faults: list[MlinfraError] = []
    for node in graph:
        rule = None if node.existing or node.id.on is not None else name_rule(node.id.type)
        if rule is None or rule.allows(node.id.name) or is_role_assignment(node.id.type):
            continue
        if not isinstance(node.resource, AzureResource):  # judged with its body, by its own version
            place = f"{node.origin.where} {node.kind.__name__}.name"
            faults.append(refused_name(node.id.name, rule, place, "give it a name; "))
    return replace(graph, faults=(*graph.faults, *faults)) if faults else graph
