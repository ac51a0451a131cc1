"""Profiles of autoscale settings: limits, rules about what is measured, dates, and who is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypeAlias

from mlinfra.arm import expressions as expr
from mlinfra.arm.resource_id import resource_id
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import DURATION
from mlinfra.landing_zone.model._fields import Between, Choice, Existing, Many
from mlinfra.landing_zone.model._known import in_order, known, known_items, known_time
from mlinfra.landing_zone.model._rows import Computed, Constant, Conversion, Rows, at
from mlinfra.landing_zone.model._value_checks import check_local_time, check_zone
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.deployment import OnlineDeployment
from mlinfra.landing_zone.model.endpoint import OnlineEndpoint
from mlinfra.landing_zone.model.value import Filled, Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading

Measured: TypeAlias = Annotated[
    OnlineDeployment | OnlineEndpoint | Existing[OnlineDeployment] | Existing[OnlineEndpoint] | str, Choice()
]
"""A deployment, an endpoint, or the ARM id of anything else that has metrics."""


def _write_measured(measured: Resource | Existing[Resource] | str, context: BodyContext, _field: str) -> expr.Value:
    return measured if isinstance(measured, str) else context.id(measured)


def _read_measured(text: str, reading: Reading) -> Resource | Existing[Resource] | str:
    given = resource_id(text)
    kinds = {kind.arm_type.lower(): kind for kind in (OnlineDeployment, OnlineEndpoint)}
    kind = kinds.get(given.type.lower()) if given else None
    return text if kind is None else reading.linked(kind, text)


MEASURED = Conversion(_write_measured, _read_measured)
"""The ARM id of what is measured or scaled."""


def check_measured(measured: object, place: str) -> None:
    """Raise `InvalidInput` for text that is no ARM id of a resource."""
    given = resource_id(measured) if isinstance(measured, str) else None
    if isinstance(measured, str) and (given is None or not given.complete or "/" not in given.type):
        raise InvalidInput(
            f"{measured!r} is not the ARM id of a resource", where=place, hint="give the resource, or its id"
        )


_COUNT = Conversion(
    lambda count, _context, _field: str(count),
    lambda text, _reading: int(text),
    lambda count: expr.Call("string", (count,)),
)
"""A number of instances, which Azure Monitor writes as text."""
_ONLY = Conversion(
    lambda number, _context, _field: [number], lambda numbers, _reading: numbers[0], lambda number: [number]
)
"""A number in a list of its own."""


@model
class MetricDimension:
    """Which values of a dimension of a metric count."""

    name: str = at("DimensionName")
    """The dimension, such as ``statusCodeClass``."""
    _: KW_ONLY
    values: Values[str] = at("Values")
    """The values."""
    equal: Value[bool] = at("Operator", default=True, words={True: "Equals", False: "NotEquals"})
    """Count these values alone, or all others."""

    ROWS: ClassVar[Rows] = ()


@model
class ScaleRule:
    """Adds or takes away instances when a metric passes a threshold."""

    metric: Value[str] = at("metricTrigger.metricName")
    """The metric, such as ``CpuUtilizationPercentage`` of a deployment or ``RequestLatency`` of an endpoint."""
    _: KW_ONLY
    of: Measured = at("metricTrigger.metricResourceUri", conversion=MEASURED, decides="which resource is measured")
    """What is measured: the deployment that is scaled, its endpoint, or something else by its ARM id."""
    operator: Value[
        Literal["GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual", "Equals", "NotEquals"]
    ] = at("metricTrigger.operator")
    """How the metric is compared with the threshold."""
    threshold: Value[int | float] = at("metricTrigger.threshold")
    """The value of the metric, in its own unit."""
    namespace: Value[str] | None = at("metricTrigger.metricNamespace", default=None)
    """The namespace of the metric; None: the type of what is measured."""
    region: Value[str] | None = at("metricTrigger.metricResourceLocation", default=None)
    """The region of what is measured, where it is not that of what is scaled."""
    dimensions: Many[MetricDimension] | None = at("metricTrigger.dimensions", default=None, nested=True)
    """Which values of its dimensions count; None all."""
    grain: Value[timedelta] = at("metricTrigger.timeGrain", default=timedelta(minutes=1), conversion=DURATION)
    """How often it is measured, 1 minute to 12 hours."""
    statistic: Value[Literal["Average", "Min", "Max", "Sum", "Count"]] = at(
        "metricTrigger.statistic", default="Average"
    )
    """What of several instances counts."""
    window: Value[timedelta] = at("metricTrigger.timeWindow", default=timedelta(minutes=5), conversion=DURATION)
    """The time that is looked back at, 5 minutes to 12 hours."""
    aggregation: Value[Literal["Average", "Minimum", "Maximum", "Total", "Count", "Last"]] = at(
        "metricTrigger.timeAggregation", default="Average"
    )
    """What of that time counts."""
    per_instance: Value[bool | None] = at("metricTrigger.dividePerInstance", default=None)
    """Divide the metric by the number of instances; None: no."""
    direction: Value[Literal["Increase", "Decrease", "None"]] = at("scaleAction.direction")
    """Add instances, take them away, or neither."""
    change: Value[Literal["ChangeCount", "PercentChangeCount", "ExactCount", "ServiceAllowedNextValue"]] = at(
        "scaleAction.type", default="ChangeCount"
    )
    """Whether ``by`` counts instances, is a percentage of them, or how many there are then."""
    by: Value[Annotated[int, Between(1, 1_000)]] = at("scaleAction.value", default=1, conversion=_COUNT)
    """How many."""
    cooldown: Value[timedelta] = at("scaleAction.cooldown", default=timedelta(minutes=5), conversion=DURATION)
    """How long nothing more is scaled afterwards, 1 minute to a week."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        place, minute = f"{caller_location()} ScaleRule", timedelta(minutes=1)
        check_measured(self.of, f"{place}.of")
        for name, least, most in (
            ("grain", minute, timedelta(hours=12)),
            ("window", 5 * minute, timedelta(hours=12)),
            ("cooldown", minute, timedelta(days=7)),
        ):
            if not in_order(least, known_time(getattr(self, name)), most):
                unit = "12 hours" if most < timedelta(days=1) else "a week"
                message = f"give {least // minute} minute{'s' if least > minute else ''} to {unit}"
                raise InvalidInput(message, where=f"{place}.{name}")
        if not in_order(known_time(self.grain), known_time(self.window)):
            raise InvalidInput("it is measured more seldom than looked back at", where=f"{place}.grain")


@model
class ScaleDates:
    """Days between which a profile is in force, once."""

    start: Value[str] = at("start")
    """From this moment in the time zone, such as ``2027-01-04T18:00:00``."""
    _: KW_ONLY
    end: Value[str] = at("end")
    """Until this moment."""
    time_zone: Value[str] = at("timeZone", default="UTC")
    """The time zone by its name in Windows, such as ``W. Europe Standard Time``."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        place = f"{caller_location()} ScaleDates"
        check_zone(self.time_zone, f"{place}.time_zone")
        check_local_time(self.start, f"{place}.start")
        check_local_time(self.end, f"{place}.end")
        start, end = known(self.start), known(self.end)
        if start and end and end <= start:
            raise InvalidInput("it ends before it begins", where=f"{place}.end")


@model
class ScaleRecurrence:
    """Days of each week on which a profile begins to be in force, until another one begins."""

    days: Values[Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]] = at(
        "schedule.days"
    )
    """The days."""
    _: KW_ONLY
    hour: Value[Annotated[int, Between(0, 23)]] = at("schedule.hours", conversion=_ONLY)
    """The hour of the day."""
    minute: Value[Annotated[int, Between(0, 59)]] = at(
        "schedule.minutes",
        default=0,
        conversion=_ONLY,
    )
    """The minute of that hour."""
    time_zone: Value[str] = at("schedule.timeZone", default="UTC")
    """The time zone by its name in Windows, such as ``W. Europe Standard Time``."""

    ROWS: ClassVar[Rows] = (Constant("frequency", "Week"),)

    def _check(self) -> None:
        check_zone(self.time_zone, f"{caller_location()} ScaleRecurrence.time_zone")
        days = known_items(self.days)
        if not self.days or len(set(days)) < len(days):
            raise InvalidInput("name each day once", where=f"{caller_location()} ScaleRecurrence.days")


@model
class ScaleProfile:
    """How many instances there are, while it is in force."""

    name: str = at("name")
    """Its name in the setting."""
    _: KW_ONLY
    minimum: Value[Annotated[int, Between(0, 1_000)]] = at("capacity.minimum", conversion=_COUNT)
    """Least instances."""
    maximum: Value[Annotated[int, Between(1, 1_000)]] = at("capacity.maximum", conversion=_COUNT)
    """Most instances."""
    default: Value[Annotated[int, Between(0, 1_000)]] | None = None
    """How many there are when nothing can be measured; None ``minimum``."""
    rules: Many[ScaleRule] = at("rules", default=(), nested=True)
    """When that changes, at most 10; without rules there are ``default`` instances."""
    dates: ScaleDates | None = at("fixedDate", default=None, nested=True)
    """In force between these days alone."""
    recurrence: ScaleRecurrence | None = at("recurrence", default=None, nested=True)
    """In force from these times of the week on."""

    ROWS: ClassVar[Rows] = (
        "name",
        "minimum",
        "maximum",
        Computed(
            "capacity.default",
            lambda profile, context: _text(_default(profile), context),
            "the least instances, unless said otherwise",
            ("default", "minimum"),
            lambda text, _reading: {"default": None if text is None else int(text)},
        ),
    )

    def _check(self) -> None:
        place = f"{caller_location()} ScaleProfile"
        if not self.name.strip():
            raise InvalidInput("the profile has no name", where=f"{place}.name")
        counts = known(self.minimum), known(_default(self)), known(self.maximum)
        if not in_order(*counts):
            message = f"{counts[0]}, {counts[1]}, {counts[2]} instances are not in order"
            raise InvalidInput(
                message, where=f"{place}.default", hint="minimum, default and maximum stand in this order"
            )
        if len(self.rules) > 10:
            raise InvalidInput(f"Azure takes 10 rules, got {len(self.rules)}", where=f"{place}.rules")
        if self.dates is not None and self.recurrence is not None:
            raise InvalidInput(
                "it has either dates or recurrence", where=f"{place}.recurrence", hint="write two profiles"
            )


def _default(profile: ScaleProfile) -> int | Filled:
    return profile.minimum if profile.default is None else profile.default


def _text(count: int | Filled, context: BodyContext) -> expr.Value:
    return str(count) if isinstance(count, int) else expr.Call("string", (context.value(count),))


@model
class ScaleWebhook:
    """An address that is called."""

    uri: Value[str] = at("serviceUri")
    """The address."""
    _: KW_ONLY
    properties: Mapping[str, Value[str]] | None = at("properties", default=None)
    """What it is told beside what happened."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if isinstance(self.uri, str) and not re.match(r"https?://[^/]+", self.uri):
            place = f"{caller_location()} ScaleWebhook.uri"
            raise InvalidInput(f"{self.uri!r} is no address", where=place, hint="such as https://example.com/scaled")


@model
class ScaleNotification:
    """Who is told when instances were added or taken away, or could not be."""

    _: KW_ONLY
    emails: Values[str] | None = at("email.customEmails", default=None)
    """Addresses of people."""
    administrator: Value[bool] | None = at("email.sendToSubscriptionAdministrator", default=None)
    """Tell the administrator of the subscription; None: no."""
    co_administrators: Value[bool] | None = at("email.sendToSubscriptionCoAdministrators", default=None)
    """Tell its co-administrators; None: no."""
    webhooks: Many[ScaleWebhook] | None = at("webhooks", default=None, nested=True)
    """Addresses that are called."""

    ROWS: ClassVar[Rows] = (Constant("operation", "Scale"),)

    def _check(self) -> None:
        if not (self.emails or self.administrator or self.co_administrators or self.webhooks):
            place = f"{caller_location()} ScaleNotification.emails"
            raise InvalidInput("nobody is told", where=place, hint="give emails or webhooks")
