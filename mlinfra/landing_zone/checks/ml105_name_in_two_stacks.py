"""Two resources of a file have one name that Azure gives only once.

Names of storage accounts, key vaults and container registries are unique in all of Azure, those of online endpoints and
compute instances in their region. The resource that is deployed second is refused, after the rest of its stack was
deployed. Leave the name out, and mlinfra gives one that ends in a hash of the stack, or make the stage a part of it.
"""

from collections.abc import Iterator, Sequence

from mlinfra.base.finding import Severity
from mlinfra.catalogue.lookup import find_type
from mlinfra.landing_zone.checks._created import Created, created
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model.compute import ComputeCluster

CODE, SLUG = "ML105", "name-in-two-stacks"
SEVERITY: Severity = "error"
WHY = "Azure refuses the second one, when part of its stack is deployed already"
LINK = "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules"
ONLY_STACKS = "it compares the stacks of a file; a template is one deployment"
GOOD = """
def made(stage):
    group = ResourceGroup(f"rg-churn-{stage}", location="westeurope")
    return Stack(f"churn-{stage}", scope=group, resources=[StorageAccount(f"stchurn{stage}")])

stacks = [made("dev"), made("prod")]
"""
BAD = """
def made(stage):
    group = ResourceGroup(f"rg-churn-{stage}", location="westeurope")
    return Stack(f"churn-{stage}", scope=group, resources=[StorageAccount("stchurn")])

stacks = [made("dev"), made("prod")]
"""
_REACH = {"global": "all of Azure", "region": "its region"}


def check_stacks(graphs: Sequence[Graph]) -> Iterator[Problem]:
    """Look for equal names of different resources of one type."""
    first: dict[tuple[str, str, str, str], Created] = {}
    for entry in created(graphs):
        reach = _reach(entry)
        if not reach:
            continue
        region = entry.region if reach == "region" else ""
        key = (entry.cloud, entry.node.id.type, entry.node.id.name.lower(), region)
        before = first.setdefault(key, entry)
        if before.id != entry.id:
            message = f"the name is unique in {_REACH[reach]}, and {before.place} has it already"
            yield Problem(
                entry.node, message, "give it another name, or none: then it gets one of its own", stack=entry.stack
            )


def _reach(entry: Created) -> str:
    """How far the name must be unique; clusters, unlike instances, share names across workspaces."""
    known = find_type(entry.node.id.type)
    return "" if known is None or isinstance(entry.node.resource, ComputeCluster) else known.unique_in
