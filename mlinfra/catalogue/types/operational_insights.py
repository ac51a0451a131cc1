"""Resource types of Microsoft.OperationalInsights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlinfra.base.json_value import Json
from mlinfra.catalogue.later import later
from mlinfra.catalogue.plan_facets import keys, reach, told
from mlinfra.catalogue.resource_type import ChildOf, CreateOnly, NameRecipe, NameRule, OneWay, Purge, ResourceType
from mlinfra.catalogue.table_source import Table
from mlinfra.catalogue.types._shared import DONE, IN_GROUP, default, service

if TYPE_CHECKING:
    from mlinfra.catalogue.service import Action, Served
    from mlinfra.catalogue.types._monitor_rules import LOG_ANALYTICS_RULES, LOG_TABLE_RULES
else:
    Action, Served = later("service", "Action", "Served")
    LOG_ANALYTICS_RULES, LOG_TABLE_RULES = later("types._monitor_rules", "LOG_ANALYTICS_RULES", "LOG_TABLE_RULES")

_KEYS: Final[Json] = {"primarySharedKey": "{key:1}", "secondarySharedKey": "{key:2}"}

LOG_ANALYTICS: Final = ResourceType(
    type="Microsoft.OperationalInsights/workspaces",
    api_version="2025-07-01",
    word="logs",
    place=IN_GROUP,
    name=NameRule(r"[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]", "4 to 63 letters, digits and '-'"),
    holds_data="a Log Analytics workspace holds logs",
    purge=Purge(query={"force": "true"}),
    soft_deleted_days=14,
    diagnostics=("logs", "metrics"),
    blocks_name=False,
    properties=Table("azure-mgmt-loganalytics==14.0.0", "azure.mgmt.loganalytics.models", "Workspace"),
    page="azure/templates/microsoft.operationalinsights/workspaces",
    security=(
        reach("publicNetworkAccessForIngestion", "publicNetworkAccessForQuery"),
        keys("features.disableLocalAuth"),
    ),
    key_properties=told("properties.sku.name"),
    rules=LOG_ANALYTICS_RULES,
    recipe=NameRecipe("log", 63),
    noise=(
        default("N033", -1, "workspaceCapping.dailyQuotaGb"),
        service(
            "N033", "createdDate", "modifiedDate", "customerId", "sku.lastSkuUpdate",
            "workspaceCapping.quotaNextResetTime", "features.legacy", "features.searchVersion",
        ),
    ),
    tells={"customer_id": "properties.customerId"},
    defaults={
        "properties.sku": {"name": "PerGB2018"},
        "properties.retentionInDays": 30,
        "properties.features.enableLogAccessUsingOnlyResourcePermissions": True,
        "properties.workspaceCapping.dailyQuotaGb": -1.0,
        "properties.publicNetworkAccessForIngestion": "Enabled",
        "properties.publicNetworkAccessForQuery": "Enabled",
    },
    computed={
        **DONE,
        "properties.customerId": "{guid}",
        "properties.createdDate": "{since}",
        "properties.modifiedDate": "{now}",
    },
    served=Served(required=("location",), actions=(Action("listKeys", _KEYS), Action("sharedKeys", _KEYS))),
)  # fmt: skip

LOG_TABLE: Final = ResourceType(
    type=f"{LOG_ANALYTICS.type}/tables",
    api_version="2025-07-01",
    word="log table",
    place=ChildOf(LOG_ANALYTICS.type),
    name=NameRule(r"[A-Za-z][A-Za-z0-9_]{3,62}", "4 to 63 letters, digits and '_', starting with a letter"),
    holds_data="a table holds logs",
    purge=None,
    soft_deleted_days=0,
    properties=Table("azure-mgmt-loganalytics==14.0.0", "azure.mgmt.loganalytics.models", "Table"),
    page="azure/templates/microsoft.operationalinsights/workspaces/tables",
    security=(),
    key_properties=told("properties.plan"),
    rules=LOG_TABLE_RULES,
    create_only=(CreateOnly(("properties.searchResults", "properties.restoredLogs")),),
    one_way=(
        OneWay("properties.plan", ("Auxiliary",), ("Analytics", "Basic")),
        OneWay("properties.plan", ("Analytics", "Basic"), ("Auxiliary",), absent="Analytics"),
    ),
    noise=(
        service(
            "N033", "archiveRetentionInDays", "lastPlanModifiedDate", "resultStatistics", "provisioningState",
            "retentionInDaysAsDefault", "totalRetentionInDaysAsDefault", "schema.standardColumns", "schema.categories",
            "schema.labels", "schema.source", "schema.tableType", "schema.tableSubType", "schema.solutions",
        ),
        default("N033", "Analytics", "plan"),
    ),
)  # fmt: skip

TYPES: Final = (LOG_ANALYTICS, LOG_TABLE)
