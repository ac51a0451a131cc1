"""Define the resources of networks that follow from private and managed workspaces, and that nobody writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from mlinfra.arm import expressions as expr
from mlinfra.base.frozen import dataclass
from mlinfra.catalogue.types.machine_learning_parts import OUTBOUND_RULE
from mlinfra.catalogue.types.network_private_links import DNS_LINK, DNS_ZONE, DNS_ZONE_GROUP, PRIVATE_ENDPOINT
from mlinfra.landing_zone.graph.node import DerivedResource
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.model._conversions import LOCATION
from mlinfra.landing_zone.model._rows import Computed, Constant, Conversion, Rows, at

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext
    from mlinfra.landing_zone.model.outbound import Fqdn, PrivateTarget, ServiceTag


def _stack_tags(_resource: DerivedResource, context: BodyContext) -> expr.Value:
    return context.tags({})


_TAGS = Computed("tags", _stack_tags, "the tags of the stack")


_ID = Conversion(lambda target, context, _field: context.id(target), lambda arm_id, _reading: arm_id)


def _connections(endpoint: PrivateEndpoint, context: BodyContext) -> expr.Value:
    service = {"privateLinkServiceId": context.id(endpoint.target), "groupIds": [endpoint.group]}
    return [{"name": context.names[-1], "properties": service}]


@dataclass(frozen=True, slots=True)
class PrivateEndpoint(DerivedResource):
    """A private way into ``target``; ``group`` names the part of it, ``interface`` its network interface."""

    arm_type: ClassVar[str] = PRIVATE_ENDPOINT.type
    target: NodeId
    group: str
    subnet: NodeId = at("properties.subnet.id", conversion=_ID)
    interface: str = at("properties.customNetworkInterfaceName")
    ROWS: ClassVar[Rows] = (
        LOCATION,
        _TAGS,
        "subnet",
        Computed("properties.privateLinkServiceConnections", _connections, "a list of one", ("target", "group")),
        "interface",
    )


def _zone_configs(registration: DnsZoneGroup, context: BodyContext) -> expr.Value:
    return [
        {"name": zone.name.replace(".", "-"), "properties": {"privateDnsZoneId": context.id(zone)}}
        for zone in registration.zones
    ]


@dataclass(frozen=True, slots=True)
class DnsZoneGroup(DerivedResource):
    """Registers a private endpoint in DNS zones."""

    arm_type: ClassVar[str] = DNS_ZONE_GROUP.type
    zones: tuple[NodeId, ...]
    ROWS: ClassVar[Rows] = (
        Computed(
            "properties.privateDnsZoneConfigs", _zone_configs, "each zone has a name of its own there", ("zones",)
        ),
    )


@dataclass(frozen=True, slots=True)
class DnsZone(DerivedResource):
    """A private DNS zone."""

    arm_type: ClassVar[str] = DNS_ZONE.type
    ROWS: ClassVar[Rows] = (Constant("location", "global"), _TAGS)


@dataclass(frozen=True, slots=True)
class DnsLink(DerivedResource):
    """Lets a virtual network ask a private DNS zone."""

    arm_type: ClassVar[str] = DNS_LINK.type
    network: NodeId = at("properties.virtualNetwork.id", conversion=_ID)
    ROWS: ClassVar[Rows] = (
        Constant("location", "global"),
        _TAGS,
        "network",
        Constant("properties.registrationEnabled", value=False),
        Constant("properties.resolutionPolicy", "Default"),
    )


@dataclass(frozen=True, slots=True)
class OutboundRule(DerivedResource):
    """One rule of a workspace's managed network; a private one names a resource."""

    arm_type: ClassVar[str] = OUTBOUND_RULE.type
    rule: Fqdn | ServiceTag | PrivateTarget = at("properties", nested=True)
    ROWS: ClassVar[Rows] = ()
