"""One blueprint, three stamps: each stage is the one before, with these differences."""

from dataclasses import replace
from typing import Literal

from mlinfra import (
    Autoscale,
    Blueprint,
    ComputeCluster,
    Private,
    Public,
    ResourceGroup,
    Stack,
    Subnet,
    Workspace,
)  # fmt: skip

A100 = "Standard_NC24ads_A100_v4"


class Churn(Blueprint):
    """What the churn team needs, in one resource group per stage."""

    stage: Literal["dev", "test", "prod"]
    """Part of every name."""
    gpus: int = 0
    """Most GPU nodes at once; 0 leaves the cluster out."""
    network: Public | Private = Public()

    def stack(self) -> Stack:
        """Make one stage."""
        gpu = [ComputeCluster("gpu", size=A100, nodes=Autoscale(0, self.gpus))] if self.gpus else []
        workspace = Workspace(f"mlw-churn-{self.stage}", network=self.network, computes=gpu)
        group = ResourceGroup(f"rg-churn-{self.stage}", location="westeurope")
        return Stack(f"churn-{self.stage}", scope=group, resources=[workspace])


dev = Churn(stage="dev")
test = replace(dev, stage="test", gpus=1)
prod = replace(test, stage="prod", gpus=8, network=Private(Subnet.existing("vnet-prod/snet-ml")))

stacks = [stamp.stack() for stamp in (dev, test, prod)]
