"""Registries for machine learning: assets that workspaces of many teams, regions and subscriptions share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.container_registry import CONTAINER_REGISTRY
from mlinfra.catalogue.types.machine_learning_registry import ML_REGISTRY
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, SWITCH, TAGS, items
from mlinfra.landing_zone.model._fields import Many
from mlinfra.landing_zone.model._names import check_name
from mlinfra.landing_zone.model._rows import Computed, Constant, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attribute import Attribute, told
from mlinfra.landing_zone.model.identity import IDENTITY, Identity, SystemAssigned, principal_of
from mlinfra.landing_zone.model.sku import Sku
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.arm import expressions as expr
    from mlinfra.landing_zone.model._body_context import BodyContext

StorageSku = Literal[
    "Standard_LRS",
    "Standard_GRS",
    "Standard_RAGRS",
    "Standard_ZRS",
    "Standard_GZRS",
    "Standard_RAGZRS",
    "Premium_LRS",
    "Premium_ZRS",
]


@model
class RegistryImages:
    """A container registry that Azure makes in one region of a registry, for images of environments."""

    _: KW_ONLY
    name: Value[str] | None = at("systemCreatedAcrAccount.acrAccountName", default=None)
    """Its name: 5 to 50 letters and digits, unique in all of Azure; None: Azure makes one."""
    sku: Literal["Premium"] = at(
        "systemCreatedAcrAccount.acrAccountSku", default="Premium", decides="its tier: Azure takes Premium alone"
    )
    """Azure takes Premium alone."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if isinstance(self.name, str):
            check_name(CONTAINER_REGISTRY.type, self.name, f"{caller_location()} RegistryImages.name")


@model
class RegistryStorage:
    """A storage account that Azure makes in one region of a registry, for the files of assets."""

    _: KW_ONLY
    name: Value[str] | None = at("systemCreatedStorageAccount.storageAccountName", default=None)
    """Its name: 3 to 24 lower-case letters and digits, unique in all of Azure; None: Azure makes one."""
    sku: Value[StorageSku] = at("systemCreatedStorageAccount.storageAccountType", default="Standard_LRS")
    """How many copies it keeps, and where."""
    hierarchical_namespace: Value[bool] = at("systemCreatedStorageAccount.storageAccountHnsEnabled", default=False)
    """Real folders, as a data lake (ADLS Gen2) has them."""
    public_blobs: Value[bool] = at("systemCreatedStorageAccount.allowBlobPublicAccess", default=False)
    """Let its containers be opened to everybody."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if isinstance(self.name, str):
            check_name(STORAGE_ACCOUNT.type, self.name, f"{caller_location()} RegistryStorage.name")


def _region(region: RegistryRegion, context: BodyContext) -> expr.Value:
    return LOCATION.value if region.location is None else context.value(region.location)


@model
class RegistryRegion:
    """A region in which workspaces can use a registry, with the accounts that Azure makes there."""

    location: Value[str] | None = None
    """The region; None that of the stack."""
    _: KW_ONLY
    storage: Many[RegistryStorage] = at("storageAccountDetails", default=(RegistryStorage(),), nested=True)
    """Where the files of assets are kept."""
    images: Many[RegistryImages] = at("acrDetails", default=(RegistryImages(),), nested=True)
    """Where images of environments are kept."""

    ROWS: ClassVar[Rows] = (
        Computed(
            "location",
            _region,
            "the region of the stack is not said",
            ("location",),
            lambda location, _reading: {"location": location},
        ),
    )


_ACCOUNTS = "properties.regionDetails[]"


@model
class MachineLearningRegistry(Resource):
    """A registry of models, environments, components and data for workspaces anywhere in the tenant."""

    arm_type: ClassVar[str] = ML_REGISTRY.type
    UNSAID: ClassVar[Mapping[str, str]] = {
        "properties.discoveryUrl": "Azure tells it",
        "properties.mlFlowRegistryUri": "Azure tells it: `mlflow_uri`",
        "properties.managedResourceGroup": "Azure makes the group, and tells its id",
        f"{_ACCOUNTS}.acrDetails[].systemCreatedAcrAccount.armResourceId": "Azure makes the account, and tells its id",
        f"{_ACCOUNTS}.storageAccountDetails[].systemCreatedStorageAccount.armResourceId": "Azure makes the account, and tells its id",
        "properties.registryPrivateEndpointConnections": "a private endpoint is a resource of its own",
    }

    name: str
    """3 to 33 letters, digits, '-' and '_'."""
    _: KW_ONLY
    regions: Many[RegistryRegion] = at("properties.regionDetails", default=(RegistryRegion(),), nested=True)
    """Where workspaces can use it: that of the stack, which has to be among them, and more. Others can be added later."""
    public_access: bool = at(
        "properties.publicNetworkAccess",
        default=True,
        words=SWITCH,
        decides="which outbound rules lead to it by a private endpoint",
    )
    """Reachable from the internet, still only with a role."""
    identity: Identity = at("identity", default_factory=SystemAssigned, conversion=IDENTITY)
    """Who it is; every registry has an identity."""
    group_owners: Values[str] | None = at(
        "properties.managedResourceGroupSettings.assignedIdentities", default=None, conversion=items("principalId")
    )
    """Object ids of those who may act in the resource group that Azure makes for its accounts; None nobody."""
    publisher: Value[str] | None = at("properties.intellectualPropertyPublisher", default=None)
    """Who publishes models in it whose files stay hidden; None nobody does."""
    sku: Sku | None = at("sku", default=None, nested=True)
    """Its price; None: Azure decides."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (LOCATION, "tags", Constant("kind", "registry"), "identity", "public_access", "regions")

    @property
    def mlflow_uri(self) -> Attribute[str]:
        """Where MLflow finds its models."""
        return told(self, "mlflow_uri")

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity."""
        return principal_of(self)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        where = f"{caller_location()} MachineLearningRegistry.regions"
        if not self.regions:
            raise InvalidInput("a registry is in one region at least", where=where, hint="leave regions out")
        named: list[Any] = [region.location for region in self.regions]
        twice = next((name for at_, name in enumerate(named) if name in named[:at_]), self)
        if twice is not self:
            raise InvalidInput(f"the region {twice or 'of the stack'} stands twice", where=where)
