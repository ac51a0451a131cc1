"""What the texts of storage accounts and key vaults forbid is refused, with the field or property, and what they allow is not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from _refused import refused, refuses
from mlinfra import (
    AccessPolicy,
    ActiveDirectory,
    BlobContainer,
    BlobService,
    FileService,
    FileShare,
    FilesIdentity,
    KeyVault,
    Parameter,
    RotationAction,
    SasPolicy,
    ServiceEndpoint,
    StorageAccount,
    StorageKey,
    StorageTable,
    StoredAccessPolicy,
    Subnet,
    SystemAssigned,
    UserAssignedIdentity,
    VaultAccessPolicies,
    VaultKey,
    VirtualNetwork,
)

GUID = "22222222-2222-4222-8222-222222222222"
NET = VirtualNetwork("vnet", prefixes=["10.0.0.0/16"])
PLAIN = Subnet("plain", network=NET, prefix="10.0.0.0/24")
OPEN = [ServiceEndpoint("Microsoft.Storage.Global"), ServiceEndpoint("Microsoft.KeyVault")]
KNOWN = Subnet("known", network=NET, prefix="10.0.1.0/24", service_endpoints=OPEN)
WRITTEN = Subnet("w", network=NET, prefix="10.0.2.0/24", extra={"properties": {"serviceEndpoints": [{"service": "Microsoft.Storage"}]}})  # fmt: skip
KEY = StorageKey("https://kv-x.vault.azure.net/", "key")
ID = UserAssignedIdentity("id-a")
DOMAIN: dict[str, Any] = {
    "domain_guid": GUID,
    "netbios_domain_name": "CORP",
    "forest_name": "corp",
    "domain_sid": "S-1",
}


def account(**fields: Any) -> StorageAccount:
    """A storage account of this stack."""
    return StorageAccount("sta12345", **fields)


def share(on: Any = None, **fields: Any) -> FileShare:
    """A share of an account."""
    return FileShare("work", parent=on or account(), **fields)


def table(permission: str) -> StorageTable:
    """A table with a policy for signatures."""
    policy = StoredAccessPolicy("a", permission=permission)
    return StorageTable("runs", parent=account(shared_keys=True), access_policies=[policy])


def policies(*holders: AccessPolicy) -> VaultAccessPolicies:
    """Policies for a vault that has no roles."""
    return VaultAccessPolicies(parent=KeyVault("kv-a1", rbac=False), policies=holders)


READS = AccessPolicy(GUID, secret_permissions=["get"])
NFS = StorageAccount("stnfs123", sku="Premium_LRS", account_kind="FileStorage")
SECOND = StorageAccount("stv21234", sku="PremiumV2_LRS", account_kind="FileStorage")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: account(zones=["1"]), "sku.name: it cannot be Standard_LRS: only premium accounts"),
        (lambda: account(geo_priority_replication=True), "sku.name: .* there is no second region"),
        (lambda: account(extended_groups=True, local_users=False), "enableExtendedGroups: .* no local users"),
        (lambda: account(subnets=[PLAIN]), r"StorageAccount.subnets: plain has no service endpoint for Microsoft.Storage"),
        (lambda: account(identity=ID, customer_key=KEY), "userAssignedIdentity: it is missing: all its identities"),
        (lambda: account(files_identity=FilesIdentity("AD")), "FilesIdentity.domain: AD needs the domain"),
        (
            lambda: account(files_identity=FilesIdentity("AD", domain=ActiveDirectory("corp", **DOMAIN))),
            "azureStorageSid: it is missing: Active Directory needs it",
        ),
        (
            lambda: account(files_identity=FilesIdentity("AADKERB", domain=ActiveDirectory("c", domain_guid="me"))),
            "domainGuid: it is not a GUID",
        ),
        (lambda: SasPolicy(timedelta(0)), "SasPolicy.expiration: no signature would be valid"),
        (lambda: table("read"), "StorageTable.access_policies: 'read' is not what .*\n.*it takes: r, a, u, d"),
        (lambda: table(""), "StorageTable.access_policies: ''"),
        (
            lambda: share(account(shared_keys=True), access_policies=[StoredAccessPolicy("a", permission="ra")]),
            "FileShare.access_policies: 'ra' .*\n.*it takes: r, c, w, d, l",
        ),
        (
            lambda: BlobService(parent=account(hierarchical_namespace=True), versioning=True),
            "BlobService.versioning: Azure keeps no versions",
        ),
        (lambda: FileService(parent=account(), smb_multichannel=True), "FileService.smb_multichannel: only Premium"),
        (lambda: share(protocol="NFS"), "FileShare.protocol: only Premium accounts"),
        (lambda: share(root_squash="AllSquash"), "rootSquash: it cannot be given: only NFS shares"),
        (lambda: share(iops=3000), "FileShare.iops: .* Standard_LRS .*\n.*StandardV2 or PremiumV2"),
        (lambda: share(NFS, bandwidth=100), "FileShare.bandwidth: .* Premium_LRS"),
        (lambda: share(SECOND, paid_bursting=True), "FileShare.paid_bursting: .* PremiumV2_LRS"),
        (lambda: BlobContainer("raw", parent=account(), immutable_versions=True), r"BlobContainer.immutable_versions: sta12345 keeps no"),
        (lambda: KeyVault("kv-a1", subnets=[PLAIN]), "KeyVault.subnets: .*Microsoft.KeyVault.*\n.*missing_endpoints=True"),
        (lambda: policies(READS, READS), "VaultAccessPolicies.policies: two policies are for one holder"),
        (policies, "VaultAccessPolicies.policies: there are no policies"),
        (lambda: RotationAction("rotate", after_creation="90 days"), "RotationAction.after_creation: '90 days' is not"),
        (lambda: RotationAction("notify", after_creation="P90D"), "RotationAction.before_expiry: Azure tells only before"),
        (lambda: VaultKey("k", parent=KeyVault("kv-a1"), expiry_after="P1Y2"), "VaultKey.expiry_after: 'P1Y2' is not"),
        (lambda: VaultKey("k", parent=KeyVault("kv-a1"), type="EC-HSM"), "VaultKey.type: a standard vault"),
    ],
)  # fmt: skip
def test_what_the_texts_forbid_is_refused(make: Any, told: str) -> None:
    """With where and what."""
    refuses(make, told)


@pytest.mark.parametrize(
    "make",
    [
        lambda: account(sku="Premium_LRS", account_kind="BlockBlobStorage", zones=["1"]),
        lambda: account(sku="Standard_RAGZRS", geo_priority_replication=True, extended_groups=True),
        lambda: account(subnets=[KNOWN, WRITTEN, Subnet.existing("vnet-b/s", scope="rg-net")]),
        lambda: account(identity=SystemAssigned(), customer_key=KEY),
        lambda: account(identity=ID, customer_key=KEY, customer_key_identity=ID),
        lambda: account(
            files_identity=FilesIdentity("AD", domain=ActiveDirectory("corp", storage_sid="S-2", **DOMAIN))
        ),
        lambda: [
            BlobContainer("raw", parent=(at := account()), immutable_versions=True),
            BlobService(parent=at, versioning=True),
        ],
        lambda: table("ruad"),
        lambda: [share(NFS, protocol="NFS", root_squash="AllSquash"), share(SECOND, iops=3000)],
        lambda: FileShare("far", parent=StorageAccount.existing("stfar123"), protocol="NFS", iops=3000),
        lambda: KeyVault("kv-a1", subnets=[PLAIN], missing_endpoints=True),
        lambda: KeyVault("kv-a1", subnets=[KNOWN]),
        lambda: VaultKey("k", parent=KeyVault("kv-a1", sku="premium"), type="RSA-HSM", expiry_after="P1Y6M"),
        lambda: VaultKey("k", parent=KeyVault("kv-a1"), expiry_after=Parameter("lifetime")),
    ],
)
def test_what_they_allow_is_not(make: Any) -> None:
    """Of an existing resource, and of a value that is not known before, nothing is told."""
    assert not refused(make)
