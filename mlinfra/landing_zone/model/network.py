"""Networks: who reaches a workspace, and what it reaches."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias

import mlinfra
from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.machine_learning import OUTBOUND_RULE
from mlinfra.catalogue.types.network import SUBNET, VIRTUAL_NETWORK
from mlinfra.landing_zone.model._base import Resource, check_name, model
from mlinfra.landing_zone.model._conversions import LOCATION, SWITCH, TAGS
from mlinfra.landing_zone.model._fields import Between, Choice, Many, NewOrExisting
from mlinfra.landing_zone.model._rows import Computed, Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._value_checks import address_range
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.outbound import Outbound, PrivateTarget
from mlinfra.landing_zone.model.scope import ResourceGroup
from mlinfra.landing_zone.model.value import Value

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


@model
class VirtualNetwork(Resource):
    """A virtual network; its subnets are those that the stack uses and that name it."""

    arm_type: ClassVar[str] = VIRTUAL_NETWORK.type

    name: str
    """2 to 64 letters, digits, '_', '.' and '-'."""
    _: KW_ONLY
    prefixes: Many[str] = at("properties.addressSpace.addressPrefixes")
    """Address ranges, such as ``10.20.0.0/22``; not 172.17.0.0/16, which nodes use themselves."""
    dns_servers: Many[Value[str]] | None = at("properties.dhcpOptions.dnsServers", default=None)
    """The addresses of your own DNS servers; None those of Azure."""
    encryption: Literal["AllowUnencrypted", "DropUnencrypted"] | None = at(
        "properties.encryption.enforcement", default=None
    )
    """Encrypt traffic between its machines, and what becomes of those that cannot; None no encryption."""
    flow_timeout_minutes: Annotated[int, Between(4, 30)] | None = at("properties.flowTimeoutInMinutes", default=None)
    """Minutes after which an idle connection is forgotten; None as Azure chooses."""
    ddos_plan_id: Value[str] | None = at("properties.ddosProtectionPlan.id", default=None)
    """The ARM id of the plan that protects its public addresses against floods of traffic; None none."""
    vm_protection: bool | None = at("properties.enableVmProtection", default=None)
    """An older switch, which does nothing today."""
    bgp_community: Value[str] | None = at("properties.bgpCommunities.virtualNetworkCommunity", default=None)
    """How ExpressRoute names it, such as ``12076:20000``."""
    endpoint_policies: Literal["Disabled", "Basic"] | None = at("properties.privateEndpointVNetPolicies", default=None)
    """``Basic`` lets many more private endpoints be reached from peered networks; None Disabled."""
    edge_zone: Value[str] | None = at("extendedLocation.name", default=None)
    """The edge zone that it is in; fixed at creation."""
    tags: Mapping[str, str] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = at("", default_factory=dict)
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
        if not self.prefixes:
            raise InvalidInput("a virtual network has at least one address range", where=place)
        for prefix in self.prefixes:
            if address_range(prefix, place).overlaps(_DOCKER):
                hint = "choose another private range, such as 10.20.0.0/22"
                raise InvalidInput(f"{prefix} meets {_DOCKER}, which nodes use themselves", where=place, hint=hint)


@model
class ServiceEndpoint:
    """A service of Azure that sees the addresses of a subnet."""

    service: str = at("service")
    """The service, such as ``Microsoft.Storage`` or ``Microsoft.KeyVault``."""
    _: KW_ONLY
    locations: Many[str] | None = at("locations", default=None)
    """The regions of the service; None as Azure chooses."""

    ROWS: ClassVar[Rows] = ()


@model
class Delegation:
    """A service of Azure that may put its own machines into a subnet."""

    service: str = at("properties.serviceName")
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
    network: VirtualNetwork = elsewhere("the network that has it among its subnets")
    """The network it is part of."""
    prefix: str = at("properties.addressPrefix")
    """Its address range, such as ``10.20.0.0/26``."""
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
    outbound_access: bool = at("properties.defaultOutboundAccess", default=False)
    """Let machines without a public address and NAT reach the internet with an address of Azure's."""
    endpoint_policies: Literal["Disabled", "Enabled", "NetworkSecurityGroupEnabled", "RouteTableEnabled"] = at(
        "properties.privateEndpointNetworkPolicies", default="Disabled"
    )
    """Whether security groups and routes hold for private endpoints in it."""
    link_service_policies: bool = at("properties.privateLinkServiceNetworkPolicies", default=True, words=SWITCH)
    """Whether security groups hold for private link services in it."""
    sharing_scope: Literal["Tenant", "DelegatedServices"] | None = at("properties.sharingScope", default=None)
    """With whom it is shared; None nobody."""
    extra: Mapping[str, Any] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        "prefix",
        "outbound_access",
        "endpoint_policies",
        "link_service_policies",
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} Subnet.prefix"
        subnet = address_range(self.prefix, place)
        ranges = [address_range(prefix, place) for prefix in self.network.prefixes]
        if not any(subnet.version == whole.version and subnet.subnet_of(whole) for whole in ranges):
            told = ", ".join(self.network.prefixes)
            raise InvalidInput(f"{self.prefix} is not in the ranges of {self.network.name}: {told}", where=place)


_DOCKER = ipaddress.ip_network("172.17.0.0/16")


@model
class Public:
    """Reachable from the internet, by those who hold a role."""


@model
class Private:
    """Reachable through private endpoints only, as are the resources that its workspace creates."""

    subnet: NewOrExisting[Subnet]
    """Where the private endpoints are put."""
    _: KW_ONLY
    dns: Annotated[ResourceGroup | Literal["create", "policy"], Choice()] = "create"
    """The private DNS zones: the resource group of the hub that has them, ``create`` zones in the stack's own group
    (only one workspace in a network can), or ``policy`` when an Azure Policy registers endpoints."""


_ISOLATION = {
    "internet": "AllowInternetOutbound",
    "approved": "AllowOnlyApprovedOutbound",
    "disabled": "Disabled",
}


def _firewall(network: Managed, _context: BodyContext) -> str | None:
    return (network.firewall or "Standard") if network.isolation == "approved" else None


@model
class Managed:
    """Nodes live in a network that Azure manages; who reaches the workspace is said apart, by ``inbound``."""

    _: KW_ONLY
    isolation: Literal["internet", "approved", "disabled"] = at("isolationMode", default="approved", words=_ISOLATION)
    """Reach the internet, or only what a rule approves; can only be tightened later. ``disabled``: there is no network."""
    outbound: Mapping[str, Outbound] = elsewhere("outbound rules", default_factory=dict)
    """Rules by name; only ``PrivateTarget`` where the internet is open anyway."""
    inbound: Annotated[Public | Private, Choice()] = elsewhere(
        "private endpoints, and `properties.publicNetworkAccess` of the workspace", default_factory=Public
    )
    """Who reaches the workspace."""
    firewall: Literal["Standard", "Basic"] | None = None
    """The firewall that the first ``Fqdn`` rule creates, of an ``approved`` network alone; None: ``Standard``."""
    network_kind: Literal["V1", "V2"] | None = at("managedNetworkKind", default=None)
    """The generation of the network; V2 cannot go back to V1. None as Azure chooses."""
    monitor: bool | None = at("enableNetworkMonitor", default=None)
    """Let Azure watch the network and tell of problems; None: no."""

    ROWS: ClassVar[Rows] = (
        "isolation",
        Computed(
            "firewallSku",
            _firewall,
            "there is no firewall where the internet is open",
            ("firewall", "isolation"),
            lambda sku, _reading: {"firewall": sku} if sku else {},
        ),
    )

    def _check(self) -> None:
        for name in self.outbound:
            check_name(OUTBOUND_RULE.type, name, f"{caller_location()} Managed.outbound")
        if self.isolation == "disabled" and self.outbound:
            message = "a network that is disabled has no outbound rules"
            raise InvalidInput(message, where=f"{caller_location()} Managed.outbound", hint="drop them")
        if self.isolation != "approved" and self.firewall is not None:
            message = f'isolation="{self.isolation}" has no firewall'
            hint = 'drop firewall=, or choose isolation="approved"'
            raise InvalidInput(message, where=f"{caller_location()} Managed.firewall", hint=hint)
        open_rule = next((name for name, rule in self.outbound.items() if not isinstance(rule, PrivateTarget)), None)
        if self.isolation == "internet" and open_rule is not None:
            hint = 'drop the rule, or choose isolation="approved"'
            message = (
                f'the rule {open_rule!r} allows what isolation="internet" leaves open anyway, and Azure refuses it'
            )
            raise InvalidInput(message, where=f"{caller_location()} Managed.outbound", hint=hint)


Network: TypeAlias = Annotated[Public | Private | Managed, Choice()]
"""How a workspace is reached and what it reaches."""


def private_of(network: Public | Private | Managed) -> Private | None:
    """How a workspace with this network is reached privately; None when it is public."""
    inbound = network.inbound if isinstance(network, Managed) else network
    return inbound if isinstance(inbound, Private) else None
