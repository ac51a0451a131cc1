"""A cluster that never goes to zero.

Nodes below ``Autoscale(minimum, ...)`` are never given back: they are billed around the clock, jobs or not. Start from
0; nodes come within minutes when a job needs them.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning_compute import COMPUTE
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML401", "cluster-idle-floor"
SEVERITY: Severity = "warning"
WHY = "idle nodes are billed around the clock"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-manage-optimize-cost"
TYPES = (COMPUTE.type,)
PROPERTIES = ("minNodeCount", "vmSize")
GOOD = """
cluster = ComputeCluster("cpu", size="Standard_D4s_v5", nodes=Autoscale(0, 4))
workspace = Workspace("mlw-churn", computes=[cluster])
"""
BAD = """
cluster = ComputeCluster("cpu", size="Standard_D4s_v5", nodes=Autoscale(1, 4))
workspace = Workspace("mlw-churn", computes=[cluster])
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for clusters with a floor above zero."""
    scale = "properties.properties.scaleSettings"
    minimum = resource.get(f"{scale}.minNodeCount")
    if isinstance(minimum, int) and minimum > 0:
        size, most = resource.shown("properties.properties.vmSize", ""), resource.shown(f"{scale}.maxNodeCount", "...")
        message = f"keeps {minimum} {size} node(s) even when idle"
        yield Problem(resource, message, f"Autoscale(0, {most})", body="minNodeCount: 0")
