"""Log alerts, which tell people when a query of logs finds something, and metrics that are made of logs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.insights import LOG_ALERT
from mlinfra.catalogue.types.operational_insights import LOG_ANALYTICS
from mlinfra.landing_zone.model._alert import LOG_FREQUENCIES, LOG_WINDOWS, check_time, check_times
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import DURATION, LOCATION, TAGS, target_id
from mlinfra.landing_zone.model._fields import Between, Many, NewOrExisting
from mlinfra.landing_zone.model._known import in_order, known, may_be
from mlinfra.landing_zone.model._monitored import MONITORED, Monitored, is_scope, watched_type
from mlinfra.landing_zone.model._rows import Computed, Constant, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.action_group import ActionGroup
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.identity import IDENTITY, Identity, principal_of
from mlinfra.landing_zone.model.metric_criteria import Aggregation, AlertDimension
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext


@model
class LogCondition:
    """A query, and which of its results are too many, or too high."""

    query: Value[str] = at("query")
    """The query in KQL, such as ``AmlComputeJobEvent | where EventType == "JobFailed"``."""
    _: KW_ONLY
    aggregation: Value[Aggregation] = at("timeAggregation", default="Count")
    """What is compared with the limit: the number of rows, or what is in ``column``."""
    column: Value[str] | None = at("metricMeasureColumn", default=None)
    """The column with the number, of every aggregation but ``Count``."""
    resource_id_column: Value[str] | None = at("resourceIdColumn", default=None)
    """The column with the id of the resource that an alert is about; None: what is watched."""
    dimensions: Many[AlertDimension] | None = at("dimensions", default=None, nested=True)
    """Columns by whose values rows are judged apart; None: all together."""
    operator: Value[Literal["Equals", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"]] = at(
        "operator", default="GreaterThan"
    )
    """How it is compared with the limit."""
    threshold: Value[int | float] = at("threshold", default=0)
    """The limit."""
    periods: Value[Annotated[int, Between(1, 6)]] = at("failingPeriods.numberOfEvaluationPeriods", default=1)
    """How many of the last windows are looked at, 1 to 6."""
    failing_periods: Value[Annotated[int, Between(1, 6)]] = at("failingPeriods.minFailingPeriodsToAlert", default=1)
    """How many of them must be beyond the limit, at most ``periods``."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        place = f"{caller_location()} LogCondition"
        if known(self.aggregation) == "Count" if self.column is not None else not may_be(self.aggregation, "Count"):
            message = "rows are counted, and numbers of a column are compared otherwise"
            hint = 'give column= and another aggregation than "Count", or neither'
            raise InvalidInput(message, where=f"{place}.column", hint=hint)
        if not in_order(known(self.failing_periods), known(self.periods)):
            message = f"{known(self.failing_periods)} of {known(self.periods)} windows cannot be beyond the limit"
            raise InvalidInput(message, where=f"{place}.failing_periods", hint="give at most periods")
        _check_dimensions(self.dimensions, f"{place}.dimensions")


def _check_dimensions(dimensions: Many[AlertDimension] | None, place: str) -> None:
    """Raise `InvalidInput` for an operator that queries do not have."""
    if any(known(dimension.operator) == "StartsWith" for dimension in dimensions or ()):
        raise InvalidInput("a log alert takes values or leaves them out", where=place, hint="Include or Exclude")


def _resolves(alert: LogAlert, _context: BodyContext) -> bool | None:
    return None if alert.resolve_after is None else True


@model
class LogAlert(Resource):
    """Tells people when a query of logs finds something: a log search alert rule."""

    arm_type: ClassVar[str] = LOG_ALERT.type

    name: str
    """1 to 260 characters without * < > % { } & : \\ / ? @, not ending in a space or '.'"""
    _: KW_ONLY
    on: Many[Monitored] = at("properties.scopes", conversion=MONITORED)
    """Whose logs are read: a Log Analytics workspace, Application Insights, any other resource, or a group of them."""
    conditions: Many[LogCondition] = at("properties.criteria.allOf", nested=True)
    """The queries, all of which must find something."""
    action_groups: Many[NewOrExisting[ActionGroup]] = at(
        "properties.actions.actionGroups", default=(), conversion=target_id(ActionGroup)
    )
    """Whom it tells, at most 5; empty: it is only seen in the portal."""
    custom_properties: Mapping[str, Value[str]] | None = at("properties.actions.customProperties", default=None)
    """Names and values that are sent too."""
    action_properties: Mapping[str, Value[str]] | None = at("properties.actions.actionProperties", default=None)
    """What else actions are told, such as the subject of mails as ``Email.Subject``."""
    severity: Value[Annotated[int, Between(0, 4)]] = at("properties.severity", default=2)
    """How bad it is: 0 critical, 1 error, 2 warning, 3 informational, 4 verbose."""
    display_name: Value[str] | None = at("properties.displayName", default=None)
    """What the portal shows; None: the name."""
    description: Value[str] = at("properties.description", default="")
    """Stands in what is sent."""
    enabled: Value[bool] = at("properties.enabled", default=True)
    """Whether it is looked at."""
    every: Value[timedelta] = at("properties.evaluationFrequency", default=timedelta(minutes=15), conversion=DURATION)
    """How often it is looked at: each minute (which costs more), to once a day."""
    window: Value[timedelta] = at("properties.windowSize", default=timedelta(minutes=15), conversion=DURATION)
    """The time over which rows are counted: a minute to two days, not shorter than ``every``."""
    query_range: Value[timedelta] | None = at("properties.overrideQueryTimeRange", default=None, conversion=DURATION)
    """How far back the query reads; None: as many windows as its conditions look at."""
    target_types: Values[str] | None = at("properties.targetResourceTypes", default=None)
    """ARM types whose resources are told apart, where a group is watched; None: not."""
    mute: Value[timedelta] | None = at("properties.muteActionsDuration", default=None, conversion=DURATION)
    """How long nobody is told again; with ``auto_resolve=False`` alone. None: each time."""
    auto_resolve: Value[bool] = at("properties.autoMitigate", default=True)
    """Whether it ends by itself when nothing is found any more, and only tells again after that."""
    resolve_after: Value[timedelta] | None = at(
        "properties.resolveConfiguration.timeToResolve", default=None, conversion=DURATION
    )
    """How long nothing must be found before it ends; None: as Azure chooses."""
    identity: Identity | None = at("identity", default=None, conversion=IDENTITY)
    """Who it is when it reads the logs; it gets Reader on what it looks at. None: who wrote it last."""
    own_storage: Value[bool | None] = at("properties.checkWorkspaceAlertsStorageConfigured", default=None)
    """Keep the query in a storage account of yours that is linked to the workspace; None: no."""
    skip_validation: Value[bool | None] = at("properties.skipQueryValidation", default=None)
    """Take a query of tables that are not there yet; None: no."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = {"properties.criteria.allOf[].metricName": "of a `LogToMetric`"}
    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        "identity",
        Computed("kind", lambda _alert, _context: "LogAlert", "the usual kind of rule", telling=("LogAlert", None)),
        "display_name",
        "description",
        "severity",
        "enabled",
        "on",
        "target_types",
        "every",
        "window",
        "query_range",
        "conditions",
        "auto_resolve",
        Computed(
            "properties.resolveConfiguration.autoResolved", _resolves, "on where a time is said", ("resolve_after",)
        ),
        "resolve_after",
        "mute",
        "action_groups",
    )

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity; raises `InvalidInput` without one."""
        return principal_of(self)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} LogAlert"
        check_times(self, place, LOG_FREQUENCIES, LOG_WINDOWS)
        for field in ("query_range", "mute"):
            check_time(getattr(self, field), LOG_WINDOWS[1:], f"{place}.{field}")
        if not self.on:
            raise InvalidInput("it reads no logs", where=f"{place}.on", hint="give a Log Analytics workspace")
        if not self.conditions:
            raise InvalidInput("it looks for nothing", where=f"{place}.conditions", hint="give LogCondition(...)")
        if self.target_types is not None and not any(map(is_scope, self.on)):
            message, hint = "only resources of a group are told apart by their types", "drop it, or watch a group"
            raise InvalidInput(message, where=f"{place}.target_types", hint=hint)
        if self.mute is not None and known(self.auto_resolve):
            message = "Azure mutes only alerts that do not end by themselves"
            raise InvalidInput(message, where=f"{place}.mute", hint="add auto_resolve=False, or drop it")
        if self.resolve_after is not None and not may_be(self.auto_resolve, True):
            message = "it does not end by itself, so it never ends after a time"
            raise InvalidInput(message, where=f"{place}.resolve_after", hint="drop it, or auto_resolve=False")


@model
class LogMetric:
    """A number that Azure counts in logs, as a metric."""

    metric: Value[str] = at("metricName")
    """Its name, such as ``Heartbeat``."""
    _: KW_ONLY
    query: Value[str] | None = at("query", default=None)
    """The query in KQL; None: the metric is one that Azure knows for the table."""
    dimensions: Many[AlertDimension] | None = at("dimensions", default=None, nested=True)
    """Columns by which it is told apart; None: not."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        _check_dimensions(self.dimensions, f"{caller_location()} LogMetric.dimensions")


@model
class LogToMetric(Resource):
    """Makes metrics of the logs of a workspace, which metric alerts can watch."""

    arm_type: ClassVar[str] = LOG_ALERT.type

    name: str
    """1 to 260 characters without * < > % { } & : \\ / ? @, not ending in a space or '.'"""
    _: KW_ONLY
    on: Many[Monitored] = at("properties.scopes", conversion=MONITORED)
    """The Log Analytics workspace whose logs are counted."""
    metrics: Many[LogMetric] = at("properties.criteria.allOf", nested=True)
    """The metrics."""
    display_name: Value[str] | None = at("properties.displayName", default=None)
    """What the portal shows; None: the name."""
    description: Value[str] = at("properties.description", default="")
    """What it is for."""
    enabled: Value[bool] = at("properties.enabled", default=True)
    """Whether they are counted."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = dict.fromkeys(
        (
            "identity",
            *(
                f"properties.{name}"
                for name in (
                    "actions", "autoMitigate", "checkWorkspaceAlertsStorageConfigured", "criteria.allOf[].failingPeriods",
                    "criteria.allOf[].metricMeasureColumn", "criteria.allOf[].operator", "criteria.allOf[].resourceIdColumn",
                    "criteria.allOf[].threshold", "criteria.allOf[].timeAggregation", "evaluationFrequency",
                    "muteActionsDuration", "overrideQueryTimeRange", "resolveConfiguration", "severity",
                    "skipQueryValidation", "targetResourceTypes", "windowSize",
                )
            ),
        ),
        "of a `LogAlert`",
    )  # fmt: skip
    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        Constant("kind", "LogToMetric", tells_class=True),
        "display_name",
        "description",
        "enabled",
        "on",
        "metrics",
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} LogToMetric"
        if not self.on:
            raise InvalidInput("it reads no logs", where=f"{place}.on", hint="give a Log Analytics workspace")
        if any(is_scope(item) or watched_type(item) != LOG_ANALYTICS.type for item in self.on):
            message = "Azure makes metrics of the logs of a Log Analytics workspace alone"
            raise InvalidInput(message, where=f"{place}.on", hint="give LogAnalytics(...), or an existing one")
        if not self.metrics:
            raise InvalidInput("it counts nothing", where=f"{place}.metrics", hint="give LogMetric(...)")
