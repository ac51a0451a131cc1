"""Azure Machine Learning workspaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning import WORKSPACE
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, SWITCH, TAGS, link_id
from mlinfra.landing_zone.model._fields import Choice, Many, NewOrExisting
from mlinfra.landing_zone.model._rows import Computed, Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model._workspace_checks import check_workspace
from mlinfra.landing_zone.model.attribute import Attribute, told
from mlinfra.landing_zone.model.compute import ComputeCluster
from mlinfra.landing_zone.model.compute_instance import ComputeInstance
from mlinfra.landing_zone.model.data import DataAsset
from mlinfra.landing_zone.model.datastore import Datastore
from mlinfra.landing_zone.model.derived import Derived
from mlinfra.landing_zone.model.endpoint import OnlineEndpoint
from mlinfra.landing_zone.model.environment import Environment
from mlinfra.landing_zone.model.identity import (
    IDENTITY,
    Grant,
    Identities,
    Identity,
    SystemAssigned,
    principal_of,
)
from mlinfra.landing_zone.model.insights import ApplicationInsights
from mlinfra.landing_zone.model.network import Network, Public, private_of
from mlinfra.landing_zone.model.registry import ContainerRegistry
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.value import Value
from mlinfra.landing_zone.model.vault import KeyVault

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
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
    from mlinfra.landing_zone.model.code import Code
    from mlinfra.landing_zone.model.component import Component
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
    from mlinfra.landing_zone.model.feature_store_settings import FeatureStoreSettings
    from mlinfra.landing_zone.model.registered_model import Model
    from mlinfra.landing_zone.model.serverless_endpoint import MarketplaceSubscription, ServerlessEndpoint
    from mlinfra.landing_zone.model.workspace_options import (
        HubSettings,
        Serverless,
        SharedPrivateLink,
        WorkspaceKey,
    )

_AUTH = {"identity": "Identity", "accesskey": "AccessKey", "delegation": "UserDelegationSAS"}


def _friendly_name(workspace: Workspace, context: BodyContext) -> expr.Value:
    return workspace.name if workspace.friendly_name is None else context.value(workspace.friendly_name)


def _primary_identity(workspace: Workspace, context: BodyContext) -> expr.Value:
    identity = workspace.identity
    if isinstance(identity, Identities) and not identity.system_assigned:
        identity = identity.user_assigned[0]
    return None if isinstance(identity, (SystemAssigned, Identities)) else context.id(identity)


def _public_access(workspace: Workspace, context: BodyContext) -> str:
    return SWITCH[bool(context.settled.get("public_access", open_to_internet(workspace)))]


def _read_public_access(word: str | None, _reading: Reading) -> dict[str, bool | None]:
    return {"public_access": None if word is None else word == "Enabled"}


def _tier(workspace: Workspace, _context: BodyContext) -> str:
    return workspace.sku


def open_to_internet(workspace: Workspace) -> bool:
    """Whether a workspace is reached from the internet, by what it says itself."""
    return private_of(workspace.network) is None if workspace.public_access is None else workspace.public_access


_HUB = Conversion(
    lambda hub, context, _field: context.id(hub),
    lambda arm_id, reading: reading.linked(Workspace, arm_id),
)


_BUILDER = Conversion(
    lambda cluster, _context, _field: cluster.name if isinstance(cluster, ComputeCluster) else cluster,
    lambda name, _reading: name,
)


@model
class Workspace(Resource):
    """A workspace with all it needs; what is not given is created with safe defaults, in sight."""

    arm_type: ClassVar[str] = WORKSPACE.type

    name: str
    """3 to 33 letters, digits, '-' and '_'."""
    _: KW_ONLY
    workspace_kind: Literal["Default", "Hub", "Project", "FeatureStore"] = at("kind", default="Default")
    """A workspace of its own, a hub with what projects share, a project of a hub, or a feature store."""
    friendly_name: Value[str] | None = None
    """The name that studio shows; None that of the workspace."""
    sku: Literal["Basic", "Free", "Standard", "Premium"] = at("sku.name", default="Basic")
    """Azure's name for the price; all cost nothing by themselves today."""
    storage: NewOrExisting[StorageAccount] | None = at(
        "properties.storageAccount",
        default_factory=StorageAccount,
        conversion=link_id(StorageAccount),
        absent=None,
    )
    """Where it keeps code, logs and outputs; fixed at creation. Neither Premium nor with a hierarchical namespace.
    A project has that of its hub."""
    key_vault: NewOrExisting[KeyVault] | None = at(
        "properties.keyVault", default_factory=KeyVault, conversion=link_id(KeyVault), absent=None
    )
    """Where it keeps secrets; fixed at creation. A project has that of its hub; None: a hub keeps them in one of Azure's."""
    insights: NewOrExisting[ApplicationInsights] | None = at(
        "properties.applicationInsights",
        default_factory=ApplicationInsights,
        conversion=link_id(ApplicationInsights),
        absent=None,
    )
    """Where endpoints and jobs send traces; None nowhere. A project has that of its hub."""
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
    public_access: bool | None = None
    """Reachable from the internet; None: unless ``network`` is private. A project is what its hub is."""
    ip_allowlist: Many[Value[str]] | None = at("properties.ipAllowlist", default=None, phase=1)
    """Public IPv4 addresses and ranges, such as ``203.0.113.0/24``, that alone reach it where it is public, at most 200. Azure
    takes it in a ``preview`` API version alone, and once the workspace is there: it is written twice, and a live one keeps its
    list until the end."""
    public_access_behind_network: Value[bool | None] = at("properties.allowPublicAccessWhenBehindVnet", default=None)
    """The older switch for workspaces in a virtual network, which ``public_access`` replaces."""
    provision_network: bool | None = at("properties.provisionNetworkNow", default=None)
    """Make the managed network with the workspace, which takes half an hour, instead of with its first compute."""
    serverless: Serverless | None = at("properties.serverlessComputeSettings", default=None, nested=True)
    """Where jobs run that name no compute; None as Azure chooses."""
    shared_private_links: Many[SharedPrivateLink] | None = at(
        "properties.sharedPrivateLinkResources", default=None, nested=True
    )
    """Private endpoints that its own services make; fixed at creation but for their messages."""
    customer_key: WorkspaceKey | None = at("properties.encryption", default=None, nested=True)
    """The customer-managed key that encrypts it; None a key of Microsoft's. Which of both, and its vault, creation decides."""
    service_side_encryption: bool | None = at("properties.enableServiceSideCMKEncryption", default=None)
    """Keep what is encrypted with your key in Microsoft's subscription, not in a group of yours; fixed at creation."""
    hbi: bool = at("properties.hbiWorkspace", default=False)
    """High business impact: less is told to Microsoft, and local disks of clusters are encrypted; fixed at creation."""
    data_isolation: Value[bool | None] = at("properties.enableDataIsolation", default=None)
    """Keep its data in containers of its own; fixed at creation. None: yes for a hub, else no."""
    v1_legacy_mode: bool = at("properties.v1LegacyMode", default=False)
    """Speak the first generation of the service alone, without managed endpoints and registries."""
    hub: NewOrExisting[Workspace] | None = at("properties.hubResourceId", default=None, conversion=_HUB)
    """The hub of a project; fixed at creation."""
    hub_settings: HubSettings | None = at("properties.workspaceHubConfig", default=None, nested=True)
    """What projects of a hub share beside its own resources."""
    associated_workspaces: Many[Value[str]] | None = at("properties.associatedWorkspaces", default=None)
    """The ARM ids of workspaces that belong to a hub or feature store; None: Azure keeps the list."""
    feature_store: FeatureStoreSettings | None = at("properties.featureStoreSettings", default=None, nested=True)
    """How a feature store computes and keeps features."""
    cosmos_throughput: Value[int | None] = at(
        "properties.serviceManagedResourcesSettings.cosmosDb.collectionsThroughput", default=None
    )
    """Request units a second of each collection of metadata in your own Cosmos DB; None as Azure chooses."""
    rights_on_group: bool | None = at("properties.allowRoleAssignmentOnRG", default=None)
    """Let Azure make its own identity a contributor of the resource group, in a ``preview`` API version alone; None: yes."""
    soft_delete_days: int | None = at("properties.softDeleteRetentionInDays", default=None)
    """Days for which a deleted one can be recovered, in a ``preview`` API version alone; None 14."""
    preview: Literal["2024-10-01-preview"] | None = elsewhere("its API version", default=None)
    """Write it in this preview API version, which Microsoft may change or withdraw; None: in the stable one."""
    discovery_url: Value[str] | None = at("properties.discoveryUrl", default=None)
    """Where clients find its addresses; None: Azure tells, which is what you want nearly always."""
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
    derived: Many[Derived] = elsewhere("derived resources", default=())
    """More in the bodies of what follows from it, or less: private endpoints, names in DNS, outbound rules, role assignments,
    and what holds versions of assets. An entry that means none of them is refused."""
    grants: Many[Grant] = elsewhere("role assignments", default=())
    """Roles for people on the workspace."""
    system_datastores_auth: Literal["identity", "accesskey", "delegation"] = at(
        "properties.systemDatastoresAuthMode", default="identity", words=_AUTH
    )
    """How its own datastores are opened: by roles, by the account's key, or by signatures that a role allows."""
    image_build_compute: Annotated[ComputeCluster | str | None, Choice()] = at(
        "properties.imageBuildCompute", default=None, conversion=_BUILDER
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
        Computed("sku.tier", _tier, "the same word as the name", ("sku",)),
        "workspace_kind",
        "identity",
        Computed(
            "properties.friendlyName",
            _friendly_name,
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
            _primary_identity,
            "the user-assigned identity, which the workspace acts as",
            ("identity",),
        ),
        Computed(
            "properties.publicNetworkAccess",
            _public_access,
            "Disabled where the network is private: its private endpoints are resources of their own",
            ("network", "public_access"),
            _read_public_access,
        ),
        "system_datastores_auth",
        "image_build_compute",
        "network",
        "hbi",
        "v1_legacy_mode",
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_workspace(self, f"{caller_location()} Workspace")

    @property
    def written_version(self) -> str:
        """The preview API version that it is written in; empty: that of the catalogue."""
        return self.preview or ""

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
