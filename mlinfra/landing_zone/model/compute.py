"""Computes: clusters that scale with the work, and instances for one person each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.machine_learning import COMPUTE
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import DURATION, LOCATION, TAGS, TENANT_ID
from mlinfra.landing_zone.model._fields import Choice, Existing, Many, NewOrExisting
from mlinfra.landing_zone.model._rows import Computed, Constant, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location, where
from mlinfra.landing_zone.model._workspace_child import WorkspaceChild
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.data import DataAsset
from mlinfra.landing_zone.model.datastore import BlobDatastore, DataLakeDatastore
from mlinfra.landing_zone.model.identity import GUID, IDENTITY, Identity, SystemAssigned, principal_of
from mlinfra.landing_zone.model.network import Managed, Private, Public, Subnet, private_of

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model.workspace import Workspace

Readable: TypeAlias = Annotated[BlobDatastore | DataLakeDatastore | DataAsset, Choice()]
"""Something that jobs read or write: a datastore, or a data asset (which means its datastore)."""


@model
class Autoscale:
    """How many nodes a cluster may have, and how long an idle one stays."""

    minimum: int = at("minNodeCount", default=0)
    """Nodes that are always there, and always paid."""
    maximum: int = at("maxNodeCount", default=1)
    """Most nodes at once."""
    _: KW_ONLY
    idle: timedelta = at("nodeIdleTimeBeforeScaleDown", default=timedelta(minutes=2), conversion=DURATION)
    """How long a node without work is kept."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if not 0 <= self.minimum <= self.maximum:
            raise InvalidInput(
                f"{self.minimum} to {self.maximum} nodes is not a range from least to most",
                where=f"{caller_location()} Autoscale.maximum",
            )
        if self.idle <= timedelta(0):
            raise InvalidInput("idle must be greater than zero", where=f"{caller_location()} Autoscale.idle")


def _public_ip(_compute: ComputeCluster | ComputeInstance, context: BodyContext) -> bool | None:
    network = _network(context)
    return None if network is None else private_of(network) is None and not isinstance(network, Managed)


def _subnet(compute: ComputeCluster | ComputeInstance, context: BodyContext) -> expr.Value:
    network = _network(context)
    return context.id(compute.subnet or (network.subnet if isinstance(network, Private) else None))


def _network(context: BodyContext) -> Public | Private | Managed | None:
    """The network of the workspace; None where that exists already, so that its network is not known."""
    from mlinfra.landing_zone.model.workspace import Workspace  # it names computes itself

    workspace = context.parent(Workspace)
    return workspace.network if workspace is not None else None


def _read_subnet(subnet: str | None, reading: Reading) -> dict[str, Any]:
    return {"subnet": reading.linked(Subnet, subnet) if subnet else None}


def check_subnet(compute: ComputeCluster | ComputeInstance, workspace: Workspace | Existing[Workspace] | None) -> None:
    """Raise `InvalidInput` for a subnet of the author's in a workspace whose network Azure manages."""
    managed = isinstance(getattr(workspace, "network", None), Managed)
    if managed and compute.subnet is not None:
        hint = "drop subnet=, or give the workspace network=Private(...) or Public()"
        message = f"{compute.name} is in the workspace's managed network, so it cannot be in a subnet of yours"
        raise InvalidInput(message, where=f"{where(compute)} {type(compute).__name__}.subnet", hint=hint)


_HEAD: Rows = (LOCATION, "tags", "identity")
_COMPUTE_LOCATION = Constant("properties.computeLocation", LOCATION.value)
_PLACED: Rows = (
    Computed(
        "properties.properties.enableNodePublicIp",
        _public_ip,
        "nodes of a workspace that is private or managed have no public address",
    ),
    Computed(
        "properties.properties.subnet.id",
        _subnet,
        "without a subnet of their own, nodes of a private workspace share that of its endpoints",
        ("subnet",),
        _read_subnet,
    ),
)
_PRIORITY = {True: "LowPriority", False: "Dedicated"}


@model
class ComputeCluster(WorkspaceChild):
    """A cluster that starts nodes for jobs and gives them back; its jobs read data as its identity."""

    arm_type: ClassVar[str] = COMPUTE.type

    name: str
    """3 to 24 letters, digits and '-', not ending in '-' and a number."""
    _: KW_ONLY
    size: str = at("properties.properties.vmSize")
    """The VM size, such as ``Standard_D4s_v5``; fixed at creation."""
    nodes: Autoscale = at("properties.properties.scaleSettings", default_factory=Autoscale, nested=True)
    """How many nodes; from 0, so that an idle cluster costs nothing."""
    identity: Identity = at("identity", default_factory=SystemAssigned, conversion=IDENTITY)
    """Who its jobs are when they read data and pull images."""
    reads: Many[Readable] = elsewhere("role assignments", default=())
    """What its jobs read: grants Storage Blob Data Reader on these containers, nothing more."""
    writes: Many[Readable] = elsewhere("role assignments", default=())
    """What its jobs write: grants Storage Blob Data Contributor on these containers."""
    low_priority: bool = at("properties.properties.vmPriority", default=False, words=_PRIORITY)
    """Cheaper nodes that Azure may take away at any time."""
    subnet: NewOrExisting[Subnet] | None = None
    """Put nodes into this subnet; None: the workspace's network decides."""
    description: str = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, str] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        *_HEAD,
        Constant("properties.computeType", "AmlCompute", tells_class=True),
        _COMPUTE_LOCATION,
        "description",
        Constant("properties.disableLocalAuth", value=True),
        "size",
        "low_priority",
        Constant("properties.properties.osType", "Linux"),
        "nodes",
        Constant("properties.properties.remoteLoginPortPublicAccess", "Disabled"),
        *_PLACED,
    )

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity."""
        return principal_of(self)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_subnet(self, self.parent)


_USER = "properties.properties.personalComputeInstanceSettings.assignedUser"


def _authorization(instance: ComputeInstance, _context: BodyContext) -> str | None:
    return "personal" if instance.user is not None else None


def _tenant(instance: ComputeInstance, _context: BodyContext) -> expr.Value:
    return None if instance.user is None else instance.tenant or TENANT_ID


def _read_tenant(tenant: str | None, reading: Reading) -> dict[str, Any]:
    return {"tenant": None if tenant == reading.tenant else tenant}


@model
class ComputeInstance(WorkspaceChild):
    """A machine for one person; nothing of it can change once it is made."""

    arm_type: ClassVar[str] = COMPUTE.type

    name: str
    """3 to 24 letters, digits and '-', unique in the region."""
    _: KW_ONLY
    size: str = at("properties.properties.vmSize")
    """The VM size."""
    idle: timedelta | None = at(
        "properties.properties.idleTimeBeforeShutdown",
        default=timedelta(minutes=60),
        conversion=DURATION,
        absent=None,
    )
    """Stop it after this time without activity, 15 minutes to 3 days; None never."""
    user: str | None = at(f"{_USER}.objectId", default=None)
    """The Entra object id of the person it is for; None: whoever deploys it."""
    tenant: str | None = None
    """The tenant of that person; None: the tenant of the subscription."""
    identity: Identity | None = at("identity", default=None, conversion=IDENTITY)
    """An identity of its own; None: the person's."""
    reads: Many[Readable] = elsewhere("role assignments", default=())
    """What its own identity reads; needs ``identity``."""
    writes: Many[Readable] = elsewhere("role assignments", default=())
    """What its own identity writes; needs ``identity``."""
    subnet: NewOrExisting[Subnet] | None = None
    """Put it into this subnet; None: the workspace's network decides."""
    application_sharing: Literal["Personal", "Shared"] = at(
        "properties.properties.applicationSharingPolicy", default="Personal"
    )
    """Whether others in the workspace may use its applications."""
    description: str = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, str] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        *_HEAD,
        Constant("properties.computeType", "ComputeInstance", tells_class=True),
        _COMPUTE_LOCATION,
        "description",
        Constant("properties.disableLocalAuth", value=True),
        "size",
        "idle",
        "application_sharing",
        Constant("properties.properties.sshSettings.sshPublicAccess", "Disabled"),
        Computed(
            "properties.properties.computeInstanceAuthorizationType",
            _authorization,
            "personal where it is for another person than who deploys it",
            ("user",),
        ),
        "user",
        Computed(
            f"{_USER}.tenantId", _tenant, "the tenant of the subscription is not said", ("user", "tenant"), _read_tenant
        ),
        *_PLACED,
    )

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity; raises `InvalidInput` without one."""
        return principal_of(self)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_subnet(self, self.parent)
        if self.idle is not None and not timedelta(minutes=15) <= self.idle <= timedelta(days=3):
            raise InvalidInput("give 15 minutes to 3 days", where=f"{caller_location()} ComputeInstance.idle")
        for name, value in (("user", self.user), ("tenant", self.tenant)):
            if value is not None and not GUID.fullmatch(value):
                raise InvalidInput(
                    f"{value!r} is not an Entra id (a GUID)", where=f"{caller_location()} ComputeInstance.{name}"
                )
        if self.tenant is not None and self.user is None:
            hint = "give user= too, or drop tenant="
            raise InvalidInput(
                "a tenant without a user names nobody", where=f"{caller_location()} ComputeInstance.tenant", hint=hint
            )
        if (self.reads or self.writes) and self.identity is None:
            raise InvalidInput(
                "without an identity of its own it reads as the person who uses it",
                where=f"{caller_location()} ComputeInstance.reads",
                hint="give identity=UserAssignedIdentity(...), or drop reads and writes",
            )


Compute: TypeAlias = Annotated[ComputeCluster | ComputeInstance, Choice()]
"""Any kind of compute."""
