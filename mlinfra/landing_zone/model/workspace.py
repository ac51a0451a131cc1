"""Azure Machine Learning workspaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, field
from typing import Any, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._where import caller_location, where
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.compute import Compute
from mlinfra.landing_zone.model.data import DataAsset
from mlinfra.landing_zone.model.datastore import Datastore
from mlinfra.landing_zone.model.endpoint import OnlineEndpoint
from mlinfra.landing_zone.model.environment import Environment
from mlinfra.landing_zone.model.identity import Grant, Identity, SystemAssigned, principal_of
from mlinfra.landing_zone.model.insights import ApplicationInsights
from mlinfra.landing_zone.model.network import Managed, Network, Public
from mlinfra.landing_zone.model.registry import ContainerRegistry
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.vault import KeyVault


@model
class Workspace(Resource):
    """A workspace with all it needs; what is not given is created with safe defaults, in sight."""

    arm_type: ClassVar[str] = "Microsoft.MachineLearningServices/workspaces"

    name: str
    """3 to 33 letters, digits, '-' and '_'."""
    _: KW_ONLY
    storage: NewOrExisting[StorageAccount] = field(default_factory=StorageAccount)
    """Where it keeps code, logs and outputs; fixed at creation. Neither Premium nor with a hierarchical namespace."""
    key_vault: NewOrExisting[KeyVault] = field(default_factory=KeyVault)
    """Where it keeps secrets; fixed at creation."""
    insights: NewOrExisting[ApplicationInsights] = field(default_factory=ApplicationInsights)
    """Where endpoints and jobs send traces."""
    registry: NewOrExisting[ContainerRegistry] | None = field(default_factory=ContainerRegistry)
    """Where images are built into; None: Azure makes one when the first image is built."""
    identity: Identity = field(default_factory=SystemAssigned)
    """Who the workspace is when it builds images and serves studio. Jobs are somebody else: their compute."""
    network: Network = field(default_factory=Public)
    """Who reaches it, and what it reaches."""
    datastores: Many[Datastore] = ()
    """Places where data lies."""
    data: Many[DataAsset] = ()
    """Data assets."""
    environments: Many[Environment] = ()
    """Environments."""
    computes: Many[Compute] = ()
    """Clusters and instances."""
    endpoints: Many[OnlineEndpoint] = ()
    """Online endpoints."""
    grants: Many[Grant] = ()
    """Roles for people on the workspace."""
    system_datastores_auth: Literal["identity", "accesskey"] = "identity"
    """How its own datastores are opened: by roles, or by the account's key."""
    image_build_compute: str | None = None
    """The cluster that builds images, by name; needed where the registry is private."""
    description: str = ""
    """Shown in studio."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} Workspace"
        if isinstance(self.storage, StorageAccount):
            self._check_storage(self.storage, f"{place}.storage")
        if isinstance(self.network, Managed):
            apart = next((compute for compute in self.computes if compute.subnet is not None), None)
            if apart is not None:
                hint = "drop subnet=, or give the workspace network=Private(...) or Public()"
                message = f"{apart.name} is in the workspace's managed network, so it cannot be in a subnet of yours"
                raise InvalidInput(message, where=f"{where(apart)} {type(apart).__name__}.subnet", hint=hint)

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
