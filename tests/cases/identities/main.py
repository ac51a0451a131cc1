"""Who is who: identities made here or existing in another subscription, and the roles that follow."""

from datetime import timedelta

from mlinfra import (
    BlobDatastore, ComputeCluster, ComputeInstance, ContainerRegistry, DataAsset, Existing, Grant, OnlineEndpoint,
    ResourceGroup, Stack, StorageAccount, SystemAssigned, UserAssignedIdentity, Workspace,
)  # fmt: skip

lake = StorageAccount.from_id(
    "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-lake"
    "/providers/Microsoft.Storage/storageAccounts/stlake"
)
scorer: Existing[UserAssignedIdentity] = UserAssignedIdentity.from_id(
    "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg-people"
    "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-scorer"
)
features = BlobDatastore("features", account=lake, container="features")
scores = BlobDatastore("scores", account=lake, container="scores")
daily = DataAsset("daily", datastore=features, path="daily/")
trainer = UserAssignedIdentity("id-train", tags={"team": "train"}, extra={"properties": {"isolationScope": "Regional"}})

workspace = Workspace(
    "mlw-who",
    identity=UserAssignedIdentity("id-who"),
    registry=ContainerRegistry.existing("crplatform", scope=ResourceGroup("rg-platform")),
    datastores=[features, scores],
    data=[daily],
    computes=[
        ComputeCluster("train", size="Standard_D4s_v5", identity=trainer, reads=[daily], writes=[scores]),
        ComputeCluster("batch", size="Standard_D4s_v5", identity=SystemAssigned(), reads=[scores]),
        ComputeInstance(
            "ci-ada", size="Standard_D4s_v5", idle=timedelta(hours=26), application_sharing="Shared",
            user="aaaaaaaa-0000-0000-0000-000000000001", tenant="bbbbbbbb-0000-0000-0000-000000000001",
            identity=trainer, reads=[features], writes=[features],
        ),
        ComputeInstance("ci-bob", size="Standard_D4s_v5", user="aaaaaaaa-0000-0000-0000-000000000002"),
    ],
    endpoints=[
        OnlineEndpoint("who-score", identity=scorer, auth_mode="Key", reads=[features]),
        OnlineEndpoint("who-self", auth_mode="AMLToken", reads=[daily]),
    ],
    grants=[
        Grant("AzureML Data Scientist", principal_id="aaaaaaaa-0000-0000-0000-000000000003"),
        Grant("Reader", principal_id="aaaaaaaa-0000-0000-0000-000000000004", principal_type="User"),
        Grant("AzureML Compute Operator", principal_id="aaaaaaaa-0000-0000-0000-000000000005", principal_type="ServicePrincipal"),
    ],
)  # fmt: skip

stack = Stack("who", scope=ResourceGroup("rg-who", location="westeurope"), resources=[workspace])
