"""Resource types of Microsoft.Search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlinfra.catalogue.later import later
from mlinfra.catalogue.plan_facets import keys, reach, told
from mlinfra.catalogue.resource_type import CreateOnly, LinkGroup, NameRecipe, NameRule, ResourceType
from mlinfra.catalogue.table_source import Table
from mlinfra.catalogue.types._shared import IN_GROUP, service

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import Limit, Only, together
else:
    Limit, Only, together = later("body_rules", "Limit", "Only", "together")

SEARCH_SERVICE: Final = ResourceType(
    type="Microsoft.Search/searchServices",
    api_version="2025-05-01",
    word="search",
    place=IN_GROUP,
    name=NameRule(
        r"(?=.{2,60}$)[a-z0-9][a-z0-9]+(-[a-z0-9]+)*",
        "2 to 60 lower-case letters, digits and single '-', starting with two letters or digits, not ending in '-'",
    ),
    holds_data="a search service holds indexes",
    purge=None,
    soft_deleted_days=0,
    diagnostics=("logs", "metrics"),
    properties=Table("azure-mgmt-search==9.2.0", "azure.mgmt.search.models", "SearchService"),
    page="azure/templates/microsoft.search/searchservices",
    security=(
        keys("disableLocalAuth"),
        reach("networkRuleSet", "publicNetworkAccess"),
    ),
    key_properties=told("sku.name"),
    rules=together(Limit("properties.replicaCount", 1, 12), Only("properties.partitionCount", (1, 2, 3, 4, 6, 12))),
    link_groups=(
        LinkGroup(
            "searchService",
            {
                "AzureCloud": ("privatelink.search.windows.net",),
                "AzureUSGovernment": ("privatelink.search.azure.us",),
                "AzureChinaCloud": ("privatelink.search.azure.cn",),
            },
        ),
    ),
    recipe=NameRecipe("srch", 60, unique=True),
    unique_in="global",
    create_only=(CreateOnly(("properties.hostingMode",)),),
    noise=(
        service("N061", "eTag", "endpoint", "serviceUpgradedAt", "status", "statusDetails", "upgradeAvailable"),
        service("N061", "encryptionWithCmk.encryptionComplianceStatus"),
    ),
    defaults={
        "properties.dataExfiltrationProtections": [],
        "properties.networkRuleSet": {"ipRules": [], "bypass": "None"},
    },
    computed={
        "properties.endpoint": "https://{name}.search.windows.net",
        "properties.privateEndpointConnections": [],
        "properties.provisioningState": "succeeded",
        "properties.sharedPrivateLinkResources": [],
        "properties.status": "running",
        "properties.statusDetails": "",
    },
    tells={"endpoint": "properties.endpoint"},
    principal="identity.principalId",
)

TYPES: Final = (SEARCH_SERVICE,)
