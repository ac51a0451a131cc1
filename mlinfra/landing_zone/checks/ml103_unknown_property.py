"""Unknown property: `extra` sets a property that the resource type does not have.

`extra` says in Azure's own words what mlinfra has no field for. Azure ignores or refuses a name that it does not know.
mlinfra compares `extra` with the properties of the pinned API
version, as the published SDK packages describe them, and suggests the nearest name.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.body_judgement import judge_body
from mlinfra.landing_zone.bodies.subjects import Subject, subjects
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph

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
    """Compare every body with the table of its type."""
    for subject in subjects(graph):
        yield from _unknown(subject)


def _unknown(subject: Subject) -> Iterator[Problem]:
    judged, node = judge_body(subject.type, subject.api_version, subject.body), subject.node
    said = "extra: " if getattr(node and node.resource, "extra", None) else ""
    if not judged.known and said:
        yield Problem(node, f"no property table of {subject.type}, so extra is not checked", "compare it by hand")
    for unknown in judged.unknown:
        yield Problem(node, f"{said}{unknown.message}", unknown.fix)
