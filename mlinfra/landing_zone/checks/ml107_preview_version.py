"""A resource is written in a preview API version.

Some properties, such as the list of addresses that reach a workspace, or whether people are root on a compute instance, stand in
preview API versions alone. Microsoft may change or withdraw a preview with little notice, gives no support for it in production,
and does not offer it in every region.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.lookup import api_version
from mlinfra.catalogue.types.machine_learning import WORKSPACE
from mlinfra.catalogue.types.machine_learning_compute import COMPUTE
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML107", "preview-version"
SEVERITY: Severity = "advice"
WHY = "Microsoft may change or withdraw what only a preview API version has"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-configure-private-link"
TYPES = (WORKSPACE.type, COMPUTE.type)
PROPERTIES = (
    "ipAllowlist",
    "allowRoleAssignmentOnRG",
    "softDeleteRetentionInDays",
    "enableRootAccess",
    "enableOSPatching",
)
GOOD = """
workspace = Workspace("mlw-churn")
"""
BAD = """
workspace = Workspace("mlw-churn", preview="2024-10-01-preview", ip_allowlist=["203.0.113.0/24"])
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look at the version that a resource is sent in."""
    if resource.api_version.endswith("-preview"):
        message = f"written in the preview API version {resource.api_version}"
        stable = api_version(resource.type)
        yield Problem(resource, message, "drop preview= and what needs it", body=f"apiVersion: {stable}")
