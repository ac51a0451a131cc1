"""Rules of Microsoft.Storage."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.local.providers._base import Body, Put, ServedType, generation, key_of

_ACCOUNT = STORAGE_ACCOUNT.type
_SERVICES = {"blob": "blob", "dfs": "dfs", "file": "file", "queue": "queue", "table": "table", "web": "z6.web"}


def _defaults(put: Put) -> Body:
    open_network = {"bypass": "AzureServices", "defaultAction": "Allow", "ipRules": [], "virtualNetworkRules": []}
    encrypted = {"enabled": True, "keyType": "Account"}
    return {
        "properties": {
            **({} if put.body.get("kind") == "Storage" else {"accessTier": "Hot"}),
            "allowBlobPublicAccess": False,
            "minimumTlsVersion": "TLS1_0",
            "supportsHttpsTrafficOnly": True,
            "publicNetworkAccess": "Enabled",
            "networkAcls": open_network,
            "encryption": {"keySource": "Microsoft.Storage", "services": {"blob": encrypted, "file": encrypted}},
        }
    }


def _computed(put: Put) -> Body:
    name = put.rid.name
    sku = str(put.body.get("sku", {}).get("name", ""))
    return {
        "sku": {"tier": sku.split("_", maxsplit=1)[0]},
        "properties": {
            "provisioningState": "Succeeded",
            "creationTime": put.since("properties.creationTime"),
            "keyCreationTime": {name: put.since(f"properties.keyCreationTime.{name}") for name in ("key1", "key2")},
            "encryption": {
                "services": {
                    name: {"lastEnabledTime": put.since(f"properties.encryption.services.{name}.lastEnabledTime")}
                    for name in ("blob", "file")
                }
            },
            "primaryLocation": put.location,
            "statusOfPrimary": "available",
            "primaryEndpoints": {key: f"https://{name}.{host}.core.windows.net/" for key, host in _SERVICES.items()},
            "privateEndpointConnections": [],
        },
    }


def account_keys(rid: ResourceId, body: Body) -> Any:
    """Both keys; each is another one after it was regenerated."""
    numbers = {f"key{number}": number + 10 * generation(body, f"key{number}") for number in (1, 2)}
    return {
        "keys": [
            {"keyName": name, "value": key_of(rid, number), "permissions": "FULL"} for name, number in numbers.items()
        ]
    }


def _container(_: Put) -> Body:
    return {
        "properties": {
            "publicAccess": "None",
            "defaultEncryptionScope": "$account-encryption-key",
            "denyEncryptionScopeOverride": False,
        }
    }


def _container_computed(_: Put) -> Body:
    return {"properties": {"hasImmutabilityPolicy": False, "hasLegalHold": False, "leaseState": "Available"}}


def _service(_: Put) -> Body:
    return {"properties": {"deleteRetentionPolicy": {"enabled": False}, "cors": {"corsRules": []}}}


TYPES = (
    ServedType(
        _ACCOUNT,
        name_error="AccountNameInvalid",
        required=("location", "kind", "sku.name"),
        defaults=_defaults,
        computed=_computed,
        change_error=(409, "StorageAccountPropertyIsImmutable"),
        internal=("properties.keyGenerations",),
        lists={"listkeys": account_keys},
        taken=(409, "StorageAccountAlreadyTaken", "The storage account named {name} is already taken."),
    ),
    ServedType(f"{_ACCOUNT}/blobServices", defaults=_service, implicit=True),
    ServedType(f"{_ACCOUNT}/fileServices", implicit=True),
    ServedType(f"{_ACCOUNT}/queueServices", implicit=True),
    ServedType(f"{_ACCOUNT}/tableServices", implicit=True),
    ServedType(
        f"{_ACCOUNT}/blobServices/containers",
        name_error="ContainerNameInvalid",
        defaults=_container,
        computed=_container_computed,
        tracked=False,
    ),
    ServedType(
        f"{_ACCOUNT}/fileServices/shares",
        name_error="InvalidResourceName",
        defaults=lambda _: {
            "properties": {"shareQuota": 5120, "enabledProtocols": "SMB", "accessTier": "TransactionOptimized"}
        },
        tracked=False,
    ),
)
