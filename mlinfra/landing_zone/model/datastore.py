"""Datastores: names for the places where data lies; without keys unless said otherwise, so that identities open them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypeAlias

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call, Member
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning_parts import DATASTORE
from mlinfra.catalogue.types.storage_services import CONTAINER, SHARE
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import Choice, Existing, NewOrExisting
from mlinfra.landing_zone.model._names import check_name
from mlinfra.landing_zone.model._rows import Computed, Constant, Conversion, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model._workspace_child import WorkspaceChild
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model.credentials import (
        AccountKeyCredentials,
        CertificateCredentials,
        SasCredentials,
        ServicePrincipalCredentials,
    )


def _account_name(account: StorageAccount | Existing[StorageAccount], context: BodyContext, _field: str) -> expr.Value:
    return context.name(account)


def _read_account(name: str, reading: Reading) -> StorageAccount | Existing[StorageAccount]:
    properties = reading.body["properties"]
    missing = next((key for key in ("subscriptionId", "resourceGroup") if key not in properties), None)
    if missing is not None:
        raise InvalidInput(f"the body has no properties.{missing}, so its account {name} cannot be told from others")
    group = f"/subscriptions/{properties['subscriptionId']}/resourceGroups/{properties['resourceGroup']}"
    return reading.linked(StorageAccount, f"{group}/providers/{StorageAccount.arm_type}/{name}")


_ACCOUNT = Conversion(_account_name, _read_account)
"""A datastore names its account by name, resource group and subscription instead of by id."""


_OnAccount: TypeAlias = "BlobDatastore | DataLakeDatastore | FileDatastore"


def _subscription(datastore: _OnAccount, context: BodyContext) -> expr.Value:
    return context.resource(datastore.account).subscription or Member(Call("subscription"), "subscriptionId")


def _group(datastore: _OnAccount, context: BodyContext) -> expr.Value:
    return context.resource(datastore.account).group or Member(Call("resourceGroup"), "name")


def _endpoint(datastore: _OnAccount, context: BodyContext) -> expr.Value:
    if datastore.endpoint is not None:
        return context.value(datastore.endpoint)
    return Member(Member(Call("environment"), "suffixes"), "storage")


_ENDPOINT = Computed(
    "properties.endpoint",
    _endpoint,
    "the storage suffix of the cloud",
    ("endpoint",),
    lambda endpoint, _reading: {"endpoint": endpoint},
)


def _rows(datastore_type: str, place: str) -> Rows:
    """The rows of a kind of datastore; ``place`` is the field that says where in the account it lies."""
    reason = "read with the name of the account"
    return (
        Constant("properties.datastoreType", datastore_type, tells_class=True),
        "description",
        "tags",
        "account",
        place,
        _ENDPOINT,
        "protocol",
        Computed("properties.subscriptionId", _subscription, reason, ("account",)),
        Computed("properties.resourceGroup", _group, reason, ("account",)),
        "service_identity",
        "auth",
    )


@model
class NoCredentials:
    """No secret: the identity of whoever reads opens the storage."""

    ROWS: ClassVar[Rows] = (Constant("credentialsType", "None", tells_class=True),)


ServiceIdentity: TypeAlias = Literal["None", "WorkspaceSystemAssignedIdentity", "WorkspaceUserAssignedIdentity"]


@model
class _Datastore(WorkspaceChild):
    """What every datastore has."""

    name: str
    """1 to 255 letters, digits and '_'."""
    _: KW_ONLY
    auth: Annotated[
        NoCredentials | AccountKeyCredentials | SasCredentials | ServicePrincipalCredentials | CertificateCredentials,
        Choice(),
    ] = at("properties.credentials", default_factory=NoCredentials, nested=True)
    """What opens it; without any it is the identity of whoever reads."""
    service_identity: Value[ServiceIdentity] = at("properties.serviceDataAccessAuthIdentity", default="None")
    """As whom studio and other services of Azure Machine Learning read it for previews; jobs never do."""
    description: Value[str] = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, Value[str]] = at("properties.tags", default_factory=dict)
    """Tags of the datastore."""
    properties: Mapping[str, Value[str]] | None = at("properties.properties", default=None)
    """More names and values that are kept with it."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""


@model
class _AccountDatastore(_Datastore):
    """What a datastore of a storage account has."""

    _: KW_ONLY
    endpoint: Value[str] | None = None
    """The suffix of the storage's addresses; None that of the cloud, such as ``core.windows.net``."""
    protocol: Value[Literal["https", "abfss", "http"]] = at("properties.protocol", default="https")
    """How it is reached."""


@model
class BlobDatastore(_AccountDatastore):
    """A blob container as a datastore: no key, the identity of whoever reads it."""

    arm_type: ClassVar[str] = DATASTORE.type

    _: KW_ONLY
    account: NewOrExisting[StorageAccount] = at("properties.accountName", conversion=_ACCOUNT)
    """The storage account that holds the container."""
    container: str = at("properties.containerName", decides="the container that roles are assigned on")
    """The container; this stack creates it if the account lists it."""

    ROWS: ClassVar[Rows] = _rows("AzureBlob", "container")

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        if self.container not in {"$root", "$web", "$logs"}:
            check_name(CONTAINER.type, self.container, f"{caller_location()} BlobDatastore.container")


@model
class DataLakeDatastore(_AccountDatastore):
    """A file system of a data lake (ADLS Gen2) as a datastore: no key, the identity of whoever reads it."""

    arm_type: ClassVar[str] = DATASTORE.type

    _: KW_ONLY
    account: NewOrExisting[StorageAccount] = at("properties.accountName", conversion=_ACCOUNT)
    """The storage account, with a hierarchical namespace, that holds the file system."""
    filesystem: str = at("properties.filesystem", decides="the file system that roles are assigned on")
    """The file system."""

    ROWS: ClassVar[Rows] = _rows("AzureDataLakeGen2", "filesystem")

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_name(CONTAINER.type, self.filesystem, f"{self._where} DataLakeDatastore.filesystem")
        if isinstance(self.account, StorageAccount) and not self.account.hierarchical_namespace:
            raise InvalidInput(
                "a storage account without a hierarchical namespace has no file systems",
                where=f"{caller_location()} DataLakeDatastore.account",
                hint="add hierarchical_namespace=True to the account, or use a BlobDatastore",
            )


@model
class FileDatastore(_AccountDatastore):
    """A file share (Azure Files) as a datastore; jobs open it by the key or signature that ``auth`` has, as by no identity."""

    arm_type: ClassVar[str] = DATASTORE.type

    _: KW_ONLY
    account: NewOrExisting[StorageAccount] = at("properties.accountName", conversion=_ACCOUNT)
    """The storage account that holds the share."""
    share: str = at("properties.fileShareName", decides="the share that it names")
    """The file share."""

    ROWS: ClassVar[Rows] = _rows("AzureFile", "share")

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_name(SHARE.type, self.share, f"{caller_location()} FileDatastore.share")


@model
class OneLakeDatastore(_Datastore):
    """A lakehouse of Microsoft Fabric (OneLake) as a datastore."""

    arm_type: ClassVar[str] = DATASTORE.type

    _: KW_ONLY
    fabric_workspace: Value[str] = at("properties.oneLakeWorkspaceName")
    """The name or GUID of the Fabric workspace."""
    artifact: Value[str] = at("properties.artifact.artifactName")
    """The name or GUID of the lakehouse."""
    endpoint: Value[str] | None = at("properties.endpoint", default=None)
    """The host of OneLake; None as Azure knows it."""

    ROWS: ClassVar[Rows] = (
        Constant("properties.datastoreType", "OneLake", tells_class=True),
        "description",
        "tags",
        "fabric_workspace",
        Constant("properties.artifact.artifactType", "LakeHouse"),
        "artifact",
        "service_identity",
        "auth",
        "endpoint",
    )


Datastore: TypeAlias = Annotated[BlobDatastore | DataLakeDatastore | FileDatastore | OneLakeDatastore, Choice()]
"""Any kind of datastore."""
