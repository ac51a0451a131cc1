"""Blob containers, as resources of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar

from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.storage import CONTAINER
from mlinfra.landing_zone.model._base import FIXED_NAMES, Resource, model
from mlinfra.landing_zone.model._fields import NewOrExisting
from mlinfra.landing_zone.model._rows import Constant, Rows, at, elsewhere
from mlinfra.landing_zone.model.storage import StorageAccount


@model
class BlobContainer(Resource):
    """A blob container (a file system of a data lake); closed to anonymous callers."""

    arm_type: ClassVar[str] = CONTAINER.type
    parent_field: ClassVar[str | None] = "parent"
    id_fields: ClassVar[tuple[str, ...]] = ("service", "name")
    service: ClassVar[str] = FIXED_NAMES["blobServices"]
    """The blob service of the account, which is always there, between account and container."""

    name: str
    """3 to 63 lower-case letters, digits and single '-'."""
    _: KW_ONLY
    parent: NewOrExisting[StorageAccount] = elsewhere("its place in the ARM id")
    """The storage account that has it, new or existing."""
    metadata: Mapping[str, str] = at("properties.metadata", default_factory=dict)
    """Names and values that are kept with it."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (Constant("properties.publicAccess", "None"), "metadata")
