"""Settings of event hubs: keys that encrypt a namespace, and what is captured of a hub."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.event_hub import EVENT_HUB_NAMESPACE
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._conversions import target_id
from mlinfra.landing_zone.model._fields import Between, Choice, Existing, NewOrExisting
from mlinfra.landing_zone.model._rows import Constant, Conversion, Rows, at
from mlinfra.landing_zone.model._subnet_checks import check_service_endpoints
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.identity import SystemAssigned, UserAssignedIdentity
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.value import Value
from mlinfra.landing_zone.model.virtual_network import Subnet

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading


@model
class EventHubKey:
    """A key in a key vault that encrypts an Event Hubs namespace."""

    vault_uri: Value[str] = at("keyVaultUri")
    """The address of the vault: the ``uri`` of a KeyVault."""
    name: Value[str] = at("keyName")
    """The name of the key."""
    _: KW_ONLY
    version: Value[str] | None = at("keyVersion", default=None)
    """One version of it; None: always the newest."""
    identity: NewOrExisting[UserAssignedIdentity] | None = at(
        "identity.userAssignedIdentity", default=None, conversion=target_id(UserAssignedIdentity)
    )
    """Who reads it; None: the namespace as itself."""

    ROWS: ClassVar[Rows] = ("name", "vault_uri", "version", "identity")


@model
class EventHubSubnet:
    """A subnet that the firewall of an Event Hubs namespace lets in."""

    subnet: NewOrExisting[Subnet] = at("subnet.id", conversion=target_id(Subnet))
    """The subnet, new or existing, with a service endpoint for ``Microsoft.EventHub``."""
    _: KW_ONLY
    ignore_missing_endpoint: Value[bool | None] = at("ignoreMissingVnetServiceEndpoint", default=None)
    """Take the subnet though it has no service endpoint yet; None: no."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if not self.ignore_missing_endpoint:
            place, way_out = f"{caller_location()} EventHubSubnet.subnet", ", or ignore_missing_endpoint=True here"
            check_service_endpoints([self.subnet], EVENT_HUB_NAMESPACE.type, place, way_out=way_out)


_WORDS = tuple(
    f"{{{word}}}"
    for word in ("Namespace", "EventHub", "PartitionId", "Year", "Month", "Day", "Hour", "Minute", "Second")
)


def _write_writer(
    identity: SystemAssigned | UserAssignedIdentity | Existing[UserAssignedIdentity] | None,
    context: BodyContext,
    _field: str,
) -> expr.Value:
    if identity is None:
        return None
    if isinstance(identity, SystemAssigned):
        return {"type": "SystemAssigned"}
    return {"type": "UserAssigned", "userAssignedIdentity": context.id(identity)}


def _read_writer(
    value: Mapping[str, str], reading: Reading
) -> SystemAssigned | UserAssignedIdentity | Existing[UserAssignedIdentity]:
    if value["type"] == "SystemAssigned":
        return SystemAssigned()
    return reading.linked(UserAssignedIdentity, value["userAssignedIdentity"])


_WRITER = Conversion(_write_writer, _read_writer)


@model
class EventCapture:
    """Keeps the events of a hub as files in a storage account."""

    account: NewOrExisting[StorageAccount] = at(
        "destination.properties.storageAccountResourceId", conversion=target_id(StorageAccount)
    )
    """The storage account, new or existing."""
    container: str = at("destination.properties.blobContainer", decides="the container that roles are assigned on")
    """The blob container in it."""
    _: KW_ONLY
    enabled: bool = at("enabled", default=True, decides="which roles are assigned")
    """Whether events are kept."""
    encoding: Value[Literal["Avro", "AvroDeflate"]] = at("encoding", default="Avro")
    """How files are written; ``AvroDeflate`` is smaller."""
    seconds: Value[Annotated[int, Between(60, 900)]] = at("intervalInSeconds", default=300)
    """After how long a file is closed."""
    size: Value[Annotated[int, Between(10_485_760, 524_288_000)]] = at("sizeLimitInBytes", default=314_572_800)
    """At how many bytes a file is closed."""
    skip_empty: Value[bool] = at("skipEmptyArchives", default=True)
    """Write no file where there was no event."""
    name_format: Value[str] = at(
        "destination.properties.archiveNameFormat",
        default="/".join(_WORDS),
    )
    """How files are named; each of these words must stand in it."""
    identity: Annotated[SystemAssigned | UserAssignedIdentity | Existing[UserAssignedIdentity], Choice()] | None = at(
        "destination.identity", default=None, conversion=_WRITER
    )
    """As whom it writes, an identity that the namespace has too; it gets Storage Blob Data Contributor on the container.
    None: with the account's key."""

    ROWS: ClassVar[Rows] = (
        "enabled",
        "encoding",
        "seconds",
        "size",
        "skip_empty",
        Constant("destination.name", "EventHubArchive.AzureBlockBlob"),
        "account",
        "container",
        "name_format",
    )

    def _check(self) -> None:
        place = f"{caller_location()} EventCapture"
        missing = [word for word in _WORDS if isinstance(self.name_format, str) and word not in self.name_format]
        if missing:
            message = f"names of files need {', '.join(missing)}"
            raise InvalidInput(message, where=f"{place}.name_format", hint="such as " + "/".join(_WORDS))
