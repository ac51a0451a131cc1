"""Network security groups and route tables: what traffic of a subnet is let through, and where it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypeAlias

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Hole, Interp, Ref
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.compute_traffic import COMPUTE_TRAFFIC, FIRST_PRIORITY, Traffic
from mlinfra.catalogue.types.network import NETWORK_SECURITY_GROUP, ROUTE_TABLE
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, NOT, TAGS, items
from mlinfra.landing_zone.model._fields import Between, Many
from mlinfra.landing_zone.model._known import known, may_be
from mlinfra.landing_zone.model._rows import Added, Rows, at, deciding
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext


@model
class SecurityRule:
    """A rule of a network security group; the one with the lowest number that fits decides."""

    name: str = at("name")
    """Its name in the group."""
    _: KW_ONLY
    direction: Value[Literal["Inbound", "Outbound"]] = at("properties.direction")
    """Whether it is about traffic into the subnet, or out of it."""
    priority: Value[Annotated[int, Between(100, 4096)]] = at("properties.priority")
    """Its number, which no other rule of this direction has."""
    access: Value[Literal["Allow", "Deny"]] = at("properties.access", default="Allow")
    """What happens to the traffic."""
    protocol: Value[Literal["Tcp", "Udp", "Icmp", "Esp", "Ah", "*"]] = at("properties.protocol", default="Tcp")
    """The protocol; ``*`` any."""
    source: Value[str] | None = at("properties.sourceAddressPrefix", default=None)
    """An address range, a service tag such as ``AzureMachineLearning``, or ``*``; either this or ``sources``."""
    sources: Values[str] | None = at("properties.sourceAddressPrefixes", default=None)
    """Several address ranges."""
    source_groups: Values[str] | None = at(
        "properties.sourceApplicationSecurityGroups", default=None, conversion=items("id")
    )
    """The ARM ids of application security groups that the traffic comes from."""
    source_port: Value[str] | None = at("properties.sourcePortRange", default="*", absent=None)
    """The port it comes from, a range, or ``*``; None with ``source_ports``."""
    source_ports: Values[str] | None = at("properties.sourcePortRanges", default=None)
    """Several ports and ranges."""
    destination: Value[str] | None = at("properties.destinationAddressPrefix", default=None)
    """An address range, a service tag, or ``*``; either this or ``destinations``."""
    destinations: Values[str] | None = at("properties.destinationAddressPrefixes", default=None)
    """Several address ranges."""
    destination_groups: Values[str] | None = at(
        "properties.destinationApplicationSecurityGroups", default=None, conversion=items("id")
    )
    """The ARM ids of application security groups that the traffic goes to."""
    port: Value[str] | None = at("properties.destinationPortRange", default=None)
    """The port it goes to, a range, or ``*``; either this or ``ports``."""
    ports: Values[str] | None = at("properties.destinationPortRanges", default=None)
    """Several ports and ranges."""
    description: Value[str] = at("properties.description", default="")
    """What it is for, at most 140 characters."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        place = f"{caller_location()} SecurityRule"
        for fields in (
            ("source", "sources", "source_groups"),
            ("destination", "destinations", "destination_groups"),
            ("port", "ports"),
            ("source_port", "source_ports"),
        ):
            given = [name for name in fields if getattr(self, name) is not None]
            if len(given) != 1:
                got = f"got {' and '.join(given)}" if given else "got none"
                raise InvalidInput(f"give one of {', '.join(fields)}, {got}", where=f"{place}.{fields[0]}")
        if len(known(self.description) or "") > 140:
            raise InvalidInput("the description has more than 140 characters", where=f"{place}.description")


_Computes: TypeAlias = Literal["no_public_ip", "public_ip"] | None


def numbered(computes: _Computes) -> Iterator[tuple[str, int, Traffic]]:
    """The name and the number of each rule that computes need, with the traffic that it allows."""
    count = dict.fromkeys(("Inbound", "Outbound"), 0)
    for traffic in COMPUTE_TRAFFIC if computes else ():
        number = FIRST_PRIORITY + 10 * count[traffic.direction]
        count[traffic.direction] += 1
        if computes == "public_ip" or not traffic.public_ip:
            yield traffic.name, number, traffic


def _compute_rules(group: NetworkSecurityGroup, context: BodyContext) -> Sequence[expr.Value]:
    return [
        _compute_rule(name, number, traffic)
        for name, number, traffic in numbered(group.for_computes)
        if not traffic.clouds or context.cloud in traffic.clouds
    ]


def _compute_rule(name: str, number: int, traffic: Traffic) -> expr.Value:
    tag: expr.Value = Interp((f"{traffic.tag}.", Hole(Ref("location")))) if traffic.regional else traffic.tag
    ends: list[expr.Value] = [tag, "VirtualNetwork"]
    source, destination = ends if traffic.direction == "Inbound" else reversed(ends)
    port = {"destinationPortRange": traffic.ports[0]}
    rule: dict[str, expr.Value] = {
        "direction": traffic.direction,
        "priority": number,
        "access": "Allow",
        "protocol": traffic.protocol,
        "sourceAddressPrefix": source,
        "sourcePortRange": "*",
        "destinationAddressPrefix": destination,
        **(port if len(traffic.ports) == 1 else {"destinationPortRanges": list(traffic.ports)}),
        "description": f"Azure Machine Learning: {traffic.purpose}",
    }
    return {"name": name, "properties": rule}


@model
class NetworkSecurityGroup(Resource):
    """Rules for the traffic of subnets; without rules of yours nothing comes in but from the network itself."""

    arm_type: ClassVar[str] = NETWORK_SECURITY_GROUP.type

    name: str
    """1 to 80 letters, digits, '_', '.' and '-'."""
    _: KW_ONLY
    rules: Many[SecurityRule] = at(
        "properties.securityRules",
        default=(),
        nested=True,
        added=Added(_compute_rules, "what computes need follows from one word", ("for_computes",)),
    )
    """Its rules, beside those that Azure gives every group."""
    for_computes: Literal["no_public_ip", "public_ip"] | None = deciding("which rules it has", default=None)
    """Also the rules that clusters and instances of Azure Machine Learning in its subnets need, without or with public
    addresses, numbered from 3000 on; rules of yours with lower numbers decide first. A workspace with
    ``high_business_impact`` needs the tag ``AzureKeyVault`` besides. None none."""
    flush_connections: Value[bool] | None = at("properties.flushConnection", default=None)
    """Judge open connections again when rules change; None: only new ones."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (LOCATION, "tags")

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} NetworkSecurityGroup.rules"
        added = [(name, traffic.direction, number) for name, number, traffic in numbered(self.for_computes)]
        numbers: dict[tuple[str, int], str] = {(direction, number): name for name, direction, number in added}
        names = {name.lower() for name, _, _ in added}
        for rule in self.rules:
            direction, priority = known(rule.direction), known(rule.priority)
            twin = numbers.setdefault((direction, priority), rule.name) if direction and priority else rule.name
            if twin != rule.name:
                message = f"{twin} and {rule.name} have the same priority {priority}"
                raise InvalidInput(message, where=place, hint="give one of them another number")
            if rule.name.lower() in names:
                message = f"there are two rules {rule.name}"
                raise InvalidInput(message, where=place, hint="give yours another name")
            names.add(rule.name.lower())


@model
class UserDefinedRoute:
    """Where traffic to an address range goes first."""

    name: str = at("name")
    """Its name in the table."""
    _: KW_ONLY
    prefix: Value[str] = at("properties.addressPrefix")
    """The address range or service tag that traffic goes to; ``0.0.0.0/0`` all that no other route has."""
    next_hop: Value[Literal["VirtualNetworkGateway", "VnetLocal", "Internet", "VirtualAppliance", "None"]] = at(
        "properties.nextHopType"
    )
    """What it goes to; ``None`` drops it."""
    next_hop_ip: Value[str] | None = at("properties.nextHopIpAddress", default=None)
    """The address of a ``VirtualAppliance``, such as a firewall."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        addressed, appliance = self.next_hop_ip is not None, "VirtualAppliance"
        if not may_be(self.next_hop, appliance) if addressed else known(self.next_hop) == appliance:
            where = f"{caller_location()} UserDefinedRoute.next_hop_ip"
            raise InvalidInput("a virtual appliance has an address, and nothing else has", where=where)


@model
class RouteTable(Resource):
    """Where traffic of subnets goes, such as through the firewall of a hub."""

    arm_type: ClassVar[str] = ROUTE_TABLE.type

    name: str
    """1 to 80 letters, digits, '_', '.' and '-'."""
    _: KW_ONLY
    routes: Many[UserDefinedRoute] = at("properties.routes", default=(), nested=True)
    """Its routes, beside those that Azure gives every network."""
    bgp_propagation: Value[bool] | None = at("properties.disableBgpRoutePropagation", default=None, conversion=NOT)
    """Take routes that gateways learn too; None: yes."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (LOCATION, "tags")
