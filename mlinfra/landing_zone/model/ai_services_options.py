"""Settings of Azure AI accounts: keys, firewalls, storage of one's own, regions, networks of agents."""

from __future__ import annotations

from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.cognitive_services import AGENT_ENVIRONMENTS, AI_SERVICES
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._conversions import target_id
from mlinfra.landing_zone.model._fields import Between, Many, NewOrExisting
from mlinfra.landing_zone.model._known import known, may_be
from mlinfra.landing_zone.model._rows import Computed, Constant, Rows, at
from mlinfra.landing_zone.model._subnet_checks import check_delegated, check_service_endpoints
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.value import Value
from mlinfra.landing_zone.model.virtual_network import Subnet
from mlinfra.landing_zone.model.workspace import Workspace

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext


@model
class AIKey:
    """A key in a key vault that encrypts an AI account."""

    vault_uri: Value[str] = at("keyVaultProperties.keyVaultUri")
    """The address of the vault: the ``uri`` of a KeyVault."""
    name: Value[str] = at("keyVaultProperties.keyName")
    """The name of the key."""
    _: KW_ONLY
    version: Value[str] = at("keyVaultProperties.keyVersion")
    """The version of it: a new one is said here."""
    identity_client_id: Value[str] | None = at("keyVaultProperties.identityClientId", default=None)
    """The client id of the user-assigned identity that reads it; None: the account as itself."""

    ROWS: ClassVar[Rows] = (Constant("keySource", "Microsoft.KeyVault"),)


@model
class AISubnet:
    """A subnet that the firewall of an AI account lets in."""

    subnet: NewOrExisting[Subnet] = at("id", conversion=target_id(Subnet))
    """The subnet, new or existing, with a service endpoint for ``Microsoft.CognitiveServices``."""
    _: KW_ONLY
    ignore_missing_endpoint: Value[bool | None] = at("ignoreMissingVnetServiceEndpoint", default=None)
    """Take the subnet though it has no service endpoint yet; None: no."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if not self.ignore_missing_endpoint:
            place, way_out = f"{caller_location()} AISubnet.subnet", ", or ignore_missing_endpoint=True here"
            check_service_endpoints([self.subnet], AI_SERVICES.type, place, way_out=way_out)


@model
class AIStorage:
    """A storage account of one's own in which an AI account keeps what it is given."""

    account: NewOrExisting[StorageAccount] = at("resourceId", conversion=target_id(StorageAccount))
    """The storage account, new or existing."""
    _: KW_ONLY
    identity_client_id: Value[str] | None = at("identityClientId", default=None)
    """The client id of the user-assigned identity that opens it; None: the account as itself."""

    ROWS: ClassVar[Rows] = ()


@model
class AIWorkspace:
    """A workspace in which an AI account trains."""

    workspace: NewOrExisting[Workspace] = at("resourceId", conversion=target_id(Workspace))
    """The workspace, new or existing."""
    _: KW_ONLY
    identity_client_id: Value[str] | None = at("identityClientId", default=None)
    """The client id of the user-assigned identity that opens it; None: the account as itself."""

    ROWS: ClassVar[Rows] = ()


@model
class AIMonitor:
    """Where an AI account keeps what its filters of content find."""

    account: NewOrExisting[StorageAccount] = at("adxStorageResourceId", conversion=target_id(StorageAccount))
    """The storage account, new or existing."""
    _: KW_ONLY
    identity_client_id: Value[str] | None = at("identityClientId", default=None)
    """The client id of the user-assigned identity that opens it; None: the account as itself."""

    ROWS: ClassVar[Rows] = ()


@model
class AIRegion:
    """A region that answers for an AI account of several."""

    name: Value[str] = at("name")
    """The region, such as ``westeurope``."""
    _: KW_ONLY
    share: Value[int] | None = at("value", default=None)
    """Its rank, or its share of requests; None with ``Performance``."""
    subdomain: Value[str] | None = at("customsubdomain", default=None)
    """The subdomain of that region; None: none of its own."""

    ROWS: ClassVar[Rows] = ()


@model
class AIRegions:
    """The regions of an AI account, and which of them answers."""

    regions: Many[AIRegion] = at("regions", nested=True)
    """Two or more regions."""
    _: KW_ONLY
    routing: Value[Literal["Priority", "Weighted", "Performance"]] = at("routingMethod", default="Performance")
    """By rank, by share, or the nearest."""

    ROWS: ClassVar[Rows] = ("routing",)

    def _check(self) -> None:
        place = f"{caller_location()} AIRegions.regions"
        if known(self.routing) == "Performance" and any(region.share is not None for region in self.regions):
            message, hint = (
                "the nearest region answers, whatever its rank or share",
                'drop share, or say routing="Weighted"',
            )
            raise InvalidInput(message, where=place, hint=hint)
        if not may_be(self.routing, "Performance") and any(region.share is None for region in self.regions):
            message = f"{known(self.routing)} routing goes by the rank or share of each region"
            raise InvalidInput(message, where=place, hint="give share= of each")


def _microsofts(network: AgentNetwork, _context: BodyContext) -> bool:
    return network.subnet is None


@model
class AgentNetwork:
    """The network in which the agents of an AI account run."""

    _: KW_ONLY
    subnet: NewOrExisting[Subnet] | None = at("subnetArmId", default=None, conversion=target_id(Subnet))
    """The subnet, delegated to ``Microsoft.App/environments``; None: a network that Microsoft manages."""
    scenario: Value[Literal["agent", "none"]] = at("scenario", default="agent")
    """What runs in it."""

    ROWS: ClassVar[Rows] = (
        "scenario",
        "subnet",
        Computed("useMicrosoftManagedNetwork", _microsofts, "where no subnet is said", ("subnet",)),
    )

    def _check(self) -> None:
        check_delegated(self.subnet, AGENT_ENVIRONMENTS, f"{caller_location()} AgentNetwork.subnet")


@model
class Capacity:
    """How much of a model an Azure AI deployment has of what several share."""

    designated: Value[Annotated[int, Between(0, 100_000)]] = at("designatedCapacity")
    """What is kept for it."""
    _: KW_ONLY
    priority: Value[Annotated[int, Between(0, 100)]] = at("priority", default=0)
    """Its rank among those that share."""

    ROWS: ClassVar[Rows] = ()
