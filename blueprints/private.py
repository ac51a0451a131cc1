"""``private``: a workspace without public access, behind private endpoints or in a network that Azure manages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import timedelta
from typing import Literal

from mlinfra import (
    Autoscale,
    Blueprint,
    ComputeCluster,
    Grant,
    Managed,
    Private,
    ResourceGroup,
    Stack,
    Subnet,
    VirtualNetwork,
    Workspace,
)


class PrivateWorkspace(Blueprint):
    """People reach it through private endpoints with DNS; its nodes live in the network too, or in a managed one."""

    name: str
    """Short name of the product; part of every name."""
    stage: str = "prod"
    """Part of every name, and a tag."""
    location: str = "westeurope"
    """Azure region."""
    name_salt: str = ""
    """Mixed into names that must be unique in all of Azure; `mlinfra new` writes a fresh one."""
    prefix: str = "10.20.0.0/22"
    """Address range of the virtual network."""
    endpoints: str = "10.20.0.0/26"
    """Address range of the subnet that holds the private endpoints."""
    computes: str = "10.20.1.0/24"
    """Address range of the subnet that holds the nodes; unused with a managed network."""
    nodes: Literal["subnet", "managed"] = "managed"
    """Where nodes live: in the subnet, or in a network that Azure manages and that lets out only what is approved."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Tags of every resource, besides ``product`` and ``stage``; a tag of the same name wins over these."""
    subscription: str | None = None
    """Id of the subscription; None: the one that is deployed to (``--subscription``, AZURE_SUBSCRIPTION_ID)."""
    grants: Sequence[Grant] = ()
    """Roles of people and pipelines on the workspace."""
    dns: ResourceGroup | Literal["create", "policy"] = "create"
    """The private DNS zones: ``create`` them in the stack's own group, the resource group of the hub that has them, or
    ``policy`` where an Azure Policy registers endpoints."""

    def stack(self) -> Stack:
        """Make one stamp."""
        label = f"{self.name}-{self.stage}"
        network = VirtualNetwork(f"vnet-{label}", prefixes=[self.prefix])
        inbound = Private(Subnet("snet-endpoints", network=network, prefix=self.endpoints), dns=self.dns)
        injected = Subnet("snet-computes", network=network, prefix=self.computes) if self.nodes == "subnet" else None
        workspace = Workspace(
            f"mlw-{label}",
            network=inbound if injected else Managed(isolation="approved", inbound=inbound),
            image_build_compute="cpu",
            computes=[
                ComputeCluster(
                    "cpu", size="Standard_D4s_v5", nodes=Autoscale(0, 2, idle=timedelta(minutes=5)), subnet=injected
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
