"""Unknown property: `extra` sets a property that the resource type does not have.

`extra` says in Azure's own words what mlinfra has no field for. Azure ignores or refuses a name that it does not know.
mlinfra compares `extra` with the properties of the pinned API
version, as the published SDK packages describe them, and suggests the nearest name.
"""

from collections import defaultdict
from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.body_judgement import judge_body
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.resource_type import NoTable
from mlinfra.landing_zone.bodies.node_body import written_in_parent
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
    """Compare every body with the table of its type; a type without one is said once, with the number of its resources."""
    without_table: dict[str, list[Subject]] = defaultdict(list)
    judging = tuple(subjects(graph))
    told = tuple(_place_in_parent(subject) for subject in judging if subject.node and written_in_parent(subject.node))
    for subject in judging:
        judged = judge_body(subject.type, subject.api_version, subject.body)
        said = "extra: " if getattr(subject.node and subject.node.resource, "extra", None) else ""
        if not judged.known and said:
            without_table[subject.type].append(subject)
        for unknown in judged.unknown:
            if unknown.path.startswith(told):  # said of the part itself, with the line that wrote it
                continue
            yield Problem(subject.node, f"{said}{unknown.message}", unknown.fix)
    yield from map(_no_table, without_table.values())


def _place_in_parent(part: Subject) -> str:
    """Where the parts of this kind stand in their parent's body: ``properties.subnets[``."""
    return f"properties.{part.type.rsplit('/', 1)[-1]}["


def _no_table(alike: list[Subject]) -> Problem:
    entry = find_type(alike[0].type)
    reason = f" ({entry.properties.reason})" if entry and isinstance(entry.properties, NoTable) else ""
    count = f"extra of {len(alike)} resources" if len(alike) > 1 else "extra"
    message = f"{count} is not checked: there is no property table of {alike[0].type}{reason}"
    return Problem(alike[0].node, message, "compare it by hand")
