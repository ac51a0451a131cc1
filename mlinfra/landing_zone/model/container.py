"""Blob containers, as resources of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.storage_services import CONTAINER
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import NewOrExisting
from mlinfra.landing_zone.model._known import known, may_be
from mlinfra.landing_zone.model._names import FIXED_NAMES
from mlinfra.landing_zone.model._rows import Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.value import Value


@model
class BlobContainer(Resource):
    """A blob container (a file system of a data lake); closed to callers without an identity unless it says otherwise."""

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
    public_access: Value[Literal["None", "Blob", "Container"]] = at("properties.publicAccess", default="None")
    """What callers without an identity may read, where ``blob_public_access`` of the account lets them: nothing, each blob
    whose name they know, or the list of blobs too."""
    encryption_scope: Value[str] | None = at("properties.defaultEncryptionScope", default=None)
    """The encryption scope of the account that its blobs are encrypted with; None the account's own key."""
    fixed_encryption_scope: Value[bool] | None = at("properties.denyEncryptionScopeOverride", default=None)
    """Refuse blobs that name another encryption scope; needs ``encryption_scope``. None: no."""
    immutable_versions: Value[bool | None] = at("properties.immutableStorageWithVersioning.enabled", default=None)
    """Let each version of a blob be kept from changes for a time, which needs ``versioning``; fixed at creation, None: no."""
    nfs_root_squash: Value[bool] | None = at("properties.enableNfsV3RootSquash", default=None)
    """Over NFS 3.0 root is nobody; of accounts with ``nfs_v3`` alone. None: no."""
    nfs_all_squash: Value[bool] | None = at("properties.enableNfsV3AllSquash", default=None)
    """Over NFS 3.0 everybody is nobody; of accounts with ``nfs_v3`` alone. None: no."""
    metadata: Mapping[str, Value[str]] = at("properties.metadata", default_factory=dict)
    """Names and values that are kept with it."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ("public_access", "metadata")

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} BlobContainer"
        if known(self.fixed_encryption_scope) and self.encryption_scope is None:
            hint = "give encryption_scope=, the name of one"
            raise InvalidInput("there is no other scope to refuse", where=f"{place}.fixed_encryption_scope", hint=hint)
        if isinstance(self.parent, StorageAccount):
            self._check_account(self.parent, place)

    def _check_account(self, account: StorageAccount, place: str) -> None:
        if not may_be(self.public_access, "None") and not may_be(account.blob_public_access, True):
            hint = "add blob_public_access=True to the account, or drop public_access="
            raise InvalidInput("the account lets nobody in", where=f"{place}.public_access", hint=hint)
        for name in ("nfs_root_squash", "nfs_all_squash"):
            if known(getattr(self, name)) and not may_be(account.nfs_v3, True):
                hint = "add nfs_v3=True to the account, or drop it"
                raise InvalidInput("the account is not reached over NFS", where=f"{place}.{name}", hint=hint)
