"""A rule that starts a firewall.

The first ``Fqdn`` rule of a managed network makes Azure create a firewall, Standard unless said otherwise: about 900
US dollars a month. Images that are built elsewhere need no such rule; ``firewall="Basic"`` costs a third.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.landing_zone.checks._rule import Problem
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model.network import Fqdn, Managed
from mlinfra.landing_zone.model.workspace import Workspace

CODE, SLUG = "ML406", "fqdn-firewall"
SEVERITY: Severity = "warning"
WHY = "the first such rule creates an Azure Firewall of about 900 US dollars a month"
PROPERTIES = ("managedNetwork",)
GOOD = """
workspace = Workspace("mlw-churn", network=Managed(outbound={"monitor": ServiceTag("AzureMonitor")}))
"""
BAD = """
workspace = Workspace("mlw-churn", network=Managed(outbound={"pypi": Fqdn("pypi.org")}))
"""


def check(graph: Graph) -> Iterator[Problem]:
    """Look for host rules behind the larger firewall."""
    for node in graph.of(Workspace):
        network = node.resource.network
        if isinstance(network, Managed) and network.firewall == "Standard":
            hosts = [rule.host for rule in network.outbound.values() if isinstance(rule, Fqdn)]
            if hosts:
                yield Problem(
                    node, f"the rule for {hosts[0]} creates a Standard firewall", 'firewall="Basic", or no Fqdn rule'
                )
