"""Half private: the workspace is closed, what it stands on is open.

A workspace with ``network=Private(...)`` closes the storage account, vault and registry that it creates. ``public_access=True``
on one of them opens that one again, and one that only ``public_access=False`` closes leaves them open: whoever holds a key or a role reaches the data from anywhere, around the private workspace.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning import WORKSPACE
from mlinfra.landing_zone.bodies.subjects import ABSENT, Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML302", "half-private"
SEVERITY: Severity = "warning"
WHY = "the data is reachable from the internet although the workspace is not"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-secure-workspace-vnet"
TYPES = (WORKSPACE.type,)
PROPERTIES = ("publicNetworkAccess",)
GOOD = """
workspace = Workspace("mlw-churn", network=Private(Subnet.existing("vnet-hub/snet-ml")))
"""
BAD = """
storage = StorageAccount("stchurn", public_access=True)
workspace = Workspace("mlw-churn", storage=storage, network=Private(Subnet.existing("vnet-hub/snet-ml")))
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look at what a private workspace keeps its data, secrets and images in; Azure opens what says nothing."""
    if str(resource.get("properties.publicNetworkAccess")).lower() != "disabled":
        return
    for path in ("properties.storageAccount", "properties.keyVault", "properties.containerRegistry"):
        part = resource.target(path)
        if isinstance(part, Subject) and _is_open(part):
            message = f"open to the internet, behind the private {resource.name}"
            yield Problem(part, message, "say public_access=False there", body="publicNetworkAccess: Disabled")


_WHEN_OPEN = {
    "properties.publicNetworkAccess": "enabled",
    "properties.networkAcls.defaultAction": "allow",
    "properties.networkRuleSet.defaultAction": "allow",
}


def _is_open(part: Subject) -> bool:
    """Whether anybody may reach it; one that takes chosen networks only is not open."""
    values = ((part.get(path), expected) for path, expected in _WHEN_OPEN.items())
    return all(value is ABSENT or str(value).lower() == expected for value, expected in values)
