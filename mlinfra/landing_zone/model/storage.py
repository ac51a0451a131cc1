"""Storage accounts and their containers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, field
from typing import Any, ClassVar, Literal, TypeAlias

from mlinfra.landing_zone.model._base import Resource, check_name, model
from mlinfra.landing_zone.model._fields import Many
from mlinfra.landing_zone.model._names import CONTAINER
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attribute import Attribute

Sku: TypeAlias = Literal[
    "Standard_LRS", "Standard_ZRS", "Standard_GRS", "Standard_RAGRS", "Standard_GZRS", "Standard_RAGZRS", "Premium_LRS",
    "Premium_ZRS",
]  # fmt: skip


@model
class StorageAccount(Resource):
    """A storage account; without shared keys unless said otherwise, so that only roles open it."""

    arm_type: ClassVar[str] = "Microsoft.Storage/storageAccounts"

    name: str | None = None
    """Unique in all of Azure: 3 to 24 lower-case letters and digits. None: ``st`` and the owner's name."""
    _: KW_ONLY
    sku: Sku = "Standard_LRS"
    """Redundancy: ``LRS`` one data centre, ``ZRS`` three zones, ``GRS`` a second region."""
    hierarchical_namespace: bool = False
    """A data lake with folders (ADLS Gen2); fixed at creation, not for a workspace's own account."""
    containers: Many[str] = ()
    """Blob containers (file systems of a data lake) to create."""
    shared_keys: bool = False
    """Let account keys open it, past all roles."""
    public_access: bool | None = None
    """Reachable from the internet (still only with a role); None: unless its workspace is private."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

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
            check_name(CONTAINER, name, f"{caller_location()} StorageAccount.containers")
