"""Application Insights and Log Analytics as ARM bodies."""

from __future__ import annotations

from mlinfra.landing_zone.bodies.shape import LOCATION, Body, Context, Shape
from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.model.insights import ApplicationInsights, LogAnalytics

_OPEN: Body = {"publicNetworkAccessForIngestion": "Enabled", "publicNetworkAccessForQuery": "Enabled"}
"""Closing them takes a private link scope for all of Azure Monitor, which belongs to the platform."""


def _logs(node: Node, context: Context) -> Body:
    logs: LogAnalytics = node.resource
    properties: Body = {
        "sku": {"name": "PerGB2018"},
        "retentionInDays": logs.retention,
        "features": {"enableLogAccessUsingOnlyResourcePermissions": True},
        "workspaceCapping": {"dailyQuotaGb": -1 if logs.daily_cap is None else logs.daily_cap},
        **_OPEN,
    }
    return {"location": LOCATION, **context.all_tags(logs.tags), "properties": properties}


def _insights(node: Node, context: Context) -> Body:
    properties: Body = {
        "Application_Type": "web",
        "Flow_Type": "Bluefield",
        "IngestionMode": "LogAnalytics",
        "Request_Source": "rest",
        "RetentionInDays": 90,
        "WorkspaceResourceId": context.id(node.link("logs")),
        **_OPEN,
    }
    return {"location": LOCATION, **context.all_tags(node.resource.tags), "kind": "web", "properties": properties}


SHAPES = {LogAnalytics: Shape("2025-07-01", _logs), ApplicationInsights: Shape("2020-02-02", _insights)}
