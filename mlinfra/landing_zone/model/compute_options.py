"""Settings of compute instances and clusters: schedules, scripts, users who sign in by SSH."""

from __future__ import annotations

import base64
import re
from dataclasses import KW_ONLY
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._conversions import SWITCH
from mlinfra.landing_zone.model._fields import Between
from mlinfra.landing_zone.model._known import known
from mlinfra.landing_zone.model._rows import Computed, Conversion, Rows, at
from mlinfra.landing_zone.model._value_checks import check_cron, check_local_time, check_zone
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Secure, Value, Values, secret

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading


@model
class ComputeCron:
    """Times of a compute's schedule as a cron expression."""

    expression: Value[str] = at("expression")
    """Minute, hour, day, month and weekday: ``0 18 * * 1-5`` is 18:00 from Monday to Friday."""
    _: KW_ONLY
    time_zone: Value[str] = at("timeZone", default="UTC")
    """The time zone by its name in Windows, such as ``W. Europe Standard Time``; summer time does not count."""
    start: Value[str] | None = at("startTime", default=None)
    """Not before this moment in the time zone, such as ``2027-01-04T18:00:00``; None at once."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        check_cron(self.expression, f"{caller_location()} ComputeCron.expression")
        check_zone(self.time_zone, f"{caller_location()} ComputeCron.time_zone")
        check_local_time(self.start, f"{caller_location()} ComputeCron.start")


@model
class ComputeRecurrence:
    """Times of a compute's schedule, such as every week on some days."""

    frequency: Value[Literal["Minute", "Hour", "Day", "Week", "Month"]] = at("frequency")
    """What ``interval`` counts."""
    _: KW_ONLY
    interval: Value[Annotated[int, Between(1, 1_000)]] = at("interval", default=1)
    """Every one, every second one, and so on."""
    time_zone: Value[str] = at("timeZone", default="UTC")
    """The time zone by its name in Windows, such as ``W. Europe Standard Time``; summer time does not count."""
    start: Value[str] | None = at("startTime", default=None)
    """Not before this moment in the time zone, such as ``2027-01-04T18:00:00``; None at once."""
    hours: Values[Annotated[int, Between(0, 23)]] = at("schedule.hours", default=(0,))
    """The hours of the day."""
    minutes: Values[Annotated[int, Between(0, 59)]] = at("schedule.minutes", default=(0,))
    """The minutes of each of these hours."""
    week_days: Values[Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]] | None = (
        at("schedule.weekDays", default=None)
    )
    """The days of the week; only with ``Week``."""
    month_days: Values[Annotated[int, Between(1, 31)]] | None = at("schedule.monthDays", default=None)
    """The days of the month; only with ``Month``."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        for field, frequency in (("week_days", "Week"), ("month_days", "Month")):
            if getattr(self, field) is not None and known(self.frequency) not in {frequency, None}:
                where, hint = f"{caller_location()} ComputeRecurrence.{field}", f'say "{frequency}", or drop {field}'
                raise InvalidInput(f"{field} is for every {frequency.lower()} alone", where=where, hint=hint)
        check_zone(self.time_zone, f"{caller_location()} ComputeRecurrence.time_zone")
        check_local_time(self.start, f"{caller_location()} ComputeRecurrence.start")


def _trigger(schedule: ComputeSchedule, _context: BodyContext) -> str:
    return "Recurrence" if schedule.cron is None else "Cron"


@model
class ComputeSchedule:
    """When a compute instance starts or stops by itself."""

    action: Value[Literal["Start", "Stop"]] = at("action")
    """What it does."""
    _: KW_ONLY
    cron: ComputeCron | None = at("cron", default=None, nested=True)
    """The times as a cron expression; either this or ``recurrence``."""
    recurrence: ComputeRecurrence | None = at("recurrence", default=None, nested=True)
    """The times as days and hours."""
    enabled: Value[bool] = at("status", default=True, words=SWITCH)
    """Whether the schedule is in force."""

    ROWS: ClassVar[Rows] = (
        Computed("triggerType", _trigger, "follows from cron or recurrence", ("cron", "recurrence")),
    )

    def _check(self) -> None:
        if (self.cron is None) == (self.recurrence is None):
            hint = "cron=ComputeCron(...) or recurrence=ComputeRecurrence(...)"
            where = f"{caller_location()} ComputeSchedule.cron"
            raise InvalidInput("give either cron or recurrence", where=where, hint=hint)


def _source(script: Script, _context: BodyContext) -> str:
    return "inline" if script.text is not None else "workspaceStorage"


def _data(script: Script, context: BodyContext) -> expr.Value:
    text = script.text
    if isinstance(text, str):
        return base64.b64encode(text.encode()).decode()
    return context.value(script.path) if text is None else expr.Call("base64", (context.value(text),))


def _read_data(data: str | None, reading: Reading) -> dict[str, str | None]:
    del reading
    try:
        return {"text": base64.b64decode(data or "", validate=True).decode()}
    except ValueError:
        return {"path": data}


def _write_minutes(time: timedelta | None, _context: BodyContext, _field: str) -> str | None:
    return None if time is None else f"{int(time.total_seconds() // 60)}m"


def _read_minutes(text: str, _reading: Reading) -> timedelta:
    if not re.fullmatch(r"\d+m", text):
        raise InvalidInput(f"{text!r} is not a number of minutes, such as 30m")
    return timedelta(minutes=int(text[:-1]))


@model
class Script:
    """A script that runs on a compute instance as an administrator."""

    text: Value[str] | None = None
    """The script itself; either this or ``path``."""
    _: KW_ONLY
    path: Value[str] | None = None
    """Its path below the Users folder of the workspace's file share."""
    arguments: Value[str] | None = at("scriptArguments", default=None)
    """What stands behind the name of the script when it is called."""
    timeout: timedelta | None = at(
        "timeout",
        default=None,
        conversion=Conversion(_write_minutes, _read_minutes),
        decides="how many minutes that are, which Azure writes",
    )
    """Whole minutes after which it is ended, and the instance fails; None 15 minutes."""

    ROWS: ClassVar[Rows] = (
        Computed("scriptSource", _source, "follows from text or path", ("text", "path")),
        Computed("scriptData", _data, "text is sent as base64", ("text", "path"), _read_data),
    )

    def _check(self) -> None:
        if (self.text is None) == (self.path is None):
            raise InvalidInput("give either text or path", where=f"{caller_location()} Script.text")
        minute = timedelta(minutes=1)
        if self.timeout is not None and (self.timeout < minute or self.timeout % minute):
            message = f"{self.timeout.total_seconds():g} seconds are not whole minutes, 1 or more"
            raise InvalidInput(message, where=f"{caller_location()} Script.timeout")


@model
class SshUser:
    """The administrator of a cluster's nodes, who signs in by SSH."""

    name: Value[str] = at("adminUserName")
    """The name of the user."""
    _: KW_ONLY
    public_key: Secure | None = at("adminUserSshPublicKey", default=None, conversion=secret("sshPublicKey"))
    """The public key that opens the nodes, as a secure parameter, which Azure asks for."""
    password: Secure | None = at("adminUserPassword", default=None, conversion=secret("sshPassword"))
    """The password, as a secure parameter."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if self.public_key is None and self.password is None:
            raise InvalidInput("nobody can sign in", where=f"{caller_location()} SshUser.public_key", hint="give one")
