"""Half private: the workspace is closed, what it stands on is open.

A private workspace closes the storage account, vault and registry that it creates. ``public_access=True`` on one of
them opens that one again: whoever holds a key or a role reaches the data from anywhere, around the private workspace.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model.network import Managed, Private
from mlinfra.landing_zone.model.workspace import Workspace

CODE, SLUG = "ML302", "half-private"
SEVERITY: Severity = "warning"
WHY = "the data is reachable from the internet although the workspace is not"
PROPERTIES = ("publicNetworkAccess",)
GOOD = """
workspace = Workspace("mlw-churn", network=Private(Subnet.existing("vnet-hub/snet-ml")))
"""
BAD = """
storage = StorageAccount("stchurn", public_access=True)
workspace = Workspace("mlw-churn", storage=storage, network=Private(Subnet.existing("vnet-hub/snet-ml")))
"""


def check(graph: Graph) -> Iterator[Problem]:
    """Look for backing resources that are open on purpose."""
    for node in graph.of(Workspace):
        workspace = node.resource
        network = workspace.network.inbound if isinstance(workspace.network, Managed) else workspace.network
        if not isinstance(network, Private):
            continue
        for part in (workspace.storage, workspace.key_vault, workspace.registry):
            if isinstance(part, Resource) and part.public_access:
                yield Problem(
                    graph.nodes[referred(graph, part, node.id)],
                    f"open to the internet, behind the private {workspace.name}",
                    "drop public_access=True",
                )
