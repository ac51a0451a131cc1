"""A VM size that will go.

Microsoft has announced the end of the series. What runs keeps running until then, but new subscriptions may be refused
already, and a compute's size is fixed at creation: the change means a new compute.
"""

from collections.abc import Iterator

from mlinfra.checks._rule import Problem
from mlinfra.checks.finding import Severity
from mlinfra.checks.sizes import retirement
from mlinfra.graph.node import Graph
from mlinfra.model.compute import ComputeCluster, ComputeInstance

CODE, SLUG = "ML602", "retiring-size"
SEVERITY: Severity = "advice"
WHY = "new subscriptions may be refused already, and the size of a compute cannot be changed later"
GOOD = """
workspace = Workspace("mlw-churn", computes=[ComputeCluster("cpu", size="Standard_D4s_v5")])
"""
BAD = """
workspace = Workspace("mlw-churn", computes=[ComputeCluster("cpu", size="Standard_DS3_v2")])
"""


def check(graph: Graph) -> Iterator[Problem]:
    """Look sizes up in the register."""
    for node in graph.of(ComputeCluster, ComputeInstance):
        found = retirement(node.resource.size)
        if found and not found.gone:
            message = f"{node.resource.size} ({found.series}) retires on {found.date}"
            yield Problem(node, message, f"size={found.successor!r}")
