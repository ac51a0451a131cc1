"""The resource type of storage accounts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from mlinfra.base.json_value import Json
from mlinfra.catalogue.later import LaterModule, later
from mlinfra.catalogue.plan_facets import Sensitive, crypt, keys, reach, told, unsigned
from mlinfra.catalogue.resource_type import CreateOnly, LinkGroup, NameRecipe, NameRule, OneWay, ResourceType
from mlinfra.catalogue.table_source import Table
from mlinfra.catalogue.types._shared import DONE, IN_GROUP, OPEN_NETWORK, default, service

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import When
    from mlinfra.catalogue.service import Action, Errors, Given, Quota, Renewed, Served, Statuses
    from mlinfra.catalogue.types import _storage_rules as rules
else:
    (When,) = later("body_rules", "When")
    Action, Errors, Given, Quota, Renewed, Served, Statuses = later(
        "service", "Action", "Errors", "Given", "Quota", "Renewed", "Served", "Statuses"
    )
    rules = LaterModule("types._storage_rules")

STANDARD_SKUS: Final = (
    "Standard_LRS", "Standard_GRS", "Standard_RAGRS", "Standard_ZRS", "Standard_GZRS", "Standard_RAGZRS",
)  # fmt: skip
PREMIUM_SKUS: Final = ("Premium_LRS", "Premium_ZRS")


storage_table: Final = partial(Table, "azure-mgmt-storage==24.0.1", "azure.mgmt.storage.models")
STORAGE_VERSION: Final = "2025-06-01"
_ACCOUNT: Final = "Microsoft.Storage/storageAccounts"


def _link(name: str, *, default_group: bool = False) -> LinkGroup:
    """Zones by Microsoft's list of private DNS zones."""
    return LinkGroup(
        name,
        {
            "AzureCloud": (f"privatelink.{name}.core.windows.net",),
            "AzureUSGovernment": (f"privatelink.{name}.core.usgovcloudapi.net",),
            "AzureChinaCloud": (f"privatelink.{name}.core.chinacloudapi.cn",),
        },
        default=default_group,
    )


_HOSTS: Final = {"blob": "blob", "dfs": "dfs", "file": "file", "queue": "queue", "table": "table", "web": "z6.web"}
_KEYS: Final[Json] = {
    "keys": [
        {"keyName": name, "value": f"{{key:{number} {name}}}", "permissions": "FULL"}
        for number, name in ((1, "key1"), (2, "key2"))
    ]
}
_RENEWED: Final = Renewed(
    "keyName",
    ("key1", "key2"),
    "The key '{sent:keyName}' is not one of key1 and key2.",
    "InvalidValuesForRequestParameters",
)
_ACTIONS: Final = (
    Action("listKeys", _KEYS),
    Action("regenerateKey", _KEYS, renews=_RENEWED),
    Action("listAccountSas", {"accountSasToken": "{signature}"}),
    Action("listServiceSas", {"serviceSasToken": "{signature}"}),
)
_OLD_KINDS: Final = ("Storage", "BlobStorage")
"""Kinds of accounts that can be upgraded to StorageV2."""
_FINAL_KINDS: Final = ("StorageV2", "BlockBlobStorage", "FileStorage")
_KINDS: Final = (*_OLD_KINDS, *_FINAL_KINDS)

STORAGE_ACCOUNT: Final = ResourceType(
    type=_ACCOUNT,
    api_version=STORAGE_VERSION,
    word="storage",
    place=IN_GROUP,
    name=NameRule(r"[a-z0-9]{3,24}", "3 to 24 lower-case letters and digits, without '-'"),
    holds_data="a storage account holds data",
    purge=None,
    soft_deleted_days=14,
    diagnostics=("metrics",),
    least={"kind": "StorageV2", "sku": {"name": "Standard_LRS"}},
    blocks_name=False,
    properties=storage_table("StorageAccountCreateParameters"),
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
        OneWay("sku.name", STANDARD_SKUS, PREMIUM_SKUS),
        OneWay("sku.name", PREMIUM_SKUS, STANDARD_SKUS),
    ),
    noise=(
        default("N015", "Hot", "accessTier"),
        service("N016", "sku.tier", below="", reason="it follows the sku's name"),
        service("N016", "encryption.services.*.lastEnabledTime", "primaryEndpoints", "creationTime", "keyCreationTime"),
    ),
    defaults={
        "properties.allowBlobPublicAccess": False,
        "properties.minimumTlsVersion": "TLS1_0",
        "properties.supportsHttpsTrafficOnly": True,
        "properties.publicNetworkAccess": "Enabled",
        "properties.networkAcls": OPEN_NETWORK,
        "properties.encryption.keySource": "Microsoft.Storage",
        "properties.encryption.services.blob": {"enabled": True, "keyType": "Account"},
        "properties.encryption.services.file": {"enabled": True, "keyType": "Account"},
    },
    computed={
        **DONE,
        "sku.tier": "{first:sku.name}",
        "properties.creationTime": "{since}",
        "properties.keyCreationTime.key1": "{since}",
        "properties.keyCreationTime.key2": "{since}",
        "properties.encryption.services.blob.lastEnabledTime": "{since}",
        "properties.encryption.services.file.lastEnabledTime": "{since}",
        "properties.primaryLocation": "{location}",
        "properties.statusOfPrimary": "available",
        **{
            f"properties.primaryEndpoints.{part}": f"https://{{spelled}}.{host}.core.windows.net/"
            for part, host in _HOSTS.items()
        },
        "properties.privateEndpointConnections": [],
    },
    served=Served(
        quota=Quota("StorageAccounts", "Storage Accounts", 250),
        required=("location", "kind", "sku.name"),
        cases=(Given((When("kind", ("Storage",), other=True),), {"properties.accessTier": "Hot"}),),
        errors=Errors(
            "AccountNameInvalid",
            change=(409, "StorageAccountPropertyIsImmutable"),
            taken=("StorageAccountAlreadyTaken", "The storage account named {spelled} is already taken."),
        ),
        statuses=Statuses(created=202),
        actions=_ACTIONS,
    ),
)

TYPES: Final = (STORAGE_ACCOUNT,)
