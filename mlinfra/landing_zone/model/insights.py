"""Application Insights and the Log Analytics workspace behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, field
from typing import Annotated, Any, ClassVar

from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import Between, NewOrExisting
from mlinfra.landing_zone.model.attribute import Attribute


@model
class LogAnalytics(Resource):
    """A Log Analytics workspace: where logs and metrics are kept."""

    arm_type: ClassVar[str] = "Microsoft.OperationalInsights/workspaces"

    name: str | None = None
    """None: ``log-`` and the owner's name."""
    _: KW_ONLY
    retention: Annotated[int, Between(30, 730)] = 30
    """Days for which logs are kept; the first 31 are free."""
    daily_cap: Annotated[int, Between(1, 100_000)] | None = None
    """Most gigabytes taken in per day, 1 or more; None no cap."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    @property
    def customer_id(self) -> Attribute[str]:
        """The GUID by which queries name it."""
        return Attribute(self, ("properties", "customerId"))


@model
class ApplicationInsights(Resource):
    """Traces and metrics of endpoints and jobs."""

    arm_type: ClassVar[str] = "Microsoft.Insights/components"

    name: str | None = None
    """None: ``appi-`` and the owner's name."""
    _: KW_ONLY
    logs: NewOrExisting[LogAnalytics] = field(default_factory=LogAnalytics)
    """Where its data is kept."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    @property
    def app_id(self) -> Attribute[str]:
        """The GUID by which queries name it."""
        return Attribute(self, ("properties", "AppId"))
