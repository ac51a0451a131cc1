"""A name that had to be shortened.

mlinfra names what you give no name after its owner: ``kv-churn-x7k2p9`` for the vault of ``mlw-churn``. Azure takes 24
characters for a vault or a storage account; of an owner with a longer name only the beginning stands there, which people who
look for the resource do not expect. The six characters at the end still tell it from all others. Give the resource a name, or
its owner a shorter one; a ``naming`` of your own is never shortened.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph

CODE, SLUG = "ML109", "shortened-name"
SEVERITY: Severity = "advice"
WHY = "people do not recognize what it belongs to"
LINK = "https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-naming"
ONLY_STACKS = "a template has names alone, and nothing of which they were made"
GOOD = """
workspace = Workspace("mlw-churn")
"""
BAD = """
workspace = Workspace("mlw-customer-recommender-prod")
"""


def check(graph: Graph) -> Iterator[Problem]:
    """Look at the names that did not fit."""
    for own, full in graph.shortened.items():
        node = graph.nodes[own]
        message = f"{full!r} is too long, so it is called {own.name!r}"
        yield Problem(node, message, f'give the {node.kind.__name__} a name, such as "{own.name}"')
