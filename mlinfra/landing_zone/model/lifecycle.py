"""Lifecycle rules of a storage account: move old blobs to cheaper tiers, and delete them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.storage import LIFECYCLE_POLICY
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._rows import Constant, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.value import Value


@model
class BlobAge:
    """The age at which a blob is moved or deleted, in days."""

    _: KW_ONLY
    modified: int | None = at("daysAfterModificationGreaterThan", default=None)
    """Days since it was last changed."""
    accessed: int | None = at("daysAfterLastAccessTimeGreaterThan", default=None)
    """Days since it was last read; needs ``access_tracking`` of the blob service."""
    created: int | None = at("daysAfterCreationGreaterThan", default=None)
    """Days since it was made."""
    moved: int | None = at("daysAfterLastTierChangeGreaterThan", default=None)
    """Days that it must have been in its tier, beside the other age."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if len([age for age in (self.modified, self.accessed, self.created) if age is not None]) != 1:
            where = f"{caller_location()} BlobAge.modified"
            raise InvalidInput("give one of modified, accessed and created", where=where)


@model
class VersionAge:
    """The age at which a snapshot or an old version is moved or deleted, in days."""

    created: int = at("daysAfterCreationGreaterThan")
    """Days since it was made."""
    _: KW_ONLY
    moved: int | None = at("daysAfterLastTierChangeGreaterThan", default=None)
    """Days that it must have been in its tier, beside that."""

    ROWS: ClassVar[Rows] = ()


@model
class BlobActions:
    """What becomes of blobs as they grow old."""

    _: KW_ONLY
    to_hot: BlobAge | None = at("tierToHot", default=None, nested=True)
    """When they move to the hot tier; of Premium accounts alone."""
    to_cool: BlobAge | None = at("tierToCool", default=None, nested=True)
    """When they move to the cool tier, which costs more to read."""
    to_cold: BlobAge | None = at("tierToCold", default=None, nested=True)
    """When they move to the cold tier."""
    to_archive: BlobAge | None = at("tierToArchive", default=None, nested=True)
    """When they move to the archive, from which they come back within hours."""
    delete: BlobAge | None = at("delete", default=None, nested=True)
    """When they are deleted."""
    back_to_hot: bool | None = at("enableAutoTierToHotFromCool", default=None)
    """Move a blob back to the hot tier when it is read; needs ``accessed`` in ``to_cool``. None: no."""

    ROWS: ClassVar[Rows] = ()


@model
class VersionActions:
    """What becomes of snapshots, or of old versions, as they grow old."""

    _: KW_ONLY
    to_hot: VersionAge | None = at("tierToHot", default=None, nested=True)
    """When they move to the hot tier; of Premium accounts alone."""
    to_cool: VersionAge | None = at("tierToCool", default=None, nested=True)
    """When they move to the cool tier."""
    to_cold: VersionAge | None = at("tierToCold", default=None, nested=True)
    """When they move to the cold tier."""
    to_archive: VersionAge | None = at("tierToArchive", default=None, nested=True)
    """When they move to the archive."""
    delete: VersionAge | None = at("delete", default=None, nested=True)
    """When they are deleted."""

    ROWS: ClassVar[Rows] = ()


@model
class BlobTag:
    """A tag that a blob must have."""

    name: str = at("name")
    """The name of the tag."""
    value: str = at("value")
    """Its value."""

    ROWS: ClassVar[Rows] = (Constant("op", "=="),)


@model
class LifecycleRule:
    """One rule: which blobs, and what becomes of them."""

    name: str = at("name")
    """Its name in the policy."""
    _: KW_ONLY
    blobs: BlobActions | None = at("definition.actions.baseBlob", default=None, nested=True)
    """What becomes of blobs."""
    snapshots: VersionActions | None = at("definition.actions.snapshot", default=None, nested=True)
    """What becomes of snapshots."""
    versions: VersionActions | None = at("definition.actions.version", default=None, nested=True)
    """What becomes of old versions."""
    prefixes: Many[Value[str]] | None = at("definition.filters.prefixMatch", default=None)
    """How their names begin, with the container: ``logs/2024``; None all."""
    blob_types: Many[Literal["blockBlob", "appendBlob"]] = at("definition.filters.blobTypes", default=("blockBlob",))
    """Their kinds; append blobs can only be deleted."""
    blob_tags: Many[BlobTag] | None = at("definition.filters.blobIndexMatch", default=None, nested=True)
    """The tags that they have; None any."""
    enabled: bool = at("enabled", default=True)
    """Whether the rule is in force."""

    ROWS: ClassVar[Rows] = (Constant("type", "Lifecycle"),)

    def _check(self) -> None:
        if self.blobs is None and self.snapshots is None and self.versions is None:
            where = f"{caller_location()} LifecycleRule.blobs"
            raise InvalidInput("the rule does nothing", where=where, hint="give blobs=BlobActions(...)")


@model
class LifecyclePolicy(Resource):
    """The rules by which a storage account moves and deletes old blobs; it has one policy."""

    arm_type: ClassVar[str] = LIFECYCLE_POLICY.type
    parent_field: ClassVar[str | None] = "parent"

    name: Literal["default"] = "default"
    """Its name in Azure."""
    _: KW_ONLY
    parent: NewOrExisting[StorageAccount] = elsewhere("its place in the ARM id")
    """The storage account, new or existing."""
    rules: Many[LifecycleRule] = at("properties.policy.rules", nested=True)
    """Its rules, at most 100."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ()
