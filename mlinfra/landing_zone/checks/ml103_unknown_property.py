"""Unknown property: `extra` sets a property that the resource type does not have.

`extra` says in Azure's own words what mlinfra has no field for. Azure ignores or refuses a name that it does not know,
and refuses a property that only Azure itself sets. mlinfra compares `extra` with the properties of the pinned API
version, as the published SDK packages describe them, and suggests the nearest name.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.lookup import api_version
from mlinfra.catalogue.property_table import property_table
from mlinfra.catalogue.unknown_properties import unknown_properties
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.bodies.node_body import resource_body
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph, Node

CODE, SLUG = "ML103", "unknown-property"
SEVERITY: Severity = "warning"
WHY = "Azure ignores what it does not know, or refuses the deployment"
GOOD = """
storage = StorageAccount("stchurn", extra={"properties": {"dnsEndpointType": "Standard"}})
workspace = Workspace("mlw-churn", storage=storage)
"""
BAD = """
storage = StorageAccount("stchurn", extra={"properties": {"dnsEndpointTyp": "Standard"}})
workspace = Workspace("mlw-churn", storage=storage)
"""


def check(graph: Graph) -> Iterator[Problem]:
    """Compare the bodies of resources that have an `extra` with the tables of their types."""
    context = Context(graph, {node.id.key: node.symbol or "resource" for node in graph})
    for node in graph:
        if not node.existing and getattr(node.resource, "extra", None):
            yield from _unknown(node, context)


def _unknown(node: Node, context: Context) -> Iterator[Problem]:
    body = resource_body(node, context)
    table = property_table(node.id.type, api_version(node.id.type))
    if table is None:
        yield Problem(node, f"no property table of {node.id.type}, so extra is not checked", "compare it by hand")
        return
    for unknown in unknown_properties(table, body):
        yield Problem(node, f"extra: {unknown.message}", unknown.fix)
