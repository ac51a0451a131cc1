"""Check how often alerts are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._conversions import iso_duration
from mlinfra.landing_zone.model._known import known_time
from mlinfra.landing_zone.model.value import Filled


def _minutes(*counts: int) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=count) for count in counts)


METRIC_FREQUENCIES = _minutes(1, 5, 15, 30, 60)
"""How often a metric alert can be looked at (https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-types)."""
METRIC_WINDOWS = _minutes(1, 5, 15, 30, 60, 6 * 60, 12 * 60, 24 * 60)
LOG_FREQUENCIES = _minutes(1, 5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360, 24 * 60)
"""How often a log alert can be looked at (https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule)."""
LOG_WINDOWS = (*LOG_FREQUENCIES, timedelta(days=2))


class _Timed(Protocol):
    @property
    def every(self) -> timedelta | Filled: ...
    @property
    def window(self) -> timedelta | Filled: ...


def check_time(given: timedelta | Filled | None, allowed: Sequence[timedelta], place: str) -> None:
    """Raise `InvalidInput` for a time that Azure does not take."""
    time = known_time(given)
    if time is not None and time not in allowed:
        hint = f"it takes {', '.join(map(iso_duration, allowed))}"
        raise InvalidInput(f"Azure does not take {iso_duration(time)}", where=place, hint=hint)


def check_times(alert: _Timed, place: str, frequencies: Sequence[timedelta], windows: Sequence[timedelta]) -> None:
    """Hold how often an alert is looked at, and over which time, to what Azure takes; raises `InvalidInput`."""
    for field, time, allowed in (("every", alert.every, frequencies), ("window", alert.window, windows)):
        check_time(time, allowed, f"{place}.{field}")
    every, window = known_time(alert.every), known_time(alert.window)
    if every is not None and window is not None and every > window:
        message = f"each {iso_duration(every)} it would look at {iso_duration(window)} alone, and miss the rest"
        raise InvalidInput(message, where=f"{place}.window", hint="give a window that is not shorter than every")
