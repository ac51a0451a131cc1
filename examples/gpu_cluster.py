"""A GPU cluster that costs nothing while no job runs: from none to four nodes, and back after five minutes."""

from datetime import timedelta

from mlinfra import Autoscale, ComputeCluster, ResourceGroup, Stack, Workspace

gpu = ComputeCluster("gpu", size="Standard_NC24ads_A100_v4", nodes=Autoscale(0, 4, idle=timedelta(minutes=5)))

stack = Stack(
    "gpu-cluster",
    scope=ResourceGroup("rg-ml-gpu", location="westeurope"),
    resources=[Workspace("mlw-gpu", computes=[gpu])],
    tags={"owner": "data-science", "costcenter": "4711"},
)
