"""A cluster that is slow to let go.

Each node is kept for ``idle`` after its last job. Above 30 minutes the idle time of a busy day costs more than the
few minutes a fresh node takes to start.
"""

from collections.abc import Iterator
from datetime import timedelta

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning_compute import COMPUTE
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.model._conversions import read_iso_duration

CODE, SLUG = "ML402", "cluster-slow-release"
SEVERITY: Severity = "warning"
WHY = "every node is billed for the whole idle time after each job"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-manage-optimize-cost"
TYPES = (COMPUTE.type,)
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


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for idle times above half an hour; Azure takes two minutes where the body says nothing."""
    told = resource.get("properties.properties.scaleSettings.nodeIdleTimeBeforeScaleDown")
    idle = read_iso_duration(told) if isinstance(told, str) else None
    if idle is not None and idle > LONGEST:
        minutes = idle // timedelta(minutes=1)
        fix, body = "idle=timedelta(minutes=10)", "nodeIdleTimeBeforeScaleDown: PT10M"
        yield Problem(resource, f"keeps idle nodes for {minutes} minutes", fix, body=body)
