"""A VM size that is gone.

Azure has switched the series off: a cluster or instance of such a size is refused when it is created. The successor is
named with the finding.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.vm_retirements import retirement
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model.compute import ComputeCluster, ComputeInstance

CODE, SLUG = "ML601", "retired-size"
SEVERITY: Severity = "error"
WHY = "Azure refuses to create it"
PROPERTIES = ("vmSize", "instanceType")
GOOD = """
workspace = Workspace("mlw-churn", computes=[ComputeCluster("gpu", size="Standard_NC4as_T4_v3")])
"""
BAD = """
workspace = Workspace("mlw-churn", computes=[ComputeCluster("gpu", size="Standard_NC6s_v3")])
"""


def check(graph: Graph) -> Iterator[Problem]:
    """Look sizes up in the register."""
    for node in graph.of(ComputeCluster, ComputeInstance):
        entry = retirement(node.resource.size)
        if entry and entry.gone:
            message = f"{node.resource.size} ({entry.series}) was retired on {entry.date}"
            yield Problem(node, message, f"size={entry.successor!r}")
