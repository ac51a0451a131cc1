"""Triggers: when schedules of a workspace, and materializations of a feature set, run."""

from __future__ import annotations

from dataclasses import KW_ONLY
from typing import Annotated, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._fields import Between
from mlinfra.landing_zone.model._known import known
from mlinfra.landing_zone.model._rows import Constant, Rows, at
from mlinfra.landing_zone.model._value_checks import check_cron, check_local_time, check_zone
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value, Values

_Day = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@model
class _Trigger:
    """From when until when, and in which time zone."""

    _: KW_ONLY
    start: Value[str] | None = at("startTime", default=None)
    """Not before this moment in the time zone, such as ``2027-01-04T18:00:00``; None at once."""
    end: Value[str] | None = at("endTime", default=None)
    """Not after this moment in the time zone; None for ever."""
    time_zone: Value[str] | None = at("timeZone", default=None)
    """The time zone by its name in Windows, such as ``W. Europe Standard Time``; None UTC."""

    def _check(self) -> None:
        for name in ("start", "end"):
            check_local_time(getattr(self, name), f"{caller_location()} {type(self).__name__}.{name}")
        check_zone(self.time_zone, f"{caller_location()} {type(self).__name__}.time_zone")
        start, end = known(self.start), known(self.end)
        if start is not None and end is not None and start >= end:
            where = f"{caller_location()} {type(self).__name__}.end"
            raise InvalidInput(f"it ends at {end}, before it begins", where=where)


@model
class CronTrigger(_Trigger):
    """At the times of a cron expression."""

    expression: Value[str] = at("expression")
    """Minute, hour, day, month and day of the week, such as ``0 6 * * 1-5``."""

    ROWS: ClassVar[Rows] = (Constant("triggerType", "Cron", tells_class=True), "expression")

    def _check(self) -> None:
        _Trigger._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_cron(self.expression, f"{caller_location()} CronTrigger.expression")


@model
class RecurrenceTrigger(_Trigger):
    """Every so often, at some times of the day where the frequency is a day or more."""

    frequency: Value[Literal["Minute", "Hour", "Day", "Week", "Month"]] = at("frequency")
    """What ``interval`` counts."""
    _: KW_ONLY
    interval: Value[Annotated[int, Between(1, 1_000)]] = at("interval", default=1)
    """Every one, every second one, and so on."""
    hours: Values[Annotated[int, Between(0, 23)]] | None = at("schedule.hours", default=None)
    """The hours of the day; None that of the start."""
    minutes: Values[Annotated[int, Between(0, 59)]] | None = at("schedule.minutes", default=None)
    """The minutes of each of these hours."""
    week_days: Values[_Day] | None = at("schedule.weekDays", default=None)
    """The days of the week; only with ``Week``."""
    month_days: Values[Annotated[int, Between(1, 31)]] | None = at("schedule.monthDays", default=None)
    """The days of the month; only with ``Month``."""

    ROWS: ClassVar[Rows] = (Constant("triggerType", "Recurrence", tells_class=True), "frequency", "interval")

    def _check(self) -> None:
        _Trigger._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} RecurrenceTrigger"
        for field, frequency in (("week_days", "Week"), ("month_days", "Month")):
            if getattr(self, field) is not None and known(self.frequency) not in {frequency, None}:
                hint = f'say "{frequency}", or drop {field}'
                message = f"{field} is for every {frequency.lower()} alone"
                raise InvalidInput(message, where=f"{place}.{field}", hint=hint)
        if self.frequency in {"Minute", "Hour"} and self.hours is not None:
            hint = 'drop hours and minutes, or say frequency="Day"'
            message = f"times of the day are for every day, week or month, not for every {self.frequency.lower()}"
            raise InvalidInput(message, where=f"{place}.hours", hint=hint)
        days = self.week_days is not None or self.month_days is not None
        if (self.hours is None) != (self.minutes is None) or (days and self.hours is None):
            hint = "such as hours=[6], minutes=[0]"
            raise InvalidInput("times of the day are hours and minutes", where=f"{place}.hours", hint=hint)
