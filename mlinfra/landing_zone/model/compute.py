"""Compute clusters, which scale with the work, and what all computes share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypeAlias, Union

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning_compute import COMPUTE
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import DURATION, LOCATION, NOT, SWITCH, TAGS
from mlinfra.landing_zone.model._fields import Choice, Existing, Many, NewOrExisting
from mlinfra.landing_zone.model._known import in_order, known, known_time, may_be
from mlinfra.landing_zone.model._rows import Computed, Constant, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location, where
from mlinfra.landing_zone.model._workspace_child import WorkspaceChild
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.datastore import BlobDatastore, DataLakeDatastore
from mlinfra.landing_zone.model.identity import IDENTITY, Identity, SystemAssigned, principal_of
from mlinfra.landing_zone.model.network import Managed, Private, Public, private_of
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model.compute_instance import ComputeInstance
    from mlinfra.landing_zone.model.compute_options import SshUser
    from mlinfra.landing_zone.model.data import DataAsset
    from mlinfra.landing_zone.model.sku import Sku
    from mlinfra.landing_zone.model.virtual_network import Subnet
    from mlinfra.landing_zone.model.workspace import Workspace

Readable: TypeAlias = Annotated[Union[BlobDatastore, DataLakeDatastore, "DataAsset"], Choice()]
"""Something that jobs read or write: a datastore, or a data asset (which means its datastore)."""


@model
class Autoscale:
    """How many nodes a cluster may have, and how long an idle one stays."""

    minimum: Value[int] = at("minNodeCount", default=0)
    """Nodes that are always there, and always paid."""
    maximum: Value[int] = at("maxNodeCount", default=1)
    """Most nodes at once."""
    _: KW_ONLY
    idle: Value[timedelta] = at("nodeIdleTimeBeforeScaleDown", default=timedelta(minutes=2), conversion=DURATION)
    """How long a node without work is kept."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        least, most = known(self.minimum), known(self.maximum)
        if not in_order(0, least, most):
            raise InvalidInput(
                f"{least} to {most} nodes is not a range from least to most",
                where=f"{caller_location()} Autoscale.maximum",
            )
        idle = known_time(self.idle)
        if idle is not None and idle <= timedelta(0):
            raise InvalidInput("idle must be greater than zero", where=f"{caller_location()} Autoscale.idle")


def _public_ip(compute: ComputeCluster | ComputeInstance, context: BodyContext) -> expr.Value:
    network = _network(context)
    if compute.public_ip is not None or network is None:
        return context.value(compute.public_ip)
    return private_of(network) is None and not isinstance(network, Managed)


def _subnet(compute: ComputeCluster | ComputeInstance, context: BodyContext) -> expr.Value:
    network = _network(context)
    return context.id(compute.subnet or (network.subnet if isinstance(network, Private) else None))


def _network(context: BodyContext) -> Public | Private | Managed | None:
    """The network of the workspace; None where that exists already, so that its network is not known."""
    from mlinfra.landing_zone.model.workspace import Workspace  # it names computes itself

    workspace = context.parent(Workspace)
    return workspace.network if workspace is not None else None


def _read_subnet(subnet: str | None, reading: Reading) -> dict[str, Subnet | Existing[Subnet] | None]:
    from mlinfra.landing_zone.model.virtual_network import Subnet

    return {"subnet": reading.linked(Subnet, subnet) if subnet else None}


def check_place(compute: ComputeCluster | ComputeInstance, workspace: Workspace | Existing[Workspace] | None) -> None:
    """Raise `InvalidInput` for a subnet in a workspace whose network Azure manages, or a region where its network is closed."""
    network = getattr(workspace, "network", None)
    place = f"{where(compute)} {type(compute).__name__}"
    if isinstance(network, Managed) and network.isolation != "disabled" and compute.subnet is not None:
        hint = "drop subnet=, or give the workspace network=Private(...) or Public()"
        message = f"{compute.name} is in the workspace's managed network, so it cannot be in a subnet of yours"
        raise InvalidInput(message, where=f"{place}.subnet", hint=hint)
    if isinstance(network, (Managed, Private)) and getattr(compute, "region", None) is not None:
        message = f"{compute.name} cannot be in another region than a workspace whose network is private or managed"
        raise InvalidInput(message, where=f"{place}.region", hint="drop region")


HEAD: Rows = (LOCATION, "tags", "sku", "identity")
"""What the body of every compute begins with."""
PLACED: Rows = (
    Computed(
        "properties.properties.enableNodePublicIp",
        _public_ip,
        "nodes of a workspace that is private or managed have no public address",
        ("public_ip",),
        lambda public, _reading: {"public_ip": public},
    ),
    Computed(
        "properties.properties.subnet.id",
        _subnet,
        "without a subnet of their own, nodes of a private workspace share that of its endpoints",
        ("subnet",),
        _read_subnet,
    ),
)


def _region(cluster: ComputeCluster, context: BodyContext) -> expr.Value:
    return LOCATION.value if cluster.region is None else context.value(cluster.region)


_PRIORITY = {True: "LowPriority", False: "Dedicated"}


@model
class ComputeCluster(WorkspaceChild):
    """A cluster that starts nodes for jobs and gives them back; its jobs read data as its identity."""

    arm_type: ClassVar[str] = COMPUTE.type

    name: str
    """3 to 24 letters, digits and '-', not ending in '-' and a number."""
    _: KW_ONLY
    size: Value[str] = at("properties.properties.vmSize")
    """The VM size, such as ``Standard_D4s_v5``; fixed at creation."""
    nodes: Autoscale = at("properties.properties.scaleSettings", default_factory=Autoscale, nested=True)
    """How many nodes; from 0, so that an idle cluster costs nothing."""
    identity: Identity = at("identity", default_factory=SystemAssigned, conversion=IDENTITY)
    """Who its jobs are when they read data and pull images."""
    reads: Many[Readable] = elsewhere("role assignments", default=())
    """What its jobs read: grants Storage Blob Data Reader on these containers, nothing more."""
    writes: Many[Readable] = elsewhere("role assignments", default=())
    """What its jobs write: grants Storage Blob Data Contributor on these containers."""
    public_ip: Value[bool] | None = None
    """Give nodes public addresses; None: unless the workspace's network is private or managed."""
    region: Value[str] | None = None
    """The region of its nodes, where it is not that of the workspace; not in a private or managed network."""
    os: Value[Literal["Linux", "Windows"]] = at("properties.properties.osType", default="Linux")
    """The operating system of its nodes; fixed at creation."""
    image_id: Value[str] | None = at("properties.properties.virtualMachineImage.id", default=None)
    """The ARM id of the image of its nodes, of Windows alone; None an image of Microsoft's."""
    isolated: Value[bool | None] = at("properties.properties.isolatedNetwork", default=None)
    """Keep nodes of different clusters apart in the network; None: no."""
    ssh_user: SshUser | None = at("properties.properties.userAccountCredentials", default=None, nested=True)
    """The administrator who may sign in to nodes; fixed at creation. None nobody."""
    public_ssh: Value[bool] = at("properties.properties.remoteLoginPortPublicAccess", default=False, words=SWITCH)
    """Let SSH in from the internet; fixed at creation."""
    local_auth: Value[bool] = at("properties.disableLocalAuth", default=False, conversion=NOT)
    """Let it be opened without an identity."""
    low_priority: Value[bool] = at("properties.properties.vmPriority", default=False, words=_PRIORITY)
    """Cheaper nodes that Azure may take away at any time."""
    subnet: NewOrExisting[Subnet] | None = None
    """Put nodes into this subnet; None: the workspace's network decides."""
    sku: Sku | None = at("sku", default=None, nested=True)
    """The price, of which Azure reads nothing today; None as Azure chooses."""
    description: Value[str] = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        *HEAD,
        Constant("properties.computeType", "AmlCompute", tells_class=True),
        Computed(
            "properties.computeLocation",
            _region,
            "the region of the stack unless said otherwise",
            ("region",),
            lambda region, _reading: {"region": region},
        ),
        "description",
        "local_auth",
        "size",
        "low_priority",
        "os",
        "nodes",
        "public_ssh",
        *PLACED,
    )

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity."""
        return principal_of(self)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_place(self, self.parent)
        if self.image_id is not None and not may_be(self.os, "Windows"):
            place, hint = f"{caller_location()} ComputeCluster.image_id", 'say os="Windows", or drop it'
            raise InvalidInput("Azure takes images for Windows nodes alone", where=place, hint=hint)
