"""Two workspaces on one vault and one registry, as a deployment stack, with an order and an ignore of their own."""

from datetime import date

from mlinfra import (
    ApplicationInsights, ComputeCluster, ContainerRegistry, DeploymentStack, Ignore, KeyVault, LogAnalytics,
    ResourceGroup, Stack, Workspace,
)  # fmt: skip

vault = KeyVault("kv-both", tags={"shared": "yes"})
images = ContainerRegistry("crboth", sku="Standard", tags={"shared": "yes"})
logs = LogAnalytics("log-both", tags={"shared": "yes"})

research = Workspace(
    "mlw-research",
    key_vault=vault,
    registry=images,
    insights=ApplicationInsights(logs=logs, tags={"shared": "no"}),
    computes=[ComputeCluster("cpu", size="Standard_D4s_v5")],
)
serving = Workspace(
    "mlw-serving",
    key_vault=vault,
    registry=images,
    insights=ApplicationInsights(logs=logs),
    depends_on=[research],
    computes=[ComputeCluster("cpu", size="Standard_D4s_v5")],
)

stack = Stack(
    "both",
    scope=ResourceGroup("rg-both", location="westeurope", tags={"made-by": "mlinfra"}),
    resources=[research, serving],
    ignore=[
        Ignore(
            "properties.publicNetworkAccess",
            reason="switched by the network team",
            type="Microsoft.KeyVault/vaults",
            address="kv-*",
            until=date(2099, 12, 31),
        )
    ],
    deployment_stack=DeploymentStack(
        unmanage="delete",
        deny="denyDelete",
        excluded_principals=["aaaaaaaa-0000-0000-0000-000000000006"],
        excluded_actions=["Microsoft.Storage/storageAccounts/write"],
    ),
)
