"""Limits and other rules of Microsoft.Storage resources, for their entries.

Sources: https://learn.microsoft.com/azure/storage/common/storage-account-overview and the pages of the types below
https://learn.microsoft.com/azure/templates/microsoft.storage/.
"""

from __future__ import annotations

from typing import Final

from mlinfra.catalogue.body_rules import BodyRule, Distinct, Each, Excludes, Limit, Needs, Only, Ordered, When, guid
from mlinfra.catalogue.types.storage import PREMIUM_SKUS, STANDARD_SKUS

_CLASSIC = STANDARD_SKUS[:3]
_FILES = (
    *PREMIUM_SKUS,
    *(f"PremiumV2_{name}" for name in ("LRS", "ZRS")),
    *(f"StandardV2_{name}" for name in ("LRS", "GRS", "ZRS", "GZRS")),
)

_GEO = tuple(f"{kind}_{name}" for kind in ("Standard", "StandardV2") for name in ("GRS", "RAGRS", "GZRS", "RAGZRS"))
_OWN_KEY = When("properties.encryption.keySource", ("Microsoft.Keyvault",))
_FILES_LOGIN = "properties.azureFilesIdentityBasedAuthentication"
_DOMAIN = f"{_FILES_LOGIN}.activeDirectoryProperties"
_DIRECTORY = When(f"{_FILES_LOGIN}.directoryServiceOptions", ("AD",))
_OF_DOMAIN = ("domainName", "domainGuid", "netBiosDomainName", "forestName", "domainSid", "azureStorageSid")

ACCOUNT_RULES: Final[tuple[BodyRule, ...]] = (
    Only("sku.name", PREMIUM_SKUS, (When("kind", ("BlockBlobStorage",)),), "accounts of kind BlockBlobStorage are premium"),
    Only("sku.name", _FILES, (When("kind", ("FileStorage",)),), "accounts of kind FileStorage have SKUs of their own"),
    Only("sku.name", _CLASSIC, (When("kind", ("BlobStorage",)),), "accounts of kind BlobStorage have no other SKU"),
    Only("sku.name", (*_CLASSIC, "Premium_LRS"), (When("kind", ("Storage",)),), "accounts of kind Storage have no other SKU"),
    Only("sku.name", (*STANDARD_SKUS, "Premium_LRS"), (When("kind", ("StorageV2",)),), "accounts of kind StorageV2 have no other SKU"),
    Needs(("properties.accessTier",), (When("kind", ("BlobStorage",)),), "accounts of kind BlobStorage have a tier"),
    Excludes(
        "properties.isHnsEnabled", (When("kind", ("Storage", "BlobStorage", "FileStorage")),), (True,), "this kind has no hierarchical namespace"
    ),
    Needs(("properties.isHnsEnabled",), (When("properties.isNfsV3Enabled", (True,)),), "NFS 3.0 needs a hierarchical namespace"),
    Only("properties.isHnsEnabled", (True,), (When("properties.isNfsV3Enabled", (True,)),), "NFS 3.0 needs a hierarchical namespace"),
    Needs(("properties.isHnsEnabled",), (When("properties.isSftpEnabled", (True,)),), "SFTP needs a hierarchical namespace"),
    Only("sku.name", ("Premium_LRS", "PremiumV2_LRS"), (When("zones"),), "only premium accounts in one data centre are put in a zone"),
    Only("sku.name", _GEO, (When("properties.geoPriorityReplicationStatus.isBlobEnabled", (True,)),), "there is no second region"),
    Excludes("properties.enableExtendedGroups", (When("properties.isLocalUserEnabled", (False,)),), (True,), "there are no local users"),
    Needs(("properties.encryption.identity.userAssignedIdentity",), (When("identity.type", ("UserAssigned",)), _OWN_KEY),
          "all its identities are user-assigned, and one of them reads the key"),
    *(Needs((f"{_DOMAIN}.{name}",), (_DIRECTORY,), "Active Directory needs it") for name in _OF_DOMAIN),
    guid(f"{_DOMAIN}.domainGuid"),
    Limit("properties.networkAcls.ipRules", most=400),
    Limit("properties.networkAcls.virtualNetworkRules", most=400),
    Limit("properties.immutableStorageWithVersioning.immutabilityPolicy.immutabilityPeriodSinceCreationInDays", 1, 146000),
)  # fmt: skip

_ENABLED = (True,)
_RESTORE = When("properties.restorePolicy.enabled", _ENABLED)
BLOB_SERVICE_RULES: Final[tuple[BodyRule, ...]] = (
    Limit("properties.deleteRetentionPolicy.days", 1, 365),
    Limit("properties.containerDeleteRetentionPolicy.days", 1, 365),
    Limit("properties.changeFeed.retentionInDays", 1, 146000),
    Limit("properties.restorePolicy.days", 1, 365),
    *(
        Needs((f"properties.{name}.days",), (When(f"properties.{name}.enabled", _ENABLED),), "it is enabled")
        for name in ("deleteRetentionPolicy", "containerDeleteRetentionPolicy", "restorePolicy")
    ),
    *(
        Needs((path,), (_RESTORE,), "restoring needs it")
        for path in ("properties.deleteRetentionPolicy", "properties.changeFeed", "properties.isVersioningEnabled")
    ),
    Ordered("properties.restorePolicy.days", "properties.deleteRetentionPolicy.days"),
)
FILE_SERVICE_RULES: Final[tuple[BodyRule, ...]] = (
    Limit("properties.shareDeleteRetentionPolicy.days", 1, 365),
    Needs(
        ("properties.shareDeleteRetentionPolicy.days",),
        (When("properties.shareDeleteRetentionPolicy.enabled", _ENABLED),),
        "it is enabled",
    ),
)
_POLICIES: Final[tuple[BodyRule, ...]] = (
    Limit("properties.signedIdentifiers", most=5),
    Distinct("properties.signedIdentifiers", ("id",)),
)
TABLE_RULES: Final[tuple[BodyRule, ...]] = (
    *_POLICIES,
    Each(
        "properties.signedIdentifiers[*]",
        (Needs(("id",)), Needs(("accessPolicy.permission",), (When("accessPolicy"),))),
    ),
)
SHARE_RULES: Final[tuple[BodyRule, ...]] = (
    *_POLICIES,
    Limit("properties.shareQuota", 1, 262144),
    Excludes("properties.rootSquash", (When("properties.enabledProtocols", ("SMB",), absent="SMB"),), reason="only NFS shares have it"),
)  # fmt: skip

_ACTION = "properties.policy.rules[*].definition"
_SINCE = ("daysAfterCreationGreaterThan", "daysAfterLastTierChangeGreaterThan")
_OF_BASE = ("daysAfterModificationGreaterThan", "daysAfterLastAccessTimeGreaterThan")
LIFECYCLE_RULES: Final[tuple[BodyRule, ...]] = (
    Needs(("properties.policy",)),
    *(
        Limit(f"{_ACTION}.actions.{kind}.*.{since}", least=0)
        for kind in ("baseBlob", "snapshot", "version")
        for since in (_SINCE if kind != "baseBlob" else (*_SINCE, *_OF_BASE))
    ),
    Limit(f"{_ACTION}.filters.blobIndexMatch[*].name", 1, 128),
    Limit(f"{_ACTION}.filters.blobIndexMatch[*].value", most=256),
)
