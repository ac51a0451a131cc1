"""Budgets, which tell people what a resource group or subscription costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.consumption import BUDGET
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._extension import Extended, Extension, check_on
from mlinfra.landing_zone.model._fields import Between, Many
from mlinfra.landing_zone.model._rows import Constant, Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading

_MOST = 5
_MIDNIGHT = "T00:00:00Z"


def _write_day(day: date | None, _context: BodyContext, _field: str) -> expr.Value:
    return None if day is None else f"{day.isoformat()}{_MIDNIGHT}"


def _read_day(text: str, _reading: Reading) -> date:
    return date.fromisoformat(text[:10])


_DAY = Conversion(_write_day, _read_day)


@model
class BudgetNotification:
    """Mail to people when a budget is used up to a share."""

    threshold: Annotated[int, Between(0, 1000)] = at("threshold")
    """Percent of the amount, 0 to 1000."""
    _: KW_ONLY
    of: Literal["Actual", "Forecasted"] = at("thresholdType", default="Actual")
    """Whether what was spent counts, or what Azure forecasts for the end of the period."""
    operator: Literal["GreaterThan", "GreaterThanOrEqualTo", "EqualTo"] = at("operator", default="GreaterThan")
    """When the share is told: above it, from it on, or at it."""
    emails: Many[str] = at("contactEmails", default=())
    """Addresses."""
    roles: Many[str] = at("contactRoles", default=())
    """Names of roles whose holders get mail: ``Owner``, ``Contributor``, ``Reader``."""
    action_groups: Many[Value[str]] = at("contactGroups", default=())
    """Ids of action groups."""
    enabled: bool = at("enabled", default=True)
    """Whether it is told at all."""

    ROWS: ClassVar[Rows] = ("enabled", "operator", "threshold", "of", "emails", "roles", "action_groups")

    def _check(self) -> None:
        if not (self.emails or self.roles or self.action_groups):
            raise InvalidInput(
                "nobody would be told",
                where=f"{caller_location()} BudgetNotification.emails",
                hint="give emails=, roles= or action_groups=",
            )


_NO_FIELD = "said with `extra`: no field yet"


@model
class Budget(Resource, Extension):
    """An amount for a resource group, subscription or management group; Azure tells people, and stops nothing."""

    arm_type: ClassVar[str] = BUDGET.type

    name: str
    """1 to 63 letters, digits, '_' and '-'."""
    _: KW_ONLY
    on: Extended | None = elsewhere("its scope", default=None)
    """The resource group, subscription or management group whose costs count; None: what the stack is deployed to."""
    amount: Annotated[int, Between(1, 1_000_000_000)] = at("properties.amount")
    """How much may be spent in each period, in the currency of the bill."""
    start: date = at("properties.timePeriod.startDate", conversion=_DAY)
    """The first day, which is the first of a month; fixed at creation."""
    end: date | None = at("properties.timePeriod.endDate", default=None, conversion=_DAY)
    """The last day; None: ten years after the first."""
    grain: Literal["Monthly", "Quarterly", "Annually"] = at("properties.timeGrain", default="Monthly")
    """The period after which it begins anew."""
    notifications: Mapping[str, BudgetNotification] = at("properties.notifications", default_factory=dict, nested=True)
    """Who is told when, by a name of your choice; at most 5."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here, such as ``properties.filter``."""

    UNSAID: ClassVar[Mapping[str, str]] = {
        "properties.filter": _NO_FIELD,
        "properties.notifications{}.locale": _NO_FIELD,
    }
    ROWS: ClassVar[Rows] = (
        Constant("properties.category", "Cost"),
        "amount",
        "grain",
        "start",
        "end",
        "notifications",
    )

    def _check(self) -> None:
        super()._check()
        check_on(self, self.on)
        place = f"{caller_location()} Budget"
        if self.start.day != 1:
            hint = f"such as {self.start.replace(day=1).isoformat()}"
            raise InvalidInput("a budget begins on the first of a month", where=f"{place}.start", hint=hint)
        if self.end is not None and self.end <= self.start:
            message = f"it ends on {self.end}, before it begins"
            raise InvalidInput(message, where=f"{place}.end", hint="give a later day, or leave it out")
        if len(self.notifications) > _MOST:
            message = f"Azure keeps {_MOST} notifications of a budget, these are {len(self.notifications)}"
            raise InvalidInput(message, where=f"{place}.notifications", hint="leave some out")
