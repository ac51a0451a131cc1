"""Virtual networks and their subnets."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import mlinfra
from mlinfra.arm import expressions as expr
from mlinfra.base.address_range import is_inside
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.network import SUBNET, VIRTUAL_NETWORK
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, SWITCH, TAGS, items
from mlinfra.landing_zone.model._fields import Between, Existing, Many, NewOrExisting
from mlinfra.landing_zone.model._known import known_items, open_items
from mlinfra.landing_zone.model._rows import Computed, Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._value_checks import address_range
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext
    from mlinfra.landing_zone.model.nat import NatGateway
    from mlinfra.landing_zone.model.network_security import NetworkSecurityGroup, RouteTable


def _subnets(_network: VirtualNetwork, context: BodyContext) -> Sequence[expr.Value]:
    return context.inner_bodies()


def _edge_zone_type(network: VirtualNetwork, _context: BodyContext) -> str | None:
    return None if network.edge_zone is None else "EdgeZone"


def _encrypted(network: VirtualNetwork, _context: BodyContext) -> bool | None:
    return None if network.encryption is None else True


def _protected(network: VirtualNetwork, _context: BodyContext) -> bool | None:
    return None if network.ddos_plan_id is None else True


_AS_TEXT = Conversion(
    lambda number, _context, _field: str(number),
    lambda text, _reading: int(text),
    lambda number: expr.Call("string", (number,)),
)


@model
class AddressPool:
    """Addresses that a pool of Azure Virtual Network Manager gives."""

    pool_id: Value[str] = at("pool.id")
    """The ARM id of the pool."""
    _: KW_ONLY
    addresses: Value[Annotated[int, Between(1, 2**31)]] = at(
        "numberOfIpAddresses",
        conversion=_AS_TEXT,
    )
    """How many addresses; the pool gives a range of at least as many."""

    ROWS: ClassVar[Rows] = ()


@model
class VirtualNetwork(Resource):
    """A virtual network; its subnets are those that the stack uses and that name it."""

    arm_type: ClassVar[str] = VIRTUAL_NETWORK.type

    name: str
    """2 to 64 letters, digits, '_', '.' and '-'."""
    _: KW_ONLY
    prefixes: Values[str] | None = at("properties.addressSpace.addressPrefixes", default=None)
    """Address ranges, such as ``10.20.0.0/22``; not 172.17.0.0/16, which nodes use themselves. None with ``address_pools``."""
    address_pools: Many[AddressPool] | None = at(
        "properties.addressSpace.ipamPoolPrefixAllocations", default=None, nested=True
    )
    """Pools of Azure Virtual Network Manager, which give it its ranges."""
    dns_servers: Values[str] | None = at("properties.dhcpOptions.dnsServers", default=None)
    """The addresses of your own DNS servers; None those of Azure."""
    encryption: Value[Literal["AllowUnencrypted", "DropUnencrypted"]] | None = at(
        "properties.encryption.enforcement", default=None
    )
    """Encrypt traffic between its machines, and what becomes of those that cannot; None no encryption."""
    flow_timeout_minutes: Value[Annotated[int, Between(4, 30)] | None] = at(
        "properties.flowTimeoutInMinutes", default=None
    )
    """Minutes after which an idle connection is forgotten; None as Azure chooses."""
    ddos_plan_id: Value[str] | None = at("properties.ddosProtectionPlan.id", default=None)
    """The ARM id of the plan that protects its public addresses against floods of traffic; None none."""
    vm_protection: Value[bool | None] = at("properties.enableVmProtection", default=None)
    """An older switch, which does nothing today."""
    bgp_community: Value[str] | None = at("properties.bgpCommunities.virtualNetworkCommunity", default=None)
    """How ExpressRoute names it, such as ``12076:20000``."""
    endpoint_policies: Value[Literal["Disabled", "Basic"]] | None = at(
        "properties.privateEndpointVNetPolicies", default=None
    )
    """``Basic`` lets many more private endpoints be reached from peered networks; None Disabled."""
    edge_zone: Value[str] | None = at("extendedLocation.name", default=None)
    """The edge zone that it is in; fixed at creation."""
    ip_allocation_ids: Values[str] | None = at("properties.ipAllocations", default=None, conversion=items("id"))
    """The ARM ids of IP allocations that it refers to."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        "edge_zone",
        Computed("extendedLocation.type", _edge_zone_type, "an edge zone is the only kind there is", ("edge_zone",)),
        "prefixes",
        Computed("properties.encryption.enabled", _encrypted, "on where it is said how", ("encryption",)),
        Computed("properties.enableDdosProtection", _protected, "on where a plan is said", ("ddos_plan_id",)),
        Computed("properties.subnets", _subnets, "a network that is deployed without its subnets loses them"),
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} VirtualNetwork.prefixes"
        if not self.prefixes and not self.address_pools:
            hint = "give prefixes= or address_pools="
            raise InvalidInput("a virtual network has at least one address range", where=place, hint=hint)
        for prefix in known_items(self.prefixes):
            if address_range(prefix, place).overlaps(_DOCKER):
                hint = "choose another private range, such as 10.20.0.0/22"
                raise InvalidInput(f"{prefix} meets {_DOCKER}, which nodes use themselves", where=place, hint=hint)


@model
class ServiceEndpoint:
    """A service of Azure that sees the addresses of a subnet."""

    service: str = at("service", decides="which firewalls may let the subnet in")
    """The service, such as ``Microsoft.Storage`` or ``Microsoft.KeyVault``."""
    _: KW_ONLY
    locations: Values[str] | None = at("locations", default=None)
    """The regions of the service; None as Azure chooses."""
    network_identifier_id: Value[str] | None = at("networkIdentifier.id", default=None)
    """The ARM id of what the service knows the subnet by; None: the subnet itself."""

    ROWS: ClassVar[Rows] = ()


@model
class Delegation:
    """A service of Azure that may put its own machines into a subnet."""

    service: str = at("properties.serviceName", decides="what may be put into the subnet")
    """The service, such as ``Microsoft.App/environments``."""
    _: KW_ONLY
    name: str = at("name", default="delegation")
    """Its name in the subnet."""

    ROWS: ClassVar[Rows] = ()


def _linked(name: str) -> Conversion:
    """The ARM id of a resource of a public class that only some stacks use."""
    return Conversion(
        lambda target, context, _field: context.id(target),
        lambda arm_id, reading: reading.linked(getattr(mlinfra, name), arm_id),
    )


_security_group, _route_table, _nat_gateway = map(_linked, ("NetworkSecurityGroup", "RouteTable", "NatGateway"))


@model
class Subnet(Resource):
    """A part of a virtual network."""

    arm_type: ClassVar[str] = SUBNET.type
    parent_field: ClassVar[str | None] = "network"
    written_in_parent: ClassVar[bool] = True

    name: str
    """1 to 80 letters, digits, '_', '.' and '-'."""
    _: KW_ONLY
    network: NewOrExisting[VirtualNetwork] = elsewhere("the network that has it among its subnets")
    """The network it is part of. To an existing one it is added as a resource of its own: who deploys that network must not
    list its subnets, as Azure removes those that are not in the list."""
    prefix: Value[str] | None = at("properties.addressPrefix", default=None)
    """Its address range, such as ``10.20.0.0/26``; either this, ``prefixes`` or ``address_pools``."""
    prefixes: Values[str] | None = at("properties.addressPrefixes", default=None)
    """Several address ranges, such as one of IPv4 and one of IPv6."""
    address_pools: Many[AddressPool] | None = at("properties.ipamPoolPrefixAllocations", default=None, nested=True)
    """Pools of Azure Virtual Network Manager, which give it its range."""
    security_group: NewOrExisting[NetworkSecurityGroup] | None = at(
        "properties.networkSecurityGroup.id", default=None, conversion=_security_group
    )
    """The rules for its traffic; None none of yours."""
    route_table: NewOrExisting[RouteTable] | None = at(
        "properties.routeTable.id", default=None, conversion=_route_table
    )
    """Where its traffic goes; None as Azure does."""
    nat_gateway: NewOrExisting[NatGateway] | None = at(
        "properties.natGateway.id", default=None, conversion=_nat_gateway
    )
    """How it reaches the internet; None not at all, unless ``outbound_access``."""
    service_endpoints: Many[ServiceEndpoint] | None = at("properties.serviceEndpoints", default=None, nested=True)
    """Services of Azure that see its own addresses, so that their firewalls can let it in."""
    delegations: Many[Delegation] | None = at("properties.delegations", default=None, nested=True)
    """Services of Azure that may put their own machines into it."""
    outbound_access: Value[bool] = at("properties.defaultOutboundAccess", default=False)
    """Let machines without a public address and NAT reach the internet with an address of Azure's."""
    endpoint_policies: Value[Literal["Disabled", "Enabled", "NetworkSecurityGroupEnabled", "RouteTableEnabled"]] = at(
        "properties.privateEndpointNetworkPolicies", default="Disabled"
    )
    """Whether security groups and routes hold for private endpoints in it."""
    link_service_policies: Value[bool] = at("properties.privateLinkServiceNetworkPolicies", default=True, words=SWITCH)
    """Whether security groups hold for private link services in it."""
    sharing_scope: Value[Literal["Tenant", "DelegatedServices"]] | None = at("properties.sharingScope", default=None)
    """With whom it is shared; None nobody."""
    service_endpoint_policy_ids: Values[str] | None = at(
        "properties.serviceEndpointPolicies", default=None, conversion=items("id")
    )
    """The ARM ids of policies that say which accounts its service endpoints reach."""
    ip_allocation_ids: Values[str] | None = at("properties.ipAllocations", default=None, conversion=items("id"))
    """The ARM ids of IP allocations that it refers to."""
    service_gateway_id: Value[str] | None = at("properties.serviceGateway.id", default=None)
    """The ARM id of the service gateway that it belongs to."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = {
        "properties.applicationGatewayIPConfigurations": "Azure fills it in where an application gateway uses the subnet",
    }
    ROWS: ClassVar[Rows] = (
        "prefix",
        "outbound_access",
        "endpoint_policies",
        "link_service_policies",
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} Subnet.prefix"
        given = [name for name in ("prefix", "prefixes", "address_pools") if getattr(self, name)]
        if len(given) != 1:
            got = f"got {' and '.join(given)}" if given else "got none"
            raise InvalidInput(f"give one of prefix, prefixes and address_pools, {got}", where=place)
        for prefix in known_items((self.prefix,) if self.prefix else self.prefixes):
            self._check_range(prefix, place)

    def _check_range(self, prefix: str, place: str) -> None:
        subnet = address_range(prefix, place)
        if isinstance(self.network, Existing):
            return  # its ranges are not known
        given = known_items(self.network.prefixes)
        ranges = [address_range(whole, place) for whole in given]
        inside = any(is_inside(subnet, whole) for whole in ranges)
        all_known = not self.network.address_pools and not open_items(self.network.prefixes)
        if not inside and all_known:  # which ranges pools give, nobody knows before
            told = ", ".join(given)
            raise InvalidInput(f"{prefix} is not in the ranges of {self.network.name}: {told}", where=place)


_DOCKER = ipaddress.ip_network("172.17.0.0/16")
