"""A cluster that never goes to zero.

Nodes below ``Autoscale(minimum, ...)`` are never given back: they are billed around the clock, jobs or not. Start from
0; nodes come within minutes when a job needs them.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model.compute import ComputeCluster

CODE, SLUG = "ML401", "cluster-idle-floor"
SEVERITY: Severity = "warning"
WHY = "idle nodes are billed around the clock"
PROPERTIES = ("minNodeCount", "vmSize")
GOOD = """
cluster = ComputeCluster("cpu", size="Standard_D4s_v5", nodes=Autoscale(0, 4))
workspace = Workspace("mlw-churn", computes=[cluster])
"""
BAD = """
cluster = ComputeCluster("cpu", size="Standard_D4s_v5", nodes=Autoscale(1, 4))
workspace = Workspace("mlw-churn", computes=[cluster])
"""


def check(graph: Graph) -> Iterator[Problem]:
    """Look for clusters with a floor above zero."""
    for node in graph.of(ComputeCluster):
        nodes = node.resource.nodes
        if nodes.minimum > 0:
            message = f"keeps {nodes.minimum} {node.resource.size} node(s) even when idle"
            yield Problem(node, message, f"Autoscale(0, {nodes.maximum})")
