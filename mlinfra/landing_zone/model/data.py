"""Data assets: versioned names for data that lies in a datastore."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Hole, Interp
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.machine_learning_assets import DATA_VERSION
from mlinfra.landing_zone.model._asset import AssetVersion
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._rows import Computed, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.datastore import BlobDatastore, Datastore
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._base import Resource
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model._fields import Existing


def _uri(asset: DataAsset, context: BodyContext) -> expr.Value:
    if asset.datastore is None:
        return context.value(asset.uri)
    start = ("azureml://datastores/", Hole(context.name(asset.datastore)))
    if isinstance(asset.path, str):
        return Interp((*start, f"/paths/{asset.path}"))
    return Interp((*start, "/paths/", Hole(context.value(asset.path))))


_URI = r"azureml://datastores/([^/]+)/paths/(.*)"


def _read_uri(uri: str | None, reading: Reading) -> dict[str, Resource | Existing[Resource] | str]:
    match = re.fullmatch(_URI, uri or "")
    if match is None and uri:
        return {"uri": uri}
    if match is None:
        raise InvalidInput("the body does not say where the data lies", where="DataAsset.datastore")
    return {"datastore": reading.sibling(BlobDatastore.arm_type, match[1]), "path": match[2]}


@model
class DataAsset(AssetVersion):
    """One version of a data asset; its content cannot change afterwards."""

    arm_type: ClassVar[str] = DATA_VERSION.type

    _: KW_ONLY
    type: Literal["uri_folder", "uri_file", "mltable"] = at(
        "properties.dataType", default="uri_folder", decides="what holds its versions"
    )
    """A folder, a single file, or a table."""
    datastore: Datastore | None = None
    """Where it lies: a datastore of the same workspace; either this or ``uri``."""
    path: Value[str] = ""
    """The folder or file in the datastore; empty: all of it."""
    uri: Value[str] | None = None
    """Where it lies otherwise: ``azureml://datastores/DATASTORE/paths/FOLDER``, ``https://``, ``abfss://`` or ``wasbs://``."""
    referenced_uris: Values[str] | None = at("properties.referencedUris", default=None)
    """The addresses that the MLTable file names; of an ``mltable`` alone."""

    ROWS: ClassVar[Rows] = (
        "type",
        Computed(
            "properties.dataUri", _uri, "one address of datastore and path", ("datastore", "path", "uri"), _read_uri
        ),
        "description",
        "tags",
        "anonymous",
        "archived",
        "referenced_uris",
    )

    def _check(self) -> None:
        where = f"{caller_location()} DataAsset.datastore"
        if (self.datastore is None) == (self.uri is None):
            raise InvalidInput("give either datastore or uri", where=where, hint="data lies in one place")
        if self.path and self.datastore is None:
            hint = "write it as part of uri"
            raise InvalidInput("a path is one in a datastore", where=f"{caller_location()} DataAsset.path", hint=hint)
        AssetVersion._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        if self.datastore is not None and self.arm_type != DATA_VERSION.type:
            raise InvalidInput("a registry has no datastores", where=where, hint="give uri")
        if self.referenced_uris is not None and self.type != "mltable":
            where = f"{caller_location()} DataAsset.referenced_uris"
            raise InvalidInput(f"a {self.type} names no other addresses", where=where, hint='say type="mltable"')
