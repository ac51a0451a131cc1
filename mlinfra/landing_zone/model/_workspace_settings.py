"""What a workspace says of itself: its kind, what it is made of, who reaches it, what of it only previews have."""

from __future__ import annotations

from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Literal

from mlinfra.arm import expressions as expr
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import SWITCH, items, link_id
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._preview import Preview
from mlinfra.landing_zone.model._rows import Conversion, at, deciding, elsewhere
from mlinfra.landing_zone.model.identity import IDENTITY, Identities, Identity, SystemAssigned
from mlinfra.landing_zone.model.insights import ApplicationInsights
from mlinfra.landing_zone.model.network import Network, Public, private_of
from mlinfra.landing_zone.model.registry import ContainerRegistry
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.value import Value, Values
from mlinfra.landing_zone.model.vault import KeyVault

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model._fields import Existing
    from mlinfra.landing_zone.model.feature_store_settings import FeatureStoreSettings
    from mlinfra.landing_zone.model.workspace import Workspace
    from mlinfra.landing_zone.model.workspace_options import (
        HubSettings,
        Serverless,
        SharedPrivateLink,
        WorkspaceKey,
    )


def friendly_name_of(workspace: WorkspaceSettings, context: BodyContext) -> expr.Value:
    return workspace.name if workspace.friendly_name is None else context.value(workspace.friendly_name)


def primary_identity(workspace: WorkspaceSettings, context: BodyContext) -> expr.Value:
    identity = workspace.identity
    if isinstance(identity, Identities) and not identity.system_assigned:
        identity = identity.user_assigned[0]
    return None if isinstance(identity, (SystemAssigned, Identities)) else context.id(identity)


def public_access_of(workspace: WorkspaceSettings, context: BodyContext) -> str:
    return SWITCH[bool(context.settled.get("public_access", open_to_internet(workspace)))]


def read_public_access(word: str | None, _reading: Reading) -> dict[str, bool | None]:
    return {"public_access": None if word is None else word == "Enabled"}


def tier_of(workspace: WorkspaceSettings, context: BodyContext) -> expr.Value:
    return context.value(workspace.sku)


def open_to_internet(workspace: WorkspaceSettings) -> bool:
    """Whether a workspace is reached from the internet, by what it says itself."""
    return private_of(workspace.network) is None if workspace.public_access is None else workspace.public_access


def _read_hub(arm_id: str, reading: Reading) -> Workspace | Existing[Workspace]:
    from mlinfra.landing_zone.model.workspace import Workspace

    return reading.linked(Workspace, arm_id)


_HUB = Conversion(lambda hub, context, _field: context.id(hub), _read_hub)


@model
class WorkspaceSettings(Resource):
    """What a workspace says of itself, without what is part of it."""

    name: str
    """3 to 33 letters, digits, '-' and '_'."""
    _: KW_ONLY
    workspace_kind: Literal["Default", "Hub", "Project", "FeatureStore"] = at(
        "kind", default="Default", decides="which resources it comes with"
    )
    """A workspace of its own, a hub with what projects share, a project of a hub, or a feature store."""
    friendly_name: Value[str] | None = None
    """The name that studio shows; None that of the workspace."""
    sku: Value[Literal["Basic", "Free", "Standard", "Premium"]] = at("sku.name", default="Basic")
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
    public_access: bool | None = deciding("which private endpoints and firewalls there are", default=None)
    """Reachable from the internet; None: unless ``network`` is private. A project is what its hub is."""
    ip_allowlist: Values[str] | None = at("properties.ipAllowlist", default=None, phase=1)
    """Public IPv4 addresses and ranges, such as ``203.0.113.0/24``, that alone reach it where it is public, at most 200. Azure
    takes it in a ``preview`` API version alone, and once the workspace is there: it is written twice, and a live one keeps its
    list until the end."""
    default_action: Value[Literal["Allow", "Deny"]] | None = at(
        "properties.networkAcls.defaultAction", default=None, phase=1
    )
    """What happens to who is in none of ``ip_rules``, in a ``preview`` API version alone; written with them. None as Azure chooses."""
    ip_rules: Values[str] | None = at(
        "properties.networkAcls.ipRules", default=None, conversion=items("value"), phase=1
    )
    """Public IPv4 addresses and ranges that reach it, in a ``preview`` API version alone; the newer form of ``ip_allowlist``."""
    public_access_behind_network: Value[bool | None] = at("properties.allowPublicAccessWhenBehindVnet", default=None)
    """The older switch for workspaces in a virtual network, which ``public_access`` replaces."""
    provision_network: Value[bool] | None = at("properties.provisionNetworkNow", default=None)
    """Make the managed network with the workspace, which takes half an hour, instead of with its first compute."""
    serverless: Serverless | None = at("properties.serverlessComputeSettings", default=None, nested=True)
    """Where jobs run that name no compute; None as Azure chooses."""
    shared_private_links: Many[SharedPrivateLink] | None = at(
        "properties.sharedPrivateLinkResources", default=None, nested=True
    )
    """Private endpoints that its own services make; fixed at creation but for their messages."""
    customer_key: WorkspaceKey | None = at("properties.encryption", default=None, nested=True)
    """The customer-managed key that encrypts it; None a key of Microsoft's. Which of both, and its vault, creation decides."""
    service_side_encryption: Value[bool] | None = at("properties.enableServiceSideCMKEncryption", default=None)
    """Keep what is encrypted with your key in Microsoft's subscription, not in a group of yours; fixed at creation."""
    hbi: Value[bool] = at("properties.hbiWorkspace", default=False)
    """High business impact: less is told to Microsoft, and local disks of clusters are encrypted; fixed at creation."""
    data_isolation: Value[bool | None] = at("properties.enableDataIsolation", default=None)
    """Keep its data in containers of its own; fixed at creation. None: yes for a hub, else no."""
    v1_legacy_mode: Value[bool] = at("properties.v1LegacyMode", default=False)
    """Speak the first generation of the service alone, without managed endpoints and registries."""
    hub: NewOrExisting[Workspace] | None = at("properties.hubResourceId", default=None, conversion=_HUB)
    """The hub of a project; fixed at creation."""
    hub_settings: HubSettings | None = at("properties.workspaceHubConfig", default=None, nested=True)
    """What projects of a hub share beside its own resources."""
    associated_workspaces: Values[str] | None = at("properties.associatedWorkspaces", default=None)
    """The ARM ids of workspaces that belong to a hub or feature store; None: Azure keeps the list."""
    feature_store: FeatureStoreSettings | None = at("properties.featureStoreSettings", default=None, nested=True)
    """How a feature store computes and keeps features."""
    cosmos_throughput: Value[int | None] = at(
        "properties.serviceManagedResourcesSettings.cosmosDb.collectionsThroughput", default=None
    )
    """Request units a second of each collection of metadata in your own Cosmos DB; None as Azure chooses."""
    rights_on_group: Value[bool] | None = at("properties.allowRoleAssignmentOnRG", default=None)
    """Let Azure make its own identity a contributor of the resource group, in a ``preview`` API version alone; None: yes."""
    soft_delete_days: Value[int] | None = at("properties.softDeleteRetentionInDays", default=None)
    """Days for which a deleted one can be recovered, in a ``preview`` API version alone; None 14."""
    bill_of_materials: Value[bool] | None = at("properties.enableSoftwareBillOfMaterials", default=None)
    """List the software in images that it builds, in a ``preview`` API version alone; None: no."""
    simplified_customer_key: Value[bool] | None = at("properties.enableSimplifiedCmk", default=None)
    """Keep less of what ``customer_key`` encrypts in a group of yours, in a ``preview`` API version alone; None: no."""
    existing_workspace_ids: Values[str] | None = at("properties.existingWorkspaces", default=None)
    """The ARM ids of workspaces that become part of a hub, in a ``preview`` API version alone."""
    more_storage_ids: Values[str] | None = at("properties.storageAccounts", default=None)
    """The ARM ids of more storage accounts of a hub, in a ``preview`` API version alone."""
    more_key_vault_ids: Values[str] | None = at("properties.keyVaults", default=None)
    """The ARM ids of more key vaults of a hub, in a ``preview`` API version alone."""
    more_registry_ids: Values[str] | None = at("properties.containerRegistries", default=None)
    """The ARM ids of more container registries of a hub, in a ``preview`` API version alone."""
    preview: Preview | None = elsewhere("its API version", default=None)
    """Write it in this preview API version, which Microsoft may change or withdraw; None: in the stable one."""
    discovery_url: Value[str] | None = at("properties.discoveryUrl", default=None)
    """Where clients find its addresses; None: Azure tells, which is what you want nearly always."""

    @property
    def written_version(self) -> str:
        """The preview API version that it is written in; empty: that of the catalogue."""
        return self.preview or ""
