"""Datastores: names for the places where data lies; without keys, so that identities open them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, field
from typing import Annotated, Any, ClassVar, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import Resource, check_name, model
from mlinfra.landing_zone.model._fields import Choice, NewOrExisting
from mlinfra.landing_zone.model._names import CONTAINER
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.storage import StorageAccount


@model
class BlobDatastore(Resource):
    """A blob container as a datastore: no key, the identity of whoever reads it."""

    arm_type: ClassVar[str] = "Microsoft.MachineLearningServices/workspaces/datastores"

    name: str
    """1 to 255 letters, digits and '_'."""
    _: KW_ONLY
    account: NewOrExisting[StorageAccount]
    """The storage account that holds the container."""
    container: str
    """The container; this stack creates it if the account lists it."""
    description: str = ""
    """Shown in studio."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Tags of the datastore."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        if self.container not in {"$root", "$web", "$logs"}:
            check_name(CONTAINER, self.container, f"{caller_location()} BlobDatastore.container")


@model
class DataLakeDatastore(Resource):
    """A file system of a data lake (ADLS Gen2) as a datastore: no key, the identity of whoever reads it."""

    arm_type: ClassVar[str] = "Microsoft.MachineLearningServices/workspaces/datastores"

    name: str
    """1 to 255 letters, digits and '_'."""
    _: KW_ONLY
    account: NewOrExisting[StorageAccount]
    """The storage account, with a hierarchical namespace, that holds the file system."""
    filesystem: str
    """The file system."""
    description: str = ""
    """Shown in studio."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Tags of the datastore."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_name(CONTAINER, self.filesystem, f"{caller_location()} DataLakeDatastore.filesystem")
        if isinstance(self.account, StorageAccount) and not self.account.hierarchical_namespace:
            raise InvalidInput(
                "a storage account without a hierarchical namespace has no file systems",
                where=f"{caller_location()} DataLakeDatastore.account",
                hint="add hierarchical_namespace=True to the account, or use a BlobDatastore",
            )


Datastore: TypeAlias = Annotated[BlobDatastore | DataLakeDatastore, Choice()]
"""Any kind of datastore."""
