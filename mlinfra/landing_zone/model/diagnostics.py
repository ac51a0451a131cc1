"""Diagnostic settings: where the logs and metrics of a resource go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, ClassVar

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.types.insights import DIAGNOSTIC_SETTING
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import link_id
from mlinfra.landing_zone.model._extension import Extended, Extension, check_on
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._monitored import watched_type
from mlinfra.landing_zone.model._rows import Computed, Rows, at, deciding, elsewhere
from mlinfra.landing_zone.model._scope import ModelScope
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.insights import LogAnalytics
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading

GROUPS = ("allLogs", "audit")
"""Azure's groups of categories; every other name is that of one category."""


def _logs(setting: DiagnosticSetting, _context: BodyContext) -> expr.Value:
    usual = ("allLogs",) if "logs" in told_by(setting) else ()
    names = usual if setting.logs is None else setting.logs
    return [{"categoryGroup" if name in GROUPS else "category": name, "enabled": True} for name in names] or None


def _read_logs(given: Sequence[Mapping[str, Json]] | None, _reading: Reading) -> Mapping[str, tuple[str, ...]]:
    logs = given or ()
    if any(not log["enabled"] or set(log) - {"category", "categoryGroup", "enabled"} for log in logs):
        raise InvalidInput("a category that is switched off, or kept for some days, has no field here")
    return {"logs": tuple(str(log.get("categoryGroup") or log["category"]) for log in logs)}


_RETIRED = "Azure retired it on 2025-09-30: a `LifecyclePolicy` of the account deletes old logs"
_ALL_METRICS: list[expr.Value] = [{"category": "AllMetrics", "enabled": True}]


def _metrics(setting: DiagnosticSetting, _context: BodyContext) -> expr.Value:
    wanted = "metrics" in told_by(setting) if setting.metrics is None else setting.metrics
    return _ALL_METRICS if wanted else None


def told_by(setting: DiagnosticSetting) -> tuple[str, ...]:
    """What Azure can send of it; of a type that the catalogue does not say it of, logs and metrics."""
    if setting.on is None or isinstance(setting.on, ModelScope):
        return ("logs",)
    entry = find_type(watched_type(setting.on))
    return (entry.diagnostics if entry else None) or ("logs", "metrics")


def _read_metrics(value: Json, _reading: Reading) -> Mapping[str, bool]:
    return {"metrics": value is not None}


@model
class DiagnosticSetting(Resource, Extension):
    """Sends the logs and metrics of a resource, or the activity log of a subscription, where they are kept.

    A resource has at most five, and no two of them may send the same category to the same place.
    """

    arm_type: ClassVar[str] = DIAGNOSTIC_SETTING.type

    name: str
    """1 to 260 characters without / < > % & ? \\ # :"""
    _: KW_ONLY
    on: Extended | None = elsewhere("its scope", default=None)
    """The resource, subscription or management group whose logs are sent; None: what the stack is deployed to."""
    workspace: NewOrExisting[LogAnalytics] | None = at(
        "properties.workspaceId", default=None, conversion=link_id(LogAnalytics)
    )
    """The Log Analytics workspace that they are sent to."""
    storage: NewOrExisting[StorageAccount] | None = at(
        "properties.storageAccountId", default=None, conversion=link_id(StorageAccount)
    )
    """The storage account that they are archived in; it must be in the region of the resource."""
    event_hub_rule: Value[str] | None = at("properties.eventHubAuthorizationRuleId", default=None)
    """The id of the authorization rule of an Event Hubs namespace that they are streamed to."""
    event_hub: Value[str] = at("properties.eventHubName", default="")
    """The event hub of that namespace; empty: one for each category."""
    partner_id: Value[str] | None = at("properties.marketplacePartnerId", default=None)
    """The ARM id of the resource of a partner, such as Elastic or Datadog, that they are sent to."""
    logs: Many[str] | None = deciding("whether groups or single categories are sent", default=None)
    """What is sent: the groups ``allLogs`` or ``audit``, or single categories, such as ``AmlComputeJobEvent``. Azure
    refuses groups beside categories. None: ``allLogs``, where the resource has logs; a storage account has none, its
    services do."""
    metrics: bool | None = deciding("whether the body has metrics", default=None)
    """Whether all metrics are sent, too; None: those of a resource that has some, as a scope has none."""
    dedicated_tables: Value[bool] = at(
        "properties.logAnalyticsDestinationType", default=False, words={True: "Dedicated", False: ""}
    )
    """Whether each kind of log has a table of its own in the workspace, where the service offers both."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = {
        "properties.serviceBusRuleId": "an older kind of event hub",
        "properties.logs[].retentionPolicy": _RETIRED,
        "properties.metrics[].retentionPolicy": _RETIRED,
        "properties.metrics[].timeGrain": "metrics are sent as they come",
    }
    ROWS: ClassVar[Rows] = (
        "workspace",
        "storage",
        "event_hub_rule",
        "event_hub",
        Computed("properties.logs", _logs, "not every resource has logs", ("logs", "on"), _read_logs),
        Computed(
            "properties.metrics", _metrics, "a resource has metrics, a scope has none", ("metrics", "on"), _read_metrics
        ),
        "dedicated_tables",
    )

    def _check(self) -> None:
        super()._check()
        check_on(self, self.on)
        place = f"{caller_location()} {type(self).__name__}"
        if not (self.workspace or self.storage or self.event_hub_rule or self.partner_id):
            hint = "give workspace=, storage=, event_hub_rule= or partner_id="
            raise InvalidInput("it sends logs nowhere", where=place, hint=hint)
        if self.event_hub and not self.event_hub_rule:
            raise InvalidInput(
                "an event hub is reached by a rule", where=f"{place}.event_hub", hint="give event_hub_rule="
            )
        if self.logs is not None and not self.logs and not self.metrics:
            raise InvalidInput("it sends neither logs nor metrics", where=f"{place}.logs", hint="name a category")
        logs = self.logs or ()
        groups = [name for name in logs if name in GROUPS]
        if groups and len(groups) < len(logs):
            message = f"Azure refuses the group {groups[0]!r} beside single categories"
            raise InvalidInput(message, where=f"{place}.logs", hint="name groups, or categories")
