"""A datastore that no compute may read.

Jobs read data with the identity of the *compute* they run on, not with the workspace's. mlinfra grants a compute what
its ``reads`` and ``writes`` name and nothing more, so a datastore that no compute names answers *Access denied* to
every job, unless jobs run with the submitting user's identity.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model.compute import ComputeCluster
from mlinfra.landing_zone.model.compute_instance import ComputeInstance
from mlinfra.landing_zone.model.data import DataAsset
from mlinfra.landing_zone.model.datastore import BlobDatastore, DataLakeDatastore
from mlinfra.landing_zone.model.workspace import Workspace

CODE, SLUG = "ML201", "datastore-unread"
SEVERITY: Severity = "advice"
WHY = "jobs read with their compute's identity, which has no role on this data: Access denied"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-identity-based-service-authentication"
ONLY_STACKS = "it looks at the words reads and writes of computes; a template has role assignments instead"
GOOD = """
lake = StorageAccount.existing("stlake", scope=ResourceGroup("rg-lake"))
features = BlobDatastore("features", account=lake, container="features")
cluster = ComputeCluster("cpu", size="Standard_D4s_v5", reads=[features])
workspace = Workspace("mlw-churn", datastores=[features], computes=[cluster])
"""
BAD = """
lake = StorageAccount.existing("stlake", scope=ResourceGroup("rg-lake"))
features = BlobDatastore("features", account=lake, container="features")
workspace = Workspace("mlw-churn", datastores=[features], computes=[ComputeCluster("cpu", size="Standard_D4s_v5")])
"""


def check(graph: Graph) -> Iterator[Problem]:
    """Compare the datastores of a workspace with what its computes name."""
    for node in graph.of(Workspace):
        computes = [compute.resource for compute in graph.children(node.id, ComputeCluster, ComputeInstance)]
        named = [item for compute in computes for item in (*compute.reads, *compute.writes)]
        stores = (item.datastore if isinstance(item, DataAsset) else item for item in named)
        read = {referred(graph, store, node.id) for store in stores if store is not None}
        for store in graph.children(node.id, BlobDatastore, DataLakeDatastore) if computes else ():
            if store.id not in read:
                message = f"no compute of {node.resource.name} reads or writes it"
                yield Problem(store, message, "add it to a compute's reads=[...]")
