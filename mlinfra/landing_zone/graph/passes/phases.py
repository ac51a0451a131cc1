"""Write resources again. Adds a second node for each resource whose fields name what the first write must precede."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mlinfra.base.frozen import replace
from mlinfra.base.origin import Origin
from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._late import late_properties


def write_again(graph: Graph) -> Graph:
    """Split each resource that gives fields of a later phase into its writes; the later ones have the links of those fields."""
    nodes: dict[NodeId, AnyNode] = {}
    for node in graph:
        later = _later(node)
        names = {field for fields in later.values() for field in fields}
        nodes[node.id] = replace(node, links=_without(node, names)) if names else node
        for phase, fields in later.items():
            own = node.id.write(phase)
            origin, links = _origin(node, fields), _links(node, fields)
            nodes[own] = replace(node, id=own, origin=origin, links=links, depends_on=())
    return replace(graph, nodes=nodes)


def _later(node: AnyNode) -> dict[int, list[str]]:
    """The fields of each later phase that the author gave, the earlier first."""
    given: dict[int, list[str]] = {}
    late = late_properties(node.resource) if isinstance(node.resource, Resource) else ()
    for part in sorted(late, key=lambda part: (part.phase, part.field)):
        given.setdefault(part.phase, []).append(part.field)
    return given


def _of_field(link: str, fields: Iterable[str]) -> bool:
    return any(link == field or link.startswith(f"{field}.") for field in fields)


def _links(node: AnyNode, fields: Sequence[str]) -> dict[str, tuple[NodeId, ...]]:
    return {link: targets for link, targets in node.links.items() if _of_field(link, fields)}


def _without(node: AnyNode, fields: set[str]) -> dict[str, tuple[NodeId, ...]]:
    return {link: targets for link, targets in node.links.items() if not _of_field(link, fields)}


def _origin(node: AnyNode, fields: Sequence[str]) -> Origin:
    said = " and ".join(field.rsplit(".", maxsplit=1)[-1].replace("_", " ") for field in fields)
    names = list(dict.fromkeys(_named(node, fields)))
    there = f"{' and '.join(names)} {'is' if len(names) == 1 else 'are'} there" if names else "the rest is there"
    because = f"its {said} can only be written once {there}"
    return replace(node.origin, because=because)


def _named(node: AnyNode, fields: Sequence[str]) -> Iterator[str]:
    return (target.name for targets in _links(node, fields).values() for target in targets)
