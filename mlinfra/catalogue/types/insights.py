"""Resource types of Microsoft.Insights."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from mlinfra.catalogue.later import LaterModule, later
from mlinfra.catalogue.plan_facets import keys, reach, told
from mlinfra.catalogue.resource_type import ANY_NAME, Extends, NameRecipe, NameRule, ResourceType
from mlinfra.catalogue.table_source import Differs, Table
from mlinfra.catalogue.types._shared import DONE, IN_GROUP, default, service

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import When
    from mlinfra.catalogue.service import Given, Served, Statuses
    from mlinfra.catalogue.types import _monitor_rules as rules
else:
    (When,) = later("body_rules", "When")
    Given, Served, Statuses = later("service", "Given", "Served", "Statuses")
    rules = LaterModule("types._monitor_rules")

_table = partial(Table, "azure-mgmt-monitor==7.0.0", "azure.mgmt.monitor.models")

_LOGS: Final = "Microsoft.OperationalInsights/workspaces"


def _alert_name(refused: str) -> NameRule:
    """The rule for names of alerts and of what they call; ``refused`` are characters that they cannot have."""
    within = re.escape(refused)
    words = f"1 to 260 characters without {' '.join(refused)}, not ending in a space or '.'"
    return NameRule(rf"[^{within}\x00-\x1f]{{0,259}}[^{within}\x00-\x1f .]", words)


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
    least={
        "kind": "web",
        "properties": {"Application_Type": "web", "WorkspaceResourceId": f"{{group}}/providers/{_LOGS}/log-stand-in"},
    },
    properties=Table(
        "azure-mgmt-applicationinsights==4.1.0",
        "azure.mgmt.applicationinsights.v2020_02_02.models",
        "ApplicationInsightsComponent",
    ),
    page="azure/templates/microsoft.insights/components",
    security=(
        keys("DisableLocalAuth"),
        reach("publicNetworkAccessForIngestion", "publicNetworkAccessForQuery"),
    ),
    key_properties=told("kind"),
    rules=rules.APPLICATION_INSIGHTS_RULES,
    references={"properties.WorkspaceResourceId": (_LOGS,)},
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
    defaults={
        "properties.Flow_Type": "Bluefield",
        "properties.Request_Source": "rest",
        "properties.RetentionInDays": 90,
        "properties.publicNetworkAccessForIngestion": "Enabled",
        "properties.publicNetworkAccessForQuery": "Enabled",
        "properties.DisableIpMasking": False,
    },
    computed={
        **DONE,
        "properties.ApplicationId": "{spelled}",
        "properties.AppId": "{guid}",
        "properties.Name": "{spelled}",
        "properties.InstrumentationKey": "{guid:ikey}",
        "properties.ConnectionString": (
            "InstrumentationKey={guid:ikey};IngestionEndpoint=https://{location}-0.in.applicationinsights.azure.com/;"
            "ApplicationId={guid}"
        ),
        "properties.CreationDate": "{since}",
        "properties.TenantId": "{tenant}",
    },
    served=Served(
        required=("location", "kind", "properties.Application_Type"),
        cases=(
            Given((When("properties.WorkspaceResourceId"),), {"properties.IngestionMode": "LogAnalytics"}),
            Given(
                (When("properties.WorkspaceResourceId", ("",), absent=""),),
                {"properties.IngestionMode": "ApplicationInsights"},
            ),
        ),
        statuses=Statuses(created=200),
    ),
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
    properties=Table(
        "azure-mgmt-monitor==6.0.2", "azure.mgmt.monitor.v2021_05_01_preview.models", "DiagnosticSettingsResource"
    ),
    page="azure/templates/microsoft.insights/diagnosticsettings",
    security=(),
    key_properties=(),
    rules=rules.DIAGNOSTIC_RULES,
    references={
        "properties.workspaceId": (_LOGS,),
        "properties.storageAccountId": ("Microsoft.Storage/storageAccounts",),
    },
    noise=(default("N032", {"enabled": False, "days": 0}, "logs[*].retentionPolicy", "metrics[*].retentionPolicy"),),
    defaults={"properties.logs": [], "properties.metrics": []},
    served=Served(tracked=False, statuses=Statuses(created=200)),
)

ACTION_GROUP: Final = ResourceType(
    type="Microsoft.Insights/actionGroups",
    api_version="2023-01-01",
    word="alerts to",
    place=IN_GROUP,
    name=_alert_name(":<>+/&%\\?"),
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    least={"properties": {"groupShortName": "stand-in", "enabled": True}},
    properties=_table("ActionGroupResource"),
    page="azure/templates/microsoft.insights/actiongroups",
    security=(),
    key_properties=(),
    rules=rules.ACTION_GROUP_RULES,
    secrets=("serviceUri", "callbackUrl", "httpTriggerUrl"),
    global_location="also",
    served=Served(statuses=Statuses(created=200)),
)

METRIC_ALERT: Final = ResourceType(
    type="Microsoft.Insights/metricAlerts",
    api_version="2018-03-01",
    word="alert",
    place=IN_GROUP,
    name=_alert_name("*#&+:<>?@%{}\\/"),
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=_table("MetricAlertResource"),
    page="azure/templates/microsoft.insights/metricalerts",
    security=(),
    key_properties=(),
    rules=rules.METRIC_ALERT_RULES,
    references={"properties.scopes[*]": (), "properties.actions[*].actionGroupId": (ACTION_GROUP.type,)},
    global_location="also",
)

SCALE_SETS: Final = "Microsoft.Compute/virtualMachineScaleSets"
"""The one type whose load Azure Monitor forecasts, so that it is scaled ahead."""

AUTOSCALE_SETTING: Final = ResourceType(
    type="Microsoft.Insights/autoscalesettings",
    api_version="2022-10-01",
    word="autoscale",
    place=IN_GROUP,
    name=ANY_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=_table("AutoscaleSettingResource"),
    page="azure/templates/microsoft.insights/autoscalesettings",
    security=(),
    key_properties=(),
    rules=rules.AUTOSCALE_RULES,
    references={
        "properties.targetResourceUri": (),
        "properties.profiles[*].rules[*].metricTrigger.metricResourceUri": (),
    },
    defaults={"properties.enabled": False, "properties.name": "{spelled}"},
    served=Served(required=("location", "properties.profiles")),
)

LOG_ALERT: Final = ResourceType(
    type="Microsoft.Insights/scheduledQueryRules",
    api_version="2023-12-01",
    word="alert",
    place=IN_GROUP,
    name=_alert_name("*<>%{}&:\\/?@"),
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=_table("ScheduledQueryRuleResource"),
    differs=(
        Differs(
            "required",
            "the compiler asks for them, the package leaves every property out",
            ("ScheduledQueryRuleResource.properties",),
        ),
        Differs(
            "values",
            "the package lists the numbers that the text of the type says",
            ("ScheduledQueryRuleResource.properties.severity",),
        ),
    ),
    page="azure/templates/microsoft.insights/scheduledqueryrules",
    security=(),
    key_properties=told("kind"),
    rules=rules.LOG_ALERT_RULES,
    references={"properties.scopes[*]": (), "properties.actions.actionGroups[*]": (ACTION_GROUP.type,)},
    principal="identity.principalId",
)

TYPES: Final = (
    APPLICATION_INSIGHTS,
    DIAGNOSTIC_SETTING,
    ACTION_GROUP,
    METRIC_ALERT,
    AUTOSCALE_SETTING,
    LOG_ALERT,
)
