"""Settings of workspaces: encryption, serverless compute, hubs, shared private links."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._conversions import NOT, target_id
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._known import may_be
from mlinfra.landing_zone.model._rows import Constant, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.identity import UserAssignedIdentity
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.value import Value
from mlinfra.landing_zone.model.vault import KeyVault
from mlinfra.landing_zone.model.virtual_network import Subnet


@model
class WorkspaceKey:
    """A key in a key vault that encrypts what a workspace keeps of its own; not the disks of computes."""

    vault: NewOrExisting[KeyVault] = at("keyVaultProperties.keyVaultArmId", conversion=target_id(KeyVault))
    """The vault, in the region of the workspace, with purge protection; fixed at creation."""
    key: Value[str] = at("keyVaultProperties.keyIdentifier")
    """The address of the key with its version; another key of the same vault may replace it later."""
    _: KW_ONLY
    identity: NewOrExisting[UserAssignedIdentity] | None = at(
        "identity.userAssignedIdentity", default=None, conversion=target_id(UserAssignedIdentity)
    )
    """Who reads the key; needed where the workspace has user-assigned identities alone. None: the workspace itself."""
    cosmos_db_id: Value[str] | None = at("cosmosDbResourceId", default=None)
    """The ARM id of your own Cosmos DB account for metadata; None: Azure makes one in a group of its own."""
    search_id: Value[str] | None = at("searchAccountResourceId", default=None)
    """The ARM id of your own search service for indices; None: Azure makes one."""
    storage: NewOrExisting[StorageAccount] | None = at(
        "storageAccountResourceId", default=None, conversion=target_id(StorageAccount)
    )
    """Your own storage account for metadata; None: Azure makes one."""

    ROWS: ClassVar[Rows] = (Constant("status", "Enabled"),)

    def _check(self) -> None:
        if isinstance(self.key, str) and not re.fullmatch(r"https://[^/]+/keys/[^/]+/[^/]+", self.key):
            hint = "write https://VAULT/keys/NAME/VERSION: `az keyvault key show --query key.kid` prints it"
            message = f"{self.key!r} is not the address of one version of a key"
            raise InvalidInput(message, where=f"{caller_location()} WorkspaceKey.key", hint=hint)
        if isinstance(self.vault, KeyVault) and not may_be(self.vault.purge_protection, True):
            message = "Azure takes the key only from a vault with purge protection"
            where = f"{caller_location()} WorkspaceKey.vault"
            raise InvalidInput(message, where=where, hint="say purge_protection=True on the vault")


@model
class Serverless:
    """Where jobs run that name no compute."""

    _: KW_ONLY
    subnet: NewOrExisting[Subnet] | None = at(
        "serverlessComputeCustomSubnet", default=None, conversion=target_id(Subnet)
    )
    """The subnet of their nodes; None: the workspace's managed network, or none."""
    public_ip: Value[bool] | None = at("serverlessComputeNoPublicIP", default=None, conversion=NOT)
    """Whether their nodes have public addresses; without, they reach the workspace by its private endpoint. None: yes."""

    ROWS: ClassVar[Rows] = ()


@model
class HubSettings:
    """What the projects of a hub share beside its own resources."""

    _: KW_ONLY
    storage_accounts: Many[NewOrExisting[StorageAccount]] | None = at(
        "additionalWorkspaceStorageAccounts", default=None, conversion=target_id(StorageAccount)
    )
    """More storage accounts that projects may use."""
    project_resource_group: Value[str] | None = at("defaultWorkspaceResourceGroup", default=None)
    """The ARM id of the resource group in which people make projects; None: that of the hub."""

    ROWS: ClassVar[Rows] = ()


@model
class SharedPrivateLink:
    """A private endpoint that the workspace's own services make to a resource."""

    name: str = at("name")
    """Its name in the workspace."""
    _: KW_ONLY
    resource_id: Value[str] = at("properties.privateLinkResourceId")
    """The ARM id of the resource."""
    group: Value[str] = at("properties.groupId")
    """Which part of the resource, such as ``blob`` or ``vault``."""
    message: Value[str] | None = at("properties.requestMessage", default=None)
    """What the owner of the resource reads before approving it, at most 140 characters; all that can change later."""
    status: Value[Literal["Approved", "Pending", "Rejected", "Disconnected", "Timeout"]] | None = at(
        "properties.status", default=None
    )
    """What the owner decided; None: Azure tells, which is what you want nearly always."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if isinstance(self.message, str) and len(self.message) > 140:
            where = f"{caller_location()} SharedPrivateLink.message"
            raise InvalidInput("the message has more than 140 characters", where=where)
