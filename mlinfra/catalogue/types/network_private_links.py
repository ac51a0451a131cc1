"""Resource types of Microsoft.Network for private links: endpoints, and the private DNS zones of their names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from mlinfra.catalogue.later import LaterModule, later
from mlinfra.catalogue.resource_type import ChildOf, CreateOnly, NameRecipe, NameRule, ResourceType
from mlinfra.catalogue.table_source import Table
from mlinfra.catalogue.types._shared import DONE, IN_GROUP, NETWORK_NAME, default, service
from mlinfra.catalogue.types.network import NETWORK_VERSION, SUBNET, VIRTUAL_NETWORK, network_table

if TYPE_CHECKING:
    from mlinfra.catalogue.service import Errors, Quota, Served
    from mlinfra.catalogue.types import _network_rules as rules
else:
    Errors, Quota, Served = later("service", "Errors", "Quota", "Served")
    rules = LaterModule("types._network_rules")

_dns_table = partial(Table, "azure-mgmt-privatedns==2.0.0", "azure.mgmt.privatedns.models")
_DNS_VERSION = "2024-06-01"

PRIVATE_ENDPOINT: Final = ResourceType(
    type="Microsoft.Network/privateEndpoints",
    api_version=NETWORK_VERSION,
    word="private ep",
    place=IN_GROUP,
    name=NETWORK_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=network_table("PrivateEndpoint"),
    page="azure/templates/microsoft.network/privateendpoints",
    security=(),
    key_properties=(),
    recipe=NameRecipe("pep", 80, literal=True),
    rules=rules.PRIVATE_ENDPOINT_RULES,
    create_only=(
        CreateOnly(
            (
            "properties.subnet",
            "properties.privateLinkServiceConnections[*].properties.privateLinkServiceId",
            "properties.privateLinkServiceConnections[*].properties.groupIds",
            "properties.manualPrivateLinkServiceConnections[*].properties.privateLinkServiceId",
            "properties.manualPrivateLinkServiceConnections[*].properties.groupIds",
            "properties.customNetworkInterfaceName",
            "extendedLocation",
            ),
            left_out=(
                "properties.subnet",
                "properties.privateLinkServiceConnections",
                "properties.manualPrivateLinkServiceConnections",
            ),
        ),
    ),
    noise=(
        service("N034", "networkInterfaces", "resourceGuid"),
        service(
            "N035",
            *(f"privateLinkServiceConnections[*].{path}" for path in (
                "etag", "id", "properties.provisioningState", "properties.privateLinkServiceConnectionState",
            )),
        ),
    ),
    references={
        "properties.subnet.id": (SUBNET.type,),
        **{f"properties.{kind}LinkServiceConnections[*].properties.privateLinkServiceId": () for kind in ("private", "manualPrivate")},
    },
    defaults={
        "properties.privateLinkServiceConnections": [],
        "properties.manualPrivateLinkServiceConnections": [],
        "properties.customDnsConfigs": [],
        "properties.ipConfigurations": [],
    },
    computed={**DONE, "properties.resourceGuid": "{guid}"},
    served=Served(quota=Quota("PrivateEndpoints", "Private Endpoints", 65536),
        required=("location",),
        errors=Errors(change=(400, "CannotChangePrivateEndpoint")),
        holds=("properties.subnet.id",),
        behaviours=("private endpoint",),
    ),
)  # fmt: skip

DNS_ZONE_GROUP: Final = ResourceType(
    type="Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    api_version=NETWORK_VERSION,
    word="dns group",
    place=ChildOf(PRIVATE_ENDPOINT.type),
    name=NETWORK_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=network_table("PrivateDnsZoneGroup"),
    page="azure/templates/microsoft.network/privateendpoints/privatednszonegroups",
    security=(),
    key_properties=(),
    rules=rules.DNS_ZONE_GROUP_RULES,
    references={"properties.privateDnsZoneConfigs[*].properties.privateDnsZoneId": ("Microsoft.Network/privateDnsZones",)},
    noise=(
        service(
            "N036",
            *(f"privateDnsZoneConfigs[*].{path}" for path in (
                "id", "etag", "type", "properties.provisioningState", "properties.recordSets",
            )),
        ),
    ),
    computed=DONE,
    served=Served(tracked=False),
)  # fmt: skip

DNS_ZONE: Final = ResourceType(
    type="Microsoft.Network/privateDnsZones",
    api_version=_DNS_VERSION,
    word="dns zone",
    place=IN_GROUP,
    name=NameRule(
        r"(?=.{1,253}$)[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,62})(?:\.[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,62})){1,33}",
        "2 to 34 parts of letters, digits, '-' and '_' with '.' between them",
    ),
    holds_data="names inside the network stop resolving",
    purge=None,
    soft_deleted_days=0,
    least={"location": "global"},
    properties=_dns_table("PrivateZone"),
    page="azure/templates/microsoft.network/privatednszones",
    security=(),
    key_properties=(),
    noise=(service("N042", "maxNumberOfRecordSets", "numberOfRecordSets", "internalId"),),
    global_location="only",
    computed={**DONE, "properties.maxNumberOfRecordSets": 25000, "properties.numberOfRecordSets": 1},
    served=Served(required=("location",), blocked_by="virtualNetworkLinks"),
)

DNS_LINK: Final = ResourceType(
    type="Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    api_version=_DNS_VERSION,
    word="dns link",
    place=ChildOf(DNS_ZONE.type),
    name=NETWORK_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=_dns_table("VirtualNetworkLink"),
    page="azure/templates/microsoft.network/privatednszones/virtualnetworklinks",
    security=(),
    key_properties=(),
    rules=rules.DNS_LINK_RULES,
    references={"properties.virtualNetwork.id": (VIRTUAL_NETWORK.type,)},
    noise=(
        service("N042", "virtualNetworkLinkState"),
        default("N042", "Default", "resolutionPolicy"),
    ),
    global_location="only",
    defaults={"properties.registrationEnabled": False, "properties.resolutionPolicy": "Default"},
    computed={**DONE, "properties.virtualNetworkLinkState": "Completed"},
    served=Served(required=("location",), tracked=False),
)

TYPES: Final = (PRIVATE_ENDPOINT, DNS_ZONE_GROUP, DNS_ZONE, DNS_LINK)
