"""A compute outside of the private network.

A private workspace is reached through its private endpoints. A cluster or instance that is neither in a subnet nor in the
workspace's managed network is not in that network: its nodes reach neither the workspace nor the data behind it.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning_compute import COMPUTE
from mlinfra.landing_zone.bodies.subjects import ABSENT, OPEN, Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML303", "compute-outside-network"
SEVERITY: Severity = "warning"
WHY = "nodes cannot reach the workspace and its storage: the compute is refused, or jobs stay in the queue"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-secure-training-vnet"
TYPES = (COMPUTE.type,)
PROPERTIES = (
    "subnet",
    "managedNetwork",
)
GOOD = """
cluster = ComputeCluster("cpu", size="Standard_D4s_v5")
workspace = Workspace("mlw-churn", network=Private(Subnet.existing("vnet-hub/snet-ml")), computes=[cluster])
"""
BAD = """
cluster = ComputeCluster("cpu", size="Standard_D4s_v5")
workspace = Workspace("mlw-churn", computes=[cluster], extra={"properties": {"publicNetworkAccess": "Disabled"}})
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for clusters and instances of a private workspace without a network."""
    if str(resource.get("properties.computeType")).lower() not in {"amlcompute", "computeinstance"}:
        return
    if resource.get("properties.properties.subnet.id") is not ABSENT:
        return
    workspace = resource.parent()
    if not isinstance(workspace, Subject) or not _is_private(workspace):
        return
    hub = workspace.target("properties.hubResourceId")
    if hub is OPEN:
        return
    isolation = (hub if isinstance(hub, Subject) else workspace).get("properties.managedNetwork.isolationMode")
    if isolation is ABSENT or str(isolation).lower() == "disabled":
        message = f"it is in no subnet, and {workspace.name} is private"
        yield Problem(resource, message, "subnet=, or network=Private(...) or Managed(...)", body="subnet: {id: ...}")


def _is_private(workspace: Subject) -> bool:
    return str(workspace.get("properties.publicNetworkAccess")).lower() == "disabled"
