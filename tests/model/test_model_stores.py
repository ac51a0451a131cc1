"""What lies in storage accounts and vaults holds what its texts promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mlinfra import (
    AccessPolicy,
    BlobActions,
    BlobAge,
    BlobContainer,
    BlobService,
    FileService,
    FileShare,
    KeyVault,
    LifecyclePolicy,
    LifecycleRule,
    ResourceGroup,
    RetentionPolicy,
    Stack,
    StorageAccount,
    StorageTable,
    StoredAccessPolicy,
    Subnet,
    VaultAccessPolicies,
    VersionActions,
    VersionAge,
)
from mlinfra.app.stages import prepare
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.resolve import resolve

ACCOUNT = StorageAccount("sta12345")
SIGNED = StoredAccessPolicy("a", permission="r")
SOMEBODY = "22222222-2222-4222-8222-222222222222"
POLICY = AccessPolicy(SOMEBODY, secret_permissions=["get"])


def _rules(*blobs: BlobActions, account: Any = ACCOUNT) -> LifecyclePolicy:
    return LifecyclePolicy(parent=account, rules=[LifecycleRule(f"r{at}", blobs=held) for at, held in enumerate(blobs)])


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "a public container of a closed account": (
        lambda: BlobContainer("data", parent=ACCOUNT, public_access="Blob"),
        "BlobContainer.public_access",
    ),
    "a scope that nobody named": (
        lambda: BlobContainer("data", parent=ACCOUNT, fixed_encryption_scope=True),
        "BlobContainer.fixed_encryption_scope",
    ),
    "NFS without NFS": (
        lambda: BlobContainer("data", parent=ACCOUNT, nfs_root_squash=True),
        "BlobContainer.nfs_root_squash",
    ),
    "containers destroyed early": (
        lambda: BlobService(parent=ACCOUNT, container_delete_retention=RetentionPolicy(7, permanent_delete=True)),
        "BlobService.container_delete_retention",
    ),
    "shares destroyed early": (
        lambda: FileService(parent=ACCOUNT, delete_retention=RetentionPolicy(7, permanent_delete=False)),
        "FileService.delete_retention",
    ),
    "signatures of an account without keys": (
        lambda: FileShare("work", parent=ACCOUNT, access_policies=[SIGNED]),
        "FileShare.access_policies",
    ),
    "two policies of one name": (
        lambda: StorageTable("runs", parent=StorageAccount.existing("sta"), access_policies=[SIGNED, SIGNED]),
        "StorageTable.access_policies",
    ),
    "a moment without a zone": (
        lambda: StoredAccessPolicy("a", permission="r", start="2027-01-01T00:00:00"),
        "StoredAccessPolicy.start",
    ),
    "an end before its start": (
        lambda: StoredAccessPolicy("a", permission="r", start="2027-01-02T00:00:00Z", expiry="2027-01-01T00:00:00Z"),
        "StoredAccessPolicy.expiry",
    ),
    "days in a tier without an age": (lambda: BlobAge(created=1, moved=1), "BlobAge.moved"),
    "days in a tier before deletion": (
        lambda: BlobActions(delete=BlobAge(modified=1, moved=1)),
        "BlobActions.delete",
    ),
    "days in a tier of versions": (lambda: VersionActions(to_cool=VersionAge(1, moved=1)), "VersionActions.to_cool"),
    "back to hot unseen": (
        lambda: BlobActions(to_cool=BlobAge(modified=1), back_to_hot=True),
        "BlobActions.back_to_hot",
    ),
    "append blobs that move": (
        lambda: LifecycleRule("r", blobs=BlobActions(to_cool=BlobAge(modified=1)), blob_types=["appendBlob"]),
        "LifecycleRule.blob_types",
    ),
    "a hot tier of a Standard account": (
        lambda: _rules(BlobActions(to_hot=BlobAge(modified=1))),
        "rule r0 moves blobs to the hot tier",
    ),
    "no rules": (lambda: LifecyclePolicy(parent=ACCOUNT, rules=[]), "LifecyclePolicy.rules"),
    "policies of a vault with roles": (lambda: KeyVault("kv-a", access_policies=[POLICY]), "KeyVault.access_policies"),
    "policies added to a vault with roles": (
        lambda: VaultAccessPolicies(parent=KeyVault("kv-a"), policies=[POLICY]),
        "VaultAccessPolicies.parent",
    ),
    "a policy that allows nothing": (lambda: AccessPolicy(SOMEBODY), "AccessPolicy.key_permissions"),
    "a policy for nobody": (lambda: AccessPolicy("me", secret_permissions=["get"]), "AccessPolicy.object_id"),
    "a policy of no application": (
        lambda: AccessPolicy(SOMEBODY, secret_permissions=["get"], application_id="me"),
        "AccessPolicy.application_id",
    ),
    "endpoints of no subnets": (lambda: KeyVault("kv-a", missing_endpoints=True), "KeyVault.missing_endpoints"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_azure_refuses_is_refused(name: str) -> None:
    """With the field, or with what is wrong."""
    make, told = REFUSED[name]
    with pytest.raises(InvalidInput, match=told):
        make()


def _stack(*resources: Any) -> Stack:
    return Stack("a", scope=ResourceGroup("rg", location="westeurope"), resources=resources)


READ = BlobActions(delete=BlobAge(accessed=30))


def test_rules_about_reading_wait_for_the_service_that_notes_it() -> None:
    """The policy is made after the blob service of its account."""
    graph = resolve(_stack(_rules(READ), BlobService(parent=ACCOUNT, access_tracking=True)))
    order: list[NodeId] = [node.id for node in graph]
    (policy,) = graph.of(LifecyclePolicy)
    (service,) = graph.of(BlobService)
    assert order.index(service.id) < order.index(policy.id)
    assert service.id in policy.depends_on


@pytest.mark.parametrize("others", [[], [BlobService(parent=ACCOUNT, versioning=True)]])
def test_rules_about_reading_need_a_service_that_notes_it(others: list[Any]) -> None:
    """Of an existing account nobody knows; of a new one Azure would refuse the policy."""
    with pytest.raises(InvalidInput, match="nothing notes when blobs of sta12345 are read"):
        resolve(_stack(_rules(READ), *others))
    assert resolve(_stack(_rules(READ, account=StorageAccount.existing("sta")))).nodes


def test_one_word_holds_for_all_subnets_of_a_vault() -> None:
    """Each rule of the firewall says it."""
    subnets = [Subnet.existing(f"vnet/{name}", scope="rg-hub") for name in "ab"]
    body = prepare(_stack(KeyVault("kv-a", subnets=subnets, missing_endpoints=False))).template["resources"][0]
    rules = body["properties"]["networkAcls"]["virtualNetworkRules"]
    assert [rule["ignoreMissingVnetServiceEndpoint"] for rule in rules] == [False, False]
