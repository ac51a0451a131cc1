"""Managed networks: only what a rule approves, with rules of every kind; and one that reaches the internet."""

from mlinfra import (
    Autoscale, ComputeCluster, ContainerRegistry, Fqdn, KeyVault, Managed, PrivateTarget, ResourceGroup, ServiceTag,
    Stack, StorageAccount, Workspace,
)  # fmt: skip

platform = ResourceGroup("rg-platform")
lake = StorageAccount.existing("stlake", scope=platform)

closed = Workspace(
    "mlw-closed",
    registry=ContainerRegistry("crclosed", sku="Premium"),
    network=Managed(
        isolation="approved",
        firewall="Basic",
        outbound={
            "pypi": Fqdn("pypi.org"),
            "monitor": ServiceTag("AzureMonitor", ports="443,1886", protocol="TCP"),
            "probe": ServiceTag("AzureCloud.westeurope", ports="*", protocol="UDP"),
            "lake-blob": PrivateTarget(lake, group="blob"),
            "lake-dfs": PrivateTarget(lake, group="dfs"),
            "vault": PrivateTarget(KeyVault.existing("kv-platform", scope=platform), group="vault"),
            "images": PrivateTarget(ContainerRegistry.existing("crplatform", scope=platform), group="registry"),
        },
    ),
    image_build_compute="cpu",
    computes=[ComputeCluster("cpu", size="Standard_D4s_v5", nodes=Autoscale(0, 4))],
)

open_ = Workspace(
    "mlw-open",
    network=Managed(isolation="internet", outbound={"queue": PrivateTarget(lake, group="queue")}),
    registry=None,
)

stack = Stack("outbound", scope=ResourceGroup("rg-outbound", location="swedencentral"), resources=[closed, open_])
