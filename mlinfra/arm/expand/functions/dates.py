"""Compute with dates and durations: ``dateTimeAdd`` and the conversions to and from seconds since 1970."""

from __future__ import annotations

import re
from datetime import timedelta

from mlinfra.arm.expand.datetime_format import EPOCH_DAY, Moment, format_moment, read_moment
from mlinfra.arm.expand.registry import function
from mlinfra.arm.expand.values import Value
from mlinfra.base.errors import TemplateError

_DURATION = re.compile(
    r"(-)?P(?=.)(?:(\d{1,18})Y)?(?:(\d{1,18})M)?(?:(\d{1,18})D)?"
    r"(?:T(?=\d)(?:(\d{1,18})H)?(?:(\d{1,18})M)?(?:(\d{1,18})(?:\.(\d+))?S)?)?"
)
_TICKS = 10_000_000
DEFAULT_FORMAT = "yyyy-MM-ddTHH:mm:ssZ"


def _ticks(duration: str) -> int:
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise TemplateError(f"{duration[:200]!r} is not a duration such as P1DT2H")
    sign, *numbers, fraction = match.groups()
    years, months, days, hours, minutes, seconds = (int(number or 0) for number in numbers)
    total = (((years * 365 + months // 12 * 365 + months % 12 * 30 + days) * 24 + hours) * 60 + minutes) * 60 + seconds
    ticks = total * _TICKS + int((fraction or "0")[:7].ljust(7, "0"))
    return -ticks if sign else ticks


@function("dateTimeAdd", "s", "s", "s", optional=1)
def _date_time_add(base: str, duration: str, pattern: str = DEFAULT_FORMAT) -> str:
    moment = read_moment(base, "dateTimeAdd")
    return format_moment(moment.plus(_ticks(duration)), pattern, literal_z=pattern == DEFAULT_FORMAT)


@function("dateTimeToEpoch", "s")
def _date_time_to_epoch(text: str) -> int:
    moment = read_moment(text, "dateTimeToEpoch")
    return (moment.ticks - moment.offset * 60 * _TICKS) // _TICKS - EPOCH_DAY


@function("dateTimeFromEpoch", "is")
def _date_time_from_epoch(value: Value) -> str:
    if type(value) is str and not re.fullmatch(r"\s*[+-]?[0-9]{1,30}\s*", value):
        raise TemplateError(f"dateTimeFromEpoch() can't read {value!r} as a number of seconds")
    seconds = int(value) + EPOCH_DAY
    if not 0 <= seconds < timedelta(days=3_652_059).total_seconds():
        raise TemplateError(f"dateTimeFromEpoch() reaches the years 1 to 9999, {value} is outside")
    return format_moment(Moment(seconds * _TICKS, 0), DEFAULT_FORMAT, literal_z=True)
