"""A storage account that keys open.

With ``shared_keys=True`` whoever may list the account's keys, or finds one in a notebook, reads and writes all of it,
past every role and without a name in the logs. Identity-based datastores need no key.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model.storage import StorageAccount

CODE, SLUG = "ML202", "shared-keys"
SEVERITY: Severity = "warning"
WHY = "an account key opens everything, past all roles, and nobody sees who used it"
PROPERTIES = ("authMode", "systemDatastoresAuthMode", "credentials")
GOOD = """
workspace = Workspace("mlw-churn", storage=StorageAccount("stchurn"))
"""
BAD = """
workspace = Workspace("mlw-churn", storage=StorageAccount("stchurn", shared_keys=True))
"""


def check(graph: Graph) -> Iterator[Problem]:
    """Look for accounts with keys."""
    for node in graph.of(StorageAccount):
        if node.resource.shared_keys:
            yield Problem(node, "account keys open it", "drop shared_keys=True; datastores and computes use identities")
