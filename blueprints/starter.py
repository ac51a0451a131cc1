"""``starter``: a development workspace in one resource group, with everything it needs created beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import timedelta

from mlinfra import Autoscale, Blueprint, ComputeCluster, Conda, Environment, Grant, ResourceGroup, Stack, Workspace


class Starter(Blueprint):
    """A workspace to begin with: open to those who hold a role, no keys, nothing that costs money while idle."""

    name: str
    """Short name of the product; part of every name."""
    stage: str = "dev"
    """Part of every name, and a tag."""
    location: str = "westeurope"
    """Azure region."""
    name_salt: str = ""
    """Mixed into names that must be unique in all of Azure; `mlinfra new` writes a fresh one."""
    size: str = "Standard_D4s_v5"
    """VM size of the cluster's nodes."""
    nodes: int = 2
    """Most nodes at once; an idle cluster has none."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Tags of every resource, besides ``product`` and ``stage``; a tag of the same name wins over these."""
    subscription: str | None = None
    """Id of the subscription; None: the one that is deployed to (``--subscription``, AZURE_SUBSCRIPTION_ID)."""
    grants: Sequence[Grant] = ()
    """Roles of people and pipelines on the workspace."""

    def stack(self) -> Stack:
        """Make one stamp."""
        label = f"{self.name}-{self.stage}"
        workspace = Workspace(
            f"mlw-{label}",
            computes=[ComputeCluster("cpu", size=self.size, nodes=Autoscale(0, self.nodes, idle=timedelta(minutes=5)))],
            environments=[
                Environment(
                    f"{self.name}-env",
                    image="mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1",
                    conda=Conda(python="3.11.9", pip=["mlflow==2.22.1", "azureml-mlflow==1.60.0"]),
                )
            ],
            grants=self.grants,
        )
        return Stack(
            label,
            scope=ResourceGroup(f"rg-{label}", location=self.location, subscription=self.subscription),
            name_salt=self.name_salt,
            resources=[workspace],
            tags={"product": self.name, "stage": self.stage, **self.tags},
            outputs={"mlflow": workspace.mlflow_uri},
        )
