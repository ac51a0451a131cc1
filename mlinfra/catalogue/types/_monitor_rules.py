"""Limits and other rules of Microsoft.Insights and Microsoft.OperationalInsights resources, for their entries.

Sources: the pages of the types below https://learn.microsoft.com/azure/templates/.
"""

from __future__ import annotations

from typing import Final

from mlinfra.catalogue.body_rules import (
    BodyRule,
    Distinct,
    Duration,
    Each,
    Excludes,
    Limit,
    Needs,
    Only,
    Ordered,
    TimeZone,
    When,
)

LOG_ANALYTICS_RULES: Final[tuple[BodyRule, ...]] = (
    Limit("properties.retentionInDays", 7, 730),
    Limit("properties.workspaceCapping.dailyQuotaGb", least=-1),
)
LOG_TABLE_RULES: Final[tuple[BodyRule, ...]] = (
    Limit("properties.retentionInDays", 4, 730, also=(-1,)),
    Limit("properties.totalRetentionInDays", 4, 4383, also=(-1,)),
)
APPLICATION_INSIGHTS_RULES: Final[tuple[BodyRule, ...]] = (
    Needs(("properties.Application_Type",)),
    Needs(("properties.WorkspaceResourceId",), reason="classic components were retired on 2024-02-29"),
    Only("properties.RetentionInDays", (30, 60, 90, 120, 180, 270, 365, 550, 730)),
    Limit("properties.SamplingPercentage", 0, 100),
)
_DESTINATIONS = (
    "properties.workspaceId",
    "properties.storageAccountId",
    "properties.eventHubAuthorizationRuleId",
    "properties.marketplacePartnerId",
)
DIAGNOSTIC_RULES: Final[tuple[BodyRule, ...]] = (
    Needs(_DESTINATIONS, reason="a setting sends its logs somewhere"),
    Each(
        "properties.logs[*]",
        (
            Needs(("category", "categoryGroup")),
            Excludes("categoryGroup", (When("category"),), reason="a category or a group of them"),
        ),
    ),
    Limit("properties.metrics[*].retentionPolicy.days", least=0),
    Limit("properties.logs[*].retentionPolicy.days", least=0),
)
ACTION_GROUP_RULES: Final[tuple[BodyRule, ...]] = (
    Needs(("properties.groupShortName",)),
    Needs(("properties.enabled",)),
    Limit("properties.groupShortName", 1, 12),
)
METRIC_ALERT_RULES: Final[tuple[BodyRule, ...]] = (
    Limit("properties.severity", 0, 4),
    *(Duration(f"properties.{name}") for name in ("evaluationFrequency", "windowSize")),
)
_MINUTE, _HOUR, _WEEK = 60, 3600, 7 * 24 * 3600
_RULES = "properties.profiles[*].rules[*]"
AUTOSCALE_RULES: Final[tuple[BodyRule, ...]] = (
    Needs(("properties.targetResourceUri",), reason="it scales something"),
    Limit("properties.profiles", 1, 20),
    Distinct("properties.profiles"),
    Each(
        "properties.profiles[*]",
        (
            Limit("rules", most=10),
            Only("recurrence.frequency", ("Week",), reason="a profile begins on days of the week"),
            Excludes("recurrence", (When("fixedDate"),), reason="a profile has either dates or recurrence"),
            *(Limit(f"capacity.{name}", pattern=r"\d{1,4}", words="a number") for name in ("minimum", "maximum", "default")),
        ),
    ),
    Duration(f"{_RULES}.metricTrigger.timeGrain", _MINUTE, 12 * _HOUR),
    Duration(f"{_RULES}.metricTrigger.timeWindow", 5 * _MINUTE, 12 * _HOUR),
    Duration(f"{_RULES}.scaleAction.cooldown", _MINUTE, _WEEK),
    Limit(f"{_RULES}.scaleAction.value", pattern=r"[1-9]\d*", words="a number, 1 or more"),
    TimeZone("properties.profiles[*].fixedDate.timeZone"),
    TimeZone("properties.profiles[*].recurrence.schedule.timeZone"),
    Limit("properties.profiles[*].recurrence.schedule.hours[*]", 0, 23),
    Limit("properties.profiles[*].recurrence.schedule.minutes[*]", 0, 59),
    Duration("properties.predictiveAutoscalePolicy.scaleLookAheadTime", _MINUTE, _HOUR),
    Limit("properties.notifications[*].webhooks[*].serviceUri", pattern=r"https?://.+", words="an address such as https://example.com"),
)  # fmt: skip
LOG_ALERT_RULES: Final[tuple[BodyRule, ...]] = (
    Limit("properties.severity", 0, 4),
    Limit("properties.actions.actionGroups", most=5),
    *(Duration(f"properties.{name}") for name in ("evaluationFrequency", "windowSize", "muteActionsDuration")),
    Excludes(
        "properties.muteActionsDuration",
        (When("properties.autoMitigate", (True,), absent=True),),
        reason="only alerts that do not end by themselves are muted",
    ),
    Each(
        "properties.criteria.allOf[*]",
        (Ordered("failingPeriods.minFailingPeriodsToAlert", "failingPeriods.numberOfEvaluationPeriods"),),
    ),
)
