"""Networks: who reaches a workspace, and what it reaches."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.types.machine_learning import OUTBOUND_RULE
from mlinfra.catalogue.types.network import SUBNET, VIRTUAL_NETWORK
from mlinfra.landing_zone.model._base import Resource, check_name, model
from mlinfra.landing_zone.model._conversions import LOCATION, TAGS
from mlinfra.landing_zone.model._fields import Choice, Existing, Many, NewOrExisting
from mlinfra.landing_zone.model._rows import Computed, Constant, Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.registry import ContainerRegistry
from mlinfra.landing_zone.model.scope import ResourceGroup
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.vault import KeyVault

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading


def _subnets(_network: VirtualNetwork, context: BodyContext) -> Sequence[expr.Value]:
    return context.inner_bodies()


@model
class VirtualNetwork(Resource):
    """A virtual network; its subnets are those that the stack uses and that name it."""

    arm_type: ClassVar[str] = VIRTUAL_NETWORK.type

    name: str
    """2 to 64 letters, digits, '_', '.' and '-'."""
    _: KW_ONLY
    prefixes: Many[str] = at("properties.addressSpace.addressPrefixes")
    """Address ranges, such as ``10.20.0.0/22``; not 172.17.0.0/16, which nodes use themselves."""
    tags: Mapping[str, str] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        "prefixes",
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
    extra: Mapping[str, Any] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        "prefix",
        Constant("properties.defaultOutboundAccess", value=False),
        Constant("properties.privateEndpointNetworkPolicies", "Disabled"),
        Constant("properties.privateLinkServiceNetworkPolicies", "Enabled"),
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


def address_range(text: str, place: str) -> Any:
    """Read an address range; raises `InvalidInput` for text that is none."""
    try:
        return ipaddress.ip_network(text)
    except ValueError as error:
        hint = "write a range such as 10.20.0.0/22"
        raise InvalidInput(f"{text!r} is not an address range: {error}", where=place, hint=hint) from None


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


def _rule(word: str) -> Rows:
    """What every outbound rule begins with."""
    return (Constant("type", word, tells_class=True), Constant("category", "UserDefined"))


@model
class Fqdn:
    """Let nodes reach a host; the first such rule creates an Azure Firewall, which costs money."""

    host: str = at("destination")
    """The host, such as ``pypi.org`` or ``*.anaconda.org``; ports 80 and 443."""

    ROWS: ClassVar[Rows] = _rule("FQDN")

    def _check(self) -> None:
        if not re.fullmatch(
            r"(\*\.)?([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?", self.host
        ):
            hint = "write the name alone, without scheme, port and path: pypi.org or *.anaconda.org"
            raise InvalidInput(
                f"{self.host!r} is not the name of a host", where=f"{caller_location()} Fqdn.host", hint=hint
            )


@model
class ServiceTag:
    """Let nodes reach a service of Azure."""

    tag: str = at("destination.serviceTag")
    """The service tag, such as ``AzureMonitor``."""
    _: KW_ONLY
    ports: str = at("destination.portRanges", default="443")
    """Ports and ranges, separated by commas: ``443,8000-8080``; ``*`` all."""
    protocol: Literal["TCP", "UDP", "ICMP", "*"] = at("destination.protocol", default="TCP")
    """The protocol."""

    ROWS: ClassVar[Rows] = (*_rule("ServiceTag"), "tag", "protocol", "ports")

    def _check(self) -> None:
        if not re.fullmatch(r"\*|\d{1,5}(-\d{1,5})?(,\s*\d{1,5}(-\d{1,5})?)*", self.ports):
            hint = "write ports and ranges, separated by commas: 443,8000-8080"
            raise InvalidInput(
                f"{self.ports!r} is not a list of ports", where=f"{caller_location()} ServiceTag.ports", hint=hint
            )


def _read_target(target: str, reading: Reading) -> Any:
    kind = next((kind for kind in _PARTS if f"/{kind.arm_type}/".lower() in target.lower()), None)
    if kind is None:
        raise InvalidInput(f"{target} is no resource that a PrivateTarget can name", where="PrivateTarget.resource")
    return reading.linked(kind, target)


_TARGET = Conversion(lambda target, context, _field: context.id(target), _read_target)


@model
class PrivateTarget:
    """Let nodes reach a resource through a private endpoint in the managed network."""

    resource: Annotated[
        StorageAccount | KeyVault | ContainerRegistry | Existing[StorageAccount] | Existing[KeyVault] | Existing[ContainerRegistry],
        Choice(),
    ] = at("destination.serviceResourceId", conversion=_TARGET)  # fmt: skip
    """The resource."""
    group: Literal["blob", "file", "queue", "table", "dfs", "vault", "registry"] = at("destination.subresourceTarget")
    """Which part of it: ``vault`` of a key vault, ``registry`` of a registry, the others of a storage account."""

    ROWS: ClassVar[Rows] = (
        *_rule("PrivateEndpoint"),
        "resource",
        "group",
        Constant("destination.sparkEnabled", value=False),
    )

    def _check(self) -> None:
        kind = self.resource.kind if isinstance(self.resource, Existing) else type(self.resource)
        entry = find_type(kind.arm_type)
        parts = [group.name for group in entry.link_groups] if entry else []
        if self.group not in parts:
            message = f"a {kind.__name__} has no part {self.group!r}"
            raise InvalidInput(
                message, where=f"{caller_location()} PrivateTarget.group", hint=f"it has: {', '.join(parts)}"
            )


_PARTS: dict[type[Resource], tuple[str, ...]] = {
    StorageAccount: ("blob", "file", "queue", "table", "dfs"),
    KeyVault: ("vault",),
    ContainerRegistry: ("registry",),
}


Outbound: TypeAlias = Annotated[Fqdn | ServiceTag | PrivateTarget, Choice()]
"""A rule for what nodes may reach."""

_ISOLATION = {"internet": "AllowInternetOutbound", "approved": "AllowOnlyApprovedOutbound"}


def _firewall(network: Managed, _context: BodyContext) -> str | None:
    return network.firewall if network.isolation == "approved" else None


@model
class Managed:
    """Nodes live in a network that Azure manages; who reaches the workspace is said apart, by ``inbound``."""

    _: KW_ONLY
    isolation: Literal["internet", "approved"] = at("isolationMode", default="approved", words=_ISOLATION)
    """Reach the internet, or only what a rule approves; can only be tightened later."""
    outbound: Mapping[str, Outbound] = elsewhere("outbound rules", default_factory=dict)
    """Rules by name; only ``PrivateTarget`` where the internet is open anyway."""
    inbound: Annotated[Public | Private, Choice()] = elsewhere(
        "private endpoints, and `properties.publicNetworkAccess` of the workspace", default_factory=Public
    )
    """Who reaches the workspace."""
    firewall: Literal["Standard", "Basic"] = "Standard"
    """The firewall that the first ``Fqdn`` rule creates."""

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


if TYPE_CHECKING:
    __all__ = ["Fqdn", "Managed", "Network", "Outbound", "Private", "PrivateTarget", "Public", "ServiceTag", "Subnet"]
