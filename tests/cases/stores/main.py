"""All that can be said of what lies in storage accounts and vaults: containers, shares, tables, queues, old blobs, access policies."""

from mlinfra import (
    AccessPolicy, BlobActions, BlobAge, BlobContainer, BlobService, CorsRule, FileService, FileShare, KeyVault, LifecyclePolicy,
    LifecycleRule, QueueService, ResourceGroup, RetentionPolicy, Stack, StorageAccount, StorageQueue, StorageTable,
    StoredAccessPolicy, Subnet, TableService, UserAssignedIdentity, VaultAccessPolicies, VersionActions,
    VersionAge,
)  # fmt: skip

account = StorageAccount("ststores", shared_keys=True, blob_public_access=True)
lake = StorageAccount("stlakestores", hierarchical_namespace=True, nfs_v3=True)
premium = StorageAccount("sthotstores", sku="Premium_LRS", account_kind="BlockBlobStorage")
signatures = StoredAccessPolicy("readers", permission="r", start="2027-01-01T00:00:00Z", expiry="2028-01-01T00:00:00Z")
services = [
    BlobService(
        parent=account,
        versioning=True,
        access_tracking=True,
        delete_retention=RetentionPolicy(7, permanent_delete=True),
        container_delete_retention=RetentionPolicy(7),
    ),
    BlobService(parent=premium, access_tracking=True),
    FileService(parent=account, delete_retention=RetentionPolicy(14)),
    TableService(parent=account, cors_rules=[CorsRule(["https://ml.azure.com"], methods=["GET"])]),
    QueueService(parent=account, cors_rules=[CorsRule(["https://ml.azure.com"], methods=["POST"])]),
    TableService(parent=lake, extra={"properties": {"cors": {"corsRules": []}}}),
    QueueService(parent=lake, extra={"properties": {"cors": {"corsRules": []}}}),
]
items = [
    BlobContainer(
        "public",
        parent=account,
        public_access="Blob",
        encryption_scope="team",
        fixed_encryption_scope=True,
        immutable_versions=True,
    ),
    BlobContainer("exports", parent=lake, nfs_root_squash=True, nfs_all_squash=True),
    FileShare("work", parent=account, access_policies=[signatures]),
    StorageTable("runs", parent=account, access_policies=[signatures]),
    StorageTable("scores", parent=account, extra={"properties": {"signedIdentifiers": []}}),
    StorageQueue("requests", parent=account, metadata={"team": "plant"}),
    StorageQueue("answers", parent=account, extra={"properties": {"metadata": {"team": "plant"}}}),
]
old = LifecyclePolicy(
    parent=account,
    rules=[
        LifecycleRule(
            "by-change",
            blobs=BlobActions(
                to_cool=BlobAge(modified=30),
                to_cold=BlobAge(modified=60),
                to_archive=BlobAge(modified=90, moved=7),
                delete=BlobAge(modified=365),
            ),
            snapshots=VersionActions(to_archive=VersionAge(90, moved=7)),
        ),
        LifecycleRule(
            "by-reading",
            blobs=BlobActions(
                to_cool=BlobAge(accessed=30),
                to_cold=BlobAge(accessed=60),
                to_archive=BlobAge(accessed=90),
                delete=BlobAge(accessed=365),
                back_to_hot=True,
            ),
            prefixes=["reports/"],
        ),
        LifecycleRule(
            "by-age",
            blobs=BlobActions(
                to_cool=BlobAge(created=30),
                to_cold=BlobAge(created=60),
                to_archive=BlobAge(created=90),
                delete=BlobAge(created=365),
            ),
            prefixes=["logs/"],
        ),
    ],
)
hot = LifecyclePolicy(
    parent=premium,
    rules=[
        LifecycleRule(
            "by-change",
            blobs=BlobActions(to_hot=BlobAge(modified=1)),
            snapshots=VersionActions(to_hot=VersionAge(1)),
            versions=VersionActions(to_hot=VersionAge(1)),
        ),
        LifecycleRule("by-reading", blobs=BlobActions(to_hot=BlobAge(accessed=1)), prefixes=["a/"]),
        LifecycleRule("by-age", blobs=BlobActions(to_hot=BlobAge(created=1)), prefixes=["b/"]),
    ],
)
train = UserAssignedIdentity("id-train")
vault = KeyVault(
    "kv-stores",
    rbac=False,
    access_policies=[
        AccessPolicy(
            "22222222-2222-4222-8222-222222222222",
            key_permissions=["get", "wrapKey", "unwrapKey"],
            secret_permissions=["get", "list"],
            certificate_permissions=["get"],
            storage_permissions=["getsas"],
            application_id="33333333-3333-4333-8333-333333333333",
            tenant="72f988bf-86f1-41af-91ab-2d7cd011db47",
        )
    ],
    subnets=[Subnet.existing("vnet-hub/snet-ml", scope="rg-hub")],
    missing_endpoints=True,
)
more = VaultAccessPolicies(
    parent=KeyVault.existing("kv-shared"),
    policies=[
        AccessPolicy(train.principal_id, secret_permissions=["get"]),
        AccessPolicy(
            "44444444-4444-4444-8444-444444444444",
            key_permissions=["all"],
            certificate_permissions=["list"],
            storage_permissions=["get"],
            application_id="33333333-3333-4333-8333-333333333333",
        ),
    ],
)
others = VaultAccessPolicies(
    "replace",
    parent=KeyVault.existing("kv-old"),
    policies=[AccessPolicy("44444444-4444-4444-8444-444444444444", secret_permissions=["all"])],
    extra={
        "properties": {
            "accessPolicies": [
                {
                    "tenantId": "72f988bf-86f1-41af-91ab-2d7cd011db47",
                    "objectId": "44444444-4444-4444-8444-444444444444",
                    "permissions": {"secrets": ["get"]},
                }
            ]
        }
    },
)

stack = Stack(
    "stores",
    scope=ResourceGroup("rg-stores", location="westeurope"),
    resources=[*services, *items, old, hot, train, vault, more, others],
)
