"""Nobody can tell who owns it and who pays.

The stack carries no ``owner`` and no ``costcenter`` tag. Tags are the only thing that links a line of the Azure bill,
or an alert at night, to a team. Add both to the stack's ``tags``; every resource gets them.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning import WORKSPACE
from mlinfra.landing_zone.bodies.subjects import ABSENT, Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML101", "owner-unknown"
SEVERITY: Severity = "advice"
WHY = "costs and alerts cannot be assigned to a team"
LINK = "https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-tagging"
TYPES = (WORKSPACE.type,)
GOOD = """
workspace = Workspace("mlw-churn", tags={"owner": "ml-platform", "costcenter": "4711"})
"""
BAD = """
workspace = Workspace("mlw-churn")
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for the two tags, in any case; a value that is open is a value."""
    tags = resource.get("tags")
    if isinstance(tags, dict) or tags is ABSENT:
        names = {name.lower() for name in tags} if isinstance(tags, dict) else set()
        missing = [name for name in ("owner", "costcenter") if name not in names]
        if missing:
            message = f"no tag {' and no tag '.join(missing)}"
            fix, body = f'tags={{"{missing[0]}": "..."}} on the Stack', f'tags: {{"{missing[0]}": "..."}}'
            yield Problem(resource, message, fix, body=body)
