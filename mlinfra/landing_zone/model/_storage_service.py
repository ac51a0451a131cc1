"""Define what the services of a storage account have in common: blobs, files, queues, tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.base.json_value import Json
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import NewOrExisting
from mlinfra.landing_zone.model._rows import at, elsewhere
from mlinfra.landing_zone.model.storage import StorageAccount


@model
class StorageService(Resource):
    """What every service of a storage account has; there is one of each in every account."""

    parent_field: ClassVar[str | None] = "parent"

    name: Literal["default"] = "default"
    """Its name in Azure."""
    _: KW_ONLY
    parent: NewOrExisting[StorageAccount] = elsewhere("its place in the ARM id")
    """The storage account, new or existing."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""
