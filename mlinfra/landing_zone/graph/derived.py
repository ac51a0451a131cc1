"""Define the resources that follow from others, and that nobody writes."""

from __future__ import annotations

from typing import ClassVar

from mlinfra.base.frozen import dataclass
from mlinfra.landing_zone.graph.node import ResourceId


@dataclass(frozen=True, slots=True)
class AssetContainer:
    """What holds the versions of one data asset or environment; ``data_type`` only for data."""

    arm_type: ClassVar[str] = "Microsoft.MachineLearningServices/workspaces/data"
    data_type: str | None = None


@dataclass(frozen=True, slots=True)
class BlobService:
    """The blob service of a storage account: always there, between account and containers."""

    arm_type: ClassVar[str] = "Microsoft.Storage/storageAccounts/blobServices"


@dataclass(frozen=True, slots=True)
class BlobContainer:
    """A blob container."""

    arm_type: ClassVar[str] = "Microsoft.Storage/storageAccounts/blobServices/containers"


@dataclass(frozen=True, slots=True)
class RoleAssignment:
    """``principal`` holds ``role`` on the resource ``on``.

    ``principal`` is a resource with an identity, or an Entra object id; ``reason`` is shown in Azure.
    """

    arm_type: ClassVar[str] = "Microsoft.Authorization/roleAssignments"
    role: str
    on: ResourceId
    principal: ResourceId | str
    principal_type: str
    reason: str


@dataclass(frozen=True, slots=True)
class PrivateEndpoint:
    """A private way into ``target``; ``group`` names the part of it."""

    arm_type: ClassVar[str] = "Microsoft.Network/privateEndpoints"
    target: ResourceId
    group: str
    subnet: ResourceId


@dataclass(frozen=True, slots=True)
class DnsZoneGroup:
    """Registers a private endpoint in DNS zones."""

    arm_type: ClassVar[str] = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups"
    zones: tuple[ResourceId, ...]


@dataclass(frozen=True, slots=True)
class DnsZone:
    """A private DNS zone."""

    arm_type: ClassVar[str] = "Microsoft.Network/privateDnsZones"


@dataclass(frozen=True, slots=True)
class DnsLink:
    """Lets a virtual network ask a private DNS zone."""

    arm_type: ClassVar[str] = "Microsoft.Network/privateDnsZones/virtualNetworkLinks"
    network: ResourceId


@dataclass(frozen=True, slots=True)
class OutboundRule:
    """One rule of a workspace's managed network; ``target`` is the resource of a private one."""

    arm_type: ClassVar[str] = "Microsoft.MachineLearningServices/workspaces/outboundRules"
    rule: object
    target: ResourceId | None = None


@dataclass(frozen=True, slots=True)
class ExistingPart:
    """A resource that is there because the one above it is: existing without being written."""

    kind: type
    name: str
