"""Cut the graph of a stack into the files that deploy it: one for each scope and phase."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING

from mlinfra.base.frozen import dataclass
from mlinfra.base.scope import Scope
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.graph.node_id import NodeId, own_scope
from mlinfra.landing_zone.lower.declarations import is_existing
from mlinfra.landing_zone.model._seldom import Seldom

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.module import Module
else:
    Module = Seldom("model.module", "Module")


@dataclass(frozen=True, slots=True)
class Part:
    """What one module deploys: the resources of one scope and phase beyond those of the main file.

    ``name`` is the name of the module and its file. ``foreign`` says that the stack makes nothing in this scope but role
    assignments: it is somebody else's.
    """

    name: str
    scope: Scope
    phase: int
    nodes: tuple[AnyNode, ...]
    foreign: bool


@dataclass(frozen=True, slots=True)
class _Key:
    """What must be in one module: ``waiting`` is the workspace whose resources wait for roles in a foreign group."""

    scope: str
    phase: int
    waiting: str


def parts_of(graph: Graph) -> tuple[Part, ...]:
    """The modules of a stack, in the order in which their resources stand in the graph.

    One for each scope and phase; more where they would have to wait for each other. Roles in a group of somebody else
    have one for each workspace that waits for them.
    """
    own = own_scope(graph.deployed)
    own_key = own.key
    outside = {node.id: node for node in graph if not is_existing(node) and _is_outside(node, own_key)}
    if not outside:
        return ()
    owned = {node.id.home.key for node in outside.values() if not isinstance(node.resource, RoleAssignment)}
    keys = _keys(graph, outside, owned)
    order = {node: place for place, node in enumerate(graph.nodes)}
    groups = _acyclic(graph, keys)
    counts: dict[str, int] = {}
    parts = []
    for group in sorted(groups, key=lambda group: order[group[0]]):
        name = _name(outside[group[0]], keys[group[0]], own)
        counts[name] = counts.get(name, 0) + 1
        numbered = name if counts[name] == 1 else f"{name}-{counts[name]}"
        first = outside[group[0]]
        nodes = tuple(outside[node] for node in group)
        parts.append(Part(numbered, first.id.home, first.id.phase, nodes, first.id.home.key not in owned))
    return tuple(parts)


def _is_outside(node: AnyNode, own: str) -> bool:
    if node.id.phase == 0 and node.id.home.key == own:
        return False
    return not isinstance(node.resource, Module)  # which says its scope itself


def _keys(graph: Graph, outside: Mapping[NodeId, AnyNode], owned: Container[str]) -> dict[NodeId, _Key]:
    awaited: dict[NodeId, str] = {}
    for node in graph:
        for target in node.depends_on:
            awaited.setdefault(target, node.id.names[0])
    return {
        own: _Key(own.home.key, own.phase, "" if own.home.key in owned else awaited.get(own, "")) for own in outside
    }


def _acyclic(graph: Graph, keys: Mapping[NodeId, _Key]) -> list[list[NodeId]]:
    """Groups of one key each, so that no two groups, and no group and a resource of the main file, wait for each other."""
    needs: dict[NodeId, list[NodeId]] = {}
    for edge in graph.edges:
        needs.setdefault(edge.source, []).append(edge.target)
    left = dict.fromkeys(graph.nodes)
    groups: list[list[NodeId]] = []
    while left:
        for node in _ready(left, needs, [node for node in left if node not in keys]):
            del left[node]
        group = _next_group(left, needs, keys)
        for node in group:
            del left[node]
        groups += [group] if group else []
    return groups


def _ready(
    left: Mapping[NodeId, None], needs: Mapping[NodeId, Sequence[NodeId]], wanted: Sequence[NodeId]
) -> list[NodeId]:
    """Those of the wanted that wait for nothing that is left but each other; the graph is sorted."""
    ready: dict[NodeId, None] = {}
    for node in wanted:
        if all(target not in left or target in ready for target in needs.get(node, ())):
            ready[node] = None
    return list(ready)


def _next_group(
    left: Mapping[NodeId, None], needs: Mapping[NodeId, Sequence[NodeId]], keys: Mapping[NodeId, _Key]
) -> list[NodeId]:
    """The first group that is ready whole; else the largest part of one."""
    members: dict[_Key, list[NodeId]] = {}
    for node in left:
        if node in keys:
            members.setdefault(keys[node], []).append(node)
    best: list[NodeId] = []
    for wanted in members.values():
        ready = _ready(left, needs, wanted)
        if len(ready) == len(wanted):
            return ready
        best = ready if len(ready) > len(best) else best
    return best


def _name(node: AnyNode, key: _Key, own: Scope) -> str:
    scope = node.id.home
    far = f"-{scope.subscription[:8]}" if scope.subscription else ""
    place = scope.resource_group or scope.management_group or scope.kind
    name = "" if scope.key == own.key else f"{place}{far}"
    phase = f"phase-{node.id.phase + 1}" if node.id.phase else ""
    return "-".join(part for part in (name, phase, key.waiting) if part)
