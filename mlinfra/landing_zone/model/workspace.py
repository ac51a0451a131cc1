"""Azure Machine Learning workspaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, field
from typing import Any, ClassVar, Literal

from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.compute import Compute
from mlinfra.landing_zone.model.data import DataAsset
from mlinfra.landing_zone.model.datastore import Datastore
from mlinfra.landing_zone.model.endpoint import OnlineEndpoint
from mlinfra.landing_zone.model.environment import Environment
from mlinfra.landing_zone.model.identity import Grant, Identity, SystemAssigned, principal_of
from mlinfra.landing_zone.model.insights import ApplicationInsights
from mlinfra.landing_zone.model.network import Network, Public
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
    """Where it keeps code, logs and outputs; fixed at creation. Neither Premium nor hierarchical."""
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
        return principal_of(self, self.identity)
