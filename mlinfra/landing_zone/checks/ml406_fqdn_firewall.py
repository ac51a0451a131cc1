"""A rule that starts a firewall.

The first ``Fqdn`` rule of a managed network makes Azure create a firewall, Standard unless said otherwise: about 900
US dollars a month. Images that are built elsewhere need no such rule; ``firewall="Basic"`` costs a third.
"""

from collections.abc import Iterator

from mlinfra.base.finding import Severity
from mlinfra.catalogue.types.machine_learning import WORKSPACE
from mlinfra.catalogue.types.machine_learning_parts import OUTBOUND_RULE
from mlinfra.landing_zone.bodies.subjects import OPEN, Subject
from mlinfra.landing_zone.checks._rule import Problem

CODE, SLUG = "ML406", "fqdn-firewall"
SEVERITY: Severity = "warning"
WHY = "the first such rule creates an Azure Firewall of about 900 US dollars a month"
LINK = "https://learn.microsoft.com/azure/machine-learning/how-to-managed-network"
TYPES = (WORKSPACE.type,)
PROPERTIES = ("managedNetwork",)
GOOD = """
workspace = Workspace("mlw-churn", network=Managed(outbound={"monitor": ServiceTag("AzureMonitor")}))
"""
BAD = """
workspace = Workspace("mlw-churn", network=Managed(outbound={"pypi": Fqdn("pypi.org")}))
"""


def judge(resource: Subject) -> Iterator[Problem]:
    """Look for host rules behind the larger firewall, in the workspace's body or below it."""
    inline = (rule for _, rule in resource.members("properties.managedNetwork.outboundRules"))
    below = (rule.part("properties") for rule in resource.children(OUTBOUND_RULE.type))
    hosts = [rule.shown("destination", "a host") for rule in (*inline, *below) if rule.get("type") == "FQDN"]
    if hosts and resource.get("properties.managedNetwork.firewallSku") not in {"Basic", OPEN}:
        message = f"the rule for {hosts[0]} creates a Standard firewall"
        body = "firewallSku: Basic, or no FQDN rule"
        yield Problem(resource, message, 'firewall="Basic", or no Fqdn rule', body=body)
