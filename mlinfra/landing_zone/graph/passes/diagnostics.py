"""Send logs and metrics of the whole stack to one place. Adds a diagnostic setting to each resource that can have one."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.base.frozen import replace
from mlinfra.base.origin import Origin
from mlinfra.catalogue.lookup import find_type
from mlinfra.landing_zone.graph.node import AnyNode, Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model.diagnostics import DiagnosticSetting

_NAME = "to-central-logs"


def send_diagnostics(graph: Graph) -> Graph:
    """Send what each resource tells to the workspace that the stack names; one with a setting of its own keeps that alone."""
    if graph.stack.diagnostics is None:
        return graph
    workspace = referred(graph, graph.stack.diagnostics)
    own = {node.id.scope for node in graph.of(DiagnosticSetting)}
    added = {node.id: node for node in _settings(graph, workspace) if node.id.scope not in own}
    return replace(graph, nodes={**graph.nodes, **added})


def _settings(graph: Graph, workspace: NodeId) -> Iterator[AnyNode]:
    for node in graph:
        entry = find_type(node.id.type)
        told = entry.diagnostics if entry is not None and not node.existing and not node.id.phase else ()
        if told:
            logs = ("allLogs",) if "logs" in told else ()
            setting = DiagnosticSetting(_NAME, workspace=graph.stack.diagnostics, logs=logs, metrics="metrics" in told)
            origin = Origin(node.origin.where, f"the stack sends what {node.id.name} tells to {workspace.name}")
            own = NodeId(DiagnosticSetting.arm_type, (_NAME,), node.id)
            yield Node(own, setting, origin, links={"workspace": (workspace,)})
