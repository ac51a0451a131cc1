"""Properties that Azure cannot change on a resource that exists, by type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mlinfra.base.json_value import Json

_ML = "microsoft.machinelearningservices/workspaces"
_ST = "microsoft.storage/storageaccounts"


@dataclass(frozen=True, slots=True)
class CreateOnly:
    """Properties of one type that are fixed when the resource is created.

    ``type`` is in lower case, ``*`` for all. ``but`` are exceptions below ``paths``. ``compute`` narrows
    computes to one ``computeType``.
    """

    type: str
    paths: tuple[str, ...]
    but: tuple[str, ...] = ()
    compute: str | None = None


@dataclass(frozen=True, slots=True)
class OneWay:
    """A property that changes in one direction only: Azure refuses a change from ``before`` to ``after``."""

    type: str
    path: str
    before: tuple[Json, ...]
    after: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Ineffective:
    """Properties that Azure accepts and does not apply, with what works instead."""

    type: str
    paths: tuple[str, ...]
    reason: str
    but: tuple[str, ...] = ()
    compute: str | None = None


_METADATA = ("properties.description", "properties.tags", "properties.properties", "properties.isArchived")

CREATE_ONLY: Final[tuple[CreateOnly, ...]] = (
    CreateOnly("*", ("location",)),
    CreateOnly(
        _ML,
        (
            "kind",
            "properties.storageAccount",
            "properties.keyVault",
            "properties.hbiWorkspace",
            "properties.encryption.status",
            "properties.encryption.keyVaultProperties.keyVaultArmId",
            "properties.enableServiceSideCMKEncryption",
            "properties.enableDataIsolation",
            "properties.hubResourceId",
            "properties.sharedPrivateLinkResources",
        ),
        but=(
            "properties.sharedPrivateLinkResources[*].properties.requestMessage",
            "properties.sharedPrivateLinkResources[*].properties.status",
        ),
    ),
    CreateOnly(
        f"{_ML}/computes",
        (
            "identity",
            "properties.computeLocation",
            "properties.properties.vmSize",
            "properties.properties.personalComputeInstanceSettings",
            "properties.properties.computeInstanceAuthorizationType",
            "properties.properties.sshSettings",
            "properties.properties.subnet",
            "properties.properties.customServices",
            "properties.properties.enableNodePublicIp",
        ),
        compute="computeinstance",
    ),
    CreateOnly(
        f"{_ML}/computes",
        ("properties", "sku"),
        but=("properties.properties.scaleSettings", "properties.properties.propertyBag"),
        compute="amlcompute",
    ),
    CreateOnly(f"{_ML}/computes", ("properties.computeType", "properties.resourceId")),
    CreateOnly(f"{_ML}/datastores", ("properties.datastoreType",)),
    *(
        CreateOnly(f"{_ML}/{kind}/versions", ("properties",), but=_METADATA)
        for kind in ("data", "models", "components", "codes", "featuresets")
    ),
    CreateOnly(f"{_ML}/environments/versions", ("properties",)),
    CreateOnly(f"{_ML}/onlineendpoints", ("properties.authMode", "properties.compute")),
    CreateOnly(f"{_ML}/batchendpoints", ("properties.authMode",)),
    CreateOnly(f"{_ML}/onlineendpoints/deployments", ("properties.endpointComputeType",)),
    CreateOnly(
        "microsoft.network/privateendpoints",
        (
            "properties.subnet",
            "properties.privateLinkServiceConnections[*].properties.privateLinkServiceId",
            "properties.privateLinkServiceConnections[*].properties.groupIds",
            "properties.manualPrivateLinkServiceConnections[*].properties.privateLinkServiceId",
            "properties.manualPrivateLinkServiceConnections[*].properties.groupIds",
            "properties.customNetworkInterfaceName",
        ),
    ),
    CreateOnly(
        "microsoft.authorization/roleassignments",
        (
            "properties.principalId",
            "properties.roleDefinitionId",
            "properties.delegatedManagedIdentityResourceId",
        ),
    ),
    CreateOnly(
        _ST,
        (
            "properties.isHnsEnabled",
            "properties.isNfsV3Enabled",
            "properties.encryption.requireInfrastructureEncryption",
            "properties.dnsEndpointType",
            "properties.immutableStorageWithVersioning",
        ),
    ),
    CreateOnly(f"{_ST}/blobservices/containers", ("properties.immutableStorageWithVersioning",)),
    CreateOnly(f"{_ST}/fileservices/shares", ("properties.enabledProtocols",)),
    CreateOnly("microsoft.keyvault/vaults", ("properties.softDeleteRetentionInDays",)),
    CreateOnly("microsoft.containerregistry/registries", ("properties.encryption.status", "properties.zoneRedundancy")),
    CreateOnly("microsoft.consumption/budgets", ("properties.timePeriod.startDate",)),
)

_OUTBOUND = ("AllowInternetOutbound", "AllowOnlyApprovedOutbound")
_BOTH = ("SystemAssigned,UserAssigned", "SystemAssigned, UserAssigned")

ONE_WAY: Final[tuple[OneWay, ...]] = (
    OneWay(_ML, "properties.managedNetwork.isolationMode", _OUTBOUND, ("Disabled",)),
    OneWay(_ML, "properties.managedNetwork.isolationMode", _OUTBOUND[1:], _OUTBOUND[:1]),
    OneWay(_ML, "properties.managedNetwork.managedNetworkKind", ("V2",), ("V1",)),
    OneWay(_ML, "identity.type", ("UserAssigned",), ("SystemAssigned", *_BOTH)),
    OneWay(_ML, "identity.type", _BOTH, ("SystemAssigned",)),
    OneWay(_ST, "properties.largeFileSharesState", ("Enabled",), ("Disabled",)),
    OneWay("microsoft.keyvault/vaults", "properties.enablePurgeProtection", (True,), (False,)),
    OneWay("microsoft.keyvault/vaults", "properties.enableSoftDelete", (True,), (False,)),
)

_ACTION = "Azure reports success and changes nothing on an existing compute instance; set it through the studio or the compute's action, or recreate it"

INEFFECTIVE: Final[tuple[Ineffective, ...]] = (
    Ineffective(f"{_ML}/computes", ("properties",), _ACTION, compute="computeinstance"),
    Ineffective(
        "microsoft.keyvault/vaults/keys",
        ("properties.keySize", "properties.kty", "properties.keyOps", "properties.curveName"),
        "a template creates only the first version of a key; later deployments leave it as it is",
    ),
)
