"""Locks, which keep resources from being deleted or changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.authorization import LOCK
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import items
from mlinfra.landing_zone.model._extension import Extended, Extension, check_on
from mlinfra.landing_zone.model._known import known
from mlinfra.landing_zone.model._rows import Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value, Values

_LONGEST_NOTES = 512


@model
class Lock(Resource, Extension):
    """Keeps a resource, or all that a resource group or subscription holds, from being deleted or changed.

    Even owners must remove the lock first. A lock on the resource group or the workspace of a cluster also keeps the
    cluster from adding and removing nodes: lock what holds data instead.
    """

    arm_type: ClassVar[str] = LOCK.type

    name: str
    """1 to 90 letters, digits, '_', '-', '.', '(' and ')', not ending in '.'."""
    _: KW_ONLY
    on: Extended | None = elsewhere("its scope", default=None)
    """The resource, or the resource group or subscription whose resources it holds; None: what the stack is deployed to."""
    level: Value[Literal["CanNotDelete", "ReadOnly"]] = at("properties.level", default="CanNotDelete")
    """``CanNotDelete`` lets everybody change it; ``ReadOnly`` refuses all but reading, even listing the keys of an account."""
    notes: Value[str] = at("properties.notes", default="")
    """Why it is there, at most 512 characters."""
    owners: Values[str] | None = at("properties.owners", default=None, conversion=items("applicationId"))
    """The client ids of applications that hold the lock, such as that of a service which made it; None nobody in particular."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ("level", "notes")

    def _check(self) -> None:
        super()._check()
        check_on(self, self.on)
        notes = known(self.notes) or ""
        if len(notes) > _LONGEST_NOTES:
            raise InvalidInput(
                f"Azure keeps notes of {_LONGEST_NOTES} characters, these have {len(notes)}",
                where=f"{caller_location()} Lock.notes",
                hint="shorten them, or link to a page",
            )
