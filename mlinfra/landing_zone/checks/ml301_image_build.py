"""Nothing can build images.

A registry without public access cannot be reached by the service that builds images for environments. The workspace
then needs a CPU cluster to build them on: ``image_build_compute="cpu"``. Without it the first job stays in *Preparing* and
fails.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model.network import Managed, Private
from mlinfra.landing_zone.model.workspace import Workspace

CODE, SLUG = "ML301", "image-build-unreachable"
SEVERITY: Severity = "error"
WHY = "the image of every environment is built where the private registry cannot be reached: jobs fail in Preparing"
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


def check(graph: Graph) -> Iterator[Problem]:
    """Look for private workspaces with something to build and nothing to build it on."""
    for node in graph.of(Workspace):
        workspace = node.resource
        network = workspace.network.inbound if isinstance(workspace.network, Managed) else workspace.network
        builds = any(environment.conda for environment in workspace.environments)
        closed = isinstance(network, Private) and not isinstance(workspace.registry, Existing)
        if closed and builds and workspace.image_build_compute is None:
            yield Problem(
                node,
                "its private registry has no cluster that builds images",
                'image_build_compute="NAME" of a CPU cluster',
            )
