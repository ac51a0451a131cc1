"""Event Hubs: namespaces, their hubs, and who reads and writes them. Diagnostic settings and alerts stream to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.event_hub import (
    CONSUMER_GROUP,
    EVENT_HUB,
    EVENT_HUB_FIREWALL,
    EVENT_HUB_NAMESPACE,
    EVENT_HUB_RULE,
)
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, NOT, SWITCH, TAGS, items
from mlinfra.landing_zone.model._event_hub_checks import check_hub, check_namespace
from mlinfra.landing_zone.model._fields import Between, Existing, Many, NewOrExisting
from mlinfra.landing_zone.model._known import known, known_items, may_be, open_items
from mlinfra.landing_zone.model._rows import Computed, Rows, at, elsewhere
from mlinfra.landing_zone.model._value_checks import check_firewall
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attribute import Attribute, told
from mlinfra.landing_zone.model.identity import IDENTITY_SPACED, Identity, principal_of
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext
    from mlinfra.landing_zone.model.event_hub_options import EventCapture, EventHubKey, EventHubSubnet

_RIGHTS = ("Listen", "Send", "Manage")


def _key_source(namespace: EventHubNamespace, _context: BodyContext) -> str | None:
    return None if namespace.customer_keys is None else "Microsoft.KeyVault"


@model
class EventHubNamespace(Resource):
    """An Event Hubs namespace: what hubs, their price and their keys belong to; closed to the internet unless said otherwise."""

    arm_type: ClassVar[str] = EVENT_HUB_NAMESPACE.type

    name: str | None = None
    """Unique in all of Azure: 6 to 50 letters, digits and '-'. None: ``evhns-`` and the owner's name."""
    _: KW_ONLY
    sku: Value[Literal["Basic", "Standard", "Premium"]] = at("sku.name", default="Standard")
    """Size and price; private endpoints, firewalls and capture need Standard, customer-managed keys Premium. Fixed between
    Premium and the others."""
    capacity: Value[Annotated[int, Between(1, 40)]] = at("sku.capacity", default=1)
    """Throughput units, 1 to 40, each of 1 MB a second in and 2 MB out; of Premium processing units: 1, 2, 4, 8, 12 or 16."""
    identity: Identity | None = at("identity", default=None, conversion=IDENTITY_SPACED)
    """Who it is when it reads its key and writes what it captures; None nobody."""
    maximum_throughput: Value[Annotated[int, Between(1, 40)]] | None = at(
        "properties.maximumThroughputUnits", default=None
    )
    """Up to how many throughput units it grows by itself; of Standard alone. None: it does not."""
    public_access: bool = at(
        "properties.publicNetworkAccess",
        default=False,
        words=SWITCH,
        absent=True,
        decides="which private endpoints and firewalls there are",
    )
    """Reachable from the internet. An `EventHubFirewall` says more; closed, too, it lets Azure Monitor in with
    ``trusted_services``, which diagnostic settings need."""
    minimum_tls: Value[Literal["1.0", "1.1", "1.2"]] = at("properties.minimumTlsVersion", default="1.2")
    """The oldest version of TLS that it takes."""
    keys: Value[bool] = at("properties.disableLocalAuth", default=True, conversion=NOT, absent=True)
    """Let keys open it, past all roles: diagnostic settings and alerts have no other way in."""
    kafka: Value[bool] | None = at("properties.kafkaEnabled", default=None)
    """Speak the protocol of Kafka too; not of Basic. None: as Azure chooses, which is yes."""
    zone_redundant: Value[bool | None] = at("properties.zoneRedundant", default=None)
    """Keep it in several availability zones; fixed at creation. None: where the region has them."""
    cluster_id: Value[str] | None = at("properties.clusterArmId", default=None)
    """The ARM id of the dedicated cluster that it is in; fixed at creation. None none."""
    alternate_name: Value[str | None] = at("properties.alternateName", default=None)
    """Its name where a pair for disaster recovery has its own; fixed at creation."""
    customer_keys: Many[EventHubKey] | None = at("properties.encryption.keyVaultProperties", default=None, nested=True)
    """Keys in a vault that encrypt it; they need Premium. None: Azure's own."""
    infrastructure_encryption: Value[bool] | None = at(
        "properties.encryption.requireInfrastructureEncryption", default=None
    )
    """Encrypt what is stored twice; cannot be switched off again. None: no."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = {
        "properties.privateEndpointConnections": "Azure writes them when an endpoint is made",
    }
    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        "sku",
        Computed("sku.tier", lambda namespace, context: context.value(namespace.sku), "the same as the name", ("sku",)),
        "capacity",
        "identity",
        Computed(
            "properties.isAutoInflateEnabled",
            lambda namespace, _context: None if namespace.maximum_throughput is None else True,
            "on where a most is said",
            ("maximum_throughput",),
        ),
        Computed("properties.encryption.keySource", _key_source, "follows from the keys", ("customer_keys",)),
    )

    @property
    def endpoint(self) -> Attribute[str]:
        """Its address, such as ``https://evhns-logs.servicebus.windows.net:443/``."""
        return told(self, "endpoint")

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity; raises `InvalidInput` without one."""
        return principal_of(self)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} EventHubNamespace"
        check_namespace(self, place)


@model
class EventHub(Resource):
    """An event hub: a stream of events in a namespace, which several readers read each at their own place."""

    arm_type: ClassVar[str] = EVENT_HUB.type
    parent_field: ClassVar[str | None] = "parent"

    name: str
    """1 to 256 letters, digits, '.', '_' and '-'."""
    _: KW_ONLY
    parent: NewOrExisting[EventHubNamespace] = elsewhere("its place in the ARM id")
    """The namespace, new or existing."""
    partitions: Value[Annotated[int, Between(1, 1024)]] = at("properties.partitionCount", default=4)
    """How many readers can share the work of one group. Azure never makes them fewer, and more in a Premium namespace alone."""
    cleanup: Value[Literal["Delete", "Compact"]] | None = at(
        "properties.retentionDescription.cleanupPolicy", default=None
    )
    """Delete old events, or keep the newest of each key; fixed at creation. None: Delete."""
    retention_hours: Value[Annotated[int, Between(1, 2160)]] | None = at(
        "properties.retentionDescription.retentionTimeInHours", default=None
    )
    """Hours for which events are kept, of which ``Compact`` makes no use: up to 24 in a Basic namespace, 168 in Standard, 2160 in Premium."""
    tombstone_hours: Value[Annotated[int, Between(1, 2160)]] | None = at(
        "properties.retentionDescription.tombstoneRetentionTimeInHours", default=None
    )
    """Hours for which ``Compact`` keeps the mark that a key was deleted."""
    retention_days: Value[Annotated[int, Between(1, 90)]] | None = at("properties.messageRetentionInDays", default=None)
    """Days for which events are kept, instead of hours; None with neither: as Azure chooses."""
    status: Value[Literal["Active", "Disabled", "SendDisabled"]] | None = at("properties.status", default=None)
    """Whether events can be sent and read; None: both."""
    metadata: Value[str] | None = at("properties.userMetadata", default=None)
    """A text that is kept with it."""
    capture: EventCapture | None = at("properties.captureDescription", default=None, nested=True)
    """Keep the events as files too; needs a Standard namespace. None: no."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = {
        f"properties.captureDescription.destination.properties.dataLake{name}": "Data Lake Storage Gen1 was retired on 2024-02-29"
        for name in ("SubscriptionId", "AccountName", "FolderPath")
    }
    ROWS: ClassVar[Rows] = ("partitions",)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} EventHub"
        check_hub(self, place)


@model
class ConsumerGroup(Resource):
    """A group of readers of an event hub, which share its events among them."""

    arm_type: ClassVar[str] = CONSUMER_GROUP.type
    parent_field: ClassVar[str | None] = "parent"

    name: str
    """1 to 50 letters, digits, '.', '_' and '-'."""
    _: KW_ONLY
    parent: NewOrExisting[EventHub] = elsewhere("its place in the ARM id")
    """The event hub, new or existing."""
    metadata: Value[str] | None = at("properties.userMetadata", default=None)
    """A text that is kept with it, at most 1,024 characters."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ()


@model
class EventHubRule(Resource):
    """A pair of keys of an Event Hubs namespace, and what they open: a diagnostic setting streams with all three rights."""

    arm_type: ClassVar[str] = EVENT_HUB_RULE.type
    parent_field: ClassVar[str | None] = "parent"

    name: str
    """1 to 50 letters, digits, '.', '_' and '-'."""
    _: KW_ONLY
    parent: NewOrExisting[EventHubNamespace] = elsewhere("its place in the ARM id")
    """The namespace, new or existing."""
    rights: Values[Literal["Listen", "Send", "Manage"]] = at("properties.rights", default=("Listen", "Send", "Manage"))
    """What the keys may do; ``Manage`` has the other two with it."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} EventHubRule.rights"
        if not self.rights:
            raise InvalidInput("its keys open nothing", where=place, hint='give rights=["Send"]')
        rights = known_items(self.rights)
        if "Manage" in rights and len(set(rights)) < len(_RIGHTS) and not open_items(self.rights):
            raise InvalidInput("Azure takes Manage only with Listen and Send", where=place, hint="give all three")
        if not isinstance(self.parent, Existing) and not may_be(self.parent.keys, True):
            message = f"no key opens {self.parent.name or 'its namespace'}"
            raise InvalidInput(
                message, where=f"{caller_location()} EventHubRule", hint="add keys=True to the namespace"
            )


def _reachable(_firewall: EventHubFirewall, context: BodyContext) -> str | None:
    namespace = context.parent(EventHubNamespace)
    return None if namespace is None else SWITCH[namespace.public_access]


@model
class EventHubFirewall(Resource):
    """Who reaches an Event Hubs namespace from outside; it has one, and Basic namespaces have none."""

    arm_type: ClassVar[str] = EVENT_HUB_FIREWALL.type
    parent_field: ClassVar[str | None] = "parent"

    name: Literal["default"] = "default"
    """Its name in Azure."""
    _: KW_ONLY
    parent: NewOrExisting[EventHubNamespace] = elsewhere("its place in the ARM id")
    """The namespace, new or existing."""
    default_action: Value[Literal["Allow", "Deny"]] = at("properties.defaultAction", default="Deny")
    """What it does with all that no rule lets in."""
    trusted_services: Value[bool] = at("properties.trustedServiceAccessEnabled", default=True, absent=False)
    """Let trusted services of Azure in, such as Azure Monitor with logs and metrics."""
    ip_rules: Many[Value[str]] | None = at("properties.ipRules", default=None, conversion=items("ipMask", "action"))
    """Public IPv4 addresses and ranges that it lets in."""
    subnets: Many[EventHubSubnet] | None = at("properties.virtualNetworkRules", default=None, nested=True)
    """Subnets that it lets in."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        Computed("properties.publicNetworkAccess", _reachable, "the same as the namespace that the stack makes says"),
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} EventHubFirewall"
        check_firewall(self.ip_rules, f"{place}.ip_rules")
        if isinstance(self.parent, EventHubNamespace) and known(self.parent.sku) == "Basic":
            message, hint = "a Basic namespace has no firewall", 'say sku="Standard" of the namespace'
            raise InvalidInput(message, where=place, hint=hint)
