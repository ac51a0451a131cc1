"""Computes: clusters that scale with the work, and instances for one person each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, field
from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import Choice, Many, NewOrExisting
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.data import DataAsset
from mlinfra.landing_zone.model.datastore import BlobDatastore, DataLakeDatastore
from mlinfra.landing_zone.model.identity import GUID, Identity, SystemAssigned, principal_of
from mlinfra.landing_zone.model.network import Subnet

Readable: TypeAlias = Annotated[BlobDatastore | DataLakeDatastore | DataAsset, Choice()]
"""Something that jobs read or write: a datastore, or a data asset (which means its datastore)."""


@model
class Autoscale:
    """How many nodes a cluster may have, and how long an idle one stays."""

    minimum: int = 0
    """Nodes that are always there, and always paid."""
    maximum: int = 1
    """Most nodes at once."""
    _: KW_ONLY
    idle: timedelta = timedelta(minutes=2)
    """How long a node without work is kept."""

    def _check(self) -> None:
        if not 0 <= self.minimum <= self.maximum:
            raise InvalidInput(
                f"{self.minimum} to {self.maximum} nodes is not a range from least to most",
                where=f"{caller_location()} Autoscale.maximum",
            )
        if self.idle <= timedelta(0):
            raise InvalidInput("idle must be greater than zero", where=f"{caller_location()} Autoscale.idle")


@model
class ComputeCluster(Resource):
    """A cluster that starts nodes for jobs and gives them back; its jobs read data as its identity."""

    arm_type: ClassVar[str] = "Microsoft.MachineLearningServices/workspaces/computes"

    name: str
    """3 to 24 letters, digits and '-', not ending in '-' and a number."""
    _: KW_ONLY
    size: str
    """The VM size, such as ``Standard_D4s_v5``; fixed at creation."""
    nodes: Autoscale = field(default_factory=Autoscale)
    """How many nodes; from 0, so that an idle cluster costs nothing."""
    identity: Identity = field(default_factory=SystemAssigned)
    """Who its jobs are when they read data and pull images."""
    reads: Many[Readable] = ()
    """What its jobs read: grants Storage Blob Data Reader on these containers, nothing more."""
    writes: Many[Readable] = ()
    """What its jobs write: grants Storage Blob Data Contributor on these containers."""
    low_priority: bool = False
    """Cheaper nodes that Azure may take away at any time."""
    subnet: NewOrExisting[Subnet] | None = None
    """Put nodes into this subnet; None: the workspace's network decides."""
    description: str = ""
    """Shown in studio."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity."""
        return principal_of(self)


@model
class ComputeInstance(Resource):
    """A machine for one person; nothing of it can change once it is made."""

    arm_type: ClassVar[str] = "Microsoft.MachineLearningServices/workspaces/computes"

    name: str
    """3 to 24 letters, digits and '-', unique in the region."""
    _: KW_ONLY
    size: str
    """The VM size."""
    idle: timedelta | None = timedelta(minutes=60)
    """Stop it after this time without activity, 15 minutes to 3 days; None never."""
    user: str | None = None
    """The Entra object id of the person it is for; None: whoever deploys it."""
    tenant: str | None = None
    """The tenant of that person; None: the tenant of the subscription."""
    identity: Identity | None = None
    """An identity of its own; None: the person's."""
    reads: Many[Readable] = ()
    """What its own identity reads; needs ``identity``."""
    writes: Many[Readable] = ()
    """What its own identity writes; needs ``identity``."""
    subnet: NewOrExisting[Subnet] | None = None
    """Put it into this subnet; None: the workspace's network decides."""
    application_sharing: Literal["Personal", "Shared"] = "Personal"
    """Whether others in the workspace may use its applications."""
    description: str = ""
    """Shown in studio."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity; raises `InvalidInput` without one."""
        return principal_of(self)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
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
