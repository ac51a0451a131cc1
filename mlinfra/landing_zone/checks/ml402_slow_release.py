"""A cluster that is slow to let go.

Each node is kept for ``idle`` after its last job. Above 30 minutes the idle time of a busy day costs more than the
few minutes a fresh node takes to start.
"""

from collections.abc import Iterator
from datetime import timedelta

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model.compute import ComputeCluster

CODE, SLUG = "ML402", "cluster-slow-release"
SEVERITY: Severity = "warning"
WHY = "every node is billed for the whole idle time after each job"
PROPERTIES = ("nodeIdleTimeBeforeScaleDown",)
GOOD = """
cluster = ComputeCluster("cpu", size="Standard_D4s_v5", nodes=Autoscale(0, 4, idle=timedelta(minutes=10)))
workspace = Workspace("mlw-churn", computes=[cluster])
"""
BAD = """
cluster = ComputeCluster("cpu", size="Standard_D4s_v5", nodes=Autoscale(0, 4, idle=timedelta(hours=2)))
workspace = Workspace("mlw-churn", computes=[cluster])
"""

LONGEST = timedelta(minutes=30)


def check(graph: Graph) -> Iterator[Problem]:
    """Look for idle times above half an hour."""
    for node in graph.of(ComputeCluster):
        if node.resource.nodes.idle > LONGEST:
            minutes = node.resource.nodes.idle // timedelta(minutes=1)
            yield Problem(node, f"keeps idle nodes for {minutes} minutes", "idle=timedelta(minutes=10)")
