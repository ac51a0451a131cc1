"""Nobody can tell who owns it and who pays.

The stack carries no ``owner`` and no ``costcenter`` tag. Tags are the only thing that links a line of the Azure bill,
or an alert at night, to a team. Add both to the stack's ``tags``; every resource gets them.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model.workspace import Workspace

CODE, SLUG = "ML101", "owner-unknown"
SEVERITY: Severity = "advice"
WHY = "costs and alerts cannot be assigned to a team"
GOOD = """
workspace = Workspace("mlw-churn", tags={"owner": "ml-platform", "costcenter": "4711"})
"""
BAD = """
workspace = Workspace("mlw-churn")
"""


def check(graph: Graph) -> Iterator[Problem]:
    """Look for the two tags on each workspace, in any case."""
    for node in graph.of(Workspace):
        tags = {name.lower() for name in (*graph.stack.tags, *node.resource.tags)}
        missing = [name for name in ("owner", "costcenter") if name not in tags]
        if missing:
            yield Problem(
                node, f"no tag {' and no tag '.join(missing)}", f'tags={{"{missing[0]}": "..."}} on the Stack'
            )
