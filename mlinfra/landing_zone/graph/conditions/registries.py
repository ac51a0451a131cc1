"""A registry for machine learning has its own region among those in which workspaces use it."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.regions import region
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model.machine_learning_registry import MachineLearningRegistry


def home_regions(graph: Graph) -> Iterator[InvalidInput]:
    """Registries whose regions are all known, and none of them is the one that the registry itself is in."""
    home = graph.deployed.location
    for node in graph.of(MachineLearningRegistry):
        named = [place.location for place in node.resource.regions]
        if (
            home
            and node.id.group is None
            and all(isinstance(name, str) and region(name) != region(home) for name in named)
        ):
            message = f"{node.id.name} is in {home}, and that is none of its regions"
            where = f"{node.origin.where} MachineLearningRegistry.regions"
            yield InvalidInput(message, where=where, hint="add RegistryRegion(), which is the region of the stack")


CONDITIONS = (home_regions,)
