"""Application Insights and the Log Analytics workspace behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import Annotated, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.insights import APPLICATION_INSIGHTS
from mlinfra.catalogue.types.operational_insights import LOG_ANALYTICS
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, NOT, SWITCH, TAGS, link_id
from mlinfra.landing_zone.model._fields import Between, Choice, Existing, NewOrExisting
from mlinfra.landing_zone.model._known import known, may_be
from mlinfra.landing_zone.model._rows import Constant, Conversion, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attribute import Attribute, told
from mlinfra.landing_zone.model.identity import IDENTITY, SystemAssigned, UserAssignedIdentity
from mlinfra.landing_zone.model.value import Value

_QUOTA = Conversion(
    lambda cap, _context, _field: -1 if cap is None else cap,
    lambda quota, _reading: None if quota == -1 else quota,
    lambda cap: cap,
)
"""Gigabytes a day; -1 is Azure's word for no cap."""


@model
class Replication:
    """A copy of a Log Analytics workspace in another region."""

    location: Value[str] = at("location")
    """The region of the copy, such as ``northeurope``."""
    _: KW_ONLY
    enabled: Value[bool] = at("enabled", default=True)
    """Whether data is copied."""

    ROWS: ClassVar[Rows] = ()


@model
class LogAnalytics(Resource):
    """A Log Analytics workspace: where logs and metrics are kept."""

    arm_type: ClassVar[str] = LOG_ANALYTICS.type

    name: str | None = None
    """None: ``log-`` and the owner's name."""
    _: KW_ONLY
    retention: Value[Annotated[int, Between(30, 730)]] = at("properties.retentionInDays", default=30)
    """Days for which logs are kept; the first 31 are free."""
    sku: Value[
        Literal["PerGB2018", "CapacityReservation", "LACluster", "Free", "Standard", "Premium", "PerNode", "Standalone"]
    ] = at("properties.sku.name", default="PerGB2018")
    """How it is paid: by the gigabyte, or by a reserved capacity; the others are kept for old workspaces."""
    capacity_reservation: Value[Literal[100, 200, 300, 400, 500, 1000, 2000, 5000, 10000, 25000, 50000]] | None = at(
        "properties.sku.capacityReservationLevel", default=None
    )
    """Gigabytes a day that are paid in advance; with ``CapacityReservation`` alone."""
    identity: Annotated[SystemAssigned | UserAssignedIdentity | Existing[UserAssignedIdentity], Choice()] | None = at(
        "identity", default=None, conversion=IDENTITY
    )
    """Who it is when it replicates or reads keys; None nobody."""
    daily_cap: Value[Annotated[int, Between(1, 100_000)]] | None = at(
        "properties.workspaceCapping.dailyQuotaGb", default=None, conversion=_QUOTA
    )
    """Most gigabytes taken in per day, 1 or more; None no cap."""
    public_ingestion: Value[bool] = at("properties.publicNetworkAccessForIngestion", default=True, words=SWITCH)
    """Take in data from the internet; closing it takes a private link scope for all of Azure Monitor."""
    public_query: Value[bool] = at("properties.publicNetworkAccessForQuery", default=True, words=SWITCH)
    """Answer queries from the internet; closing it takes a private link scope too."""
    local_auth: Value[bool] | None = at("properties.features.disableLocalAuth", default=None, conversion=NOT)
    """Take in data with the workspace's key, without an identity; None: yes."""
    resource_permissions: Value[bool] = at(
        "properties.features.enableLogAccessUsingOnlyResourcePermissions", default=True
    )
    """Who may read a resource may read its logs, without a role on the workspace."""
    data_export: Value[bool | None] = at("properties.features.enableDataExport", default=None)
    """Let rules export tables to a storage account or event hub; None: no."""
    purge_on_30_days: Value[bool | None] = at("properties.features.immediatePurgeDataOn30Days", default=None)
    """Delete data on day 31 for sure, instead of some time later; None: no."""
    cluster_id: Value[str] | None = at("properties.features.clusterResourceId", default=None)
    """The ARM id of the dedicated cluster that it is linked to; needed for customer-managed keys."""
    customer_key_for_query: Value[bool | None] = at("properties.forceCmkForQuery", default=None)
    """Keep saved queries in a storage account of yours, encrypted with your key; None: no."""
    data_collection_rule_id: Value[str] | None = at("properties.defaultDataCollectionRuleResourceId", default=None)
    """The ARM id of the rule that changes data of all tables when it comes in."""
    replication: Replication | None = at("properties.replication", default=None, nested=True)
    """Keep a copy in another region; None no."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        "identity",
        "sku",
        "capacity_reservation",
        "retention",
        "resource_permissions",
        "daily_cap",
        "public_ingestion",
        "public_query",
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        reserved = self.capacity_reservation is not None
        if not may_be(self.sku, "CapacityReservation") if reserved else known(self.sku) == "CapacityReservation":
            where = f"{caller_location()} LogAnalytics.capacity_reservation"
            hint = 'say sku="CapacityReservation" and capacity_reservation=100 or more, or neither'
            raise InvalidInput("a reserved capacity is a sku and an amount", where=where, hint=hint)

    @property
    def customer_id(self) -> Attribute[str]:
        """The GUID by which queries name it."""
        return told(self, "customer_id")


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
    component_kind: Value[str] = at("kind", default="web")
    """What is watched, such as ``web``, ``ios``, ``java``: the portal shows it in another way."""
    application_type: Value[Literal["web", "other"]] = at("properties.Application_Type", default="web")
    """Whether it is a web application."""
    ingestion_mode: Value[
        Literal["LogAnalytics", "ApplicationInsights", "ApplicationInsightsWithDiagnosticSettings"]
    ] = at("properties.IngestionMode", default="LogAnalytics")
    """Where data is kept; the others are for old components without a Log Analytics workspace."""
    retention: Value[Literal[30, 60, 90, 120, 180, 270, 365, 550, 730]] = at("properties.RetentionInDays", default=90)
    """Days for which data is kept, where the tables of ``logs`` do not say otherwise."""
    sampling_percentage: Value[Annotated[int, Between(1, 100)] | None] = at(
        "properties.SamplingPercentage", default=None
    )
    """Of how many hundredths of the events data is kept; None: all."""
    mask_ip: Value[bool] | None = at("properties.DisableIpMasking", default=None, conversion=NOT)
    """Keep 0.0.0.0 instead of the addresses of clients; None: yes."""
    local_auth: Value[bool] | None = at("properties.DisableLocalAuth", default=None, conversion=NOT)
    """Take in data with the instrumentation key, without an identity; None: yes."""
    purge_on_30_days: Value[bool | None] = at("properties.ImmediatePurgeDataOn30Days", default=None)
    """Delete data on day 31 for sure, instead of some time later; None: no."""
    profiler_storage: Value[bool | None] = at("properties.ForceCustomerStorageForProfiler", default=None)
    """Keep traces of the profiler and debugger only in a storage account of yours; None: no."""
    hockey_app_id: Value[str] | None = at("properties.HockeyAppId", default=None)
    """The id of the application in HockeyApp, which data once came from."""
    public_ingestion: Value[bool] = at("properties.publicNetworkAccessForIngestion", default=True, words=SWITCH)
    """Take in data from the internet; closing it takes a private link scope for all of Azure Monitor."""
    public_query: Value[bool] = at("properties.publicNetworkAccessForQuery", default=True, words=SWITCH)
    """Answer queries from the internet; closing it takes a private link scope too."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        "component_kind",
        "application_type",
        Constant("properties.Flow_Type", "Bluefield"),
        "ingestion_mode",
        Constant("properties.Request_Source", "rest"),
        "retention",
        "logs",
        "public_ingestion",
        "public_query",
    )

    @property
    def app_id(self) -> Attribute[str]:
        """The GUID by which queries name it."""
        return told(self, "app_id")
