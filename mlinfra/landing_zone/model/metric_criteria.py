"""What metric alerts compare: a metric with a limit that is chosen, or learned."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._fields import Between, Many
from mlinfra.landing_zone.model._known import in_order, known
from mlinfra.landing_zone.model._rows import Computed, Constant, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext

Aggregation: TypeAlias = Literal["Average", "Count", "Minimum", "Maximum", "Total"]
"""How the values in a window become one."""


@model
class AlertDimension:
    """Narrows a metric, or the rows of a query, to some values of a dimension, each of which is judged by itself."""

    name: str = at("name")
    """The dimension, such as ``deployment``."""
    values: Values[str] = at("values")
    """The values; ``*`` all."""
    _: KW_ONLY
    operator: Value[Literal["Include", "Exclude", "StartsWith"]] = at("operator", default="Include")
    """Whether these values are meant, all others, or those that begin so."""

    ROWS: ClassVar[Rows] = ("name", "operator", "values")

    def _check(self) -> None:
        if not self.values:
            where = f"{caller_location()} AlertDimension.values"
            raise InvalidInput("it narrows the metric to nothing", where=where, hint='give values=["*"] for all')


def _name(criterion: _Criterion, _context: BodyContext) -> str:
    return criterion.name or criterion.metric


def _rows(criterion: str) -> Rows:
    """What every criterion begins with."""
    return (
        Constant("criterionType", criterion, tells_class=True),
        Computed(
            "name",
            _name,
            "that of the metric where none is given",
            ("name", "metric"),
            lambda name, _reading: {"name": name},
        ),
        "namespace",
        "metric",
        "aggregation",
        "operator",
    )


@model
class _Criterion:
    """What every criterion of a metric alert has."""

    metric: str = at("metricName", decides="the name of the criterion, where none is given")
    """The metric, by Azure's name of it, such as ``RequestLatency_P95``."""
    _: KW_ONLY
    name: str | None = None
    """Its name in the alert, which no other criterion has; None: that of the metric."""
    namespace: Value[str] | None = at("metricNamespace", default=None)
    """The namespace of the metric; None: the type of the resource."""
    aggregation: Value[Aggregation] = at("timeAggregation", default="Average")
    """What is compared of the values in the window."""
    dimensions: Many[AlertDimension] | None = at("dimensions", default=None, nested=True)
    """Dimensions that it is narrowed to; None: all together."""
    skip_validation: Value[bool | None] = at("skipMetricValidation", default=None)
    """Take a metric that has no values yet, as custom ones before their first; None: no."""


@model
class StaticThreshold(_Criterion):
    """A metric beyond a limit that you choose."""

    _: KW_ONLY
    operator: Value[Literal["Equals", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"]] = at(
        "operator", default="GreaterThan"
    )
    """How it is compared with the limit."""
    threshold: Value[int | float] = at("threshold")
    """The limit, in the unit of the metric."""

    ROWS: ClassVar[Rows] = (*_rows("StaticThresholdCriterion"), "threshold")


@model
class DynamicThreshold(_Criterion):
    """A metric beyond limits that Azure learns from how it was before."""

    _: KW_ONLY
    operator: Value[Literal["GreaterThan", "LessThan", "GreaterOrLessThan"]] = at(
        "operator", default="GreaterOrLessThan"
    )
    """Which of the two limits counts."""
    sensitivity: Value[Literal["Low", "Medium", "High"]] = at("alertSensitivity", default="Medium")
    """How close the limits are: with ``High`` more is told."""
    periods: Value[Annotated[int, Between(1, 6)]] = at("failingPeriods.numberOfEvaluationPeriods", default=4)
    """How many of the last windows are looked at, 1 to 6."""
    failing_periods: Value[Annotated[int, Between(1, 6)]] = at("failingPeriods.minFailingPeriodsToAlert", default=4)
    """How many of them must be beyond the limit, at most ``periods``."""
    ignore_before: Value[str] | None = at("ignoreDataBefore", default=None)
    """The moment from which Azure learns, such as ``2027-01-04T00:00:00Z``; None: from all that is kept."""

    ROWS: ClassVar[Rows] = (*_rows("DynamicThresholdCriterion"), "sensitivity", "periods", "failing_periods")

    def _check(self) -> None:
        place = f"{caller_location()} DynamicThreshold"
        if not in_order(known(self.failing_periods), known(self.periods)):
            message = f"{known(self.failing_periods)} of {known(self.periods)} windows cannot be beyond the limit"
            raise InvalidInput(message, where=f"{place}.failing_periods", hint="give at most periods")
        moment = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"
        ignored = known(self.ignore_before)
        if ignored is not None and not re.fullmatch(moment, ignored):
            hint = "such as 2027-01-04T00:00:00Z"
            raise InvalidInput(f"{ignored!r} is not a moment", where=f"{place}.ignore_before", hint=hint)
