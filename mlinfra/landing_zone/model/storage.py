"""Storage accounts and their containers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from mlinfra.catalogue.types.storage import CONTAINER, STORAGE_ACCOUNT
from mlinfra.landing_zone.model._base import Resource, check_name, model
from mlinfra.landing_zone.model._conversions import DEFAULT_ACTION, LOCATION, SWITCH, TAGS
from mlinfra.landing_zone.model._fields import Many
from mlinfra.landing_zone.model._rows import Computed, Constant, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attribute import Attribute

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext

Sku: TypeAlias = Literal[
    "Standard_LRS", "Standard_ZRS", "Standard_GRS", "Standard_RAGRS", "Standard_GZRS", "Standard_RAGZRS", "Premium_LRS",
    "Premium_ZRS",
]  # fmt: skip

_ENCRYPTED: Mapping[str, Any] = {"enabled": True, "keyType": "Account"}


def _access_tier(account: StorageAccount, _context: BodyContext) -> str | None:
    return None if account.sku.startswith("Premium") else "Hot"


def _uses_roles(account: StorageAccount, _context: BodyContext) -> bool:
    return not account.shared_keys


@model
class StorageAccount(Resource):
    """A storage account; without shared keys unless said otherwise, so that only roles open it."""

    arm_type: ClassVar[str] = STORAGE_ACCOUNT.type

    name: str | None = None
    """Unique in all of Azure: 3 to 24 lower-case letters and digits. None: ``st`` and the owner's name."""
    _: KW_ONLY
    sku: Sku = at("sku.name", default="Standard_LRS")
    """Redundancy: ``LRS`` one data centre, ``ZRS`` three zones, ``GRS`` a second region."""
    hierarchical_namespace: bool = at("properties.isHnsEnabled", default=False)
    """A data lake with folders (ADLS Gen2); fixed at creation, not for a workspace's own account."""
    containers: Many[str] = elsewhere("blob containers", default=())
    """Blob containers (file systems of a data lake) to create."""
    shared_keys: bool = at("properties.allowSharedKeyAccess", default=False)
    """Let account keys open it, past all roles."""
    public_access: bool | None = at("properties.publicNetworkAccess", default=None, words=SWITCH)
    """Reachable from the internet (still only with a role); None: unless its workspace is private."""
    tags: Mapping[str, str] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        "sku",
        Constant("kind", "StorageV2"),
        Computed("properties.accessTier", _access_tier, "Hot, which a Premium account does not have", ("sku",)),
        Constant("properties.allowBlobPublicAccess", value=False),
        Constant("properties.allowCrossTenantReplication", value=False),
        "shared_keys",
        Computed(
            "properties.defaultToOAuthAuthentication",
            _uses_roles,
            "the portal opens the account by roles where keys do not open it",
            ("shared_keys",),
        ),
        Constant("properties.encryption.keySource", "Microsoft.Storage"),
        Constant("properties.encryption.services.blob", _ENCRYPTED),
        Constant("properties.encryption.services.file", _ENCRYPTED),
        "hierarchical_namespace",
        Constant("properties.minimumTlsVersion", "TLS1_2"),
        Constant("properties.networkAcls.bypass", "AzureServices"),
        DEFAULT_ACTION,
        "public_access",
        Constant("properties.supportsHttpsTrafficOnly", value=True),
    )

    @property
    def blob_endpoint(self) -> Attribute[str]:
        """The address of its blobs."""
        return Attribute(self, ("properties", "primaryEndpoints", "blob"))

    @property
    def dfs_endpoint(self) -> Attribute[str]:
        """The address of its file systems (ADLS Gen2)."""
        return Attribute(self, ("properties", "primaryEndpoints", "dfs"))

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        for name in self.containers:
            check_name(CONTAINER.type, name, f"{caller_location()} StorageAccount.containers")
