"""People hold a role that is wider than their work.

*Contributor* on a workspace may delete it, list keys and change its network. People who train models need *AzureML
Data Scientist*; people who only start and stop computes need *AzureML Compute Operator*.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model.workspace import Workspace

CODE, SLUG = "ML203", "broad-grant"
SEVERITY: Severity = "warning"
WHY = "Contributor may delete the workspace and list keys"
PROPERTIES = ("roleDefinitionId",)
GOOD = """
team = Grant("AzureML Data Scientist", principal_id="22222222-2222-2222-2222-222222222222")
workspace = Workspace("mlw-churn", grants=[team])
"""
BAD = """
team = Grant("Contributor", principal_id="22222222-2222-2222-2222-222222222222")
workspace = Workspace("mlw-churn", grants=[team])
"""


def check(graph: Graph) -> Iterator[Problem]:
    """Look for Contributor among the grants of a workspace."""
    for node in graph.of(Workspace):
        for grant in node.resource.grants:
            if grant.role == "Contributor":
                told = isinstance(grant.principal_id, str)
                principal = grant.principal_id if told else "with the identity of a resource"
                message = f"{grant.principal_type} {principal} holds Contributor"
                yield Problem(node, message, 'Grant("AzureML Data Scientist", principal_id=...)')
