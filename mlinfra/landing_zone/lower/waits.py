"""Say which statements a statement must name in ``dependsOn``: those that nothing else makes it wait for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from mlinfra.base.frozen import dataclass
from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.lower.declarations import is_existing

StatementKey: TypeAlias = NodeId | str
"""A statement: that of a resource, or of a module by its symbol."""


@dataclass(frozen=True, slots=True)
class Waits:
    """What each statement of a file needs, and why."""

    needs: Mapping[StatementKey, Mapping[StatementKey, str]]
    statement: Callable[[NodeId], StatementKey | None]
    has_modules: bool

    def of_resource(self, node: AnyNode, named: Iterable[StatementKey]) -> list[StatementKey]:
        """What a resource waits for beside what its body names: its ``depends_on``, and modules."""
        names = set(named)
        needs = self.needs.get(node.id, {})
        modules = [target for target in needs if isinstance(target, str) and target not in names]
        asked = [key for key in map(self.statement, node.depends_on) if key is not None]
        wanted: dict[StatementKey, None] = dict.fromkeys([*asked, *modules])
        if not wanted:
            return []
        direct = (target for target, why in needs.items() if why != "depends_on" and target not in modules)
        implied = names.union(*(self.reached(target) for target in direct))
        return self._shortest(key for key in wanted if key not in implied)

    def of_module(self, symbol: str, named: Iterable[StatementKey]) -> list[StatementKey]:
        """What a module waits for beside what its parameters and its scope name."""
        implied = set[StatementKey]().union(*(self.reached(target) for target in named))
        return self._shortest(target for target in self.needs.get(symbol, {}) if target not in {*implied, symbol})

    def _shortest(self, wanted: Iterable[StatementKey]) -> list[StatementKey]:
        reached = {key: self.reached(key) for key in wanted}
        return [key for key in reached if not any(key in reached[other] for other in reached if other != key)]

    def reached(self, key: StatementKey) -> set[StatementKey]:
        """The statement, and all that it waits for."""
        reached, open_keys = {key}, [key]
        while open_keys:
            for target in self.needs.get(open_keys.pop(), ()):
                if target not in reached:
                    reached.add(target)
                    open_keys.append(target)
        return reached


def waits_in(graph: Graph, statement: Callable[[NodeId], StatementKey | None]) -> Waits:
    """The needs of a file; ``statement`` says which statement of it deploys a resource, None where none does.

    No module waits for an existing resource.
    """
    needs: dict[StatementKey, dict[StatementKey, str]] = {}
    for edge in graph.edges:
        source, target = statement(edge.source), statement(edge.target)
        if source is None or target is None:
            continue
        if isinstance(source, str) and isinstance(target, NodeId):
            target = _deployed(graph, target)
            if is_existing(graph.nodes[target]):
                continue
        held = needs.setdefault(source, {})
        held[target] = edge.why if held.get(target, "depends_on") == "depends_on" else held[target]
    mentioned = (key for source, held in needs.items() for key in (source, *held))
    return Waits(needs, statement, any(isinstance(key, str) for key in mentioned))


def _deployed(graph: Graph, wanted: NodeId) -> NodeId:
    """What is deployed: a subnet is a part of its network."""
    node = graph.nodes[wanted]
    while is_existing(node) and not node.existing and node.parent is not None:
        node = graph.nodes[node.parent]
    return node.id
