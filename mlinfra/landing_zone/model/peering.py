"""Peerings, which join two virtual networks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.network import PEERING
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import NOT, target_id
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._known import known, known_items, may_be
from mlinfra.landing_zone.model._rows import Rows, at, elsewhere
from mlinfra.landing_zone.model._value_checks import address_range
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value, Values
from mlinfra.landing_zone.model.virtual_network import AddressPool, VirtualNetwork


@model
class AddressSpace:
    """Address ranges of a network."""

    prefixes: Values[str] | None = at("addressPrefixes", default=None)
    """The ranges, such as ``10.20.0.0/22``."""
    _: KW_ONLY
    address_pools: Many[AddressPool] | None = at("ipamPoolPrefixAllocations", default=None, nested=True)
    """Pools of Azure Virtual Network Manager, which give the ranges."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if self.prefixes is None and self.address_pools is None:
            place = f"{caller_location()} AddressSpace.prefixes"
            raise InvalidInput("it says no addresses", where=place, hint="give prefixes= or address_pools=")
        for prefix in known_items(self.prefixes):
            address_range(prefix, f"{caller_location()} AddressSpace.prefixes")


_TOLD = "Azure tells it of the network as it is; sending it means nothing"


@model
class VirtualNetworkPeering(Resource):
    """Lets a network reach another one. Traffic flows when each of the two has a peering to the other."""

    arm_type: ClassVar[str] = PEERING.type
    parent_field: ClassVar[str | None] = "parent"

    name: str
    """1 to 80 letters, digits, '_', '.' and '-'."""
    _: KW_ONLY
    parent: NewOrExisting[VirtualNetwork] = elsewhere("its place in the ARM id")
    """The network that it begins in, new or existing."""
    remote: NewOrExisting[VirtualNetwork] = at(
        "properties.remoteVirtualNetwork.id", conversion=target_id(VirtualNetwork)
    )
    """The network that it reaches, also in another subscription; their address ranges must not overlap."""
    virtual_network_access: Value[bool | None] = at("properties.allowVirtualNetworkAccess", default=None)
    """Let machines of the two networks reach each other; None: yes."""
    forwarded_traffic: Value[bool | None] = at("properties.allowForwardedTraffic", default=None)
    """Take traffic that the remote network passes on for others, such as a firewall of a hub; None: no."""
    gateway_transit: Value[bool | None] = at("properties.allowGatewayTransit", default=None)
    """Let the remote network use the gateways of this one; None: no."""
    remote_gateways: Value[bool | None] = at("properties.useRemoteGateways", default=None)
    """Use the gateways of the remote network, which must allow it, instead of own ones; None: no."""
    verify_remote_gateways: Value[bool] | None = at(
        "properties.doNotVerifyRemoteGateways", default=None, conversion=NOT
    )
    """Ask whether the remote network has gateways that are ready; None: yes."""
    complete: Value[bool] | None = at("properties.peerCompleteVnets", default=None)
    """Join all addresses of the two networks; False: those of some subnets. None: yes."""
    local_subnets: Values[str] | None = at("properties.localSubnetNames", default=None)
    """The names of this network's subnets that are joined, with ``complete=False`` alone."""
    remote_subnets: Values[str] | None = at("properties.remoteSubnetNames", default=None)
    """The names of the remote network's subnets that are joined, with ``complete=False`` alone."""
    ipv6_only: Value[bool] | None = at("properties.enableOnlyIPv6Peering", default=None)
    """Join only the IPv6 addresses of these subnets, with ``complete=False`` alone; None: no."""
    local_address_space: AddressSpace | None = at("properties.localAddressSpace", default=None, nested=True)
    """The ranges of this network that are joined; None: Azure takes them from the network."""
    remote_address_space: AddressSpace | None = at("properties.remoteAddressSpace", default=None, nested=True)
    """The ranges of the remote network that are joined; None: Azure takes them from the network."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = {
        "properties.localVirtualNetworkAddressSpace": _TOLD,
        "properties.remoteVirtualNetworkAddressSpace": _TOLD,
        "properties.remoteBgpCommunities": _TOLD,
        "properties.peeringState": "Azure tells whether both peerings are there",
        "properties.peeringSyncLevel": "Azure tells whether the address ranges changed since",
    }
    ROWS: ClassVar[Rows] = ("remote",)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} VirtualNetworkPeering"
        if self.remote is self.parent:
            raise InvalidInput("a network has no peering to itself", where=f"{place}.remote")
        self._check_ranges(f"{place}.remote")
        for name in ("local_subnets", "remote_subnets", "ipv6_only"):
            if known(getattr(self, name)) and not may_be(self.complete, False):
                hint = "add complete=False"
                raise InvalidInput("all addresses are joined", where=f"{place}.{name}", hint=hint)

    def _check_ranges(self, place: str) -> None:
        if not isinstance(self.remote, VirtualNetwork) or not isinstance(self.parent, VirtualNetwork):
            return  # of an existing network nothing is known
        for prefix in known_items(self.parent.prefixes):
            for other in known_items(self.remote.prefixes):
                if not may_be(self.complete, False) and address_range(prefix, place).overlaps(
                    address_range(other, place)
                ):
                    message = f"{prefix} of {self.parent.name} and {other} of {self.remote.name} overlap"
                    raise InvalidInput(message, where=place, hint="give one network another range")
