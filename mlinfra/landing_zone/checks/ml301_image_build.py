"""Nothing can build images.

A registry without public access cannot be reached by the service that builds images for environments. The workspace
then needs a CPU cluster to build them on: ``image_build_compute="cpu"``. Without it the first job stays in *Preparing* and
fails.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning import WORKSPACE
from mlinfra.catalogue.types.machine_learning_assets import ENVIRONMENT_VERSION
from mlinfra.landing_zone.bodies.subjects import ABSENT, Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML301", "image-build-unreachable"
SEVERITY: Severity = "error"
WHY = "the image of every environment is built where the private registry cannot be reached: jobs fail in Preparing"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-secure-workspace-vnet"
TYPES = (WORKSPACE.type,)
PROPERTIES = ("imageBuildCompute",)
GOOD = """
subnet = Subnet.existing("vnet-hub/snet-ml")
cluster = ComputeCluster("cpu", size="Standard_D4s_v5")
environment = Environment("train", image="mcr.microsoft.com/azureml/base:20250101.v1", conda=Conda(python="3.11.9"))
workspace = Workspace(
    "mlw-churn", network=Private(subnet), environments=[environment], computes=[cluster], image_build_compute="cpu"
)
"""
BAD = """
subnet = Subnet.existing("vnet-hub/snet-ml")
environment = Environment("train", image="mcr.microsoft.com/azureml/base:20250101.v1", conda=Conda(python="3.11.9"))
workspace = Workspace("mlw-churn", network=Private(subnet), environments=[environment])
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for private workspaces with something to build and nothing to build it on."""
    if str(resource.get("properties.publicNetworkAccess")).lower() != "disabled":
        return
    environments = resource.children(ENVIRONMENT_VERSION.type)
    if resource.get("properties.imageBuildCompute") is not ABSENT or not any(map(_builds, environments)):
        return
    registry = resource.target("properties.containerRegistry")
    if isinstance(registry, Subject) and str(registry.get("properties.publicNetworkAccess")).lower() == "disabled":
        yield Problem(
            resource,
            "its private registry has no cluster that builds images",
            'image_build_compute="NAME" of a CPU cluster',
            body="imageBuildCompute: the name of a CPU cluster",
        )


def _builds(environment: Subject) -> bool:
    """Whether there is more than an image."""
    return any(environment.get(f"properties.{name}") is not ABSENT for name in ("condaFile", "build"))
