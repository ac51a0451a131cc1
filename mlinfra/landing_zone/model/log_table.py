"""Tables of a Log Analytics workspace: how long each keeps its data, at what price, and who may read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import Annotated, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.operational_insights import LOG_TABLE
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._body_context import BodyContext
from mlinfra.landing_zone.model._fields import Between, Many, NewOrExisting
from mlinfra.landing_zone.model._rows import Computed, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.insights import LogAnalytics
from mlinfra.landing_zone.model.value import Value


@model
class LogColumn:
    """A column of a table of your own."""

    name: str = at("name")
    """Its name; ``TimeGenerated`` is one that every table has."""
    type: Literal["string", "int", "long", "real", "boolean", "dateTime", "guid", "dynamic"] = at(
        "type", decides="whether it may be the column TimeGenerated"
    )
    """What it holds."""
    _: KW_ONLY
    hint: Value[Literal["uri", "guid", "armPath", "ip"]] | None = at("dataTypeHint", default=None)
    """What the texts in it are; None: texts."""
    display_name: Value[str] | None = at("displayName", default=None)
    """The name that people see; None its own."""
    description: Value[str] = at("description", default="")
    """What it is for."""

    ROWS: ClassVar[Rows] = ("name", "type")


@model
class LogSearch:
    """Search other tables, and keep what is found as a table; it runs once, when the table is made."""

    query: Value[str] = at("query")
    """The query, of the tables that it searches."""
    _: KW_ONLY
    start: Value[str] = at("startSearchTime")
    """From when on, in UTC: ``2027-01-04T06:00:00Z``."""
    end: Value[str] = at("endSearchTime")
    """Until when, in UTC."""
    limit: Value[int | None] = at("limit", default=None)
    """At most so many rows; None as Azure chooses."""
    description: Value[str] = at("description", default="")
    """What is searched for."""

    ROWS: ClassVar[Rows] = ()


@model
class RestoredLogs:
    """Bring back data of another table that is kept for long, to query it again; it costs as long as the table is there."""

    table: Value[str] = at("sourceTable")
    """The name of the table."""
    _: KW_ONLY
    start: Value[str] = at("startRestoreTime")
    """From when on, in UTC: ``2027-01-04T06:00:00Z``."""
    end: Value[str] = at("endRestoreTime")
    """Until when, in UTC."""

    ROWS: ClassVar[Rows] = ()


_ENDINGS = {"columns": "_CL", "search": "_SRCH", "restored": "_RST"}
"""What the name of a table ends in by what makes it; one of Azure's own has neither."""


def _schema_name(table: LogTable, context: BodyContext) -> expr.Value:
    return None if table.columns is None else context.names[-1]


@model
class LogTable(Resource):
    """A table of a Log Analytics workspace: one of Azure's own, such as ``AmlComputeJobEvent``, or one of yours.

    A role ``on=`` it lets people read this table alone, where the workspace asks for permissions on what is read.
    """

    arm_type: ClassVar[str] = LOG_TABLE.type
    parent_field: ClassVar[str | None] = "parent"

    name: str
    """Its name: 4 to 63 letters, digits and '_'; one of your own ends in ``_CL``, one of a search in ``_SRCH``, a restored one in ``_RST``."""
    _: KW_ONLY
    parent: NewOrExisting[LogAnalytics] = elsewhere("its place in the ARM id")
    """The workspace that has it, new or existing."""
    plan: Literal["Analytics", "Basic", "Auxiliary"] | None = at(
        "properties.plan", default=None, decides="which days Azure takes"
    )
    """How it is charged and queried; ``Auxiliary`` is chosen at creation alone. None: ``Analytics``."""
    retention: Annotated[int, Between(4, 730)] | None = at(
        "properties.retentionInDays", default=None, decides="whether the days fit the plan, and those that data is kept"
    )
    """Days for which all queries find its data, with the plan ``Analytics``; None: those of the workspace."""
    total_retention: Annotated[int, Between(4, 4383)] | None = at(
        "properties.totalRetentionInDays", default=None, decides="whether data is kept for as long as queries find it"
    )
    """Days for which it keeps data at all, at a lower price after ``retention``; None: no longer than that."""
    columns: Many[LogColumn] | None = at("properties.schema.columns", default=None, nested=True)
    """The columns of a table of your own, with ``TimeGenerated``; None: it is one of Azure's."""
    display_name: Value[str] | None = at("properties.schema.displayName", default=None)
    """The name of a table of your own that people see; None its own."""
    description: Value[str] = at("properties.schema.description", default="")
    """What a table of your own is for."""
    search: LogSearch | None = at("properties.searchResults", default=None, nested=True)
    """The search whose results it holds; fixed at creation."""
    restored: RestoredLogs | None = at("properties.restoredLogs", default=None, nested=True)
    """What it brings back; fixed at creation."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        "plan",
        "retention",
        "total_retention",
        Computed("properties.schema.name", _schema_name, "the name of the table, with its columns", ("columns",)),
        "columns",
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} LogTable"
        self._check_name(place)
        if self.retention is not None and self.total_retention is not None and self.total_retention < self.retention:
            message = f"it keeps data for {self.total_retention} days, fewer than queries find: {self.retention}"
            raise InvalidInput(message, where=f"{place}.total_retention", hint="give more days, or leave it out")
        if self.plan in {"Basic", "Auxiliary"} and self.retention is not None:
            message = f"with the plan {self.plan} Azure decides for how many days queries find data"
            raise InvalidInput(message, where=f"{place}.retention", hint="say total_retention=, or drop it")
        times = [column.type for column in self.columns or () if column.name == "TimeGenerated"]
        if self.columns is not None and times != ["dateTime"]:
            hint = 'add LogColumn("TimeGenerated", "dateTime")'
            raise InvalidInput("every table has one column TimeGenerated", where=f"{place}.columns", hint=hint)

    def _check_name(self, place: str) -> None:
        given = [field for field in _ENDINGS if getattr(self, field) is not None]
        if len(given) > 1:
            message = f"a table is made by one of {', '.join(given)}"
            raise InvalidInput(message, where=f"{place}.{given[1]}", hint=f"drop {given[1]}")
        if given and not self.name.endswith(_ENDINGS[given[0]]):
            message = f"the name of a table with {given[0]} ends in {_ENDINGS[given[0]]}, this one is {self.name!r}"
            raise InvalidInput(message, where=f"{place}.name")
