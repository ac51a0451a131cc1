"""Resource types of Microsoft.Storage for what is in an account: its services, and what those hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from mlinfra.base.json_value import Json
from mlinfra.catalogue.later import LaterModule, later
from mlinfra.catalogue.plan_facets import KeyProperty, told, unsigned
from mlinfra.catalogue.resource_type import ChildOf, CreateOnly, NameRule, Noise, ResourceType
from mlinfra.catalogue.types._shared import DEFAULT_NAME, default, service
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT, STORAGE_VERSION, storage_table

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import BodyRule
    from mlinfra.catalogue.service import Errors, Served, Statuses
    from mlinfra.catalogue.types import _storage_rules as rules
else:
    Errors, Served, Statuses = later("service", "Errors", "Served", "Statuses")
    rules = LaterModule("types._storage_rules")

_ACCOUNT: Final = STORAGE_ACCOUNT.type
_BUCKET = NameRule(r"(?=.{3,63}$)[a-z0-9](?:-?[a-z0-9])*", "3 to 63 lower-case letters, digits and single '-'")


def _service(
    segment: str,
    word: str,
    body: str,
    *,
    key_properties: tuple[KeyProperty, ...] = (),
    rules: tuple[BodyRule, ...] = (),
    noise: tuple[Noise, ...] = (service("N019", "sku", below=""),),
    defaults: Mapping[str, Json] | None = None,
) -> ResourceType:
    """A service of an account: its settings, which are there as long as the account is."""
    return ResourceType(
        type=f"{_ACCOUNT}/{segment}",
        api_version=STORAGE_VERSION,
        word=word,
        place=ChildOf(_ACCOUNT),
        name=DEFAULT_NAME,
        holds_data="",
        purge=None,
        soft_deleted_days=0,
        diagnostics=("logs", "metrics"),
        properties=storage_table(body),
        page=f"azure/templates/microsoft.storage/storageaccounts/{segment.lower()}",
        security=(),
        key_properties=key_properties,
        rules=rules,
        noise=noise,
        defaults=defaults or {},
        served=Served(exists="with parent", statuses=Statuses(created=200)),
    )


BLOB_SERVICE: Final = _service(
    "blobServices",
    "blobs",
    "BlobServiceProperties",
    key_properties=told("sku.name"),
    rules=rules.BLOB_SERVICE_RULES,
    defaults={"properties.deleteRetentionPolicy.enabled": False, "properties.cors.corsRules": []},
)

CONTAINER: Final = ResourceType(
    type=f"{_ACCOUNT}/blobServices/containers",
    api_version=STORAGE_VERSION,
    word="container",
    place=ChildOf(f"{_ACCOUNT}/blobServices"),
    name=_BUCKET,
    holds_data="a container holds data",
    purge=None,
    soft_deleted_days=0,
    properties=storage_table("BlobContainer"),
    page="azure/templates/microsoft.storage/storageaccounts/blobservices/containers",
    security=(unsigned("publicAccess", "read the container"),),
    key_properties=(),
    create_only=(CreateOnly(("properties.immutableStorageWithVersioning",)),),
    noise=(
        default("N018", "$account-encryption-key", "defaultEncryptionScope"),
        default("N018", False, "denyEncryptionScopeOverride"),
        service("N018", "hasImmutabilityPolicy", "hasLegalHold", "leaseState"),
    ),
    defaults={
        "properties.publicAccess": "None",
        "properties.defaultEncryptionScope": "$account-encryption-key",
        "properties.denyEncryptionScopeOverride": False,
    },
    computed={
        "properties.hasImmutabilityPolicy": False,
        "properties.hasLegalHold": False,
        "properties.leaseState": "Available",
    },
    served=Served(errors=Errors("ContainerNameInvalid"), tracked=False),
)

FILE_SERVICE: Final = _service(
    "fileServices",
    "files",
    "FileServiceProperties",
    key_properties=told("sku.name"),
    rules=rules.FILE_SERVICE_RULES,
)

SHARE: Final = ResourceType(
    type=f"{_ACCOUNT}/fileServices/shares",
    api_version=STORAGE_VERSION,
    word="share",
    place=ChildOf(f"{_ACCOUNT}/fileServices"),
    name=_BUCKET,
    holds_data="a share holds data",
    purge=None,
    soft_deleted_days=0,
    properties=storage_table("FileShare"),
    page="azure/templates/microsoft.storage/storageaccounts/fileservices/shares",
    security=(),
    key_properties=(),
    rules=rules.SHARE_RULES,
    create_only=(CreateOnly(("properties.enabledProtocols",)),),
    defaults={
        "properties.shareQuota": 5120,
        "properties.enabledProtocols": "SMB",
        "properties.accessTier": "TransactionOptimized",
    },
    served=Served(tracked=False),
)

QUEUE_SERVICE: Final = _service("queueServices", "queues", "QueueServiceProperties")

TABLE_SERVICE: Final = _service("tableServices", "tables", "TableServiceProperties", noise=())

QUEUE: Final = ResourceType(
    type=f"{_ACCOUNT}/queueServices/queues",
    api_version=STORAGE_VERSION,
    word="queue",
    place=ChildOf(QUEUE_SERVICE.type),
    name=_BUCKET,
    holds_data="a queue holds messages",
    purge=None,
    soft_deleted_days=0,
    properties=storage_table("StorageQueue"),
    page="azure/templates/microsoft.storage/storageaccounts/queueservices/queues",
    security=(),
    key_properties=(),
    served=Served(statuses=Statuses(created=200, deleted=204)),
)

TABLE: Final = ResourceType(
    type=f"{_ACCOUNT}/tableServices/tables",
    api_version=STORAGE_VERSION,
    word="table",
    place=ChildOf(TABLE_SERVICE.type),
    name=NameRule(r"[a-zA-Z][a-zA-Z0-9]{2,62}", "3 to 63 letters and digits, starting with a letter"),
    holds_data="a table holds data",
    purge=None,
    soft_deleted_days=0,
    properties=storage_table("Table"),
    page="azure/templates/microsoft.storage/storageaccounts/tableservices/tables",
    security=(),
    key_properties=(),
    rules=rules.TABLE_RULES,
    noise=(service("N019", "tableName"),),
    served=Served(statuses=Statuses(created=200, deleted=204)),
)

LIFECYCLE_POLICY: Final = ResourceType(
    type=f"{_ACCOUNT}/managementPolicies",
    api_version=STORAGE_VERSION,
    word="lifecycle",
    place=ChildOf(_ACCOUNT),
    name=DEFAULT_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=storage_table("ManagementPolicy"),
    page="azure/templates/microsoft.storage/storageaccounts/managementpolicies",
    security=(),
    key_properties=(),
    rules=rules.LIFECYCLE_RULES,
    served=Served(statuses=Statuses(created=200)),
)

TYPES: Final = (
    BLOB_SERVICE,
    CONTAINER,
    FILE_SERVICE,
    SHARE,
    QUEUE_SERVICE,
    TABLE_SERVICE,
    QUEUE,
    TABLE,
    LIFECYCLE_POLICY,
)
