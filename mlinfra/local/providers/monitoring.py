"""Rules of Microsoft.Insights and Microsoft.OperationalInsights."""

from __future__ import annotations

from mlinfra.catalogue.types.insights import APPLICATION_INSIGHTS, AUTOSCALE_SETTING, DIAGNOSTIC_SETTING
from mlinfra.catalogue.types.operational_insights import LOG_ANALYTICS
from mlinfra.local.providers._base import TENANT, Body, Put, ServedType, guid, key_of

_LOGS = LOG_ANALYTICS.type


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
    ServedType(
        APPLICATION_INSIGHTS.type,
        required=("location", "kind", "properties.Application_Type"),
        defaults=_component,
        computed=_component_computed,
    ),
    ServedType(DIAGNOSTIC_SETTING.type, defaults=_diagnostics, tracked=False),
    ServedType(
        AUTOSCALE_SETTING.type,
        required=("location", "properties.profiles"),
        defaults=lambda put: {"properties": {"name": put.rid.name}},
    ),
    ServedType(
        _LOGS,
        required=("location",),
        defaults=_logs,
        computed=_logs_computed,
        lists={
            "listkeys": lambda rid, _: {"primarySharedKey": key_of(rid, 1), "secondarySharedKey": key_of(rid, 2)},
            "sharedkeys": lambda rid, _: {"primarySharedKey": key_of(rid, 1), "secondarySharedKey": key_of(rid, 2)},
        },
    ),
)
