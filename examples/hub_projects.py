"""A hub and two projects: what the hub has, storage, vault, registry and network, its projects share; each is for a team."""

from mlinfra import (
    ApplicationInsights,
    Autoscale,
    ComputeCluster,
    Grant,
    HubSettings,
    KeyVault,
    LogAnalytics,
    Managed,
    ResourceGroup,
    Stack,
    StorageAccount,
    Workspace,
)

team_data = StorageAccount("stassistdata", containers=["documents"])
hub = Workspace(
    "mlh-assist",
    workspace_kind="Hub",
    storage=StorageAccount("stassisthub"),
    key_vault=KeyVault("kv-assist-hub"),
    insights=ApplicationInsights("appi-assist", logs=LogAnalytics("log-assist")),
    hub_settings=HubSettings(storage_accounts=[team_data]),
    network=Managed(isolation="internet"),
    friendly_name="Assistants",
)


def project(team: str, object_id: str) -> Workspace:
    """A project of a team, whose people may train and register in it, and nowhere else."""
    return Workspace(
        f"mlp-{team}",
        workspace_kind="Project",
        hub=hub,
        friendly_name=f"Assistants of {team}",
        computes=[ComputeCluster(f"cpu-{team}", size="Standard_D4s_v5", nodes=Autoscale(0, 2))],
        grants=[Grant("AzureML Data Scientist", principal_id=object_id)],
    )


stack = Stack(
    "hub-projects",
    scope=ResourceGroup("rg-assist", location="swedencentral"),
    resources=[
        hub,
        project("claims", "aaaaaaaa-0000-4000-8000-000000000002"),
        project("support", "aaaaaaaa-0000-4000-8000-000000000003"),
    ],
    tags={"owner": "ml-platform", "costcenter": "4711"},
)
