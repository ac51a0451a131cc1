"""Public addresses and NAT gateways: how subnets without public addresses reach the internet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.network import NAT_GATEWAY, PUBLIC_IP
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, TAGS, items, target_id
from mlinfra.landing_zone.model._fields import Between, Existing, Many, NewOrExisting
from mlinfra.landing_zone.model._known import known_items, may_be
from mlinfra.landing_zone.model._rows import Computed, Conversion, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.value import Value, Values
from mlinfra.landing_zone.model.virtual_network import VirtualNetwork

if TYPE_CHECKING:
    from mlinfra.arm import expressions as expr
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading


@model
class IpTag:
    """Where a public address comes from."""

    type: Value[str] = at("ipTagType")
    """The kind of tag, such as ``RoutingPreference`` or ``FirstPartyUsage``."""
    tag: Value[str] = at("tag")
    """The tag, such as ``Internet``."""

    ROWS: ClassVar[Rows] = ()


def _edge_zone_type(address: PublicIpAddress, _context: BodyContext) -> str | None:
    return None if address.edge_zone is None else "EdgeZone"


@model
class PublicIpAddress(Resource):
    """A public address that stays the same."""

    arm_type: ClassVar[str] = PUBLIC_IP.type

    name: str
    """1 to 80 letters, digits, '_', '.' and '-'."""
    _: KW_ONLY
    sku: Value[Literal["Standard", "StandardV2", "Basic"]] = at("sku.name", default="Standard")
    """``Basic`` is retired; a NAT gateway takes ``Standard``, or ``StandardV2`` where it is that itself."""
    tier: Value[Literal["Regional", "Global"]] = at("sku.tier", default="Regional")
    """``Global`` is for load balancers of several regions."""
    allocation: Value[Literal["Static", "Dynamic"]] = at("properties.publicIPAllocationMethod", default="Static")
    """``Dynamic`` addresses, of ``Basic`` alone, may change."""
    version: Value[Literal["IPv4", "IPv6"]] = at("properties.publicIPAddressVersion", default="IPv4")
    """The version of the protocol; fixed at creation."""
    zones: Values[str] | None = at("zones", default=None)
    """The availability zones that it survives in, such as ``["1", "2", "3"]``; None as Azure chooses."""
    idle_timeout_minutes: Value[Annotated[int, Between(4, 30)] | None] = at(
        "properties.idleTimeoutInMinutes", default=None
    )
    """Minutes after which an idle connection is closed; None 4."""
    dns_label: Value[str] | None = at("properties.dnsSettings.domainNameLabel", default=None)
    """Its name in the region's domain; None it has none."""
    dns_label_scope: Value[Literal["NoReuse", "ResourceGroupReuse", "SubscriptionReuse", "TenantReuse"]] | None = at(
        "properties.dnsSettings.domainNameLabelScope", default=None
    )
    """Who else may use the name later; Azure adds a hash to it."""
    fqdn: Value[str] | None = at("properties.dnsSettings.fqdn", default=None)
    """Its whole name; None: Azure makes it of the label, which is what you want nearly always."""
    reverse_fqdn: Value[str] | None = at("properties.dnsSettings.reverseFqdn", default=None)
    """The name that its address resolves to."""
    ddos_protection: Value[Literal["VirtualNetworkInherited", "Enabled", "Disabled"]] | None = at(
        "properties.ddosSettings.protectionMode", default=None
    )
    """Protection against floods of traffic; None as its network has it."""
    ddos_plan_id: Value[str] | None = at("properties.ddosSettings.ddosProtectionPlan.id", default=None)
    """The ARM id of the plan that protects it."""
    prefix_id: Value[str] | None = at("properties.publicIPPrefix.id", default=None)
    """The ARM id of the range that the address is taken of."""
    ip_tags: Many[IpTag] | None = at("properties.ipTags", default=None, nested=True)
    """Where the address comes from."""
    delete_option: Value[Literal["Delete", "Detach"]] | None = at("properties.deleteOption", default=None)
    """What becomes of it when the virtual machine that has it is deleted; None: it stays."""
    ip_address: Value[str] | None = at("properties.ipAddress", default=None)
    """The address itself; None: Azure gives one, which is what you want nearly always."""
    edge_zone: Value[str] | None = at("extendedLocation.name", default=None)
    """The edge zone that it is in."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "edge_zone",
        Computed("extendedLocation.type", _edge_zone_type, "an edge zone is the only kind there is", ("edge_zone",)),
        "zones",
        "tags",
        "sku",
        "tier",
    )

    @property
    def address(self) -> Attribute[str]:
        """The address."""
        return Attribute(self, ("properties", "ipAddress"))


def _write_addresses(
    addresses: Sequence[PublicIpAddress | Existing[PublicIpAddress]] | None, context: BodyContext, _field: str
) -> expr.Value:
    return None if addresses is None else [{"id": context.id(address)} for address in addresses]


def _read_addresses(
    addresses: Sequence[Mapping[str, str]], reading: Reading
) -> list[PublicIpAddress | Existing[PublicIpAddress]]:
    return [reading.linked(PublicIpAddress, address["id"]) for address in addresses]


_ADDRESSES = Conversion(_write_addresses, _read_addresses)


@model
class NatGateway(Resource):
    """Lets subnets reach the internet with addresses that stay the same; nothing comes in by it."""

    arm_type: ClassVar[str] = NAT_GATEWAY.type

    name: str
    """1 to 80 letters, digits, '_', '.' and '-'."""
    _: KW_ONLY
    sku: Value[Literal["Standard", "StandardV2"]] = at("sku.name", default="Standard")
    """``StandardV2`` survives the loss of a zone."""
    addresses: Many[NewOrExisting[PublicIpAddress]] | None = at(
        "properties.publicIpAddresses", default=None, conversion=_ADDRESSES
    )
    """The public IPv4 addresses that traffic comes from."""
    ipv6_addresses: Many[NewOrExisting[PublicIpAddress]] | None = at(
        "properties.publicIpAddressesV6", default=None, conversion=_ADDRESSES
    )
    """The public IPv6 addresses; of ``StandardV2`` alone."""
    prefix_ids: Values[str] | None = at("properties.publicIpPrefixes", default=None, conversion=items("id"))
    """The ARM ids of ranges of public IPv4 addresses."""
    ipv6_prefix_ids: Values[str] | None = at("properties.publicIpPrefixesV6", default=None, conversion=items("id"))
    """The ARM ids of ranges of public IPv6 addresses."""
    idle_timeout_minutes: Value[Annotated[int, Between(4, 120)] | None] = at(
        "properties.idleTimeoutInMinutes", default=None
    )
    """Minutes after which an idle connection is closed; None 4."""
    zones: Values[str] | None = at("zones", default=None)
    """The zones that it is in, of a ``Standard`` gateway at most one; None as Azure chooses."""
    network: NewOrExisting[VirtualNetwork] | None = at(
        "properties.sourceVirtualNetwork.id", default=None, conversion=target_id(VirtualNetwork)
    )
    """The network whose subnets all use it, of ``StandardV2`` alone; None those that name it."""
    service_gateway_id: Value[str] | None = at("properties.serviceGateway.id", default=None)
    """The ARM id of the service gateway that it belongs to."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (LOCATION, "zones", "tags", "sku")

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} NatGateway"
        for name, version in (("addresses", "IPv4"), ("ipv6_addresses", "IPv6")):
            for address in getattr(self, name) or ():
                if isinstance(address, PublicIpAddress) and not may_be(address.version, version):
                    message = f"{address.name} is an {address.version} address"
                    raise InvalidInput(message, where=f"{place}.{name}", hint=f'give it version="{version}"')
        if may_be(self.sku, "StandardV2"):
            return
        for name in ("ipv6_addresses", "ipv6_prefix_ids", "network"):
            if getattr(self, name) is not None:
                hint = 'use sku="StandardV2", or drop it'
                raise InvalidInput("a Standard gateway has none", where=f"{place}.{name}", hint=hint)
        if len(known_items(self.zones)) > 1:
            hint = 'name one zone, or use sku="StandardV2"'
            raise InvalidInput("a Standard gateway is in one zone", where=f"{place}.zones", hint=hint)
