"""Resource types of Microsoft.Network, as far as landing zones need them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from mlinfra.base.json_value import Json
from mlinfra.catalogue.later import LaterModule, later
from mlinfra.catalogue.plan_facets import crypt, reach, told
from mlinfra.catalogue.resource_type import ChildOf, CreateOnly, NameRecipe, NameRule, ResourceType
from mlinfra.catalogue.table_source import Table
from mlinfra.catalogue.types._default_security_rules import default_security_rules
from mlinfra.catalogue.types._shared import DONE, IN_GROUP, NETWORK_NAME, default, service

if TYPE_CHECKING:
    from mlinfra.catalogue.service import Errors, Quota, Served
    from mlinfra.catalogue.types import _network_rules as rules
else:
    Errors, Quota, Served = later("service", "Errors", "Quota", "Served")
    rules = LaterModule("types._network_rules")

network_table: Final = partial(Table, "azure-mgmt-network==30.2.0", "azure.mgmt.network.models")
NETWORK_VERSION: Final = "2025-05-01"
_OF_SUBNETS: Final = {
    "properties.networkSecurityGroup.id": ("Microsoft.Network/networkSecurityGroups",),
    "properties.routeTable.id": ("Microsoft.Network/routeTables",),
    "properties.natGateway.id": ("Microsoft.Network/natGateways",),
}
_PEERING = ("peeringSyncLevel", "remoteVirtualNetworkAddressSpace", "remoteGateways")

_MADE: Final[Mapping[str, Json]] = {**DONE, "properties.resourceGuid": "{guid}"}

VIRTUAL_NETWORK: Final = ResourceType(
    type="Microsoft.Network/virtualNetworks",
    api_version=NETWORK_VERSION,
    word="network",
    place=IN_GROUP,
    name=NameRule(r"[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9_]", "2 to 64 letters, digits, '_', '.' and '-'"),
    holds_data="everything inside the network loses its connections",
    purge=None,
    soft_deleted_days=0,
    diagnostics=("logs", "metrics"),
    least={"properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}},
    properties=network_table("VirtualNetwork"),
    page="azure/templates/microsoft.network/virtualnetworks",
    security=(
        crypt("encryption"),
        reach("subnets[*].properties.networkSecurityGroup", "subnets[*].properties.privateEndpointNetworkPolicies"),
    ),
    key_properties=(),
    listed_children={"properties.subnets": "subnets"},
    rules=rules.NETWORK_RULES,
    create_only=(CreateOnly(("extendedLocation",)),),
    references={f"properties.subnets[*].{path}": types for path, types in _OF_SUBNETS.items()},
    noise=(
        default("N037", "Disabled", "privateEndpointVNetPolicies"),
        service(
            "N038",
            *(f"subnets[*].{path}" for path in (
                "type", "etag", "properties.delegations[*].etag", "properties.delegations[*].properties.actions",
                "properties.delegations[*].type", "properties.resourceNavigationLinks",
                "properties.serviceAssociationLinks", "properties.provisioningState",
            )),
            "resourceGuid", "virtualNetworkPeerings[*].type",
        ),
        service("N039", *(f"virtualNetworkPeerings[*].properties.{path}" for path in _PEERING)),
    ),
    defaults={"properties.enableDdosProtection": False},
    computed=_MADE,
    served=Served(quota=Quota("VirtualNetworks", "Virtual Networks", 1000), required=("location",)),
)  # fmt: skip

SUBNET: Final = ResourceType(
    type="Microsoft.Network/virtualNetworks/subnets",
    api_version=NETWORK_VERSION,
    word="subnet",
    place=ChildOf(VIRTUAL_NETWORK.type),
    name=NETWORK_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    least={"properties": {"addressPrefix": "10.0.0.0/24"}},
    properties=network_table("Subnet"),
    page="azure/templates/microsoft.network/virtualnetworks/subnets",
    security=(reach("networkSecurityGroup", "privateEndpointNetworkPolicies"),),
    key_properties=told("properties.addressPrefix"),
    rules=rules.OWN_SUBNET_RULES,
    in_turn=True,  # as peerings below
    references=_OF_SUBNETS,
    defaults={
        "properties.privateEndpointNetworkPolicies": "Disabled",
        "properties.privateLinkServiceNetworkPolicies": "Enabled",
    },
    computed=DONE,
    served=Served(
        tracked=False,
        holds=("properties.networkSecurityGroup.id",),
        errors=Errors(
            in_use=(
                "InUseSubnetCannotBeDeleted",
                (
                    "Subnet {spelled} is in use by {body:id} and cannot be deleted. In order to delete the subnet, delete "
                    "all the resources within the subnet. See aka.ms/deletesubnet."
                ),
            )
        ),
    ),
)

PEERING: Final = ResourceType(
    type="Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
    api_version=NETWORK_VERSION,
    word="peering",
    place=ChildOf(VIRTUAL_NETWORK.type),
    name=NETWORK_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=network_table("VirtualNetworkPeering"),
    page="azure/templates/microsoft.network/virtualnetworks/virtualnetworkpeerings",
    security=(),
    key_properties=(),
    rules=rules.PEERING_RULES,
    in_turn=True,  # a network is written by one operation at a time: AnotherOperationInProgress
    references={"properties.remoteVirtualNetwork.id": (VIRTUAL_NETWORK.type,)},
    noise=(service("N039", *_PEERING),),
    computed={**DONE, "properties.peeringSyncLevel": "FullyInSync"},
    served=Served(tracked=False, behaviours=("peering",)),
)

NETWORK_SECURITY_GROUP: Final = ResourceType(
    type="Microsoft.Network/networkSecurityGroups",
    api_version=NETWORK_VERSION,
    word="nsg",
    place=IN_GROUP,
    name=NETWORK_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    diagnostics=("logs",),
    properties=network_table("NetworkSecurityGroup"),
    page="azure/templates/microsoft.network/networksecuritygroups",
    security=(reach("securityRules", but=("securityRules[*].etag", "securityRules[*].properties.provisioningState")),),
    key_properties=(),
    listed_children={"properties.securityRules": "securityRules"},
    rules=rules.SECURITY_GROUP_RULES,
    noise=(
        service(
            "N041",
            "securityRules[*].etag",
            "securityRules[*].properties.provisioningState",
            "defaultSecurityRules",
        ),
    ),
    defaults={"properties.securityRules": []},
    computed={
        **_MADE,
        "properties.defaultSecurityRules": default_security_rules("Microsoft.Network/networkSecurityGroups"),
    },
    served=Served(
        quota=Quota("NetworkSecurityGroups", "Network Security Groups", 5000),
        required=("location",),
        errors=Errors(
            in_use=(
                "InUseNetworkSecurityGroupCannotBeDeleted",
                "Network security group {id} cannot be deleted because it is in use by the following resources: {body:id}.",
            )
        ),
    ),
)

NETWORK_INTERFACE: Final = ResourceType(
    type="Microsoft.Network/networkInterfaces",
    api_version=NETWORK_VERSION,
    word="nic",
    place=IN_GROUP,
    name=NETWORK_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=network_table("NetworkInterface"),
    page="azure/templates/microsoft.network/networkinterfaces",
    security=(reach("networkSecurityGroup"),),
    key_properties=(),
    recipe=NameRecipe("nic", 80, literal=True),
    rules=rules.NETWORK_INTERFACE_RULES,
    references={"properties.ipConfigurations[*].properties.subnet.id": (SUBNET.type,)},
    noise=(
        service("N040", "allowPort25Out", "macAddress", "primary"),
        service("N040", "kind", below="", reason="not in the type's schema; no template can set it"),
    ),
)

NAT_GATEWAY: Final = ResourceType(
    type="Microsoft.Network/natGateways",
    api_version=NETWORK_VERSION,
    word="nat",
    place=IN_GROUP,
    name=NETWORK_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    diagnostics=("metrics",),
    properties=network_table("NatGateway"),
    page="azure/templates/microsoft.network/natgateways",
    security=(),
    key_properties=told("sku.name"),
    rules=rules.NAT_GATEWAY_RULES,
    references={
        "properties.publicIpAddresses[*].id": ("Microsoft.Network/publicIPAddresses",),
        "properties.publicIpAddressesV6[*].id": ("Microsoft.Network/publicIPAddresses",),
        "properties.sourceVirtualNetwork.id": (VIRTUAL_NETWORK.type,),
    },
    computed=_MADE,
    served=Served(quota=Quota("NatGateways", "Nat Gateways", 100), required=("location",)),
)

PUBLIC_IP: Final = ResourceType(
    type="Microsoft.Network/publicIPAddresses",
    api_version=NETWORK_VERSION,
    word="public ip",
    place=IN_GROUP,
    name=NETWORK_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    diagnostics=("logs", "metrics"),
    properties=network_table("PublicIPAddress"),
    page="azure/templates/microsoft.network/publicipaddresses",
    security=(),
    key_properties=told("sku.name"),
    tells={"address": "properties.ipAddress"},
    rules=rules.PUBLIC_IP_RULES,
    create_only=(CreateOnly(("properties.publicIPAddressVersion",)),),
    computed=_MADE,
    served=Served(quota=Quota("PublicIPAddresses", "Public IP Addresses", 1000), required=("location",)),
)

ROUTE_TABLE: Final = ResourceType(
    type="Microsoft.Network/routeTables",
    api_version=NETWORK_VERSION,
    word="routes",
    place=IN_GROUP,
    name=NETWORK_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=network_table("RouteTable"),
    page="azure/templates/microsoft.network/routetables",
    security=(),
    key_properties=(),
    listed_children={"properties.routes": "routes"},
    rules=rules.ROUTE_TABLE_RULES,
    computed=_MADE,
    served=Served(quota=Quota("RouteTables", "Route Tables", 200), required=("location",)),
)

TYPES: Final = (
    VIRTUAL_NETWORK,
    SUBNET,
    PEERING,
    NETWORK_SECURITY_GROUP,
    NETWORK_INTERFACE,
    NAT_GATEWAY,
    PUBLIC_IP,
    ROUTE_TABLE,
)
