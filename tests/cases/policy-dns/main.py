"""Private, where an Azure Policy registers endpoints; nodes share the endpoints' subnet, and keys open storage."""

from mlinfra import (
    ApplicationInsights, ComputeCluster, KeyVault, LogAnalytics, Private, ResourceGroup, Stack, StorageAccount, Subnet,
    Workspace,
)  # fmt: skip

workspace = Workspace(
    "mlw-vault",
    storage=StorageAccount("stvaultzrs", sku="Standard_ZRS", shared_keys=True, public_access=False),
    key_vault=KeyVault("kv-vault-hsm", sku="premium", retention=30, purge_protection=False, public_access=False),
    insights=ApplicationInsights("appi-vault", logs=LogAnalytics("log-vault", retention=90, daily_cap=5)),
    network=Private(
        Subnet.from_id(
            "/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/rg-net/providers"
            "/Microsoft.Network/virtualNetworks/vnet-net/subnets/snet-ml"
        ),
        dns="policy",
    ),
    system_datastores_auth="accesskey",
    computes=[ComputeCluster("spot", size="Standard_NC4as_T4_v3", low_priority=True)],
)

stack = Stack("vault", scope=ResourceGroup("rg-vault", location="westeurope"), resources=[workspace])
