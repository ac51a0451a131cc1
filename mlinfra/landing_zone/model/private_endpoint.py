"""Private endpoints that an author writes: a private way to a resource, in any subnet, with its names in DNS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.network_private_links import DNS_ZONE_GROUP, PRIVATE_ENDPOINT
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, TAGS, items, target_id
from mlinfra.landing_zone.model._endpoint_checks import check_address
from mlinfra.landing_zone.model._fields import Choice, Existing, Many, NewOrExisting
from mlinfra.landing_zone.model._link_groups import check_group, class_of, link_groups
from mlinfra.landing_zone.model._rows import Computed, Conversion, Rows, at, deciding, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.private_dns import PrivateDnsZone
from mlinfra.landing_zone.model.value import Value, Values
from mlinfra.landing_zone.model.virtual_network import Subnet

if TYPE_CHECKING:
    from mlinfra.arm import expressions as expr
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading

_LONGEST_MESSAGE = 140


def _connection(endpoint: PrivateEndpoint, context: BodyContext) -> expr.Value:
    service: dict[str, expr.Value] = {
        "privateLinkServiceId": context.id(endpoint.target),
        "groupIds": [endpoint.group or link_groups(endpoint.target)[0]],
    }
    if endpoint.message is not None:
        service["requestMessage"] = context.value(endpoint.message)
    return [{"name": context.value(endpoint.connection_name or context.names[-1]), "properties": service}]


def _approved(endpoint: PrivateEndpoint, context: BodyContext) -> expr.Value:
    return None if endpoint.manual_approval else _connection(endpoint, context)


def _asked(endpoint: PrivateEndpoint, context: BodyContext) -> expr.Value:
    return _connection(endpoint, context) if endpoint.manual_approval else None


def _read_connection(*, manual: bool) -> Any:
    def read(connections: Sequence[Mapping[str, Any]] | None, reading: Reading) -> Mapping[str, Any]:
        if not connections:
            return {}
        properties = connections[0]["properties"]
        target = properties["privateLinkServiceId"]
        return {
            "manual_approval": manual,
            "target": reading.linked(class_of(target), target),
            "group": properties["groupIds"][0],
            "message": properties.get("requestMessage"),
            "connection_name": connections[0]["name"],
        }

    return read


def _region(endpoint: PrivateEndpoint, context: BodyContext) -> expr.Value:
    return LOCATION.value if endpoint.region is None else context.value(endpoint.region)


def _edge_zone_type(endpoint: PrivateEndpoint, _context: BodyContext) -> str | None:
    return None if endpoint.edge_zone is None else "EdgeZone"


@model
class StaticAddress:
    """A private address of an endpoint that stays the same; each member of the part that it leads to needs one."""

    address: Value[str] = at("properties.privateIPAddress")
    """The address, in the range of the subnet."""
    _: KW_ONLY
    member: Value[str] = at("properties.memberName")
    """Which of the members of the part, such as ``default``, ``notebook`` or ``inference`` of a workspace, ``blob`` of an account."""
    group: Value[str] = at("properties.groupId")
    """The part that the endpoint leads to, such as ``amlworkspace`` or ``blob``."""
    name: str = at("name")
    """A name in the endpoint."""

    ROWS: ClassVar[Rows] = ("name", "group", "member", "address")


@model
class EndpointRecord:
    """A name that an endpoint's addresses have in a DNS of your own, kept with the endpoint for who reads it."""

    fqdn: Value[str] = at("fqdn")
    """The whole name."""
    addresses: Values[str] = at("ipAddresses")
    """The private addresses that it has."""

    ROWS: ClassVar[Rows] = ()


def _write_zones(zones: Sequence[Any], context: BodyContext, _field: str) -> expr.Value:
    return [
        {"name": name.replace(".", "-"), "properties": {"privateDnsZoneId": context.id(zone)}}
        for zone in zones
        for name in [zone.name.rsplit("/", maxsplit=1)[-1]]
    ]


def _read_zones(configs: Sequence[Mapping[str, Any]], reading: Reading) -> Any:
    return [reading.linked(PrivateDnsZone, config["properties"]["privateDnsZoneId"]) for config in configs]


@model
class PrivateDnsZoneGroup(Resource):
    """Registers the addresses of a private endpoint in private DNS zones; an endpoint has one at most."""

    arm_type: ClassVar[str] = DNS_ZONE_GROUP.type
    parent_field: ClassVar[str | None] = "parent"

    name: str = "default"
    """1 to 80 letters, digits, '_', '.' and '-'."""
    _: KW_ONLY
    parent: NewOrExisting[PrivateEndpoint] | None = elsewhere("its place in the ARM id", default=None)
    """The endpoint, new or existing; None: the one that has it in its ``dns``."""
    zones: Many[NewOrExisting[PrivateDnsZone]] = at(
        "properties.privateDnsZoneConfigs", conversion=Conversion(_write_zones, _read_zones)
    )
    """The zones, at most 5: a workspace needs that of its API and that of its notebooks."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        if not 1 <= len(self.zones) <= 5:
            message = f"a zone group has 1 to 5 zones, this one has {len(self.zones)}"
            raise InvalidInput(message, where=f"{caller_location()} PrivateDnsZoneGroup.zones")


@model
class PrivateEndpoint(Resource):
    """A private way to a resource: an address in a subnet of yours, whoever made the resource.

    It says nothing of who else reaches the resource: ``public_access`` there does. Computes of a workspace wait for
    its endpoints.
    """

    arm_type: ClassVar[str] = PRIVATE_ENDPOINT.type

    name: str
    """1 to 80 letters, digits, '_', '.' and '-'."""
    _: KW_ONLY
    target: Annotated[Resource | Existing[Resource], Choice()]
    """The resource that it leads to, of this stack or existing, in any subscription; fixed at creation."""
    group: str | None = deciding("which address and zone it has", default=None)
    """Which part of it, such as ``blob`` of a storage account; None: the only one it has. Fixed at creation."""
    subnet: NewOrExisting[Subnet] = at("properties.subnet.id", conversion=target_id(Subnet))
    """The subnet that has its address, in any group or subscription of its region; fixed at creation."""
    dns: PrivateDnsZoneGroup | None = elsewhere("a private DNS zone group", default=None)
    """The private DNS zones that have its names; None: nobody finds it by name, unless a policy registers it."""
    region: Value[str] | None = None
    """The region of the subnet's network; None: that of the stack."""
    interface_name: Value[str] | None = at("properties.customNetworkInterfaceName", default=None)
    """The name of its network interface; None: Azure makes one. Fixed at creation."""
    connection_name: Value[str] | None = None
    """The name of the connection that the owner of the resource sees; None: that of the endpoint."""
    manual_approval: bool = deciding("where the connection stands in the body", default=False)
    """Ask the owner of the resource, instead of needing the right to approve it oneself; it works once approved."""
    message: Value[str] | None = None
    """What the owner of the resource reads, at most 140 characters."""
    addresses: Many[StaticAddress] | None = at("properties.ipConfigurations", default=None, nested=True)
    """Addresses that stay the same; None: Azure chooses, and keeps them as long as the endpoint is there."""
    ip_version: Value[Literal["IPv4", "IPv6", "DualStack"]] | None = at("properties.ipVersionType", default=None)
    """The version of its addresses; None IPv4."""
    security_groups: Values[str] | None = at(
        "properties.applicationSecurityGroups", default=None, conversion=items("id")
    )
    """The ARM ids of application security groups that it belongs to, for rules of network security groups."""
    records: Many[EndpointRecord] | None = at("properties.customDnsConfigs", default=None, nested=True)
    """Names in a DNS of your own; None: Azure tells those that it needs."""
    edge_zone: Value[str] | None = at("extendedLocation.name", default=None)
    """The edge zone that it is in; fixed at creation."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = {
        **{
            f"properties.{kind}LinkServiceConnections[].{path}": "the owner of the resource decides, and Azure tells"
            for kind in ("private", "manualPrivate")
            for path in ("id", "properties.privateLinkServiceConnectionState")
        },
        **{
            f"properties.applicationSecurityGroups[].{name}": "the group is a resource of its own, which its id names"
            for name in ("location", "tags")
        },
    }
    ROWS: ClassVar[Rows] = (
        Computed(
            "location",
            _region,
            "the region of the stack unless said otherwise",
            ("region",),
            lambda region, _reading: {"region": region},
        ),
        "edge_zone",
        Computed("extendedLocation.type", _edge_zone_type, "an edge zone is the only kind there is", ("edge_zone",)),
        "tags",
        "subnet",
        Computed(
            "properties.privateLinkServiceConnections",
            _approved,
            "a list of one",
            ("name", "target", "group", "manual_approval", "message", "connection_name"),
            _read_connection(manual=False),
        ),
        Computed(
            "properties.manualPrivateLinkServiceConnections",
            _asked,
            "the same, where somebody else approves it",
            ("manual_approval",),
            _read_connection(manual=True),
        ),
        "interface_name",
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} PrivateEndpoint"
        check_group(self.target, self.group, place)
        if isinstance(self.message, str) and len(self.message) > _LONGEST_MESSAGE:
            raise InvalidInput(f"the message has more than {_LONGEST_MESSAGE} characters", where=f"{place}.message")
        for address in self.addresses or ():
            check_address(address, self.subnet, self.group or next(iter(link_groups(self.target)), None), place)
        if getattr(self.target, "workspace_kind", None) == "Project":
            hint = "give the hub a private endpoint: its projects are reached by it"
            raise InvalidInput("a project has no private endpoint of its own", where=f"{place}.target", hint=hint)
