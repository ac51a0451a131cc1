"""Write the table of resource types that the local target knows from the operations of published SDK packages.

    python scripts/resource_types.py             # downloads the packages that the catalogue's entries name
    python scripts/resource_types.py --compare   # changes nothing; exit code 1 when the table would differ

A type with the scopes at which it can stand: what an operation's path names, ended by a name, is a type.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from sdk_packages import install

from mlinfra.catalogue.lookup import all_types
from mlinfra.catalogue.table_source import Table

FILE = Path(__file__).parents[1] / "mlinfra" / "catalogue" / "resource_places.json"
WHOLE = (
    "Microsoft.Authorization",
    "Microsoft.ContainerRegistry",
    "Microsoft.Insights",
    "Microsoft.KeyVault",
    "Microsoft.MachineLearningServices",
    "Microsoft.ManagedIdentity",
    "Microsoft.Network",
    "Microsoft.OperationalInsights",
    "Microsoft.Resources",
    "Microsoft.Storage",
)
"""Namespaces of which the packages and EXTRA together name every type."""
EXTRA: dict[str, str] = {
    "Microsoft.Authorization/locks": "extension",
    "Microsoft.Authorization/policyAssignments": "extension",
    "Microsoft.Authorization/policyExemptions": "extension",
    "Microsoft.Authorization/policyDefinitions": "managementGroup subscription",
    "Microsoft.Authorization/policyDefinitions/versions": "managementGroup subscription",
    "Microsoft.Authorization/policySetDefinitions": "managementGroup subscription",
    "Microsoft.Authorization/policySetDefinitions/versions": "managementGroup subscription",
    "Microsoft.Authorization/privateLinkAssociations": "managementGroup",
    "Microsoft.Authorization/resourceManagementPrivateLinks": "group",
    "Microsoft.Authorization/variables": "managementGroup subscription",
    "Microsoft.Authorization/variables/values": "managementGroup subscription",
    "Microsoft.Insights/diagnosticSettings": "extension",
    "Microsoft.Insights/guestDiagnosticSettings": "group",
    "Microsoft.Insights/guestDiagnosticSettingsAssociation": "extension",
    "Microsoft.Insights/myWorkbooks": "group",
    "Microsoft.Insights/privateLinkScopedResources": "group",
    "Microsoft.Insights/tenantActionGroups": "managementGroup",
    "Microsoft.Insights/webtests": "group",
    "Microsoft.Insights/workbooks": "group",
    "Microsoft.Insights/workbooktemplates": "group",
    "Microsoft.Insights/privateLinkScopes": "group",
    "Microsoft.Insights/privateLinkScopes/privateEndpointConnections": "group",
    "Microsoft.Insights/privateLinkScopes/scopedResources": "group",
    "Microsoft.KeyVault/vaults/accessPolicies": "group",
    **{
        f"Microsoft.MachineLearningServices/workspaces/{kind}": "group"
        for kind in (
            "connections/deployments",
            "connections/raiBlocklists",
            "connections/raiBlocklists/raiBlocklistItems",
            "connections/raiPolicies",
            "endpoints",
            "endpoints/deployments",
            "endpoints/raiPolicies",
            "inferencePools",
            "inferencePools/endpoints",
            "inferencePools/groups",
            "managedNetworks",
            "managedNetworks/outboundRules",
        )
    },
    "Microsoft.ManagedIdentity/identities": "extension",
    "Microsoft.Network/dnsForwardingRulesets": "group",
    "Microsoft.Network/dnsForwardingRulesets/forwardingRules": "group",
    "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks": "group",
    "Microsoft.Network/dnsResolverDomainLists": "group",
    "Microsoft.Network/dnsResolverPolicies": "group",
    "Microsoft.Network/dnsResolverPolicies/dnsSecurityRules": "group",
    "Microsoft.Network/dnsResolverPolicies/virtualNetworkLinks": "group",
    "Microsoft.Network/dnsResolvers": "group",
    "Microsoft.Network/dnsResolvers/inboundEndpoints": "group",
    "Microsoft.Network/dnsResolvers/outboundEndpoints": "group",
    **{
        f"Microsoft.Network/{zone}/{kind}": "group"
        for zone in ("dnsZones", "privateDnsZones")
        for kind in ("A", "AAAA", "CAA", "CNAME", "DS", "MX", "NAPTR", "NS", "PTR", "SOA", "SRV", "TLSA", "TXT")
    },
    "Microsoft.Network/dnsZones": "group",
    "Microsoft.Network/dnsZones/dnssecConfigs": "group",
    "Microsoft.Network/frontDoors": "group",
    "Microsoft.Network/frontDoors/rulesEngines": "group",
    "Microsoft.Network/frontDoorWebApplicationFirewallPolicies": "group",
    "Microsoft.Network/networkExperimentProfiles": "group",
    "Microsoft.Network/networkExperimentProfiles/experiments": "group",
    "Microsoft.Network/networkGroupMemberships": "extension",
    "Microsoft.Network/networkManagerConnections": "managementGroup subscription",
    "Microsoft.Network/trafficManagerProfiles": "group",
    "Microsoft.Network/trafficManagerProfiles/azureEndpoints": "group",
    "Microsoft.Network/trafficManagerProfiles/externalEndpoints": "group",
    "Microsoft.Network/trafficManagerProfiles/nestedEndpoints": "group",
    "Microsoft.Network/trafficManagerUserMetricsKeys": "subscription",
    "Microsoft.Network/virtualNetworks/taggedTrafficConsumers": "group",
    "Microsoft.OperationalInsights/querypacks": "group",
    "Microsoft.OperationalInsights/querypacks/queries": "group",
    "Microsoft.Resources/dataBoundaries": "extension",
    "Microsoft.Resources/deploymentScripts": "group",
    "Microsoft.Resources/deploymentStacks": "managementGroup subscription group",
    "Microsoft.Resources/deployments": "tenant managementGroup subscription group",
    "Microsoft.Resources/resourceGroups": "subscription",
    "Microsoft.Resources/tags": "extension",
    "Microsoft.Resources/templateSpecs": "group",
    "Microsoft.Resources/templateSpecs/versions": "group",
    "Microsoft.Storage/storageAccounts/advancedPlatformMetrics": "group",
    "Microsoft.Storage/storageAccounts/connectors": "group",
    "Microsoft.Storage/storageAccounts/dataShares": "group",
}
"""Types that live in other packages, from the published template reference."""
_PATH = re.compile(r"\"(/[^\"\s]*/providers/(Microsoft\.\w+)/([^\"\s]+))\"", re.IGNORECASE)
_SCOPES = {
    "/subscriptions/{}/resourcegroups/{}": "group",
    "/subscriptions/{}": "subscription",
    "": "tenant",
    "/providers/microsoft.management/managementgroups/{}": "managementGroup",
}


def resource_types(packages: Path) -> dict[str, str]:
    """Every type of the whole namespaces with its scopes, separated by blanks."""
    tables = [entry.properties for entry in all_types() if isinstance(entry.properties, Table)]
    for package in sorted({table.package for table in tables}):
        install(package, packages)
    scopes: dict[str, set[str]] = defaultdict(set)
    spelling: dict[str, str] = {}
    whole = {namespace.lower(): namespace for namespace in WHOLE}
    for file in sorted(packages.rglob("operations/*.py")):
        for path, namespace, rest in _PATH.findall(file.read_text(encoding="utf-8")):
            parts = rest.split("/")
            if namespace.lower() not in whole or not _names_one(parts):
                continue
            name = "/".join([whole[namespace.lower()], *parts[::2]])
            spelling.setdefault(name.lower(), name)
            scopes[name.lower()].add(_scope(path, namespace))
    for name, text in EXTRA.items():
        spelling[name.lower()] = name
        scopes[name.lower()] |= set(text.split())
    return {spelling[key]: " ".join(sorted(scopes[key] - {""})) for key in sorted(scopes)}


def _names_one(parts: list[str]) -> bool:
    """Whether type and name take turns, and the types are words."""
    kinds, names = parts[::2], parts[1::2]
    return len(kinds) == len(names) and not any("{" in kind for kind in kinds) and _is_name(names[-1])


def _is_name(text: str) -> bool:
    return text.startswith("{") or text.lower() in {"default", "current", "latest"}


def _scope(path: str, namespace: str) -> str:
    """Empty for a path that is of one resource only, such as the roles of a role."""
    before = path[: path.lower().rindex(f"/providers/{namespace.lower()}/")]
    place = re.sub(r"\{[^}]*\}", "{}", before).lower()
    return "extension" if place == "/{}" else _SCOPES.get(place, "")


def main() -> int:
    """Write or compare the table; exit code 1 when a comparison finds a difference."""
    with tempfile.TemporaryDirectory(prefix="mlinfra-sdk-") as folder:
        text = json.dumps(resource_types(Path(folder)), indent=1) + "\n"
    if "--compare" in sys.argv[1:]:
        return int(text != FILE.read_text(encoding="utf-8"))
    FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
