"""People hold a role that is wider than their work.

*Contributor* on a workspace may delete it, list keys and change its network. People who train models need *AzureML
Data Scientist*; people who only start and stop computes need *AzureML Compute Operator*.
"""

from collections.abc import Iterator

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.finding import Severity
from mlinfra.catalogue.roles import ROLES_BY_GUID
from mlinfra.catalogue.types.authorization import ROLE_ASSIGNMENT
from mlinfra.catalogue.types.machine_learning import WORKSPACE
from mlinfra.landing_zone.bodies.subjects import Subject
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.derived import RoleAssignment, written_by_author

CODE, SLUG = "ML203", "broad-grant"
SEVERITY: Severity = "warning"
WHY = "Contributor may delete the workspace and list keys"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-assign-roles"
TYPES = (ROLE_ASSIGNMENT.type,)
PROPERTIES = ("roleDefinitionId",)
GOOD = """
team = Grant("AzureML Data Scientist", principal_id="22222222-2222-2222-2222-222222222222")
workspace = Workspace("mlw-churn", grants=[team])
"""
BAD = """
team = Grant("Contributor", principal_id="22222222-2222-2222-2222-222222222222")
workspace = Workspace("mlw-churn", grants=[team])
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for Contributor and Owner on a workspace, or on what is around it; not for what mlinfra derives."""
    definition = resource.get("properties.roleDefinitionId")
    role = ROLES_BY_GUID.get(ResourceId(definition).name.lower()) if isinstance(definition, str) else None
    extended = ResourceId(resource.id).extends
    narrow = extended is not None and extended.type.casefold() != WORKSPACE.key
    if role is None or role.name not in {"Contributor", "Owner"} or narrow or _derived(resource, role.name):
        return
    written = resource.node is not None and written_by_author(resource.node) is not None
    at = resource if written else (resource.among.by_id(extended.text) if extended else None) or resource
    principal = resource.shown("properties.principalId", "with the identity of a resource")
    kind = resource.shown("properties.principalType", "principal")
    fix, body = 'Grant("AzureML Data Scientist", principal_id=...)', "a narrower role, such as AzureML Data Scientist"
    yield Problem(at, f"{kind} {principal} holds {role.name}", fix, body=body)


def _derived(resource: Subject, role: str) -> bool:
    """Whether a stack needs it for one of its resources, rather than that somebody granted it."""
    assignment = resource.node.resource if resource.node else None
    if not isinstance(assignment, RoleAssignment) or assignment.written is not None:
        return False
    return f"{role} of " not in assignment.reason
