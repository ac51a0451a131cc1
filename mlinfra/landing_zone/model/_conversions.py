"""Convert values of fields to those of Azure's properties and back, where several classes need the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._nested import each
from mlinfra.landing_zone.model._rows import Computed, Constant, Conversion

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._base import Resource
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model._fields import Existing
    from mlinfra.landing_zone.model.value import Filled
    from mlinfra.landing_zone.model.virtual_network import Subnet

LOCATION = Constant("location", expr.Ref("location"))
"""The region of the stack, which every tracked resource is in."""


class _Closable(Protocol):
    public_access: bool | None

    @property
    def default_action(self) -> Filled | str | None: ...


def firewall_action(*rules: str) -> Computed:
    """The firewall of what can be closed to the internet; ``rules`` are the fields that say who else comes in."""

    def write(resource: _Closable, context: BodyContext) -> expr.Value:
        if resource.default_action is not None:
            return context.value(resource.default_action)
        public = context.settled.get("public_access", resource.public_access)
        return "Allow" if public and not any(getattr(resource, rule) for rule in rules) else "Deny"

    return Computed(
        "properties.networkAcls.defaultAction",
        write,
        "the firewall is open where the internet is and no rule says who else comes in",
        ("default_action", "public_access", *rules),
        lambda action, _reading: {"default_action": action},
    )


def _write_bypass(bypass: Sequence[str], _context: BodyContext, _field: str) -> str:
    return ", ".join(bypass) or "None"


def _read_bypass(text: str, _reading: Reading) -> list[str]:
    return [] if text == "None" else [word.strip() for word in text.split(",")]


BYPASS = Conversion(
    _write_bypass,
    _read_bypass,
    lambda names: expr.Ternary(expr.Call("empty", (names,)), "None", expr.Call("join", (names, ", "))),
)
"""Who passes a firewall: names, separated by commas."""


def items(key: str, action: str = "") -> Conversion:
    """A list of objects that say one text each, at ``key``; ``action`` is the key of what a firewall does: Allow."""
    allow = {action: "Allow"} if action else {}

    def write(values: Sequence[Any] | None, context: BodyContext, _field: str) -> expr.Value:
        return None if values is None else [{key: context.value(value), **allow} for value in values]

    def fill(values: expr.Value) -> expr.Value:
        return expr.Call("map", (values, expr.Lambda(("item",), {key: expr.Ref("item"), **allow})))

    return Conversion(write, lambda value, _reading: [item[key] for item in value], fill)


def items_by_name(key: str, **always: str) -> Conversion:
    """An object by each name that says one text, at ``key``, and what is always the same beside it."""

    def write(values: Mapping[str, Any] | None, context: BodyContext, _field: str) -> expr.Value:
        if values is None:
            return None
        return {name: {**always, key: context.value(value)} for name, value in values.items()}

    return Conversion(write, lambda value, _reading: {name: item[key] for name, item in value.items()})


def _subnet_rules(**allow: str) -> Conversion:
    def write(subnets: Sequence[Subnet | Existing[Subnet]] | None, context: BodyContext, _field: str) -> expr.Value:
        if subnets is None:
            return None
        return [{"id": context.id(subnet), **allow} for subnet in subnets]

    return Conversion(write, _read_subnets)


def _read_subnets(rules: Sequence[Mapping[str, str]], reading: Reading) -> list[Subnet | Existing[Subnet]]:
    from mlinfra.landing_zone.model.virtual_network import Subnet

    return [reading.linked(Subnet, rule["id"]) for rule in rules]


SUBNET_IDS = _subnet_rules()
"""The subnets that a firewall lets in."""
SUBNET_RULES = _subnet_rules(action="Allow")
"""The same, where each rule says what it does."""
SWITCH = {True: "Enabled", False: "Disabled"}
"""Azure's words for a switch."""
NOT = Conversion(
    lambda on, _context, _field: None if on is None else not on,
    lambda off, _reading: None if off is None else not off,
    lambda on: expr.Unary("!", on),
)
"""Azure says what is off where the field says what is on."""
TENANT_ID = expr.Member(expr.Call("subscription"), "tenantId")
"""The tenant of the subscription that is deployed to."""


def _write_tags(own: Mapping[str, str], context: BodyContext, _field: str) -> expr.Value:
    return context.tags(own)


TAGS = Conversion(_write_tags, lambda value, _reading: dict(value))
"""Tags of a tracked resource, which join those of the stack."""


def link_id(kind: type) -> Conversion:
    """The ARM id of the resource that a field names."""

    def write(value: Resource | Existing[Resource] | None, context: BodyContext, _field: str) -> expr.Value:
        return context.id(value)

    return Conversion(write, lambda value, reading: reading.linked(kind, value))


def target_id(kind: type) -> Conversion:
    """The ARM id of the resource that a value is, also inside a nested object; of each in a list."""

    def write(value: Any, context: BodyContext, _field: str) -> expr.Value:
        return None if value is None else each(value, context.id)

    return Conversion(write, lambda value, reading: each(value, lambda arm_id: reading.linked(kind, arm_id)))


def iso_duration(time: timedelta) -> str:
    """ISO 8601, as Azure writes it: ``PT30M``, ``P1DT2H``, ``PT0.5S``."""
    minutes, seconds = divmod(time.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    told = f"{seconds}.{time.microseconds:06}".rstrip("0") if time.microseconds else str(seconds or "")
    clock = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (told, "S")) if n)
    return "P" + (f"{time.days}D" if time.days else "") + (f"T{clock or '0S'}" if clock or not time.days else "")


_DURATION = r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"


def read_iso_duration(text: str) -> timedelta | None:
    """The time that an ISO 8601 text of days, hours, minutes and seconds says; None for any other text."""
    match = re.fullmatch(_DURATION, text)
    if match is None:
        return None
    days, hours, minutes = (int(part or 0) for part in match.groups()[:3])
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=float(match[4] or 0))


def _read_duration(text: str, _reading: Reading) -> timedelta:
    time = read_iso_duration(text)
    if time is None:
        raise InvalidInput(f"{text!r} is not a duration of days, hours, minutes and seconds", hint="such as PT30M")
    return time


def _write_duration(time: timedelta | None, _context: BodyContext, field: str) -> expr.Value:
    if time is not None and time < timedelta(0):
        raise InvalidInput(f"a length of time is not negative: {time}", where=field)
    return None if time is None else iso_duration(time)


DURATION = Conversion(_write_duration, _read_duration, lambda time: time)
"""A length of time as ISO 8601, which a parameter holds as text."""
