"""Check values that several classes of the model have: addresses, times of day, numbers of days."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mlinfra.arm.resource_id import resource_id
from mlinfra.base.address_range import AddressRange, is_inside
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._known import known, known_items
from mlinfra.landing_zone.model.value import Filled, Value

_GUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10")


def is_guid(text: str) -> bool:
    """Whether text is a GUID, in any letter case."""
    return re.fullmatch(_GUID, text) is not None


def address_range(text: str, place: str) -> AddressRange:
    """Read an address range; raises `InvalidInput` for text that is none."""
    try:
        return ipaddress.ip_network(text)
    except ValueError as error:
        hint = "write a range such as 10.20.0.0/22"
        raise InvalidInput(f"{text!r} is not an address range: {error}", where=place, hint=hint) from None


def check_firewall(rules: Sequence[str | Filled] | None, place: str, *, version: int = 4) -> None:
    """Hold the addresses of a firewall to what Azure takes: public ones of one version; raises `InvalidInput`."""
    for rule in known_items(rules):
        addresses = address_range(rule, place)
        if addresses.version != version:
            raise InvalidInput(f"{rule} is not an IPv{version} address or range", where=place)
        if any(is_inside(addresses, ipaddress.ip_network(private)) for private in _PRIVATE):
            hint = "the firewall sees public addresses only; let a subnet in, or use a private endpoint"
            raise InvalidInput(f"Azure refuses the private address {rule} in a firewall", where=place, hint=hint)


def check_together(place: str, needs: str, **given: Any) -> None:
    """Raise `InvalidInput` for what is given although ``needs``, which it takes, is not."""
    for name, value in given.items():
        if value is not None:
            raise InvalidInput(f"{name} needs {needs}", where=f"{place}.{name}", hint=f"give {needs} too, or drop it")


def check_arm_id(text: Value[str], place: str) -> None:
    """Raise `InvalidInput` for text that is not the ARM id of a resource."""
    given = resource_id(text) if isinstance(text, str) else None
    if isinstance(text, str) and (given is None or not given.complete or "/" not in given.type):
        hint = "an id looks like /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/TYPE/NAME"
        raise InvalidInput(f"{text!r} is not the ARM id of a resource", where=place, hint=hint)


def _is_moment(text: str) -> bool:
    """Whether text is a date that there is, with a time of day, as 2027-01-04T18:00:00 is."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", text):
        return False
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def check_local_time(time: str | Filled | None, place: str) -> None:
    """Raise `InvalidInput` for text that is not a moment without a time zone."""
    text = known(time)
    if text is not None and not _is_moment(text):
        hint = "such as 2027-01-04T18:00:00; the time zone is said apart"
        raise InvalidInput(f"{text!r} is not a date and time", where=place, hint=hint)


_PERIOD = r"P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?"


def check_period(period: str | Filled | None, place: str) -> None:
    """Raise `InvalidInput` for text that is not a number of days, weeks, months or years in ISO 8601."""
    text = known(period)
    if text is not None and not re.fullmatch(_PERIOD, text):
        hint = "such as P90D for 90 days, P6M or P2Y"
        raise InvalidInput(f"{text!r} is not a length of time in ISO 8601", where=place, hint=hint)


def check_moments(
    begins: str | Filled | None, ends: str | Filled | None, place: str, *, end_field: str = "expiry"
) -> None:
    """Raise `InvalidInput` for text that is no moment of UTC, and for an end before its start."""
    start, end = known(begins), known(ends)
    for name, text in (("start", start), (end_field, end)):
        if text is not None and not (text.endswith("Z") and _is_moment(text[:-1])):
            hint = "such as 2027-01-04T18:00:00Z"
            raise InvalidInput(f"{text!r} is not a moment of UTC", where=f"{place}.{name}", hint=hint)
    if start is not None and end is not None and end <= start:
        raise InvalidInput("it ends before it begins", where=f"{place}.{end_field}")


def check_cron(expression: str | Filled, place: str) -> None:
    """Raise `InvalidInput` for text that is no cron expression of five fields."""
    from mlinfra.catalogue.schedule_texts import wrong_cron  # few stacks have a schedule

    text = known(expression)
    wrong = None if text is None else wrong_cron(text)
    if wrong is not None:
        raise InvalidInput(wrong[0], where=place, hint=wrong[1])


def check_zone(zone: str | Filled | None, place: str) -> None:
    """Raise `InvalidInput` for text that is no time zone of Windows."""
    from mlinfra.catalogue.schedule_texts import wrong_zone

    text = known(zone)
    wrong = None if text is None else wrong_zone(text)
    if wrong is not None:
        raise InvalidInput(wrong[0], where=place, hint=wrong[1])
