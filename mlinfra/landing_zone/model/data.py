"""Data assets: versioned names for data that lies in a datastore."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, field
from typing import Any, ClassVar, Literal

from mlinfra.landing_zone.model._base import Resource, check_name, model
from mlinfra.landing_zone.model._names import VERSION
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.datastore import Datastore


@model
class DataAsset(Resource):
    """One version of a data asset; its content cannot change afterwards."""

    arm_type: ClassVar[str] = "Microsoft.MachineLearningServices/workspaces/data/versions"

    name: str
    """1 to 255 letters, digits, '-' and '_'."""
    _: KW_ONLY
    version: str = "1"
    """The version; a new one for new content."""
    type: Literal["uri_folder", "uri_file", "mltable"] = "uri_folder"
    """A folder, a single file, or a table."""
    datastore: Datastore
    """Where it lies."""
    path: str = ""
    """The folder or file in the datastore; empty: all of it."""
    description: str = ""
    """Shown in studio."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Tags of the asset."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    @property
    def segments(self) -> tuple[str, ...]:
        """Name and version."""
        return (self.name, self.version)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_name(VERSION, self.version, f"{caller_location()} DataAsset.version")
