"""Rules of Microsoft.ContainerRegistry."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.types.container_registry import CONTAINER_REGISTRY
from mlinfra.local.providers._base import Body, Put, ServedType, bad_request, generation, key_of, read

_OFF = {"status": "disabled"}


def _defaults(_: Put) -> Body:
    return {
        "properties": {
            "adminUserEnabled": False,
            "anonymousPullEnabled": False,
            "dataEndpointEnabled": False,
            "encryption": dict(_OFF),
            "networkRuleBypassOptions": "AzureServices",
            "publicNetworkAccess": "Enabled",
            "roleAssignmentMode": "LegacyRegistryPermissions",
            "zoneRedundancy": "Disabled",
            "policies": {
                "exportPolicy": {"status": "enabled"},
                "quarantinePolicy": dict(_OFF),
                "retentionPolicy": {"days": 7, **_OFF},
                "trustPolicy": {"type": "Notary", **_OFF},
            },
        }
    }


def _computed(put: Put) -> Body:
    return {
        "sku": {"tier": put.body.get("sku", {}).get("name")},
        "properties": {
            "loginServer": f"{put.rid.name.lower()}.azurecr.io",
            "creationDate": put.since("properties.creationDate"),
            "provisioningState": "Succeeded",
            "dataEndpointHostNames": [],
            "privateEndpointConnections": [],
        },
    }


def _check(put: Put) -> None:
    premium = str(read(put.body, "sku.name")).lower() == "premium"
    if not premium and put.properties.get("publicNetworkAccess") == "Disabled":
        raise bad_request("FeatureNotSupportedForSku", "Disabling public network access needs the Premium SKU.")
    if not premium and read(put.body, "properties.networkRuleSet.ipRules"):
        raise bad_request("FeatureNotSupportedForSku", "Network rules need the Premium SKU.")


def credentials(rid: ResourceId, body: Body) -> Any:
    """The admin user with both passwords. Raises 400 while it is disabled."""
    if not read(body, "properties.adminUserEnabled"):
        raise bad_request("UnAuthorizedForCredentialOperations", "The admin user of the registry is disabled.")
    names = ("password", "password2")
    return {
        "username": rid.name,
        "passwords": [
            {"name": name, "value": key_of(rid, number + 10 * generation(body, name))}
            for number, name in enumerate(names)
        ],
    }


TYPES = (
    ServedType(
        CONTAINER_REGISTRY.type,
        name_error="InvalidResourceName",
        required=("location", "sku.name"),
        defaults=_defaults,
        computed=_computed,
        change_error=(400, "PropertyChangeNotAllowed"),
        internal=("properties.keyGenerations",),
        check=_check,
        lists={"listcredentials": credentials},
        taken=(409, "AlreadyInUse", "The registry DNS name {name}.azurecr.io is already in use."),
    ),
)
