"""Application Insights and the Log Analytics workspace behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import Annotated, Any, ClassVar

from mlinfra.catalogue.types.insights import APPLICATION_INSIGHTS
from mlinfra.catalogue.types.operational_insights import LOG_ANALYTICS
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, TAGS, link_id
from mlinfra.landing_zone.model._fields import Between, NewOrExisting
from mlinfra.landing_zone.model._rows import Constant, Conversion, Rows, at
from mlinfra.landing_zone.model.attribute import Attribute

_QUOTA = Conversion(
    lambda cap, _context, _field: -1 if cap is None else cap, lambda quota, _reading: None if quota == -1 else quota
)
"""Gigabytes a day; -1 is Azure's word for no cap."""
_OPEN = (
    Constant("properties.publicNetworkAccessForIngestion", "Enabled"),
    Constant("properties.publicNetworkAccessForQuery", "Enabled"),
)
"""Closing them takes a private link scope for all of Azure Monitor, which belongs to the platform."""


@model
class LogAnalytics(Resource):
    """A Log Analytics workspace: where logs and metrics are kept."""

    arm_type: ClassVar[str] = LOG_ANALYTICS.type

    name: str | None = None
    """None: ``log-`` and the owner's name."""
    _: KW_ONLY
    retention: Annotated[int, Between(30, 730)] = at("properties.retentionInDays", default=30)
    """Days for which logs are kept; the first 31 are free."""
    daily_cap: Annotated[int, Between(1, 100_000)] | None = at(
        "properties.workspaceCapping.dailyQuotaGb", default=None, conversion=_QUOTA
    )
    """Most gigabytes taken in per day, 1 or more; None no cap."""
    tags: Mapping[str, str] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        Constant("properties.sku.name", "PerGB2018"),
        "retention",
        Constant("properties.features.enableLogAccessUsingOnlyResourcePermissions", value=True),
        "daily_cap",
        *_OPEN,
    )

    @property
    def customer_id(self) -> Attribute[str]:
        """The GUID by which queries name it."""
        return Attribute(self, ("properties", "customerId"))


@model
class ApplicationInsights(Resource):
    """Traces and metrics of endpoints and jobs."""

    arm_type: ClassVar[str] = APPLICATION_INSIGHTS.type

    name: str | None = None
    """None: ``appi-`` and the owner's name."""
    _: KW_ONLY
    logs: NewOrExisting[LogAnalytics] = at(
        "properties.WorkspaceResourceId", default_factory=LogAnalytics, conversion=link_id(LogAnalytics)
    )
    """Where its data is kept."""
    tags: Mapping[str, str] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        Constant("kind", "web"),
        Constant("properties.Application_Type", "web"),
        Constant("properties.Flow_Type", "Bluefield"),
        Constant("properties.IngestionMode", "LogAnalytics"),
        Constant("properties.Request_Source", "rest"),
        Constant("properties.RetentionInDays", 90),
        "logs",
        *_OPEN,
    )

    @property
    def app_id(self) -> Attribute[str]:
        """The GUID by which queries name it."""
        return Attribute(self, ("properties", "AppId"))
