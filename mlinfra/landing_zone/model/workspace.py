"""Azure Machine Learning workspaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.machine_learning import WORKSPACE
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, SWITCH, TAGS, link_id
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._rows import Computed, Constant, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.compute import Compute, check_subnet
from mlinfra.landing_zone.model.data import DataAsset
from mlinfra.landing_zone.model.datastore import Datastore
from mlinfra.landing_zone.model.endpoint import OnlineEndpoint
from mlinfra.landing_zone.model.environment import Environment
from mlinfra.landing_zone.model.identity import IDENTITY, Grant, Identity, SystemAssigned, principal_of
from mlinfra.landing_zone.model.insights import ApplicationInsights
from mlinfra.landing_zone.model.network import Network, Public, private_of
from mlinfra.landing_zone.model.registry import ContainerRegistry
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.vault import KeyVault

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext

_AUTH = {"identity": "Identity", "accesskey": "AccessKey"}


def _friendly_name(workspace: Workspace, _context: BodyContext) -> str:
    return workspace.name


def _primary_identity(workspace: Workspace, context: BodyContext) -> expr.Value:
    return None if isinstance(workspace.identity, SystemAssigned) else context.id(workspace.identity)


def _public_access(workspace: Workspace, _context: BodyContext) -> str:
    return SWITCH[private_of(workspace.network) is None]


@model
class Workspace(Resource):
    """A workspace with all it needs; what is not given is created with safe defaults, in sight."""

    arm_type: ClassVar[str] = WORKSPACE.type

    name: str
    """3 to 33 letters, digits, '-' and '_'."""
    _: KW_ONLY
    storage: NewOrExisting[StorageAccount] = at(
        "properties.storageAccount", default_factory=StorageAccount, conversion=link_id(StorageAccount)
    )
    """Where it keeps code, logs and outputs; fixed at creation. Neither Premium nor with a hierarchical namespace."""
    key_vault: NewOrExisting[KeyVault] = at(
        "properties.keyVault", default_factory=KeyVault, conversion=link_id(KeyVault)
    )
    """Where it keeps secrets; fixed at creation."""
    insights: NewOrExisting[ApplicationInsights] = at(
        "properties.applicationInsights", default_factory=ApplicationInsights, conversion=link_id(ApplicationInsights)
    )
    """Where endpoints and jobs send traces."""
    registry: NewOrExisting[ContainerRegistry] | None = at(
        "properties.containerRegistry",
        default_factory=ContainerRegistry,
        conversion=link_id(ContainerRegistry),
        absent=None,
    )
    """Where images are built into; None: Azure makes one when the first image is built."""
    identity: Identity = at("identity", default_factory=SystemAssigned, conversion=IDENTITY)
    """Who the workspace is when it builds images and serves studio. Jobs are somebody else: their compute."""
    network: Network = at("properties.managedNetwork", default_factory=Public, nested=True)
    """Who reaches it, and what it reaches."""
    datastores: Many[Datastore] = elsewhere("datastores", default=())
    """Places where data lies."""
    data: Many[DataAsset] = elsewhere("data assets", default=())
    """Data assets."""
    environments: Many[Environment] = elsewhere("environments", default=())
    """Environments."""
    computes: Many[Compute] = elsewhere("computes", default=())
    """Clusters and instances."""
    endpoints: Many[OnlineEndpoint] = elsewhere("online endpoints", default=())
    """Online endpoints."""
    grants: Many[Grant] = elsewhere("role assignments", default=())
    """Roles for people on the workspace."""
    system_datastores_auth: Literal["identity", "accesskey"] = at(
        "properties.systemDatastoresAuthMode", default="identity", words=_AUTH
    )
    """How its own datastores are opened: by roles, or by the account's key."""
    image_build_compute: str | None = at("properties.imageBuildCompute", default=None)
    """The cluster that builds images, by name; needed where the registry is private."""
    description: str = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, str] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        Constant("sku.name", "Basic"),
        Constant("sku.tier", "Basic"),
        Constant("kind", "Default"),
        "identity",
        Computed("properties.friendlyName", _friendly_name, "studio shows the name of the workspace", ("name",)),
        "description",
        "storage",
        "key_vault",
        "insights",
        "registry",
        Computed(
            "properties.primaryUserAssignedIdentity",
            _primary_identity,
            "the user-assigned identity, which the workspace acts as",
            ("identity",),
        ),
        Computed(
            "properties.publicNetworkAccess",
            _public_access,
            "Disabled where the network is private: its private endpoints are resources of their own",
            ("network",),
        ),
        "system_datastores_auth",
        "image_build_compute",
        "network",
        Constant("properties.hbiWorkspace", value=False),
        Constant("properties.v1LegacyMode", value=False),
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} Workspace"
        if isinstance(self.storage, StorageAccount):
            self._check_storage(self.storage, f"{place}.storage")
        for compute in self.computes:
            check_subnet(compute, self)

    def _check_storage(self, account: StorageAccount, place: str) -> None:
        """Hold the account of a workspace to what Azure Machine Learning takes."""
        if account.hierarchical_namespace:
            message = "Azure refuses a storage account with a hierarchical namespace as the storage of a workspace"
            raise InvalidInput(
                message, where=place, hint="give it another account, and the data lake as a DataLakeDatastore"
            )
        if account.sku.startswith("Premium"):
            message = f"Azure refuses a {account.sku} storage account as the storage of a workspace"
            raise InvalidInput(message, where=place, hint="use a Standard sku, such as Standard_LRS or Standard_ZRS")

    @property
    def mlflow_uri(self) -> Attribute[str]:
        """Where MLflow logs to."""
        return Attribute(self, ("properties", "mlFlowTrackingUri"))

    @property
    def workspace_id(self) -> Attribute[str]:
        """The GUID by which Azure Machine Learning itself names the workspace."""
        return Attribute(self, ("properties", "workspaceId"))

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of the identity that the workspace acts as."""
        return principal_of(self)
