"""A GPU on a compute instance.

An instance is for one person and never scales to zero while it is used for editing. A GPU cluster from 0 nodes gives
the same GPU to jobs, and to nobody in between.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning_compute import COMPUTE
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML404", "gpu-instance"
SEVERITY: Severity = "warning"
WHY = "the GPU is billed while its owner reads mail"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-manage-optimize-cost"
TYPES = (COMPUTE.type,)
PROPERTIES = ("vmSize",)
GOOD = """
cluster = ComputeCluster("gpu", size="Standard_NC4as_T4_v3", nodes=Autoscale(0, 1))
workspace = Workspace("mlw-churn", computes=[ComputeInstance("ci-ada", size="Standard_D4s_v5"), cluster])
"""
BAD = """
workspace = Workspace("mlw-churn", computes=[ComputeInstance("ci-ada", size="Standard_NC4as_T4_v3")])
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for instances of a size of the N series, which are the ones with GPUs."""
    if resource.get("properties.computeType") != "ComputeInstance":
        return
    size = resource.get("properties.properties.vmSize")
    if isinstance(size, str) and size.lower().startswith("standard_n"):
        yield Problem(resource, f"{size} has a GPU", "a CPU size here, and a ComputeCluster from 0 GPU nodes")
