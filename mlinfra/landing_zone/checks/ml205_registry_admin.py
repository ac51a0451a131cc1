"""A registry with an admin user.

The admin user of a container registry is one name with two passwords that everybody shares: it may push and delete every
image, past all roles, and the registry's log does not say who it was. Identities pull with the role AcrPull.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.container_registry import CONTAINER_REGISTRY
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML205", "registry-admin-user"
SEVERITY: Severity = "warning"
WHY = "whoever has the password may replace the images that jobs run"
LINK = "https://learn.microsoft.com/azure/container-registry/container-registry-authentication"
TYPES = (CONTAINER_REGISTRY.type,)
PROPERTIES = ("adminUserEnabled",)
GOOD = """
workspace = Workspace("mlw-churn", registry=ContainerRegistry("crchurn"))
"""
BAD = """
workspace = Workspace("mlw-churn", registry=ContainerRegistry("crchurn", admin_user=True))
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for registries whose admin user is on; Azure leaves it off where the body says nothing."""
    if resource.get("properties.adminUserEnabled") is True:
        yield Problem(resource, "its admin user is on", "drop admin_user=True", body="adminUserEnabled: false")
