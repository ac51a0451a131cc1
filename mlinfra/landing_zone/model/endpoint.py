"""Online endpoints: addresses at which models answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning_endpoints import ONLINE_DEPLOYMENT, ONLINE_ENDPOINT
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, SWITCH, TAGS
from mlinfra.landing_zone.model._fields import Choice, Many, NewOrExisting
from mlinfra.landing_zone.model._known import known, may_be
from mlinfra.landing_zone.model._rows import Computed, Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model._workspace_child import WorkspaceChild
from mlinfra.landing_zone.model.attribute import Attribute, told
from mlinfra.landing_zone.model.compute import Readable
from mlinfra.landing_zone.model.deployment import KubernetesOnlineDeployment, OnlineDeployment, check_answers
from mlinfra.landing_zone.model.identity import IDENTITY, Identity, SystemAssigned, principal_of
from mlinfra.landing_zone.model.value import Secure, Value, secret

if TYPE_CHECKING:
    from mlinfra.arm import expressions as expr
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model._fields import Existing
    from mlinfra.landing_zone.model.attached_compute import KubernetesCompute
    from mlinfra.landing_zone.model.sku import Sku

AnyOnlineDeployment: TypeAlias = Annotated[OnlineDeployment | KubernetesOnlineDeployment, Choice("OnlineDeployment")]
"""A deployment on machines that Azure manages, or on Kubernetes."""


_COMPUTED_KINDS: tuple[str | None, ...] = (None, "Managed", "Kubernetes")


def _kind(endpoint: OnlineEndpoint, context: BodyContext) -> expr.Value:
    return context.value(endpoint.portal_kind) or ("Managed" if endpoint.compute is None else "Kubernetes")


def _write_compute(
    compute: KubernetesCompute | Existing[KubernetesCompute] | None, context: BodyContext, _field: str
) -> expr.Value:
    return context.id(compute)


def _read_compute(arm_id: str, reading: Reading) -> KubernetesCompute | Existing[KubernetesCompute]:
    from mlinfra.landing_zone.model.attached_compute import KubernetesCompute

    return reading.linked(KubernetesCompute, arm_id)


_SHARED = "which deployments are there first, and that shares make 100 together"


def _write_shares(shares: Mapping[AnyOnlineDeployment, int], _context: BodyContext, _field: str) -> expr.Value:
    return {deployment.name: percent for deployment, percent in shares.items()}


def _read_shares(shares: Mapping[str, int], reading: Reading) -> dict[Resource | Existing[Resource], int]:
    return {reading.sibling(ONLINE_DEPLOYMENT.type, name): percent for name, percent in shares.items()}


_SHARES = Conversion(_write_shares, _read_shares)
"""Azure names deployments by their last name."""


@model
class OnlineEndpoint(WorkspaceChild):
    """An online endpoint: an address that passes requests on to the deployments behind it, by shares."""

    arm_type: ClassVar[str] = ONLINE_ENDPOINT.type

    name: str
    """3 to 32 letters, digits and single '-', unique in the region."""
    _: KW_ONLY
    auth_mode: Value[Literal["AADToken", "AMLToken", "Key"]] = at("properties.authMode", default="AADToken")
    """How callers prove who they are; fixed at creation."""
    identity: Identity = at("identity", default_factory=SystemAssigned, conversion=IDENTITY)
    """Who it is when it pulls images and reads models; fixed at creation."""
    deployments: Many[AnyOnlineDeployment] = elsewhere("online deployments", default=())
    """What answers behind it."""
    traffic: Mapping[AnyOnlineDeployment, int] = at(
        "properties.traffic", default_factory=dict, conversion=_SHARES, phase=1, decides=_SHARED
    )
    """Who gets how much, in percent by deployment: 100 together, or nothing. Written once its deployments are there;
    until then one that is live keeps the shares that it has."""
    mirror: Mapping[AnyOnlineDeployment, int] = at(
        "properties.mirrorTraffic", default_factory=dict, conversion=_SHARES, phase=1, decides=_SHARED
    )
    """One deployment that gets copies of requests, 1 to 50 percent of them, without answering callers: to try it before it
    has a share. Not on Kubernetes. Written once its deployments are there, as shares are."""
    reads: Many[Readable] = elsewhere("role assignments", default=())
    """What its deployments read: grants Storage Blob Data Reader on these containers."""
    public_access: bool | None = at(
        "properties.publicNetworkAccess",
        default=None,
        words=SWITCH,
        decides="which private endpoints and firewalls there are",
    )
    """Reachable from the internet; None: unless its workspace is private."""
    compute: NewOrExisting[KubernetesCompute] | None = at(
        "properties.compute", default=None, conversion=Conversion(_write_compute, _read_compute)
    )
    """The Kubernetes compute that it answers on; None: machines that Azure manages. Fixed at creation."""
    primary_key: Secure | None = at("properties.keys.primaryKey", default=None, conversion=secret("primaryKey"))
    """The first key of callers, where ``auth_mode`` is ``Key``; Azure takes it at creation alone. None: Azure makes one."""
    secondary_key: Secure | None = at("properties.keys.secondaryKey", default=None, conversion=secret("secondaryKey"))
    """The second key of callers."""
    properties: Mapping[str, Value[str]] | None = at("properties.properties", default=None)
    """More names and values that are kept with it; they cannot be changed or taken away."""
    sku: Sku | None = at("sku", default=None, nested=True)
    """Azure's words for its price; None none."""
    portal_kind: Value[str] | None = None
    """A word by which portals may show it differently; None: where it answers, ``Managed`` or ``Kubernetes``."""
    description: Value[str] = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        Computed(
            "kind",
            _kind,
            "Kubernetes where it answers on one",
            ("compute", "portal_kind"),
            lambda word, _reading: {"portal_kind": None if word in _COMPUTED_KINDS else word},
        ),
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
        """Where the description of its interface stands."""
        return told(self, "swagger_uri")

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} OnlineEndpoint"
        _check_shares(self, place)
        for deployment in (*self.deployments, *self.traffic, *self.mirror):
            check_answers(deployment, self, f"{place}.deployments")
        for field in ("traffic", "mirror"):
            stranger = next((held for held in getattr(self, field) if held not in self.deployments), None)
            if stranger is not None and self.deployments and stranger.parent is None:
                message = f"{stranger.name} is no deployment of {self.name}"
                raise InvalidInput(message, where=f"{place}.{field}", hint="add it to deployments")
        for name in ("primary_key", "secondary_key"):
            if getattr(self, name) is not None and not may_be(self.auth_mode, "Key"):
                message, hint = (
                    f"nobody uses a key where auth_mode is {known(self.auth_mode)}",
                    'say auth_mode="Key", or drop it',
                )
                raise InvalidInput(message, where=f"{place}.{name}", hint=hint)


def _check_shares(endpoint: OnlineEndpoint, place: str) -> None:
    """Hold shares of requests, and of copies of them, to what Azure takes."""
    shares = list(endpoint.traffic.values())
    if any(not 0 <= share <= 100 for share in shares) or sum(shares) not in {0, 100}:
        message = f"shares of {' and '.join(map(str, shares))} percent are not 100 together"
        hint = "give each deployment its share in whole percent, such as {blue: 90, green: 10}"
        raise InvalidInput(message, where=f"{place}.traffic", hint=hint)
    if not endpoint.mirror:
        return
    if len(endpoint.mirror) != 1 or any(not 1 <= share <= 50 for share in endpoint.mirror.values()):
        hint = "such as {green: 10}"
        raise InvalidInput("one deployment gets copies of 1 to 50 percent", where=f"{place}.mirror", hint=hint)
    (copied,) = endpoint.mirror
    if endpoint.traffic.get(copied):
        hint = "it gets either; give it a share when it was tried"
        raise InvalidInput(f"{copied.name} has a share of requests already", where=f"{place}.mirror", hint=hint)
    if endpoint.compute is not None:
        raise InvalidInput("Azure mirrors no requests on Kubernetes", where=f"{place}.mirror", hint="drop mirror")
