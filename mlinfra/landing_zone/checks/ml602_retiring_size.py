"""A VM size that will go.

Microsoft has announced the end of the series. What runs keeps running until then, but new subscriptions may be refused
already, and a compute's size is fixed at creation: the change means a new compute.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning_compute import COMPUTE
from mlinfra.catalogue.vm_sizes import retirement
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML602", "retiring-size"
SEVERITY: Severity = "advice"
WHY = "new subscriptions may be refused already, and the size of a compute cannot be changed later"
LINK = "https://learn.microsoft.com/azure/virtual-machines/sizes/retirement/retired-sizes-list"
TYPES = (COMPUTE.type,)
PROPERTIES = ("vmSize", "instanceType")
GOOD = """
workspace = Workspace("mlw-churn", computes=[ComputeCluster("cpu", size="Standard_D4s_v5")])
"""
BAD = """
workspace = Workspace("mlw-churn", computes=[ComputeCluster("cpu", size="Standard_DS3_v2")])
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look sizes up in the register."""
    size = resource.get("properties.properties.vmSize")
    entry = retirement(size) if isinstance(size, str) else None
    if entry and not entry.gone:
        message = f"{size} ({entry.name}) retires on {entry.retires}"
        yield Problem(resource, message, f"size={entry.successor!r}", body=f"vmSize: {entry.successor}")
