"""A blueprint and a number go in, that many stacks of ten resources come out: what the benchmarks render.

A stack file like any other: ``STAMPS=100 mlinfra render bench/stamps.py``; without the variable it is one stamp.
"""

import os

from mlinfra import (
    Autoscale,
    Blueprint,
    ComputeCluster,
    DataLakeDatastore,
    ResourceGroup,
    Stack,
    StorageAccount,
    UserAssignedIdentity,
    Workspace,
)  # fmt: skip


class Stamp(Blueprint):
    """A workspace with all it needs and a cluster that reads a data lake of another team."""

    team: str
    """Part of every name."""
    nodes: int = 4
    """Most nodes at once."""

    def stack(self) -> Stack:
        """Make the stack of one team."""
        lake = StorageAccount.existing(f"stlake{self.team}", scope=ResourceGroup(f"rg-lake-{self.team}"))
        events = DataLakeDatastore("events", account=lake, filesystem="events")
        cluster = ComputeCluster(
            "cpu",
            size="Standard_D4s_v5",
            nodes=Autoscale(0, self.nodes),
            identity=UserAssignedIdentity(f"id-train-{self.team}"),
            reads=[events],
        )
        workspace = Workspace(
            f"mlw-{self.team}",
            storage=StorageAccount(f"st{self.team}"),
            registry=None,
            datastores=[events],
            computes=[cluster],
            tags={"team": self.team},
        )
        group = ResourceGroup(f"rg-{self.team}", location="westeurope")
        return Stack(f"ml-{self.team}", scope=group, resources=[workspace], outputs={"mlflow": workspace.mlflow_uri})


stacks = [Stamp(team=f"team{number:04}").stack() for number in range(int(os.environ.get("STAMPS", "1")))]
