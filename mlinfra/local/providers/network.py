"""Rules of Microsoft.Network, as far as landing zones need it."""

from __future__ import annotations

from mlinfra.catalogue.types.network import (
    NAT_GATEWAY,
    NETWORK_SECURITY_GROUP,
    PEERING,
    PUBLIC_IP,
    ROUTE_TABLE,
    VIRTUAL_NETWORK,
)
from mlinfra.catalogue.types.network_private_links import DNS_ZONE, PRIVATE_ENDPOINT
from mlinfra.local import peerings
from mlinfra.local.default_security_rules import default_rules
from mlinfra.local.in_use import check_subnet
from mlinfra.local.inner_children import left_out, write_children
from mlinfra.local.private_links import card_of, connect, disconnect
from mlinfra.local.providers._base import Body, Put, ServedType, guid

_VNET = VIRTUAL_NETWORK.type
_ENDPOINT = PRIVATE_ENDPOINT.type
_ZONE = DNS_ZONE.type
_DONE = {"provisioningState": "Succeeded"}


def _guided(put: Put) -> Body:
    return {"properties": {**_DONE, "resourceGuid": guid(put.rid.key)}}


def _group(put: Put) -> Body:
    return {"properties": {**_guided(put)["properties"], "defaultSecurityRules": default_rules(put)}}


def _done(_: Put) -> Body:
    return {"properties": dict(_DONE)}


def _check_removed(put: Put) -> None:
    """Raise 400 where a subnet in use is left out of the list that is there."""
    for subnet in left_out(put):
        check_subnet(put.view, subnet)


def _endpoint(put: Put) -> Body:
    card = {"id": card_of(put.rid, put.body).text}
    return {"properties": {**_DONE, "resourceGuid": guid(put.rid.key), "networkInterfaces": [card]}}


def _zone(_: Put) -> Body:
    return {"properties": {**_DONE, "maxNumberOfRecordSets": 25000, "numberOfRecordSets": 1}}


_SUBNET_DEFAULTS = {"privateEndpointNetworkPolicies": "Disabled", "privateLinkServiceNetworkPolicies": "Enabled"}

TYPES = (
    ServedType(
        _VNET,
        required=("location",),
        defaults=lambda _: {"properties": {"enableDdosProtection": False}},
        computed=_guided,
        check=_check_removed,
        after=write_children,
    ),
    ServedType(
        f"{_VNET}/subnets",
        defaults=lambda _: {"properties": dict(_SUBNET_DEFAULTS)},
        computed=_done,
        tracked=False,
    ),
    ServedType(
        PEERING.type,
        computed=peerings.state,
        after=peerings.join,
        gone=peerings.part,
        tracked=False,
    ),
    ServedType(
        NETWORK_SECURITY_GROUP.type,
        required=("location",),
        defaults=lambda _: {"properties": {"securityRules": []}},
        computed=_group,
        after=write_children,
    ),
    ServedType(NAT_GATEWAY.type, required=("location",), computed=_guided),
    ServedType(PUBLIC_IP.type, required=("location",), computed=_guided),
    ServedType(ROUTE_TABLE.type, required=("location",), computed=_guided, after=write_children),
    ServedType(
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
        after=connect,
        gone=disconnect,
    ),
    ServedType(f"{_ENDPOINT}/privateDnsZoneGroups", computed=_done, tracked=False),
    ServedType(_ZONE, required=("location",), computed=_zone),
    ServedType(
        f"{_ZONE}/virtualNetworkLinks",
        required=("location",),
        defaults=lambda _: {"properties": {"registrationEnabled": False, "resolutionPolicy": "Default"}},
        computed=lambda _: {"properties": {**_DONE, "virtualNetworkLinkState": "Completed"}},
        tracked=False,
    ),
)
