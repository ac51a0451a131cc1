"""A compute instance that never stops by itself.

An instance is billed from start to stop, also over the weekend. ``idle`` stops it after a time without activity. Azure
honours the setting at creation only: changing it later needs a new instance.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning_compute import COMPUTE
from mlinfra.landing_zone.bodies.subjects import ABSENT, OPEN, Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML403", "instance-never-stops"
SEVERITY: Severity = "warning"
WHY = "an instance that somebody forgot is billed until somebody notices"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-create-compute-instance"
TYPES = (COMPUTE.type,)
PROPERTIES = ("idleTimeBeforeShutdown",)
GOOD = """
instance = ComputeInstance("ci-ada", size="Standard_D4s_v5", idle=timedelta(minutes=30))
workspace = Workspace("mlw-churn", computes=[instance])
"""
BAD = """
instance = ComputeInstance("ci-ada", size="Standard_D4s_v5", idle=None)
workspace = Workspace("mlw-churn", computes=[instance])
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for instances without an idle time, and without a schedule that stops them."""
    if resource.get("properties.computeType") != "ComputeInstance":
        return
    if resource.get("properties.properties.idleTimeBeforeShutdown") is ABSENT and not _is_stopped(resource):
        fix, body = "idle=timedelta(minutes=30)", "idleTimeBeforeShutdown: PT30M"
        yield Problem(resource, "runs until somebody stops it", fix, body=body)


def _is_stopped(instance: Subject) -> bool:
    """Whether a schedule stops it, or may do so: what is open is no fault."""
    schedules = instance.members("properties.properties.schedules.computeStartStop")
    if instance.get("properties.properties.schedules.computeStartStop") is OPEN:
        return True
    return any(schedule.get("action") == "Stop" and schedule.get("status") != "Disabled" for _, schedule in schedules)
