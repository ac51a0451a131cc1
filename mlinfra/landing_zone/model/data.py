"""Data assets: versioned names for data that lies in a datastore."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, ClassVar, Literal

from mlinfra.arm.expressions import Hole, Interp
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning_assets import DATA_VERSION
from mlinfra.landing_zone.model._base import Resource, check_name, model
from mlinfra.landing_zone.model._fields import Many
from mlinfra.landing_zone.model._rows import Computed, Constant, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model._workspace_child import WorkspaceChild
from mlinfra.landing_zone.model.datastore import BlobDatastore, Datastore
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model._fields import Existing


def _uri(asset: DataAsset, context: BodyContext) -> Interp:
    datastore = Hole(context.name(asset.datastore))
    return Interp(("azureml://datastores/", datastore, f"/paths/{asset.path}"))


_URI = r"azureml://(?:.*/)?datastores/([^/]+)/paths/(.*)"


def _read_uri(uri: str, reading: Reading) -> dict[str, Resource | Existing[Resource] | str]:
    found = re.fullmatch(_URI, uri or "")
    if found is None:
        raise InvalidInput(f"{uri!r} is no place in a datastore", where="DataAsset.datastore")
    return {"datastore": reading.sibling(BlobDatastore.arm_type, found[1]), "path": found[2]}


@model
class DataAsset(WorkspaceChild):
    """One version of a data asset; its content cannot change afterwards."""

    arm_type: ClassVar[str] = DATA_VERSION.type
    id_fields: ClassVar[tuple[str, ...]] = ("name", "version")

    name: str
    """1 to 255 letters, digits, '-' and '_'."""
    _: KW_ONLY
    version: str = "1"
    """The version; a new one for new content."""
    type: Literal["uri_folder", "uri_file", "mltable"] = at("properties.dataType", default="uri_folder")
    """A folder, a single file, or a table."""
    datastore: Datastore
    """Where it lies."""
    path: str = ""
    """The folder or file in the datastore; empty: all of it."""
    description: str = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, str] = at("properties.tags", default_factory=dict)
    """Tags of the asset."""
    referenced_uris: Many[Value[str]] | None = at("properties.referencedUris", default=None)
    """The addresses that the MLTable file names; of an ``mltable`` alone."""
    archived: bool = at("properties.isArchived", default=False)
    """Hide it in lists; whoever names it may still use it."""
    properties: Mapping[str, str] | None = at("properties.properties", default=None)
    """More names and values that are kept with it; they cannot be taken away."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        "type",
        Computed("properties.dataUri", _uri, "one address of datastore and path", ("datastore", "path"), _read_uri),
        "description",
        "tags",
        Constant("properties.isAnonymous", value=False),
        "archived",
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        if self.referenced_uris is not None and self.type != "mltable":
            where = f"{caller_location()} DataAsset.referenced_uris"
            raise InvalidInput(f"a {self.type} names no other addresses", where=where, hint='say type="mltable"')
        check_name(self.arm_type, self.version, f"{caller_location()} DataAsset.version")
