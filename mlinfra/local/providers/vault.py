"""Rules of Microsoft.KeyVault."""

from __future__ import annotations

from mlinfra.base.arm_types import VAULTS
from mlinfra.catalogue.types.key_vault import ACCESS_POLICIES
from mlinfra.local.providers._base import Body, Put, ServedType, guid, read

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


def _holder(policy: Body) -> tuple[str, ...]:
    return tuple(str(policy.get(name, "")).lower() for name in ("tenantId", "objectId", "applicationId"))


def _joined(before: Body | None, policy: Body) -> Body:
    """A policy with what its holder may do already."""
    old, new = (read(entry or {}, "permissions") or {} for entry in (before, policy))
    kinds = dict.fromkeys((*old, *new))
    return {
        **policy,
        "permissions": {kind: list(dict.fromkeys((*old.get(kind, ()), *new.get(kind, ())))) for kind in kinds},
    }


def _apply(put: Put) -> None:
    """Change the access policies of the vault."""
    vault = put.rid.key.rsplit("/", maxsplit=2)[0]
    stored = put.view.get("resource", vault)
    if stored is None:
        return
    held = {_holder(policy): policy for policy in read(stored, "properties.accessPolicies") or ()}
    given = {_holder(policy): policy for policy in put.properties.get("accessPolicies") or ()}
    if put.rid.name.lower() == "add":
        held |= {holder: _joined(held.get(holder), policy) for holder, policy in given.items()}
    else:
        held = {holder: policy for holder, policy in held.items() if holder not in given}
        held = given if put.rid.name.lower() == "replace" else held
    properties = {**(read(stored, "properties") or {}), "accessPolicies": list(held.values())}
    put.view.put("resource", vault, {**stored, "properties": properties})


TYPES = (
    ServedType(
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
    ServedType(
        f"{_VAULT}/secrets",
        defaults=lambda _: {"properties": {"attributes": {"enabled": True}}},
        computed=_secret,
        needed=("properties.value",),
    ),
    ServedType(f"{_VAULT}/keys", computed=_key),
    ServedType(ACCESS_POLICIES.type, after=_apply, tracked=False),
)
