"""Nodes that Azure may take away.

Low-priority nodes are served by Spot capacity: they can be evicted in the middle of a job, their price varies, and
many subscriptions have no quota for them. Jobs must write checkpoints to survive it.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning_compute import COMPUTE
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML405", "low-priority"
SEVERITY: Severity = "advice"
WHY = "a job loses its work when the node is evicted, and quota for such nodes is often zero"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-manage-optimize-cost"
TYPES = (COMPUTE.type,)
PROPERTIES = ("vmPriority",)
GOOD = """
workspace = Workspace("mlw-churn", computes=[ComputeCluster("cpu", size="Standard_D4s_v5")])
"""
BAD = """
workspace = Workspace("mlw-churn", computes=[ComputeCluster("cpu", size="Standard_D4s_v5", low_priority=True)])
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for low-priority clusters."""
    if str(resource.get("properties.properties.vmPriority")).lower() == "lowpriority":
        fix, body = "drop low_priority=True, or write checkpoints", "vmPriority: Dedicated, or write checkpoints"
        yield Problem(resource, "its nodes can be evicted at any time", fix, body=body)
