"""Nodes that Azure may take away.

Low-priority nodes are served by Spot capacity: they can be evicted in the middle of a job, their price varies, and
many subscriptions have no quota for them. Jobs must write checkpoints to survive it.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model.compute import ComputeCluster

CODE, SLUG = "ML405", "low-priority"
SEVERITY: Severity = "advice"
WHY = "a job loses its work when the node is evicted, and quota for such nodes is often zero"
PROPERTIES = ("vmPriority",)
GOOD = """
workspace = Workspace("mlw-churn", computes=[ComputeCluster("cpu", size="Standard_D4s_v5")])
"""
BAD = """
workspace = Workspace("mlw-churn", computes=[ComputeCluster("cpu", size="Standard_D4s_v5", low_priority=True)])
"""


def check(graph: Graph) -> Iterator[Problem]:
    """Look for low-priority clusters."""
    for node in graph.of(ComputeCluster):
        if node.resource.low_priority:
            yield Problem(node, "its nodes can be evicted at any time", "drop low_priority=True, or write checkpoints")
