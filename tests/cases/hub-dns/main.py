"""Private, with the subnet and the DNS zones of a hub in another subscription."""

from datetime import timedelta

from mlinfra import (
    Autoscale, ComputeCluster, ComputeInstance, ContainerRegistry, OnlineEndpoint, Private, ResourceGroup, Stack,
    Subnet, VirtualNetwork, Workspace,
)  # fmt: skip

HUB = "33333333-3333-3333-3333-333333333333"
hub = ResourceGroup("rg-hub-dns", subscription=HUB)
spoke = ResourceGroup("rg-spoke")
nodes = Subnet(
    "snet-nodes",
    network=VirtualNetwork("vnet-nodes", prefixes=["10.40.0.0/22", "10.41.0.0/22"], tags={"layer": "network"},
                           extra={"properties": {"enableDdosProtection": False}}),
    prefix="10.40.0.0/24",
    extra={"properties": {"defaultOutboundAccess": False}},
)  # fmt: skip

workspace = Workspace(
    "mlw-radar",
    registry=ContainerRegistry(public_access=False),
    network=Private(Subnet.existing("vnet-spoke/snet-endpoints", scope=spoke), dns=hub),
    computes=[
        ComputeCluster("cpu", size="Standard_D4s_v5", nodes=Autoscale(1, 3, idle=timedelta(minutes=3)), subnet=nodes),
        ComputeInstance("ci-radar", size="Standard_DS3_v2", subnet=nodes, idle=None),
    ],
    endpoints=[OnlineEndpoint("radar-score", public_access=True)],
)

stack = Stack("radar", scope=ResourceGroup("rg-radar", location="westeurope"), resources=[workspace])
