"""Azure Machine Learning workspaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning import WORKSPACE
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, TAGS
from mlinfra.landing_zone.model._fields import Choice, Many
from mlinfra.landing_zone.model._rows import Computed, Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._workspace_checks import check_workspace
from mlinfra.landing_zone.model._workspace_settings import (
    WorkspaceSettings,
    friendly_name_of,
    primary_identity,
    public_access_of,
    read_public_access,
    tier_of,
)
from mlinfra.landing_zone.model.attribute import Attribute, told
from mlinfra.landing_zone.model.compute import ComputeCluster
from mlinfra.landing_zone.model.datastore import Datastore
from mlinfra.landing_zone.model.identity import (
    Grant,
    principal_of,
)
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.attached_compute import (
        AttachedVirtualMachine,
        DatabricksCompute,
        KubernetesCompute,
        SparkPool,
    )
    from mlinfra.landing_zone.model.attached_service import (
        AksCompute,
        DataFactoryCompute,
        DataLakeAnalyticsCompute,
        HdInsightCompute,
    )
    from mlinfra.landing_zone.model.batch_endpoint import BatchEndpoint
    from mlinfra.landing_zone.model.capability_host import CapabilityHost
    from mlinfra.landing_zone.model.code import Code
    from mlinfra.landing_zone.model.component import Component
    from mlinfra.landing_zone.model.compute_instance import ComputeInstance
    from mlinfra.landing_zone.model.connection import (
        AccessKeyConnection,
        AccessTokenConnection,
        AccountKeyConnection,
        ApiKeyConnection,
        Connection,
        CustomKeysConnection,
        ManagedIdentityConnection,
        OAuthConnection,
        SasConnection,
        ServicePrincipalConnection,
        UserConnection,
    )
    from mlinfra.landing_zone.model.data import DataAsset
    from mlinfra.landing_zone.model.derived import Derived
    from mlinfra.landing_zone.model.endpoint import OnlineEndpoint
    from mlinfra.landing_zone.model.environment import Environment
    from mlinfra.landing_zone.model.feature_store import FeatureSet, FeatureStoreEntity
    from mlinfra.landing_zone.model.registered_model import Model
    from mlinfra.landing_zone.model.schedule import Schedule
    from mlinfra.landing_zone.model.serverless_endpoint import MarketplaceSubscription, ServerlessEndpoint

_AUTH = {"identity": "Identity", "accesskey": "AccessKey", "delegation": "UserDelegationSAS"}


_BUILDER = Conversion(
    lambda cluster, _context, _field: cluster.name if isinstance(cluster, ComputeCluster) else cluster,
    lambda name, _reading: name,
)


@model
class Workspace(WorkspaceSettings):
    """A workspace with all it needs; what is not given is created with safe defaults, in sight."""

    arm_type: ClassVar[str] = WORKSPACE.type

    _: KW_ONLY
    datastores: Many[Datastore] = elsewhere("datastores", default=())
    """Places where data lies."""
    data: Many[DataAsset] = elsewhere("data assets", default=())
    """Data assets."""
    environments: Many[Environment] = elsewhere("environments", default=())
    """Environments."""
    models: Many[Model] = elsewhere("models", default=())
    """Models."""
    codes: Many[Code] = elsewhere("code assets", default=())
    """Code assets."""
    components: Many[Component] = elsewhere("components", default=())
    """Components."""
    connections: Many[
        Annotated[
            Connection
            | ManagedIdentityConnection
            | ApiKeyConnection
            | AccountKeyConnection
            | AccessKeyConnection
            | SasConnection
            | AccessTokenConnection
            | UserConnection
            | ServicePrincipalConnection
            | OAuthConnection
            | CustomKeysConnection,
            Choice(),
        ]
    ] = elsewhere("connections", default=())
    """Ways to other services, with what opens them."""
    computes: Many[
        Annotated[
            ComputeCluster
            | ComputeInstance
            | KubernetesCompute
            | AttachedVirtualMachine
            | SparkPool
            | DatabricksCompute
            | AksCompute
            | HdInsightCompute
            | DataFactoryCompute
            | DataLakeAnalyticsCompute,
            Choice(),
        ]
    ] = elsewhere("computes", default=())
    """Clusters and instances, and what is attached from elsewhere."""
    endpoints: Many[OnlineEndpoint] = elsewhere("online endpoints", default=())
    """Online endpoints."""
    batch_endpoints: Many[BatchEndpoint] = elsewhere("batch endpoints", default=())
    """Batch endpoints."""
    serverless_endpoints: Many[ServerlessEndpoint] = elsewhere("serverless endpoints", default=())
    """Serverless endpoints."""
    marketplace_subscriptions: Many[MarketplaceSubscription] = elsewhere("marketplace subscriptions", default=())
    """Subscriptions to models of partners, which serverless endpoints answer with."""
    feature_sets: Many[FeatureSet] = elsewhere("feature sets", default=())
    """Sets of features, of a feature store."""
    entities: Many[FeatureStoreEntity] = elsewhere("feature store entities", default=())
    """Entities that feature sets are about, of a feature store."""
    schedules: Many[Schedule] = elsewhere("schedules", default=())
    """What starts by itself at some times."""
    capability_hosts: Many[CapabilityHost] = elsewhere("capability hosts", default=())
    """Where agents keep what they need, of a hub or project."""
    derived: Many[Derived] = elsewhere("derived resources", default=())
    """More in the bodies of what follows from it, or less: private endpoints, names in DNS, outbound rules, role assignments,
    and what holds versions of assets. An entry that means none of them is refused."""
    grants: Many[Grant] = elsewhere("role assignments", default=())
    """Roles for people on the workspace."""
    system_datastores_auth: Literal["identity", "accesskey", "delegation"] = at(
        "properties.systemDatastoresAuthMode", default="identity", words=_AUTH, decides="which roles are assigned"
    )
    """How its own datastores are opened: by roles, by the account's key, or by signatures that a role allows."""
    image_build_compute: Annotated[ComputeCluster | str | None, Choice()] = at(
        "properties.imageBuildCompute", default=None, conversion=_BUILDER, decides="which cluster builds images"
    )
    """The cluster that builds images, one of its own or the name of one; needed where the registry is private. Azure asks for
    it when it builds, so that it may be made after the workspace."""
    description: Value[str] = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        "sku",
        Computed("sku.tier", tier_of, "the same word as the name", ("sku",)),
        "workspace_kind",
        "identity",
        Computed(
            "properties.friendlyName",
            friendly_name_of,
            "studio shows the name of the workspace",
            ("name", "friendly_name"),
            lambda name, _reading: {"friendly_name": name},
        ),
        "description",
        "storage",
        "key_vault",
        "insights",
        "registry",
        Computed(
            "properties.primaryUserAssignedIdentity",
            primary_identity,
            "the user-assigned identity, which the workspace acts as",
            ("identity",),
        ),
        Computed(
            "properties.publicNetworkAccess",
            public_access_of,
            "Disabled where the network is private: its private endpoints are resources of their own",
            ("network", "public_access"),
            read_public_access,
        ),
        "system_datastores_auth",
        "image_build_compute",
        "network",
        "hbi",
        "v1_legacy_mode",
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_workspace(self, f"{self._where} Workspace")

    @property
    def mlflow_uri(self) -> Attribute[str]:
        """Where MLflow logs to."""
        return told(self, "mlflow_uri")

    @property
    def workspace_id(self) -> Attribute[str]:
        """The GUID by which Azure Machine Learning itself names the workspace."""
        return told(self, "workspace_id")

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of the identity that the workspace acts as."""
        return principal_of(self)
