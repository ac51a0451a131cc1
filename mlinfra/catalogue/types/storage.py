"""Resource types of Microsoft.Storage."""

from __future__ import annotations

from functools import partial
from typing import Final

from mlinfra.catalogue.plan_facets import Sensitive, crypt, keys, reach, told, unsigned
from mlinfra.catalogue.resource_type import (
    ChildOf,
    CreateOnly,
    LinkGroup,
    NameRecipe,
    NameRule,
    OneWay,
    ResourceType,
    Table,
)
from mlinfra.catalogue.types import _storage_rules as rules
from mlinfra.catalogue.types._shared import DEFAULT_NAME, IN_GROUP, default, service

_table = partial(Table, "azure-mgmt-storage==24.0.1", "azure.mgmt.storage.models")
_VERSION = "2025-06-01"
_ACCOUNT: Final = "Microsoft.Storage/storageAccounts"
_BUCKET = NameRule(r"(?=.{3,63}$)[a-z0-9](?:-?[a-z0-9])*", "3 to 63 lower-case letters, digits and single '-'")


def _link(name: str, *, default_group: bool = False) -> LinkGroup:
    """Zones by ../shared reference landing-zone-practice 7, from Microsoft's list of private DNS zones."""
    return LinkGroup(
        name,
        {
            "AzureCloud": (f"privatelink.{name}.core.windows.net",),
            "AzureUSGovernment": (f"privatelink.{name}.core.usgovcloudapi.net",),
            "AzureChinaCloud": (f"privatelink.{name}.core.chinacloudapi.cn",),
        },
        default=default_group,
    )


_OLD_KINDS: Final = ("Storage", "BlobStorage")
"""Kinds of accounts that can be upgraded to StorageV2."""
_FINAL_KINDS: Final = ("StorageV2", "BlockBlobStorage", "FileStorage")
_KINDS: Final = (*_OLD_KINDS, *_FINAL_KINDS)

STORAGE_ACCOUNT: Final = ResourceType(
    type=_ACCOUNT,
    api_version=_VERSION,
    word="storage",
    place=IN_GROUP,
    name=NameRule(r"[a-z0-9]{3,24}", "3 to 24 lower-case letters and digits, without '-'"),
    holds_data="a storage account holds data",
    purge=None,
    soft_deleted_days=14,
    diagnostics=("metrics",),
    least={"kind": "StorageV2", "sku": {"name": "Standard_LRS"}},
    blocks_name=False,
    properties=_table("StorageAccountCreateParameters"),
    page="azure/templates/microsoft.storage/storageaccounts",
    security=(
        reach("networkAcls", "publicNetworkAccess"),
        unsigned("allowBlobPublicAccess", "read blobs"),
        keys(
            "allowSharedKeyAccess",
            "defaultToOAuthAuthentication",
            "isLocalUserEnabled",
            "isSftpEnabled",
            "keyPolicy",
            "sasPolicy",
        ),
        crypt(
            "encryption",
            "minimumTlsVersion",
            "supportsHttpsTrafficOnly",
            but=("encryption.services.*.lastEnabledTime",),
        ),
        Sensitive(("properties.allowCrossTenantReplication",), "decides whether data may be copied to another tenant"),
    ),
    key_properties=told("sku.name", "kind"),
    tells={
        "blob_endpoint": "properties.primaryEndpoints.blob",
        "dfs_endpoint": "properties.primaryEndpoints.dfs",
    },
    principal="identity.principalId",
    rules=rules.ACCOUNT_RULES,
    references={
        "properties.networkAcls.virtualNetworkRules[*].id": ("Microsoft.Network/virtualNetworks/subnets",),
        "properties.encryption.identity.userAssignedIdentity": ("Microsoft.ManagedIdentity/userAssignedIdentities",),
    },
    link_groups=(
        _link("blob", default_group=True),
        _link("file", default_group=True),
        _link("queue"),
        _link("table"),
        _link("dfs"),
    ),
    recipe=NameRecipe("st", 24, unique=True, separator=""),
    unique_in="global",
    create_only=(
        CreateOnly(
            (
                "properties.isHnsEnabled",
                "properties.isNfsV3Enabled",
                "properties.encryption.requireInfrastructureEncryption",
                "properties.dnsEndpointType",
                "properties.encryption.services.queue.keyType",
                "properties.encryption.services.table.keyType",
                "extendedLocation",
                "properties.immutableStorageWithVersioning",
            )
        ),
    ),
    one_way=(
        *(OneWay("kind", (kind,), tuple(other for other in _KINDS if other != kind)) for kind in _FINAL_KINDS),
        *(
            OneWay("kind", (kind,), tuple(other for other in _KINDS if other not in {kind, "StorageV2"}))
            for kind in _OLD_KINDS
        ),
        OneWay("properties.largeFileSharesState", ("Enabled",), ("Disabled",)),
        OneWay("sku.name", rules.STANDARD_SKUS, rules.PREMIUM_SKUS),
        OneWay("sku.name", rules.PREMIUM_SKUS, rules.STANDARD_SKUS),
    ),
    noise=(
        default("N015", "Hot", "accessTier"),
        service("N016", "sku.tier", below="", reason="it follows the sku's name"),
        service("N016", "encryption.services.*.lastEnabledTime", "primaryEndpoints", "creationTime", "keyCreationTime"),
    ),
)

BLOB_SERVICE: Final = ResourceType(
    type=f"{_ACCOUNT}/blobServices",
    api_version=_VERSION,
    word="blobs",
    place=ChildOf(_ACCOUNT),
    name=DEFAULT_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    diagnostics=("logs", "metrics"),
    properties=_table("BlobServiceProperties"),
    page="azure/templates/microsoft.storage/storageaccounts/blobservices",
    security=(),
    key_properties=told("sku.name"),
    rules=rules.BLOB_SERVICE_RULES,
    noise=(service("N019", "sku", below=""),),
)

CONTAINER: Final = ResourceType(
    type=f"{_ACCOUNT}/blobServices/containers",
    api_version=_VERSION,
    word="container",
    place=ChildOf(f"{_ACCOUNT}/blobServices"),
    name=_BUCKET,
    holds_data="a container holds data",
    purge=None,
    soft_deleted_days=0,
    properties=_table("BlobContainer"),
    page="azure/templates/microsoft.storage/storageaccounts/blobservices/containers",
    security=(unsigned("publicAccess", "read the container"),),
    key_properties=(),
    create_only=(CreateOnly(("properties.immutableStorageWithVersioning",)),),
    noise=(
        default("N018", "$account-encryption-key", "defaultEncryptionScope"),
        default("N018", False, "denyEncryptionScopeOverride"),
        service("N018", "hasImmutabilityPolicy", "hasLegalHold", "leaseState"),
    ),
)

FILE_SERVICE: Final = ResourceType(
    type=f"{_ACCOUNT}/fileServices",
    api_version=_VERSION,
    word="files",
    place=ChildOf(_ACCOUNT),
    name=DEFAULT_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    diagnostics=("logs", "metrics"),
    properties=_table("FileServiceProperties"),
    page="azure/templates/microsoft.storage/storageaccounts/fileservices",
    security=(),
    key_properties=told("sku.name"),
    rules=rules.FILE_SERVICE_RULES,
    noise=(service("N019", "sku", below=""),),
)

SHARE: Final = ResourceType(
    type=f"{_ACCOUNT}/fileServices/shares",
    api_version=_VERSION,
    word="share",
    place=ChildOf(f"{_ACCOUNT}/fileServices"),
    name=_BUCKET,
    holds_data="a share holds data",
    purge=None,
    soft_deleted_days=0,
    properties=_table("FileShare"),
    page="azure/templates/microsoft.storage/storageaccounts/fileservices/shares",
    security=(),
    key_properties=(),
    rules=rules.SHARE_RULES,
    create_only=(CreateOnly(("properties.enabledProtocols",)),),
)

QUEUE_SERVICE: Final = ResourceType(
    type=f"{_ACCOUNT}/queueServices",
    api_version=_VERSION,
    word="queues",
    place=ChildOf(_ACCOUNT),
    name=DEFAULT_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    diagnostics=("logs", "metrics"),
    properties=_table("QueueServiceProperties"),
    page="azure/templates/microsoft.storage/storageaccounts/queueservices",
    security=(),
    key_properties=(),
    noise=(service("N019", "sku", below=""),),
)

TABLE_SERVICE: Final = ResourceType(
    type=f"{_ACCOUNT}/tableServices",
    api_version=_VERSION,
    word="tables",
    place=ChildOf(_ACCOUNT),
    name=DEFAULT_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    diagnostics=("logs", "metrics"),
    properties=_table("TableServiceProperties"),
    page="azure/templates/microsoft.storage/storageaccounts/tableservices",
    security=(),
    key_properties=(),
)

QUEUE: Final = ResourceType(
    type=f"{_ACCOUNT}/queueServices/queues",
    api_version=_VERSION,
    word="queue",
    place=ChildOf(QUEUE_SERVICE.type),
    name=_BUCKET,
    holds_data="a queue holds messages",
    purge=None,
    soft_deleted_days=0,
    properties=_table("StorageQueue"),
    page="azure/templates/microsoft.storage/storageaccounts/queueservices/queues",
    security=(),
    key_properties=(),
)

TABLE: Final = ResourceType(
    type=f"{_ACCOUNT}/tableServices/tables",
    api_version=_VERSION,
    word="table",
    place=ChildOf(TABLE_SERVICE.type),
    name=NameRule(r"[a-zA-Z][a-zA-Z0-9]{2,62}", "3 to 63 letters and digits, starting with a letter"),
    holds_data="a table holds data",
    purge=None,
    soft_deleted_days=0,
    properties=_table("Table"),
    page="azure/templates/microsoft.storage/storageaccounts/tableservices/tables",
    security=(),
    key_properties=(),
    rules=rules.TABLE_RULES,
    noise=(service("N019", "tableName"),),
)

LIFECYCLE_POLICY: Final = ResourceType(
    type=f"{_ACCOUNT}/managementPolicies",
    api_version=_VERSION,
    word="lifecycle",
    place=ChildOf(_ACCOUNT),
    name=DEFAULT_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=_table("ManagementPolicy"),
    page="azure/templates/microsoft.storage/storageaccounts/managementpolicies",
    security=(),
    key_properties=(),
    rules=rules.LIFECYCLE_RULES,
)

TYPES: Final = (
    STORAGE_ACCOUNT,
    BLOB_SERVICE,
    CONTAINER,
    FILE_SERVICE,
    SHARE,
    QUEUE_SERVICE,
    TABLE_SERVICE,
    QUEUE,
    TABLE,
    LIFECYCLE_POLICY,
)
