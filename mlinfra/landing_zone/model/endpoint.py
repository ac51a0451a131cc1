"""Online endpoints: addresses at which models answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning_endpoints import ONLINE_DEPLOYMENT, ONLINE_ENDPOINT
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, SWITCH, TAGS
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._rows import Computed, Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model._workspace_child import WorkspaceChild
from mlinfra.landing_zone.model.attribute import Attribute, told
from mlinfra.landing_zone.model.compute import Readable
from mlinfra.landing_zone.model.deployment import OnlineDeployment
from mlinfra.landing_zone.model.identity import IDENTITY, Identity, SystemAssigned, principal_of
from mlinfra.landing_zone.model.value import Secure, secret

if TYPE_CHECKING:
    from mlinfra.arm import expressions as expr
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model._fields import Existing
    from mlinfra.landing_zone.model.attached_compute import KubernetesCompute


def _kind(endpoint: OnlineEndpoint, _context: BodyContext) -> str:
    return "Managed" if endpoint.compute is None else "Kubernetes"


def _write_compute(
    compute: KubernetesCompute | Existing[KubernetesCompute] | None, context: BodyContext, _field: str
) -> expr.Value:
    return context.id(compute)


def _read_compute(arm_id: str, reading: Reading) -> KubernetesCompute | Existing[KubernetesCompute]:
    from mlinfra.landing_zone.model.attached_compute import KubernetesCompute

    return reading.linked(KubernetesCompute, arm_id)


def _write_traffic(traffic: Mapping[OnlineDeployment, int], _context: BodyContext, _field: str) -> expr.Value:
    return {deployment.name: percent for deployment, percent in traffic.items()}


def _read_traffic(traffic: Mapping[str, int], reading: Reading) -> dict[Resource | Existing[Resource], int]:
    return {reading.sibling(ONLINE_DEPLOYMENT.type, name): percent for name, percent in traffic.items()}


_TRAFFIC = Conversion(_write_traffic, _read_traffic)
"""Azure names deployments by their last name."""


@model
class OnlineEndpoint(WorkspaceChild):
    """A managed online endpoint; deployments of models are put behind it by those who train them."""

    arm_type: ClassVar[str] = ONLINE_ENDPOINT.type

    name: str
    """3 to 32 letters, digits and single '-', unique in the region."""
    _: KW_ONLY
    auth_mode: Literal["AADToken", "AMLToken", "Key"] = at("properties.authMode", default="AADToken")
    """How callers prove who they are; fixed at creation."""
    identity: Identity = at("identity", default_factory=SystemAssigned, conversion=IDENTITY)
    """Who it is when it pulls images and reads models; fixed at creation."""
    deployments: Many[OnlineDeployment] = elsewhere("online deployments", default=())
    """What answers behind it."""
    traffic: Mapping[OnlineDeployment, int] = at(
        "properties.traffic", default_factory=dict, conversion=_TRAFFIC, phase=1
    )
    """Who gets how much, in percent by deployment: 100 together, or nothing. Written once its deployments are there."""
    reads: Many[Readable] = elsewhere("role assignments", default=())
    """What its deployments read: grants Storage Blob Data Reader on these containers."""
    public_access: bool | None = at("properties.publicNetworkAccess", default=None, words=SWITCH)
    """Reachable from the internet; None: unless its workspace is private."""
    compute: NewOrExisting[KubernetesCompute] | None = at(
        "properties.compute", default=None, conversion=Conversion(_write_compute, _read_compute)
    )
    """The Kubernetes compute that it answers on; None: machines that Azure manages. Fixed at creation."""
    primary_key: Secure | None = at("properties.keys.primaryKey", default=None, conversion=secret("primaryKey"))
    """The first key of callers, where ``auth_mode`` is ``Key``; Azure takes it at creation alone. None: Azure makes one."""
    secondary_key: Secure | None = at("properties.keys.secondaryKey", default=None, conversion=secret("secondaryKey"))
    """The second key of callers."""
    properties: Mapping[str, str] | None = at("properties.properties", default=None)
    """More names and values that are kept with it; they cannot be changed or taken away."""
    description: str = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, str] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        Computed("kind", _kind, "Kubernetes where it answers on one", ("compute",)),
        "identity",
        "auth_mode",
        "description",
        "public_access",
        "traffic",
    )

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity."""
        return principal_of(self)

    @property
    def scoring_uri(self) -> Attribute[str]:
        """Where callers send their data."""
        return told(self, "scoring_uri")

    @property
    def swagger_uri(self) -> Attribute[str]:
        """Where the description of its API lies."""
        return told(self, "swagger_uri")

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        shares = list(self.traffic.values())
        if any(not 0 <= share <= 100 for share in shares) or sum(shares) not in {0, 100}:
            message = f"shares of {' and '.join(map(str, shares))} percent are not 100 together"
            hint = "give each deployment its share in whole percent, such as {blue: 90, green: 10}"
            raise InvalidInput(message, where=f"{caller_location()} OnlineEndpoint.traffic", hint=hint)
