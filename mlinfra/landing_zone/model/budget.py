"""Budgets, which tell people what a resource group or subscription costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypeAlias

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.consumption import BUDGET
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._extension import Extended, Extension, check_on
from mlinfra.landing_zone.model._fields import Between, Choice, Many
from mlinfra.landing_zone.model._known import known_date
from mlinfra.landing_zone.model._rows import Constant, Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading

_MOST = 5
_FEWEST_FILTERS = 2
_MIDNIGHT = "T00:00:00Z"


def _write_day(day: date | None, _context: BodyContext, _field: str) -> expr.Value:
    return None if day is None else f"{day.isoformat()}{_MIDNIGHT}"


def _read_day(text: str, _reading: Reading) -> date:
    return date.fromisoformat(text[:10])


_DAY = Conversion(_write_day, _read_day, lambda day: expr.Interp((expr.Hole(day), _MIDNIGHT)))


Locale: TypeAlias = Literal[
    "en-us", "ja-jp", "zh-cn", "de-de", "es-es", "fr-fr", "it-it", "ko-kr", "pt-br", "ru-ru", "zh-tw", "cs-cz", "pl-pl",
    "tr-tr", "da-dk", "en-gb", "hu-hu", "nb-no", "nl-nl", "pt-pt", "sv-se",
]  # fmt: skip
"""The languages in which Azure writes about budgets."""


@model
class BudgetNotification:
    """Mail to people when a budget is used up to a share."""

    threshold: Value[Annotated[int, Between(0, 1000)]] = at("threshold")
    """Percent of the amount, 0 to 1000."""
    _: KW_ONLY
    of: Value[Literal["Actual", "Forecasted"]] = at("thresholdType", default="Actual")
    """Whether what was spent counts, or what Azure forecasts for the end of the period."""
    operator: Value[Literal["GreaterThan", "GreaterThanOrEqualTo", "EqualTo"]] = at("operator", default="GreaterThan")
    """When the share is told: above it, from it on, or at it."""
    emails: Values[str] = at("contactEmails", default=())
    """Addresses; a budget of a management group needs one at least."""
    roles: Values[str] = at("contactRoles", default=())
    """Names of roles whose holders get mail too: ``Owner``, ``Contributor``, ``Reader``; beside ``emails`` or ``action_groups``."""
    action_groups: Values[str] = at("contactGroups", default=())
    """Ids of action groups; of a budget on a management group there are none."""
    locale: Value[Locale] | None = at("locale", default=None)
    """The language that people are told in, such as ``de-de``; None: English."""
    enabled: Value[bool] = at("enabled", default=True)
    """Whether it is told at all."""

    ROWS: ClassVar[Rows] = ("enabled", "operator", "threshold", "of", "emails", "roles", "action_groups")

    def _check(self) -> None:
        if not (self.emails or self.action_groups):
            raise InvalidInput(
                "Azure asks for an address or an action group",
                where=f"{caller_location()} BudgetNotification.emails",
                hint="give emails= or action_groups=",
            )


@model
class CostDimension:
    """Costs by a dimension of the bill."""

    name: str = at("dimensions.name")
    """The dimension, such as ``ResourceGroupName``, ``ResourceId`` or ``MeterCategory``."""
    values: Values[str] = at("dimensions.values")
    """Its values, any of which counts."""

    ROWS: ClassVar[Rows] = ("name", Constant("dimensions.operator", "In", tells_class=True), "values")

    def _check(self) -> None:
        _check_values(self)


@model
class CostTag:
    """Costs of what has a tag."""

    name: str = at("tags.name")
    """The name of the tag."""
    values: Values[str] = at("tags.values")
    """Its values, any of which counts."""

    ROWS: ClassVar[Rows] = ("name", Constant("tags.operator", "In", tells_class=True), "values")

    def _check(self) -> None:
        _check_values(self)


def _check_values(part: CostDimension | CostTag) -> None:
    if not part.values:
        where = f"{caller_location()} {type(part).__name__}.values"
        raise InvalidInput("no costs are left", where=where, hint="give one value or more")


@model
class CostFilters:
    """Costs that several filters let through."""

    filters: Many[Annotated[CostDimension | CostTag, Choice()]] = at("and", nested=True)
    """Two or more, all of which must let a cost through."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if len(self.filters) < _FEWEST_FILTERS:
            where = f"{caller_location()} CostFilters.filters"
            raise InvalidInput("Azure asks for two or more", where=where, hint="give the one filter itself")


@model
class Budget(Resource, Extension):
    """An amount for a resource group, subscription or management group; Azure tells people, and stops nothing."""

    arm_type: ClassVar[str] = BUDGET.type

    name: str
    """1 to 63 letters, digits, '_' and '-'."""
    _: KW_ONLY
    on: Extended | None = elsewhere("its scope", default=None)
    """The resource group, subscription or management group whose costs count; None: what the stack is deployed to."""
    amount: Value[Annotated[int, Between(1, 1_000_000_000)]] = at("properties.amount")
    """How much may be spent in each period, in the currency of the bill."""
    start: Value[date] = at("properties.timePeriod.startDate", conversion=_DAY)
    """The first day, which is the first of a month; fixed at creation."""
    end: Value[date] | None = at("properties.timePeriod.endDate", default=None, conversion=_DAY)
    """The last day; None: ten years after the first."""
    grain: Value[Literal["Monthly", "Quarterly", "Annually", "BillingMonth", "BillingQuarter", "BillingAnnual"]] = at(
        "properties.timeGrain", default="Monthly"
    )
    """The period after which it begins anew; periods of the bill are for subscriptions that are paid directly on the web."""
    notifications: Mapping[str, BudgetNotification] = at("properties.notifications", default_factory=dict, nested=True)
    """Who is told when, by a name of your choice; at most 5."""
    filter: Annotated[CostDimension | CostTag | CostFilters, Choice()] | None = at(
        "properties.filter", default=None, nested=True
    )
    """Which costs count; None: all of the group, subscription or management group."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

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
        start, end = known_date(self.start), known_date(self.end)
        if start is not None and start.day != 1:
            hint = f"such as {start.replace(day=1).isoformat()}"
            raise InvalidInput("a budget begins on the first of a month", where=f"{place}.start", hint=hint)
        if start is not None and end is not None and end <= start:
            message = f"it ends on {end}, before it begins"
            raise InvalidInput(message, where=f"{place}.end", hint="give a later day, or leave it out")
        if len(self.notifications) > _MOST:
            message = f"Azure keeps {_MOST} notifications of a budget, these are {len(self.notifications)}"
            raise InvalidInput(message, where=f"{place}.notifications", hint="leave some out")
