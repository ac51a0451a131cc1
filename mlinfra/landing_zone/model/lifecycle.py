"""Lifecycle rules of a storage account: move old blobs to cheaper tiers, and delete them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.storage_services import LIFECYCLE_POLICY
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._known import known, known_items, may_be
from mlinfra.landing_zone.model._rows import Constant, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.value import Value, Values


@model
class BlobAge:
    """The age at which a blob is moved or deleted, in days."""

    _: KW_ONLY
    modified: Value[int] | None = at("daysAfterModificationGreaterThan", default=None)
    """Days since it was last changed."""
    accessed: Value[int] | None = at("daysAfterLastAccessTimeGreaterThan", default=None)
    """Days since it was last read; needs ``access_tracking`` of the blob service."""
    created: Value[int] | None = at("daysAfterCreationGreaterThan", default=None)
    """Days since it was made."""
    moved: Value[int] | None = at("daysAfterLastTierChangeGreaterThan", default=None)
    """Days that it must have been in its tier, beside ``modified``; in ``to_archive`` alone."""

    WHOLE_IN: ClassVar[str] = "to_archive"
    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if len([age for age in (self.modified, self.accessed, self.created) if age is not None]) != 1:
            where = f"{caller_location()} BlobAge.modified"
            raise InvalidInput("give one of modified, accessed and created", where=where)
        if self.moved is not None and self.modified is None:
            where, hint = f"{caller_location()} BlobAge.moved", "give modified="
            raise InvalidInput("it counts beside the days since the last change", where=where, hint=hint)


@model
class VersionAge:
    """The age at which a snapshot or an old version is moved or deleted, in days."""

    created: Value[int] = at("daysAfterCreationGreaterThan")
    """Days since it was made."""
    _: KW_ONLY
    moved: Value[int] | None = at("daysAfterLastTierChangeGreaterThan", default=None)
    """Days that it must have been in its tier, beside that; in ``to_archive`` alone."""

    WHOLE_IN: ClassVar[str] = "to_archive"
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
    back_to_hot: Value[bool] | None = at("enableAutoTierToHotFromCool", default=None)
    """Move a blob back to the hot tier when it is read; needs ``accessed`` in ``to_cool``. None: no."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        place = f"{caller_location()} BlobActions"
        _check_moved(self, place)
        if known(self.back_to_hot) and (self.to_cool is None or self.to_cool.accessed is None):
            hint = "give to_cool=BlobAge(accessed=...)"
            raise InvalidInput("nothing notes when a blob is read", where=f"{place}.back_to_hot", hint=hint)


def _check_moved(actions: BlobActions | VersionActions, place: str) -> None:
    for name in ("to_hot", "to_cool", "to_cold", "delete"):
        age: BlobAge | VersionAge | None = getattr(actions, name)
        if age is not None and age.moved is not None:
            hint = "leave moved= out"
            raise InvalidInput("only to_archive counts the days in a tier", where=f"{place}.{name}", hint=hint)


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

    def _check(self) -> None:
        _check_moved(self, f"{caller_location()} VersionActions")


@model
class BlobTag:
    """A tag that a blob must have."""

    name: str = at("name")
    """The name of the tag."""
    value: Value[str] = at("value")
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
    prefixes: Values[str] | None = at("definition.filters.prefixMatch", default=None)
    """How their names begin, with the container: ``logs/2024``; None all."""
    blob_types: Values[Literal["blockBlob", "appendBlob"]] = at("definition.filters.blobTypes", default=("blockBlob",))
    """Their kinds; append blobs can only be deleted."""
    blob_tags: Many[BlobTag] | None = at("definition.filters.blobIndexMatch", default=None, nested=True)
    """The tags that they have; None any."""
    enabled: Value[bool] = at("enabled", default=True)
    """Whether the rule is in force."""

    ROWS: ClassVar[Rows] = (Constant("type", "Lifecycle"),)

    def _check(self) -> None:
        if self.blobs is None and self.snapshots is None and self.versions is None:
            where = f"{caller_location()} LifecycleRule.blobs"
            raise InvalidInput("the rule does nothing", where=where, hint="give blobs=BlobActions(...)")
        if "appendBlob" in known_items(self.blob_types) and any(
            map(_moves, (self.blobs, self.snapshots, self.versions))
        ):
            where = f"{caller_location()} LifecycleRule.blob_types"
            hint = "give block blobs a rule of their own"
            raise InvalidInput("append blobs can only be deleted", where=where, hint=hint)

    def needs_hot_premium(self) -> bool:
        """Whether the rule moves anything to the hot tier, which only Premium accounts for block blobs do."""
        return any(actions and actions.to_hot for actions in (self.blobs, self.snapshots, self.versions))

    def counts_reads(self) -> bool:
        """Whether the rule asks when a blob was last read."""
        held = self.blobs
        ages = (held.to_hot, held.to_cool, held.to_cold, held.to_archive, held.delete) if held else ()
        return any(age is not None and age.accessed is not None for age in ages)


def _moves(actions: BlobActions | VersionActions | None) -> bool:
    return actions is not None and any((actions.to_hot, actions.to_cool, actions.to_cold, actions.to_archive))


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
    """Its rules, 1 to 100, each with a name of its own."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = {
        f"properties.policy.rules[].definition.actions.{kind}.{action}.daysAfterLastTierChangeGreaterThan": (
            "Azure reads it where blobs are archived alone"
        )
        for kind in ("baseBlob", "snapshot", "version")
        for action in ("tierToHot", "tierToCool", "tierToCold", "delete")
    }
    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} LifecyclePolicy.rules"
        names = [rule.name for rule in self.rules]
        if not 1 <= len(names) <= _MOST or len(set(names)) < len(names):
            raise InvalidInput(f"give 1 to {_MOST} rules, each with a name of its own", where=place)
        hot = next((rule for rule in self.rules if rule.needs_hot_premium()), None)
        account = self.parent
        if hot and isinstance(account, StorageAccount) and not may_be(account.account_kind, "BlockBlobStorage"):
            hint = "leave to_hot out"
            message = f"rule {hot.name} moves blobs to the hot tier, which only accounts of kind BlockBlobStorage do"
            raise InvalidInput(message, where=place, hint=hint)


_MOST = 100
