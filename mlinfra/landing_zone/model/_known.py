"""Ask for what is known of a value before it is deployed: the value itself, or the default of a parameter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from mlinfra.landing_zone.model._conversions import read_iso_duration
from mlinfra.landing_zone.model._field_types import Given
from mlinfra.landing_zone.model.parameter import Parameter
from mlinfra.landing_zone.model.value import FILLED_CLASSES, Filled

T = TypeVar("T")


def known(value: T | Filled | None) -> T | None:
    """A value, or the default of a parameter; None where only the deployment knows it."""
    if isinstance(value, Parameter):
        default: Given = value.default  # of the kind that the field holds: judged when the parameter was given
        held: T | None = default
        return held
    return None if isinstance(value, FILLED_CLASSES) else value


def known_time(value: timedelta | Filled | None) -> timedelta | None:
    """The same for a length of time, which a parameter holds as text."""
    if isinstance(value, Parameter):
        return None if value.default is None else read_iso_duration(str(value.default))
    return value if isinstance(value, timedelta) else None


def known_date(value: date | Filled | None) -> date | None:
    """The same for a date."""
    if isinstance(value, Parameter):
        return None if value.default is None else date.fromisoformat(str(value.default))
    return value if isinstance(value, date) else None


def known_number(value: float | Filled | None) -> float | None:
    """The same for a number that may have a fraction, which a parameter holds as text."""
    given = known(value)
    return None if given is None else float(given)


def known_items(values: Sequence[T | Filled] | Filled | None) -> tuple[T, ...]:
    """The items of a list that are known: without those that only the deployment knows."""
    items = (known(item) for item in known(values) or ())
    return tuple(item for item in items if item is not None)


def open_items(values: Sequence[Given] | Filled | None) -> bool:
    """Whether only the deployment knows some of a list."""
    return any(known(item) is None for item in known(values) or ()) or (values is not None and known(values) is None)


def may_be(value: Given, wanted: Given) -> bool:
    """Whether a value is this one, or only the deployment knows what it is."""
    given = known(value)
    return given == wanted or (given is None and value is not None)


def same(first: Given, second: Given) -> bool:
    """Whether two values are the same, or only the deployment knows one of them."""
    return first == second or None in {known(first), known(second)} or known(first) == known(second)


def in_order(*values: Given) -> bool:
    """Whether values that are known do not fall; what is not known is taken to fit."""
    given = [value for value in values if value is not None]
    return given == sorted(given)
