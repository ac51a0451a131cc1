"""``team``: a team's workspace on what the platform and data teams own, with identity-based data and clusters that scale to zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import timedelta

from mlinfra import (
    ApplicationInsights,
    Autoscale,
    Blueprint,
    ComputeCluster,
    ContainerRegistry,
    DataAsset,
    DataLakeDatastore,
    Grant,
    KeyVault,
    LogAnalytics,
    ResourceGroup,
    Stack,
    StorageAccount,
    UserAssignedIdentity,
    Workspace,
)


class Team(Blueprint):
    """Vault, registry and logs come from the platform team, data from a lake in another group; the rest is the team's."""

    name: str
    """Short name of the team or product; part of every name."""
    stage: str = "dev"
    """Part of every name, and a tag."""
    location: str = "westeurope"
    """Azure region."""
    name_salt: str = ""
    """Mixed into names that must be unique in all of Azure; `mlinfra new` writes a fresh one."""
    platform: str = "rg-platform"
    """The platform team's resource group, which holds the three resources below."""
    key_vault: str = "kv-platform"
    """The platform's key vault."""
    registry: str = "crplatform"
    """The platform's container registry."""
    logs: str = "log-platform"
    """The platform's Log Analytics workspace."""
    lake_group: str = "rg-lake"
    """The data team's resource group."""
    lake: str = "stlake"
    """The data team's storage account (ADLS Gen2)."""
    filesystem: str = "curated"
    """The file system that training reads."""
    cpu: int = 4
    """Most CPU nodes at once."""
    gpu: int = 0
    """Most GPU nodes at once; 0 leaves the cluster out."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Tags of every resource, besides ``product`` and ``stage``; a tag of the same name wins over these."""
    subscription: str | None = None
    """Id of the subscription; None: the one that is deployed to (``--subscription``, AZURE_SUBSCRIPTION_ID)."""
    grants: Sequence[Grant] = ()
    """Roles of people and pipelines on the workspace."""

    def stack(self) -> Stack:
        """Make one stamp."""
        label = f"{self.name}-{self.stage}"
        platform = ResourceGroup(self.platform)
        lake = StorageAccount.existing(self.lake, scope=ResourceGroup(self.lake_group))
        curated = DataLakeDatastore("curated", account=lake, filesystem=self.filesystem)
        trainer = UserAssignedIdentity(f"id-{label}-train")
        sizes = {"cpu": ("Standard_D4s_v5", self.cpu), "gpu": ("Standard_NC4as_T4_v3", self.gpu)}
        clusters = [
            ComputeCluster(
                name,
                size=size,
                nodes=Autoscale(0, most, idle=timedelta(minutes=5)),
                identity=trainer,
                reads=[curated],
            )
            for name, (size, most) in sizes.items()
            if most
        ]
        workspace = Workspace(
            f"mlw-{label}",
            key_vault=KeyVault.existing(self.key_vault, scope=platform),
            registry=ContainerRegistry.existing(self.registry, scope=platform),
            insights=ApplicationInsights(logs=LogAnalytics.existing(self.logs, scope=platform)),
            datastores=[curated],
            data=[DataAsset("curated", datastore=curated)],
            computes=clusters,
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
