"""Write resources again. Adds a second node for each resource whose fields name what the first write must precede."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from mlinfra.base.frozen import replace
from mlinfra.base.origin import Origin
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.types.machine_learning import ML_WORKSPACES
from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._late import LateProperty, late_properties

_FEATURE_SETS = f"{ML_WORKSPACES}/featuresets/versions"


def write_again(graph: Graph) -> Graph:
    """Split each resource that gives fields of a later phase into its writes; the later ones have the links of those fields."""
    nodes: dict[NodeId, AnyNode] = {}
    for node in graph:
        later = _later(node)
        names = {part.field for parts in later.values() for part in parts}
        nodes[node.id] = replace(node, links=_without(node, names)) if names else node
        for phase, parts in later.items():
            own, fields = node.id.write(phase), [part.field for part in parts]
            origin, links = _origin(node, fields), _links(node, fields)
            named = tuple(_named_by_text(graph, node, parts))
            nodes[own] = replace(node, id=own, origin=origin, links=links, depends_on=named)
    return replace(graph, nodes={own: _waiting(node, nodes) for own, node in nodes.items()})


def _waiting(node: AnyNode, nodes: Container[NodeId]) -> AnyNode:
    """Let a feature set wait for the last write of its feature store, which says where features are kept."""
    if node.id.type != _FEATURE_SETS:
        return node
    last = node.id.top.write(1)
    return replace(node, depends_on=(*node.depends_on, last)) if last in nodes else node


def _later(node: AnyNode) -> dict[int, list[LateProperty]]:
    """The properties of each later phase that the author gave, the earlier first."""
    given: dict[int, list[LateProperty]] = {}
    late = tuple(late_properties(node.resource)) if isinstance(node.resource, Resource) else ()
    for part in sorted(late, key=lambda part: (part.phase, part.field)):
        given.setdefault(part.phase, []).append(part)
    return given


def _named_by_text(graph: Graph, node: AnyNode, parts: Iterable[LateProperty]) -> Iterator[NodeId]:
    """The children that are named by a text, as far as the stack has them: Azure asks for them all the same."""
    entry = find_type(node.id.type)
    for part in parts:
        segment = entry.child_names.get(part.path) if entry and part.text else None
        if segment and (child := node.id.child(segment, part.text)) in graph.nodes:
            yield child


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
