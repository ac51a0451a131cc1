"""Two stacks create the same resource.

Both deployments write it, and the later one wins: a plan of either shows the other's values as changes, again and
again. Let one stack create it and the other refer to it with ``existing``, and give that one ``depends_on``. Role
assignments and links of DNS zones may be derived by several stacks: these are equal.
"""

from collections.abc import Iterator, Sequence

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._created import Created, created
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph

CODE, SLUG = "ML104", "resource-in-two-stacks"
SEVERITY: Severity = "error"
WHY = "the stack that is deployed last decides what it is like, and the plan of the other never becomes empty"
LINK = "https://learn.microsoft.com/azure/azure-resource-manager/templates/deployment-modes"
ONLY_STACKS = "it compares the stacks of a file; a template is one deployment"
GOOD = """
group = ResourceGroup("rg-churn", location="westeurope")
data = Stack("data", scope=group, resources=[StorageAccount("stchurn")])
storage = StorageAccount.existing("stchurn", scope=group)
train = Stack("train", scope=group, resources=[Workspace("mlw-churn", storage=storage)], depends_on=[data])
stacks = [data, train]
"""
BAD = """
group = ResourceGroup("rg-churn", location="westeurope")
data = Stack("data", scope=group, resources=[StorageAccount("stchurn")])
storage = StorageAccount("stchurn")
train = Stack("train", scope=group, resources=[Workspace("mlw-churn", storage=storage)])
stacks = [data, train]
"""


def check_stacks(graphs: Sequence[Graph]) -> Iterator[Problem]:
    """Look for equal ids; what is part of something that is created twice, or comes with it, is not told again."""
    first: dict[str, Created] = {}
    pairs = [(first.setdefault(entry.id, entry), entry) for entry in created(graphs)]
    twice = [(before, entry) for before, entry in pairs if before.stack != entry.stack]
    ids = {entry.id for _, entry in twice}
    lines: set[tuple[str, str]] = set()
    for before, entry in sorted(twice, key=lambda pair: bool(pair[1].node.origin.because)):
        derived, line = bool(entry.node.origin.because), (before.place, entry.place)
        if entry.parent not in ids and not (derived and line in lines):
            fix = f"refer to it with .existing(...) in one of the two, and give that one depends_on=[{before.stack}]"
            yield Problem(entry.node, f"{before.place} creates it too", fix, stack=entry.stack)
        lines.add(line)
