"""SSH that is open to the internet.

A compute instance or cluster can take SSH at a public address. Everybody may try to sign in there, and whoever comes in acts
as the compute's identity. Studio opens a terminal without it; where SSH is needed, reach it through the network.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning_compute import COMPUTE
from mlinfra.landing_zone.bodies.subjects import OPEN, Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML305", "ssh-open"
SEVERITY: Severity = "warning"
WHY = "everybody on the internet may try to sign in; it is fixed at creation"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-create-compute-instance"
TYPES = (COMPUTE.type,)
PROPERTIES = (
    "sshPublicAccess",
    "remoteLoginPortPublicAccess",
)
GOOD = """
workspace = Workspace("mlw-churn", computes=[ComputeInstance("ci-ada", size="Standard_D4s_v5")])
"""
BAD = """
workspace = Workspace("mlw-churn", computes=[ComputeCluster("cpu", size="Standard_D4s_v5", public_ssh=True)])
"""
_SWITCHES = {"sshSettings.sshPublicAccess": "ssh", "remoteLoginPortPublicAccess": "public_ssh"}
"""Property of an instance or of a cluster -> the field that says it."""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look at both kinds of compute; nodes without a public address are not reached from the internet."""
    for path, field in _SWITCHES.items():
        if str(resource.get(f"properties.properties.{path}")).lower() != "enabled":
            continue
        if resource.get("properties.properties.enableNodePublicIp") not in {False, OPEN}:
            name = path.rsplit(".", 1)[-1]
            yield Problem(resource, "SSH is open to the internet", f"drop {field}=True", body=f"{name}: Disabled")
