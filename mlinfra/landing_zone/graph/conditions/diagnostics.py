"""A resource has five diagnostic settings at most, and sends each category to a place once; a scope has no metrics."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.base.errors import InvalidInput
from mlinfra.base.scope import Scope
from mlinfra.landing_zone.graph.node import Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.model.diagnostics import DiagnosticSetting, told_by

_MOST = 5
_ALL = "allLogs"
_METRICS = "all metrics"


def diagnostic_settings(graph: Graph) -> Iterator[InvalidInput]:
    """More settings than a resource has, what two of them both send to one place, and metrics of a scope."""
    by_target: dict[Scope | NodeId, list[Node[DiagnosticSetting]]] = {}
    for node in graph.of(DiagnosticSetting):
        by_target.setdefault(node.id.scope, []).append(node)
        if node.resource.metrics and node.id.on is None:
            where = f"{node.origin.where} DiagnosticSetting.metrics"
            yield InvalidInput("a scope has no metrics", where=where, hint="drop metrics, or say on= a resource")
    for nodes in by_target.values():
        if len(nodes) > _MOST:
            message = f"a resource has at most {_MOST} diagnostic settings, these are {len(nodes)}"
            yield InvalidInput(message, where=f"{nodes[-1].origin.where} DiagnosticSetting.on", hint="leave some out")
        yield from _sent_twice(nodes)


def _sent_twice(nodes: list[Node[DiagnosticSetting]]) -> Iterator[InvalidInput]:
    sent: dict[NodeId | str, list[tuple[set[str], str]]] = {}
    for node in nodes:
        words = _words(node)
        for place in _places(node):
            earlier = sent.setdefault(place, [])
            for others, name in earlier:
                if both := _both(words, others):
                    message = f"{name} sends {' and '.join(sorted(both))} to the same place already"
                    where = f"{node.origin.where} DiagnosticSetting.logs"
                    yield InvalidInput(message, where=where, hint="send other categories, or elsewhere")
            earlier.append((words, node.id.name))


def _words(node: Node[DiagnosticSetting]) -> set[str]:
    """What a setting sends: categories, groups of them, and metrics."""
    setting, told = node.resource, told_by(node.resource)
    logs = ((_ALL,) if "logs" in told else ()) if setting.logs is None else setting.logs
    metrics = "metrics" in told if setting.metrics is None else setting.metrics
    return {*logs, *((_METRICS,) if metrics else ())}


def _both(first: set[str], second: set[str]) -> set[str]:
    """What two settings both send; one that sends all logs sends each of the other's."""
    every = _ALL in first | second and all(words - {_METRICS} for words in (first, second))
    return (first & second) | ({_ALL} if every else set())


def _places(node: Node[DiagnosticSetting]) -> Iterator[NodeId | str]:
    """Where a setting sends, as far as that is known before the deployment."""
    for field in ("workspace", "storage"):
        yield from node.links.get(field, ())
    setting = node.resource
    if isinstance(setting.event_hub_rule, str):
        yield f"{setting.event_hub_rule} {setting.event_hub}".lower()
    if isinstance(setting.partner_id, str):
        yield setting.partner_id.lower()


CONDITIONS = (diagnostic_settings,)
