"""Define what versions of assets, and what holds the versions of one asset, have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar

from mlinfra.base.json_value import Json
from mlinfra.landing_zone.model._base import Resource, check_name, model
from mlinfra.landing_zone.model._rows import Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model._workspace_child import WorkspaceChild


@model
class _Described(WorkspaceChild):
    """What can be said of an asset and of each of its versions."""

    name: str
    """1 to 255 letters, digits, '-' and '_'."""
    _: KW_ONLY
    description: str = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, str] = at("properties.tags", default_factory=dict)
    """Tags of its own; those of the stack are not added."""
    properties: Mapping[str, str] | None = at("properties.properties", default=None)
    """More names and values that are kept with it; they cannot be taken away."""
    archived: bool = at("properties.isArchived", default=False)
    """Hide it in lists; whoever names it may still use it."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""


@model
class AssetVersion(_Described):
    """What every version of an asset has; its content cannot change once it is registered."""

    id_fields: ClassVar[tuple[str, ...]] = ("name", "version")

    _: KW_ONLY
    version: str = "1"
    """The version: 1 to 255 letters, digits, '-', '_' and '.'; a new one for new content."""
    anonymous: bool = at("properties.isAnonymous", default=False)
    """Leave it out of lists, as what clients register for one job alone; fixed at creation."""

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_name(self.arm_type, self.version, f"{caller_location()} {type(self).__name__}.version")


@model
class AssetHolder(_Described):
    """What holds the versions of one asset: made with the first of them where the stack does not write it."""

    ROWS: ClassVar[Rows] = ("description", "tags", "archived")
