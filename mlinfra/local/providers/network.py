"""Rules of Microsoft.Network, as far as landing zones need it."""

from __future__ import annotations

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.types.network import (
    DNS_ZONE,
    NAT_GATEWAY,
    NETWORK_INTERFACE,
    NETWORK_SECURITY_GROUP,
    PRIVATE_ENDPOINT,
    PUBLIC_IP,
    ROUTE_TABLE,
    VIRTUAL_NETWORK,
)
from mlinfra.local.in_use import check_subnet
from mlinfra.local.providers._base import Body, Put, ResourceType, guid, read

_VNET = VIRTUAL_NETWORK.type
_ENDPOINT = PRIVATE_ENDPOINT.type
_ZONE = DNS_ZONE.type
_DONE = {"provisioningState": "Succeeded"}


def _guided(put: Put) -> Body:
    return {"properties": {**_DONE, "resourceGuid": guid(put.rid.key)}}


def _done(_: Put) -> Body:
    return {"properties": dict(_DONE)}


def _subnets(put: Put) -> None:
    """Subnets written inside the network are resources of their own."""
    for subnet in put.properties.get("subnets") or ():
        child = f"{put.rid.text}/subnets/{subnet.get('name')}"
        body = {
            "id": child,
            "name": subnet.get("name"),
            "type": f"{_VNET}/subnets",
            "properties": subnet.get("properties", {}),
        }
        put.view.put("resource", child.lower(), body)


def _check_vnet(put: Put) -> None:
    if "subnets" in put.properties:
        _check_removed(put)


def _check_removed(put: Put) -> None:
    """Raise 400 where a subnet in use is left out of the list that is there."""
    before, after = (
        {str(subnet.get("name")).lower() for subnet in read(body, "properties.subnets") or ()}
        for body in (put.previous, put.body)
    )
    for name in sorted(before - after):
        check_subnet(put.view, ResourceId(f"{put.rid.text}/subnets/{name}"))


def _endpoint(put: Put) -> Body:
    card = put.properties.get("customNetworkInterfaceName") or f"{put.rid.name}.nic.{guid(put.rid.key)}"
    group = put.rid.group.text if put.rid.group else ""
    return {
        "properties": {
            **_DONE,
            "resourceGuid": guid(put.rid.key),
            "networkInterfaces": [{"id": f"{group}/providers/{NETWORK_INTERFACE.type}/{card}"}],
        }
    }


def _zone(_: Put) -> Body:
    return {"properties": {**_DONE, "maxNumberOfRecordSets": 25000, "numberOfRecordSets": 1}}


_SUBNET_DEFAULTS = {"privateEndpointNetworkPolicies": "Disabled", "privateLinkServiceNetworkPolicies": "Enabled"}

TYPES = (
    ResourceType(
        _VNET,
        required=("location",),
        defaults=lambda _: {"properties": {"enableDdosProtection": False}},
        computed=_guided,
        check=_check_vnet,
        after=_subnets,
    ),
    ResourceType(
        f"{_VNET}/subnets",
        defaults=lambda _: {"properties": dict(_SUBNET_DEFAULTS)},
        computed=_done,
        tracked=False,
    ),
    ResourceType(
        f"{_VNET}/virtualNetworkPeerings",
        computed=lambda _: {"properties": {**_DONE, "peeringState": "Connected", "peeringSyncLevel": "FullyInSync"}},
        tracked=False,
    ),
    ResourceType(
        NETWORK_SECURITY_GROUP.type,
        required=("location",),
        defaults=lambda _: {"properties": {"securityRules": []}},
        computed=_guided,
    ),
    ResourceType(NAT_GATEWAY.type, required=("location",), computed=_guided),
    ResourceType(PUBLIC_IP.type, required=("location",), computed=_guided),
    ResourceType(ROUTE_TABLE.type, required=("location",), computed=_guided),
    ResourceType(
        _ENDPOINT,
        required=("location",),
        defaults=lambda _: {
            "properties": {
                "privateLinkServiceConnections": [],
                "manualPrivateLinkServiceConnections": [],
                "customDnsConfigs": [],
                "ipConfigurations": [],
            }
        },
        computed=_endpoint,
        change_error=(400, "CannotChangePrivateEndpoint"),
    ),
    ResourceType(f"{_ENDPOINT}/privateDnsZoneGroups", computed=_done, tracked=False),
    ResourceType(_ZONE, required=("location",), computed=_zone),
    ResourceType(
        f"{_ZONE}/virtualNetworkLinks",
        required=("location",),
        defaults=lambda _: {"properties": {"registrationEnabled": False, "resolutionPolicy": "Default"}},
        computed=lambda _: {"properties": {**_DONE, "virtualNetworkLinkState": "Completed"}},
        tracked=False,
    ),
)
