"""Resource types of Microsoft.Insights and Microsoft.OperationalInsights."""

from __future__ import annotations

from typing import Final

from mlinfra.catalogue.resource_type import ANY_NAME, TABLE, Extends, NameRecipe, NameRule, Purge, ResourceType
from mlinfra.catalogue.types._shared import IN_GROUP, default, service

LOG_ANALYTICS: Final = ResourceType(
    type="Microsoft.OperationalInsights/workspaces",
    api_version="2025-07-01",
    word="logs",
    place=IN_GROUP,
    name=NameRule(r"[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]", "4 to 63 letters, digits and '-'"),
    holds_data="a Log Analytics workspace holds logs",
    purge=Purge(query={"force": "true"}),
    soft_deleted_days=14,
    blocks_name=False,
    properties=TABLE,
    page="azure/templates/microsoft.operationalinsights/workspaces",
    recipe=NameRecipe("log", 63),
    noise=(
        default("N033", -1, "workspaceCapping.dailyQuotaGb"),
        service(
            "N033", "createdDate", "modifiedDate", "customerId", "sku.lastSkuUpdate",
            "workspaceCapping.quotaNextResetTime", "features.legacy", "features.searchVersion",
        ),
    ),
    tells={"customer_id": "properties.customerId"},
)  # fmt: skip

APPLICATION_INSIGHTS: Final = ResourceType(
    type="Microsoft.Insights/components",
    api_version="2020-02-02",
    word="insights",
    place=IN_GROUP,
    name=NameRule(
        r"[^%&\\?/]{0,259}[^%&\\?/ .]", "1 to 260 characters without % & \\ ? /, not ending in a space or '.'"
    ),
    holds_data="Application Insights holds telemetry",
    purge=None,
    soft_deleted_days=0,
    properties=TABLE,
    page="azure/templates/microsoft.insights/components",
    recipe=NameRecipe("appi", 255),
    noise=(
        default("N027", "Bluefield", "Flow_Type"),
        default("N027", "rest", "Request_Source"),
        service(
            "N027", "ApplicationId", "AppId", "Name", "CreationDate", "InstrumentationKey", "ConnectionString", "Ver"
        ),
        service("N029", "tags['hidden-link:*']", below="", reason="the portal writes this tag"),
    ),
    tells={"app_id": "properties.AppId"},
)

DIAGNOSTIC_SETTING: Final = ResourceType(
    type="Microsoft.Insights/diagnosticSettings",
    api_version="2021-05-01-preview",
    word="diagnostics",
    place=Extends(("subscription", "managementGroup")),
    name=ANY_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=TABLE,
    page="azure/templates/microsoft.insights/diagnosticsettings",
    noise=(default("N032", {"enabled": False, "days": 0}, "logs[*].retentionPolicy", "metrics[*].retentionPolicy"),),
)

ACTION_GROUP: Final = ResourceType(
    type="Microsoft.Insights/actionGroups",
    api_version="2023-01-01",
    word="alerts to",
    place=IN_GROUP,
    name=ANY_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=TABLE,
    page="azure/templates/microsoft.insights/actiongroups",
)

METRIC_ALERT: Final = ResourceType(
    type="Microsoft.Insights/metricAlerts",
    api_version="2018-03-01",
    word="alert",
    place=IN_GROUP,
    name=ANY_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=TABLE,
    page="azure/templates/microsoft.insights/metricalerts",
)

TYPES: Final = (LOG_ANALYTICS, APPLICATION_INSIGHTS, DIAGNOSTIC_SETTING, ACTION_GROUP, METRIC_ALERT)
