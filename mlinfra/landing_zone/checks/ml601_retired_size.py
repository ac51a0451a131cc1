"""A VM size that is gone.

Azure has switched the series off: a cluster or instance of such a size is refused when it is created. The successor is
named with the finding.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning import COMPUTE
from mlinfra.catalogue.vm_retirements import retirement
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML601", "retired-size"
SEVERITY: Severity = "error"
WHY = "Azure refuses to create it"
LINK = "https://learn.microsoft.com/azure/virtual-machines/sizes/retirement/retired-sizes-list"
TYPES = (COMPUTE.type,)
PROPERTIES = ("vmSize", "instanceType")
GOOD = """
workspace = Workspace("mlw-churn", computes=[ComputeCluster("gpu", size="Standard_NC4as_T4_v3")])
"""
BAD = """
workspace = Workspace("mlw-churn", computes=[ComputeCluster("gpu", size="Standard_NC6s_v3")])
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look sizes up in the register."""
    size = resource.get("properties.properties.vmSize")
    entry = retirement(size) if isinstance(size, str) else None
    if entry and entry.gone:
        message = f"{size} ({entry.series}) was retired on {entry.date}"
        yield Problem(resource, message, f"size={entry.successor!r}", body=f"vmSize: {entry.successor}")
