"""Rules of Microsoft.Insights and Microsoft.OperationalInsights."""

from __future__ import annotations

from mlinfra.local.providers._base import TENANT, Body, Put, ResourceType, guid, key_of

_LOGS = "Microsoft.OperationalInsights/workspaces"


def _component(put: Put) -> Body:
    return {
        "properties": {
            "Flow_Type": "Bluefield",
            "Request_Source": "rest",
            "RetentionInDays": 90,
            "IngestionMode": "LogAnalytics" if put.properties.get("WorkspaceResourceId") else "ApplicationInsights",
            "publicNetworkAccessForIngestion": "Enabled",
            "publicNetworkAccessForQuery": "Enabled",
            "DisableIpMasking": False,
        }
    }


def _component_computed(put: Put) -> Body:
    key, app = guid(f"{put.rid.key}#ikey"), guid(put.rid.key)
    endpoint = f"https://{put.location}-0.in.applicationinsights.azure.com/"
    return {
        "properties": {
            "ApplicationId": put.rid.name,
            "AppId": app,
            "Name": put.rid.name,
            "InstrumentationKey": key,
            "ConnectionString": f"InstrumentationKey={key};IngestionEndpoint={endpoint};ApplicationId={app}",
            "CreationDate": put.since("properties.CreationDate"),
            "TenantId": TENANT,
            "provisioningState": "Succeeded",
        }
    }


def _logs(_: Put) -> Body:
    return {
        "properties": {
            "sku": {"name": "PerGB2018"},
            "retentionInDays": 30,
            "features": {"enableLogAccessUsingOnlyResourcePermissions": True},
            "workspaceCapping": {"dailyQuotaGb": -1.0},
            "publicNetworkAccessForIngestion": "Enabled",
            "publicNetworkAccessForQuery": "Enabled",
        }
    }


def _logs_computed(put: Put) -> Body:
    return {
        "properties": {
            "customerId": guid(put.rid.key),
            "createdDate": put.since("properties.createdDate"),
            "modifiedDate": put.now,
            "provisioningState": "Succeeded",
        }
    }


def _diagnostics(_: Put) -> Body:
    return {"properties": {"logs": [], "metrics": []}}


TYPES = (
    ResourceType(
        "Microsoft.Insights/components",
        required=("location", "kind", "properties.Application_Type"),
        defaults=_component,
        computed=_component_computed,
    ),
    ResourceType("Microsoft.Insights/diagnosticSettings", defaults=_diagnostics, tracked=False),
    ResourceType(
        _LOGS,
        name=r"[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]",
        rule="4 to 63 letters, digits and '-', a letter or digit first and last",
        required=("location",),
        defaults=_logs,
        computed=_logs_computed,
        remembered_days=14,
        lists={
            "listkeys": lambda rid, _: {"primarySharedKey": key_of(rid, 1), "secondarySharedKey": key_of(rid, 2)},
            "sharedkeys": lambda rid, _: {"primarySharedKey": key_of(rid, 1), "secondarySharedKey": key_of(rid, 2)},
        },
    ),
)
