"""Limits and other rules of Microsoft.Network resources, for their entries.

Sources: the pages of the types below https://learn.microsoft.com/azure/templates/microsoft.network/, and
https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits.
"""

from __future__ import annotations

from typing import Final

from mlinfra.catalogue.body_rules import (
    Addresses,
    BodyRule,
    Distinct,
    Each,
    Excludes,
    Limit,
    Linked,
    Needs,
    Only,
    PlainRule,
    Ranges,
    Target,
    When,
)
from mlinfra.catalogue.types._shared import NETWORK_NAME

_NAME: Final = Limit("name", pattern=NETWORK_NAME.pattern, words=NETWORK_NAME.words)
"""Of an item in the body of its parent, which has no entry of its own."""

_PREFIX: Final = ("properties.addressPrefix", "properties.addressPrefixes[*]")
SUBNET_RULES: Final[tuple[PlainRule, ...]] = (
    Needs(("properties.addressPrefix", "properties.addressPrefixes", "properties.ipamPoolPrefixAllocations")),
    Distinct("properties.delegations"),
    Distinct("properties.serviceEndpoints", ("service",)),
)
NETWORK_RULES: Final[tuple[BodyRule, ...]] = (
    Needs(("properties.addressSpace.addressPrefixes", "properties.addressSpace.ipamPoolPrefixAllocations")),
    Each("properties.subnets[*]", (Needs(("name",)), _NAME, *SUBNET_RULES)),
    Addresses("properties.dhcpOptions.dnsServers[*]", ranges=False),
    Distinct("properties.subnets"),
    Distinct("properties.virtualNetworkPeerings"),
    Ranges(("properties.addressSpace.addressPrefixes[*]",), tuple(f"properties.subnets[*].{path}" for path in _PREFIX)),
)
OWN_SUBNET_RULES: Final[tuple[BodyRule, ...]] = (*SUBNET_RULES, Ranges(_PREFIX))
_COMPLETE = (When("properties.peerCompleteVnets", (True,), absent=True),)
PEERING_RULES: Final[tuple[BodyRule, ...]] = (
    Needs(("properties.remoteVirtualNetwork.id",)),
    *(
        Excludes(f"properties.{name}", _COMPLETE, values, "all addresses of the networks are joined")
        for name, values in (("localSubnetNames", ()), ("remoteSubnetNames", ()), ("enableOnlyIPv6Peering", (True,)))
    ),
)

_NUMBER: Final = r"(\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])"
_PORT = Limit("", pattern=rf"\*|{_NUMBER}(-{_NUMBER})?", words="a port up to 65535, a range such as 80-90, or '*'")
_PORTS = ("sourcePortRange", "sourcePortRanges[*]", "destinationPortRange", "destinationPortRanges[*]")
SECURITY_RULE_RULES: Final[tuple[PlainRule, ...]] = (
    *(Needs((f"properties.{name}",)) for name in ("protocol", "access", "direction", "priority")),
    *(
        Needs((f"properties.{side}AddressPrefix", f"properties.{side}AddressPrefixes", f"properties.{side}ApplicationSecurityGroups"))
        for side in ("source", "destination")
    ),
    *(Needs((f"properties.{side}PortRange", f"properties.{side}PortRanges")) for side in ("source", "destination")),
    *(Limit(f"properties.{path}", pattern=_PORT.pattern, words=_PORT.words) for path in _PORTS),
    *(Addresses(f"properties.{side}AddressPrefix{end}") for side in ("source", "destination") for end in ("", "es[*]")),
    Limit("properties.priority", 100, 4096),
    Limit("properties.description", most=140),
)  # fmt: skip
SECURITY_GROUP_RULES: Final[tuple[BodyRule, ...]] = (
    Each("properties.securityRules[*]", (Needs(("name",)), _NAME, *SECURITY_RULE_RULES)),
    Distinct("properties.securityRules"),
    Distinct("properties.securityRules", ("properties.direction", "properties.priority")),
)

_APPLIANCE = When("properties.nextHopType", ("VirtualAppliance",))
_NO_APPLIANCE = When("properties.nextHopType", ("VirtualAppliance",), other=True)
ROUTE_TABLE_RULES: Final[tuple[BodyRule, ...]] = (
    Each(
        "properties.routes[*]",
        (
            *(Needs((path,)) for path in ("name", "properties.addressPrefix", "properties.nextHopType")),
            Needs(("properties.nextHopIpAddress",), (_APPLIANCE,), "a virtual appliance has an address"),
            Excludes("properties.nextHopIpAddress", (_NO_APPLIANCE,), reason="only a virtual appliance has one"),
            _NAME,
            Addresses("properties.addressPrefix"),
            Addresses("properties.nextHopIpAddress", ranges=False),
        ),
    ),
    Distinct("properties.routes"),
)

_CONNECTIONS = ("properties.privateLinkServiceConnections", "properties.manualPrivateLinkServiceConnections")
PRIVATE_ENDPOINT_RULES: Final[tuple[BodyRule, ...]] = (
    Needs(("properties.subnet.id",)),
    Needs(_CONNECTIONS),
    *(
        Each(
            f"{path}[*]",
            (
                Needs(("name",)),
                Needs(("properties.privateLinkServiceId",)),
                Limit("properties.requestMessage", most=140),
            ),
        )
        for path in _CONNECTIONS
    ),
    *(Linked(f"{path}[*]", "properties.privateLinkServiceId", "properties.groupIds[*]") for path in _CONNECTIONS),
)
DNS_ZONE_GROUP_RULES: Final[tuple[BodyRule, ...]] = (
    Each("properties.privateDnsZoneConfigs[*]", (Needs(("name",)), Needs(("properties.privateDnsZoneId",)))),
    Distinct("properties.privateDnsZoneConfigs"),
)
DNS_LINK_RULES: Final[tuple[BodyRule, ...]] = (Needs(("properties.virtualNetwork.id",)),)

_STANDARD = When("sku.name", ("Standard", "StandardV2"))
PUBLIC_IP_RULES: Final[tuple[BodyRule, ...]] = (
    Only(
        "sku.name",
        ("Standard", "StandardV2"),
        reason="Azure creates none since 2025-03-31, and retired it on 2025-09-30",
    ),
    Only("properties.publicIPAllocationMethod", ("Static",), (_STANDARD,), "the Standard SKU has static addresses"),
    Limit("properties.idleTimeoutInMinutes", 4, 30),
)
_OF_V2 = ("publicIpAddressesV6", "publicIpPrefixesV6", "sourceVirtualNetwork")
_ADDRESS: Final = "Microsoft.Network/publicIPAddresses"
NAT_GATEWAY_RULES: Final[tuple[BodyRule, ...]] = (
    *(
        Target(f"properties.{path}[*].id", _ADDRESS, (Only("sku.name", (sku,)),), (When("sku.name", (sku,)),))
        for path in ("publicIpAddresses", "publicIpAddressesV6")
        for sku in ("Standard", "StandardV2")
    ),
    Limit("properties.idleTimeoutInMinutes", 4, 120),
    *(
        Excludes(f"properties.{name}", (When("sku.name", ("Standard",)),), reason="only a StandardV2 gateway has it")
        for name in _OF_V2
    ),
)
NETWORK_INTERFACE_RULES: Final[tuple[BodyRule, ...]] = (
    Needs(("properties.ipConfigurations",)),
    Limit("properties.ipConfigurations[*].properties.privateIPAddressPrefixLength", 1, 128),
)
