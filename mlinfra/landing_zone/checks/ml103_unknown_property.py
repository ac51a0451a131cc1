"""Unknown property: a body sets a property that the resource type does not have.

`extra` says in Azure's own words what mlinfra has no field for, and a template says all in them. Azure ignores or
refuses a name that it does not know. mlinfra compares bodies with the properties of their type in its API version, as
the published SDK packages describe them, and suggests the nearest name.
"""

from collections import defaultdict
from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.table_source import NoTable
from mlinfra.landing_zone.bodies.subjects import Resources, Subject
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.model.azure_resource import AzureResource

CODE, SLUG = "ML103", "unknown-property"
SEVERITY: Severity = "warning"
WHY = "Azure ignores what it does not know, or refuses the deployment"
LINK = "https://learn.microsoft.com/azure/templates/"
GOOD = """
storage = StorageAccount("stchurn", extra={"properties": {"dnsEndpointType": "Standard"}})
workspace = Workspace("mlw-churn", storage=storage)
"""
BAD = """
storage = StorageAccount("stchurn", extra={"properties": {"dnsEndpointTyp": "Standard"}})
workspace = Workspace("mlw-churn", storage=storage)
"""


def judge_all(resources: Resources) -> Iterator[Problem]:
    """Compare every body with the table of its type; a type without one is said once, with the number of its resources."""
    without_table: dict[str, list[Subject]] = defaultdict(list)
    for subject in resources.sent():
        judged = subject.judgement()
        raw = bool(subject.node and isinstance(subject.node.resource, AzureResource))
        extra = bool(subject.node and getattr(subject.node.resource, "extra", None)) and not raw
        if not judged.known and extra:
            without_table[subject.type].append(subject)
        for path in judged.open_objects:
            resources.miss(subject, path)
        if not subject.node or raw:  # mlinfra's own words are not in doubt
            if not judged.known:
                table = f"is not compared: there is no property table of {subject.type} {subject.api_version}"
                resources.miss(subject, "properties", table)
            elif judged.table_version != subject.api_version:
                table = f"is compared with {judged.table_version} alone: there is no property table of {subject.api_version}"
                resources.miss(subject, "properties", table)
        for unknown in judged.unknown:
            address, where = subject.place(unknown.path)
            message = f"{'extra: ' if extra else ''}{unknown.message}"
            yield Problem(subject, message, unknown.fix, where=where, address=address)
    yield from map(_no_table, without_table.values())


def _no_table(alike: list[Subject]) -> Problem:
    entry = find_type(alike[0].type)
    reason = f" ({entry.properties.reason})" if entry and isinstance(entry.properties, NoTable) else ""
    count = f"extra of {len(alike)} resources" if len(alike) > 1 else "extra"
    message = f"{count} is not checked: there is no property table of {alike[0].type}{reason}"
    return Problem(alike[0], message, "compare it by hand")
