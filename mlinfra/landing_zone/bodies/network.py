"""Networks, private endpoints and DNS zones as ARM bodies."""

from __future__ import annotations

from mlinfra.arm import expressions as expr
from mlinfra.landing_zone.bodies.extra import with_extra
from mlinfra.landing_zone.bodies.shape import LOCATION, Body, Context, Shape
from mlinfra.landing_zone.graph.derived import DnsLink, DnsZone, DnsZoneGroup, PrivateEndpoint
from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.model.network import Subnet, VirtualNetwork

VERSION, DNS_VERSION = "2025-05-01", "2024-06-01"


def _network(node: Node, context: Context) -> Body:
    """Subnets stand inside: a network deployed without them loses them."""
    subnets: list[expr.Value] = [
        {"name": subnet.id.name, **subnet_body(subnet, context)}
        for subnet in context.graph.of(Subnet)
        if subnet.parent == node.id
    ]
    properties: Body = {"addressSpace": {"addressPrefixes": list(node.resource.prefixes)}, "subnets": subnets}
    return {"location": LOCATION, **context.all_tags(node.resource.tags), "properties": properties}


def subnet_body(node: Node, context: Context) -> Body:
    """What stands beside a subnet's name in the body of its network."""
    properties: Body = {
        "addressPrefix": node.resource.prefix,
        "defaultOutboundAccess": False,
        "privateEndpointNetworkPolicies": "Disabled",
        "privateLinkServiceNetworkPolicies": "Enabled",
    }
    return with_extra({"properties": properties}, node, context)


def _endpoint(node: Node, context: Context) -> Body:
    endpoint: PrivateEndpoint = node.resource
    connection: Body = {
        "name": node.id.name,
        "properties": {"privateLinkServiceId": context.id(endpoint.target), "groupIds": [endpoint.group]},
    }
    properties: Body = {
        "subnet": {"id": context.id(endpoint.subnet)},
        "privateLinkServiceConnections": [connection],
        "customNetworkInterfaceName": f"nic-{node.id.name}"[:80],
    }
    return {"location": LOCATION, **context.all_tags({}), "properties": properties}


def _registration(node: Node, context: Context) -> Body:
    configs: list[expr.Value] = [
        {"name": zone.name.replace(".", "-"), "properties": {"privateDnsZoneId": context.id(zone)}}
        for zone in node.resource.zones
    ]
    return {"properties": {"privateDnsZoneConfigs": configs}}


def _zone(_node: Node, context: Context) -> Body:
    return {"location": "global", **context.all_tags({})}


def _link(node: Node, context: Context) -> Body:
    link: DnsLink = node.resource
    network: Body = {"id": context.id(link.network)}
    properties: Body = {"virtualNetwork": network, "registrationEnabled": False, "resolutionPolicy": "Default"}
    return {"location": "global", **context.all_tags({}), "properties": properties}


SHAPES = {
    VirtualNetwork: Shape(VERSION, _network),
    Subnet: Shape(VERSION),
    PrivateEndpoint: Shape(VERSION, _endpoint),
    DnsZoneGroup: Shape(VERSION, _registration),
    DnsZone: Shape(DNS_VERSION, _zone),
    DnsLink: Shape(DNS_VERSION, _link),
}
