"""Rules of Microsoft.KeyVault."""

from __future__ import annotations

from mlinfra.base.arm_types import VAULTS
from mlinfra.local.providers._base import Body, Put, ResourceType, guid, read

_VAULT = VAULTS
_RBAC_BY_DEFAULT = "2026-02-01"


def _defaults(put: Put) -> Body:
    rbac = put.api_version >= _RBAC_BY_DEFAULT
    if put.previous:
        rbac = bool(read(put.previous, "properties.enableRbacAuthorization"))
    return {
        "properties": {
            "accessPolicies": [],
            "enableRbacAuthorization": rbac,
            "enableSoftDelete": True,
            "softDeleteRetentionInDays": 90,
            "enabledForDeployment": False,
            "publicNetworkAccess": "Enabled",
            "networkAcls": {
                "bypass": "AzureServices",
                "defaultAction": "Allow",
                "ipRules": [],
                "virtualNetworkRules": [],
            },
        }
    }


def _computed(put: Put) -> Body:
    return {
        "properties": {"vaultUri": f"https://{put.rid.name.lower()}.vault.azure.net/", "provisioningState": "Succeeded"}
    }


def _secret(put: Put) -> Body:
    uri = f"https://{put.rid.names[0].lower()}.vault.azure.net/secrets/{put.rid.name}"
    version = guid(f"{put.rid.key}/{put.properties.get('value', '')}").replace("-", "")
    return {"properties": {"secretUri": uri, "secretUriWithVersion": f"{uri}/{version}"}}


def _key(put: Put) -> Body:
    uri = f"https://{put.rid.names[0].lower()}.vault.azure.net/keys/{put.rid.name}"
    return {"properties": {"keyUri": uri, "keyUriWithVersion": f"{uri}/{guid(put.rid.key).replace('-', '')}"}}


TYPES = (
    ResourceType(
        _VAULT,
        name_error="VaultNameNotValid",
        required=("location", "properties.tenantId", "properties.sku.name", "properties.sku.family"),
        defaults=_defaults,
        computed=_computed,
        change_error=(400, "BadRequest"),
        needed=("properties.createMode",),
        taken=(
            409,
            "VaultAlreadyExists",
            "The vault name '{name}' is already in use. Vault names are globally unique.",
        ),
    ),
    ResourceType(
        f"{_VAULT}/secrets",
        defaults=lambda _: {"properties": {"attributes": {"enabled": True}}},
        computed=_secret,
        needed=("properties.value",),
    ),
    ResourceType(f"{_VAULT}/keys", computed=_key),
)
