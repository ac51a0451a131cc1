"""A VM size that will go.

Microsoft has announced the end of the series. What runs keeps running until then, but new subscriptions may be refused
already, and a compute's size is fixed at creation: the change means a new compute.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.vm_retirements import retirement
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model.compute import ComputeCluster, ComputeInstance

CODE, SLUG = "ML602", "retiring-size"
SEVERITY: Severity = "advice"
WHY = "new subscriptions may be refused already, and the size of a compute cannot be changed later"
PROPERTIES = ("vmSize", "instanceType")
GOOD = """
workspace = Workspace("mlw-churn", computes=[ComputeCluster("cpu", size="Standard_D4s_v5")])
"""
BAD = """
workspace = Workspace("mlw-churn", computes=[ComputeCluster("cpu", size="Standard_DS3_v2")])
"""


def check(graph: Graph) -> Iterator[Problem]:
    """Look sizes up in the register."""
    for node in graph.of(ComputeCluster, ComputeInstance):
        entry = retirement(node.resource.size)
        if entry and not entry.gone:
            message = f"{node.resource.size} ({entry.series}) retires on {entry.date}"
            yield Problem(node, message, f"size={entry.successor!r}")
