"""A compute instance that never stops by itself.

An instance is billed from start to stop, also over the weekend. ``idle`` stops it after a time without activity. Azure
honours the setting at creation only: changing it later needs a new instance.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model.compute import ComputeInstance

CODE, SLUG = "ML403", "instance-never-stops"
SEVERITY: Severity = "warning"
WHY = "an instance that somebody forgot is billed until somebody notices"
PROPERTIES = ("idleTimeBeforeShutdown",)
GOOD = """
instance = ComputeInstance("ci-ada", size="Standard_D4s_v5", idle=timedelta(minutes=30))
workspace = Workspace("mlw-churn", computes=[instance])
"""
BAD = """
instance = ComputeInstance("ci-ada", size="Standard_D4s_v5", idle=None)
workspace = Workspace("mlw-churn", computes=[instance])
"""


def check(graph: Graph) -> Iterator[Problem]:
    """Look for instances without an idle time."""
    for node in graph.of(ComputeInstance):
        if node.resource.idle is None:
            yield Problem(node, "runs until somebody stops it", "idle=timedelta(minutes=30)")
