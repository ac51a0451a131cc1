"""All versions of a data asset are of one type."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.model.asset_containers import DataContainer
from mlinfra.landing_zone.model.data import DataAsset


def asset_types(graph: Graph) -> Iterator[InvalidInput]:
    """Versions of another type than the first one, or than what holds them."""
    types: dict[NodeId, tuple[str, str]] = {
        node.id: (node.resource.type, "what holds its versions") for node in graph.of(DataContainer)
    }
    for node in graph.of(DataAsset):
        first, of = types.setdefault(node.id.above(), (node.resource.type, f"version {node.id.name}"))
        if node.resource.type != first:
            message = f"version {node.id.name} of {node.id.names[-2]} is a {node.resource.type}, and {of} a {first}"
            where = f"{node.origin.where} DataAsset.type"
            yield InvalidInput(message, where=where, hint="give data of another type a name of its own")


CONDITIONS = (asset_types,)
