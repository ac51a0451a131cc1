"""Metric alerts, which tell people when a metric of a resource is beyond a limit, and alerts of web tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.insights import METRIC_ALERT
from mlinfra.landing_zone.model._alert import METRIC_FREQUENCIES, METRIC_WINDOWS, check_times
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import DURATION, LOCATION, TAGS, link_id, target_id
from mlinfra.landing_zone.model._fields import Between, Choice, Many, NewOrExisting
from mlinfra.landing_zone.model._known import in_order, known_time
from mlinfra.landing_zone.model._monitored import MONITORED, Monitored, is_scope, watched_type
from mlinfra.landing_zone.model._rows import Computed, Constant, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.action_group import ActionGroup
from mlinfra.landing_zone.model.insights import ApplicationInsights
from mlinfra.landing_zone.model.metric_criteria import DynamicThreshold, StaticThreshold
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext

_KIND = "properties.criteria['odata.type']"
_SINGLE, _MULTIPLE, _WEB_TEST = (
    f"Microsoft.Azure.Monitor.{name}Criteria"
    for name in ("SingleResourceMultipleMetric", "MultipleResourceMultipleMetric", "WebtestLocationAvailability")
)
_MOST_CRITERIA = 5


@model
class AlertAction:
    """An action group that a metric alert calls."""

    group: NewOrExisting[ActionGroup] = at("actionGroupId", conversion=target_id(ActionGroup))
    """The action group, new or existing."""
    webhook_properties: Mapping[str, Value[str]] | None = at("webHookProperties", default=None)
    """Names and values that its webhooks are sent too."""

    ROWS: ClassVar[Rows] = ()


@model
class _MetricAlert(Resource):
    """What alerts of metrics and of web tests have."""

    name: str
    """1 to 260 characters without / < > % & ? \\ # : * { }, not ending in a space or '.'"""
    _: KW_ONLY
    actions: Many[AlertAction] = at("properties.actions", default=(), nested=True)
    """Whom it tells; empty: it is only seen in the portal."""
    severity: Value[Annotated[int, Between(0, 4)]] = at("properties.severity", default=2)
    """How bad it is: 0 critical, 1 error, 2 warning, 3 informational, 4 verbose."""
    description: Value[str] = at("properties.description", default="")
    """Stands in what is sent."""
    enabled: Value[bool] = at("properties.enabled", default=True)
    """Whether it is looked at."""
    every: Value[timedelta] = at("properties.evaluationFrequency", default=timedelta(minutes=5), conversion=DURATION)
    """How often it is looked at: each 1, 5, 15 or 30 minutes, or each hour."""
    window: Value[timedelta] = at("properties.windowSize", default=timedelta(minutes=15), conversion=DURATION)
    """The time whose values are looked at: 1, 5, 15 or 30 minutes, 1, 6 or 12 hours, or a day; not shorter than ``every``."""
    auto_resolve: Value[bool] = at("properties.autoMitigate", default=True)
    """Whether it ends by itself when the metric is back, and only tells again after that."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""


def _alert_rows(*scopes: str | Computed) -> Rows:
    """What every alert begins with; ``scopes`` say what it watches."""
    first = ("description", "severity", "enabled")
    return (Constant("location", "global"), "tags", *first, *scopes, "every", "window")


def _is_several(alert: MetricAlert) -> bool:
    """Whether it watches more than one resource, so that Azure asks for their type and region."""
    return len(alert.on) > 1 or any(map(is_scope, alert.on))


def _criteria_kind(alert: MetricAlert, _context: BodyContext) -> str:
    """Criteria of several resources, where it watches them, says a type, or has a limit that Azure learns."""
    dynamic = any(isinstance(criterion, DynamicThreshold) for criterion in alert.criteria)
    return _MULTIPLE if _is_several(alert) or dynamic or alert.target_type is not None else _SINGLE


def _target_type(alert: MetricAlert, context: BodyContext) -> expr.Value:
    if alert.target_type is not None or not _is_several(alert):
        return context.value(alert.target_type)
    return next(watched_type(item) for item in alert.on if not is_scope(item))


def _target_region(alert: MetricAlert, context: BodyContext) -> expr.Value:
    if alert.target_region is not None or not _is_several(alert):
        return context.value(alert.target_region)
    return LOCATION.value


@model
class MetricAlert(_MetricAlert):
    """Tells people when a metric of a resource, or of several of one type, is beyond a limit.

    Azure bills each metric that is watched by the month, dynamic limits twice.
    """

    arm_type: ClassVar[str] = METRIC_ALERT.type

    _: KW_ONLY
    on: Many[Monitored] = at("properties.scopes", conversion=MONITORED)
    """What is watched: resources of one type, or a resource group or subscription whose resources of ``target_type`` are."""
    criteria: Many[Annotated[StaticThreshold | DynamicThreshold, Choice()]] = at(
        "properties.criteria.allOf", nested=True
    )
    """Limits, at most 5, all of which must be passed; a dynamic one stands alone."""
    target_type: Value[str] | None = None
    """The ARM type of what is watched; needed for a group or subscription. None: that of several resources."""
    target_region: Value[str] | None = None
    """The region of what is watched, where it is several resources or a group; None: that of the stack."""

    ROWS: ClassVar[Rows] = (
        *_alert_rows("on"),
        Computed(
            "properties.targetResourceType",
            _target_type,
            "that of the resources, where it is several",
            ("target_type", "on"),
            lambda target, _reading: {"target_type": target},
        ),
        Computed(
            "properties.targetResourceRegion",
            _target_region,
            "that of the stack, where Azure asks for one",
            ("target_region", "on"),
            lambda region, _reading: {"target_region": region},
        ),
        Computed(
            _KIND,
            _criteria_kind,
            "follows from what is watched",
            ("on", "criteria", "target_type"),
            telling=(_SINGLE, _MULTIPLE),
        ),
        "criteria",
        "auto_resolve",
        "actions",
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} MetricAlert"
        check_times(self, place, METRIC_FREQUENCIES, METRIC_WINDOWS)
        self._check_watched(place)
        names = [criterion.name or criterion.metric for criterion in self.criteria]
        dynamic = [criterion for criterion in self.criteria if isinstance(criterion, DynamicThreshold)]
        if not 1 <= len(names) <= _MOST_CRITERIA:
            message = f"an alert has 1 to {_MOST_CRITERIA} criteria, these are {len(names)}"
            raise InvalidInput(message, where=f"{place}.criteria", hint="make several alerts of more")
        if len({name.lower() for name in names}) < len(names):
            message = "two criteria have one name"
            raise InvalidInput(message, where=f"{place}.criteria", hint="give each of them name=")
        if dynamic and len(names) > 1:
            message = "Azure takes a dynamic limit only as the one criterion of an alert"
            raise InvalidInput(message, where=f"{place}.criteria", hint="make an alert of each")
        if dynamic and not in_order(timedelta(minutes=5), known_time(self.every)):
            message = "a dynamic limit is looked at each 5 minutes or less often"
            raise InvalidInput(message, where=f"{place}.every", hint="give 5 minutes or more")

    def _check_watched(self, place: str) -> None:
        """Hold what is watched to one type."""
        if not self.on:
            raise InvalidInput("it watches nothing", where=f"{place}.on", hint="give a resource, or a group")
        if any(map(is_scope, self.on)) and self.target_type is None:
            message = "a group holds resources of many types, and an alert watches one"
            raise InvalidInput(message, where=f"{place}.target_type", hint="give target_type=, an ARM type")
        types = {watched_type(item): None for item in self.on if not is_scope(item)}
        if len(types) > 1:
            message = f"an alert watches resources of one type, these are {' and '.join(types)}"
            raise InvalidInput(message, where=f"{place}.on", hint="make an alert of each type")


@model
class WebTestAlert(_MetricAlert):
    """Tells people when a web test of Application Insights fails from several places of the world at once."""

    arm_type: ClassVar[str] = METRIC_ALERT.type

    _: KW_ONLY
    web_test_id: Value[str] = at("properties.criteria.webTestId")
    """The ARM id of the web test."""
    insights: NewOrExisting[ApplicationInsights] = at(
        "properties.criteria.componentId", conversion=link_id(ApplicationInsights)
    )
    """The Application Insights component that the test belongs to, new or existing."""
    failed_locations: Value[Annotated[int, Between(1, 16)]] = at("properties.criteria.failedLocationCount", default=2)
    """From how many places it must fail."""

    UNSAID: ClassVar[Mapping[str, str]] = {
        f"properties.target{name}": "a web test and its component say it" for name in ("ResourceType", "ResourceRegion")
    }
    ROWS: ClassVar[Rows] = (
        *_alert_rows(
            Computed(
                "properties.scopes",
                lambda alert, context: [context.value(alert.web_test_id), context.id(alert.insights)],
                "the test and its component",
                ("web_test_id", "insights"),
            )
        ),
        Constant(_KIND, _WEB_TEST, tells_class=True),
        "web_test_id",
        "insights",
        "failed_locations",
        "auto_resolve",
        "actions",
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_times(self, f"{caller_location()} WebTestAlert", METRIC_FREQUENCIES, METRIC_WINDOWS)
