"""Services of a storage account: blobs with versions and retention, file shares, rules that move or delete old blobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.storage_services import BLOB_SERVICE, FILE_SERVICE, SHARE
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import Between, Existing, Many, NewOrExisting
from mlinfra.landing_zone.model._known import known, may_be
from mlinfra.landing_zone.model._names import FIXED_NAMES
from mlinfra.landing_zone.model._rows import Computed, Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._storage_service import StorageService
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.storage_service_options import (
    CorsRule,
    RetentionPolicy,
    StoredAccessPolicy,
    check_access_policies,
    refuse_permanent,
)
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext

_Days = Annotated[int, Between(1, 365)]


def _restores(service: BlobService, _context: BodyContext) -> bool | None:
    return None if service.restore_days is None else True


def _feeds(service: BlobService, context: BodyContext) -> expr.Value:
    return True if service.change_feed_days is not None else context.value(service.change_feed)


def _tracking(name: str, value: expr.Value) -> Computed:
    def write(service: BlobService, context: BodyContext) -> expr.Value:
        tracked = service.access_tracking
        if tracked is None or isinstance(tracked, bool):
            return value if tracked else None
        return expr.Ternary(context.value(tracked), value, None)

    return Computed(
        f"properties.lastAccessTimeTrackingPolicy.{name}", write, "Azure takes one value alone", ("access_tracking",)
    )


@model
class BlobService(StorageService):
    """What holds for all blobs of a storage account; there is one in every account."""

    arm_type: ClassVar[str] = BLOB_SERVICE.type

    _: KW_ONLY
    versioning: Value[bool] | None = at("properties.isVersioningEnabled", default=None)
    """Keep the version before each change; not with a hierarchical namespace. None: no."""
    change_feed: Value[bool] | None = None
    """Write down every change, for readers of the feed; None: no."""
    change_feed_days: Value[Annotated[int, Between(1, 146_000)]] | None = at(
        "properties.changeFeed.retentionInDays", default=None
    )
    """Days for which the feed is kept, which switches it on; None for ever."""
    delete_retention: RetentionPolicy | None = at("properties.deleteRetentionPolicy", default=None, nested=True)
    """How long deleted blobs can be brought back; None not at all."""
    container_delete_retention: RetentionPolicy | None = at(
        "properties.containerDeleteRetentionPolicy", default=None, nested=True
    )
    """How long deleted containers can be brought back; None not at all."""
    restore_days: Value[_Days] | None = at("properties.restorePolicy.days", default=None)
    """Days within which all blobs can be put back to a moment; less than those of ``delete_retention``, and needs
    versions and the change feed. None not at all."""
    access_tracking: Value[bool] | None = at("properties.lastAccessTimeTrackingPolicy.enable", default=None)
    """Note when a blob was last read, once a day, for lifecycle rules; None: no."""
    automatic_snapshots: Value[bool | None] = at("properties.automaticSnapshotPolicyEnabled", default=None)
    """An older word for ``versioning``."""
    default_version: Value[str] | None = at("properties.defaultServiceVersion", default=None)
    """The version of the API for callers that name none, such as ``2020-10-02``."""
    cors_rules: Many[CorsRule] | None = at("properties.cors.corsRules", default=None, nested=True)
    """Which web pages may call it; Azure Machine Learning adds rules of its own, which [] would delete."""

    UNSAID: ClassVar[Mapping[str, str]] = {
        "properties.containerDeleteRetentionPolicy.allowPermanentDelete": "of blobs alone",
    }
    ROWS: ClassVar[Rows] = (
        Computed(
            "properties.changeFeed.enabled",
            _feeds,
            "on where days are said",
            ("change_feed", "change_feed_days"),
            lambda on, _reading: {"change_feed": on},
        ),
        Computed("properties.restorePolicy.enabled", _restores, "on where days are said", ("restore_days",)),
        _tracking("name", "AccessTimeTracking"),
        _tracking("trackingGranularityInDays", 1),
        _tracking("blobType", ["blockBlob"]),
    )

    def _check(self) -> None:
        StorageService._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        if known(self.change_feed) is False and self.change_feed_days is not None:
            where, hint = (
                f"{caller_location()} BlobService.change_feed_days",
                "leave out the days, or change_feed=False",
            )
            raise InvalidInput("a change feed that is off keeps nothing for days", where=where, hint=hint)
        refuse_permanent(self.container_delete_retention, "BlobService.container_delete_retention")
        if self.versioning and isinstance(self.parent, StorageAccount) and self.parent.hierarchical_namespace:
            where = f"{caller_location()} BlobService.versioning"
            message = "Azure keeps no versions of blobs in an account with a hierarchical namespace"
            raise InvalidInput(message, where=where, hint="drop versioning, or keep them in another account")
        if self.restore_days is not None:
            self._check_restoring()

    def _check_restoring(self) -> None:
        if self.delete_retention and known(self.delete_retention.permanent_delete):
            where = f"{caller_location()} BlobService.restore_days"
            raise InvalidInput(
                "blobs that may be destroyed cannot be put back", where=where, hint="drop one of the two"
            )
        kept = (
            self.delete_retention.days
            if self.delete_retention and may_be(self.delete_retention.enabled, True)
            else None
        )
        feed = may_be(self.change_feed, True) or self.change_feed_days is not None
        days, known_kept = known(self.restore_days) or 0, known(kept)
        short = known_kept is not None and days >= known_kept
        versions = self.versioning is not None and known(self.versioning) is not False
        if kept is None or short or not versions or not feed:
            where, hint = f"{caller_location()} BlobService.restore_days", "say those three, and more days of retention"
            message = "putting blobs back needs versioning, the change feed and a longer retention of deleted blobs"
            raise InvalidInput(message, where=where, hint=hint)


def _list(separator: str) -> Conversion:
    return Conversion(
        lambda words, _context, _field: None if words is None else "".join(f"{word}{separator}" for word in words),
        lambda text, _reading: [word for word in text.split(separator) if word],
        lambda words: expr.Interp((expr.Hole(expr.Call("join", (words, separator))), separator)),
    )


@model
class FileService(StorageService):
    """What holds for all file shares of a storage account; there is one in every account."""

    arm_type: ClassVar[str] = FILE_SERVICE.type

    _: KW_ONLY
    delete_retention: RetentionPolicy | None = at("properties.shareDeleteRetentionPolicy", default=None, nested=True)
    """How long deleted shares can be brought back; None 7 days, as Azure does."""
    smb_versions: Values[Literal["SMB2.1", "SMB3.0", "SMB3.1.1"]] | None = at(
        "properties.protocolSettings.smb.versions", default=None, conversion=_list(";")
    )
    """The versions of SMB that it answers; None all."""
    smb_authentication: Values[Literal["NTLMv2", "Kerberos"]] | None = at(
        "properties.protocolSettings.smb.authenticationMethods", default=None, conversion=_list(";")
    )
    """How people may sign in over SMB; None in both ways."""
    kerberos_encryption: Values[Literal["RC4-HMAC", "AES-256"]] | None = at(
        "properties.protocolSettings.smb.kerberosTicketEncryption", default=None, conversion=_list(";")
    )
    """The encryption of Kerberos tickets; None both."""
    channel_encryption: Values[Literal["AES-128-CCM", "AES-128-GCM", "AES-256-GCM"]] | None = at(
        "properties.protocolSettings.smb.channelEncryption", default=None, conversion=_list(";")
    )
    """The encryption of SMB 3; None all."""
    smb_multichannel: Value[bool | None] = at("properties.protocolSettings.smb.multichannel.enabled", default=None)
    """Several connections at once; of Premium accounts alone. None: no."""
    smb_encryption: Value[bool | None] = at(
        "properties.protocolSettings.smb.encryptionInTransit.required", default=None
    )
    """Refuse SMB without encryption; None as ``https_only`` of the account."""
    nfs_encryption: Value[bool | None] = at(
        "properties.protocolSettings.nfs.encryptionInTransit.required", default=None
    )
    """Refuse NFS without encryption; None as ``https_only`` of the account."""
    cors_rules: Many[CorsRule] | None = at("properties.cors.corsRules", default=None, nested=True)
    """Which web pages may call it; Azure Machine Learning adds rules of its own, which [] would delete."""

    UNSAID: ClassVar[Mapping[str, str]] = {
        "properties.shareDeleteRetentionPolicy.allowPermanentDelete": "of blobs alone",
    }
    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        StorageService._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        refuse_permanent(self.delete_retention, "FileService.delete_retention")
        if self.smb_multichannel is True and not may_be_premium(self.parent):
            where = f"{caller_location()} FileService.smb_multichannel"
            raise InvalidInput("only Premium accounts have several connections", where=where, hint="drop it")


@model
class FileShare(Resource):
    """A file share of a storage account."""

    arm_type: ClassVar[str] = SHARE.type
    parent_field: ClassVar[str | None] = "parent"
    id_fields: ClassVar[tuple[str, ...]] = ("service", "name")
    service: ClassVar[str] = FIXED_NAMES["fileServices"]
    """The file service of the account, which is always there, between account and share."""

    name: str
    """3 to 63 lower-case letters, digits and single '-'."""
    _: KW_ONLY
    parent: NewOrExisting[StorageAccount] = elsewhere("its place in the ARM id")
    """The storage account that has it, new or existing."""
    quota: Value[Annotated[int, Between(1, 102_400)]] | None = at("properties.shareQuota", default=None)
    """The most gibibytes; None as Azure chooses."""
    access_tier: Value[Literal["TransactionOptimized", "Hot", "Cool", "Premium"]] | None = at(
        "properties.accessTier", default=None
    )
    """What it costs to keep and to read; None ``TransactionOptimized``."""
    protocol: Value[Literal["SMB", "NFS"]] | None = at("properties.enabledProtocols", default=None)
    """How it is reached; NFS needs a Premium account of kind ``FileStorage``. Fixed at creation, None SMB."""
    root_squash: Value[Literal["NoRootSquash", "RootSquash", "AllSquash"]] | None = at(
        "properties.rootSquash", default=None
    )
    """Who is nobody over NFS, of shares with ``protocol="NFS"`` alone; None nobody is."""
    iops: Value[int | None] = at("properties.provisionedIops", default=None)
    """Operations a second that are paid in advance; of accounts with a ``StandardV2`` or ``PremiumV2`` sku alone."""
    bandwidth: Value[int | None] = at("properties.provisionedBandwidthMibps", default=None)
    """Mebibytes a second that are paid in advance, of the same accounts."""
    paid_bursting: Value[bool | None] = at("properties.fileSharePaidBursting.paidBurstingEnabled", default=None)
    """Pay for more than is paid in advance when it is used; of accounts with a ``Premium`` sku alone. None: no."""
    burst_iops: Value[int | None] = at("properties.fileSharePaidBursting.paidBurstingMaxIops", default=None)
    """The most operations a second then."""
    burst_bandwidth: Value[int | None] = at(
        "properties.fileSharePaidBursting.paidBurstingMaxBandwidthMibps", default=None
    )
    """The most mebibytes a second then."""
    access_policies: Many[StoredAccessPolicy] | None = at("properties.signedIdentifiers", default=None, nested=True)
    """Policies that shared access signatures can refer to, at most 5; only of accounts with ``shared_keys``."""
    metadata: Mapping[str, Value[str]] = at("properties.metadata", default_factory=dict)
    """Names and values that are kept with it."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} FileShare"
        check_access_policies(self.access_policies, self.parent, f"{place}.access_policies", "rcwdl")
        if known(self.protocol) == "NFS" and not may_be_premium(self.parent):
            hint = 'give the account sku="Premium_LRS" and account_kind="FileStorage", or use SMB'
            raise InvalidInput("only Premium accounts have shares over NFS", where=f"{place}.protocol", hint=hint)
        if not isinstance(self.parent, StorageAccount):
            return  # of an existing account nothing is known
        sku = known(self.parent.sku)
        if sku is None:
            return
        second = sku.partition("_")[0]
        for name, kinds in _PAID.items():
            if getattr(self, name) is not None and second not in kinds:
                message = f"a share of a {sku} account is not paid so"
                hint = f"drop it, or give the account a sku of {' or '.join(kinds)}"
                raise InvalidInput(message, where=f"{place}.{name}", hint=hint)


def may_be_premium(account: StorageAccount | Existing[StorageAccount]) -> bool:
    """Whether an account is a Premium one; of an existing account nothing is known."""
    return not isinstance(account, StorageAccount) or (known(account.sku) or "Premium").startswith("Premium")


_SECOND_GENERATION = ("StandardV2", "PremiumV2")
_PAID = {
    "iops": _SECOND_GENERATION,
    "bandwidth": _SECOND_GENERATION,
    "paid_bursting": ("Premium",),
    "burst_iops": ("Premium",),
    "burst_bandwidth": ("Premium",),
}
"""What is paid for of a share, and the skus of the accounts that are paid so, without their redundancy."""
