"""A hub with spokes, from one subscription: shared logs and network in the hub, a private workspace in each spoke."""

from datetime import date

from mlinfra import (
    ApplicationInsights,
    Autoscale,
    Budget,
    BudgetNotification,
    ComputeCluster,
    DiagnosticSetting,
    Lock,
    LogAnalytics,
    NetworkSecurityGroup,
    PolicyAssignment,
    Private,
    ResourceGroup,
    Stack,
    StorageAccount,
    Subnet,
    Subscription,
    VirtualNetwork,
    VirtualNetworkPeering,
    Workspace,
)

POLICIES = "/providers/Microsoft.Authorization/policyDefinitions"

hub = ResourceGroup("rg-ml-hub", location="westeurope", tags={"role": "hub"})
logs = LogAnalytics("log-ml-hub", scope=hub, retention=90)
network = VirtualNetwork("vnet-ml-hub", scope=hub, prefixes=["10.10.0.0/22"])
resources = [
    hub,
    logs,
    network,
    Lock("no-delete", on=logs, notes="All logs of the platform."),
    DiagnosticSetting("activity", workspace=logs, logs=["Administrative", "Policy", "Security"]),
    PolicyAssignment(
        "ml-regions",
        definition=f"{POLICIES}/e56962a6-4747-49cd-b67b-bf8b01975c4c",  # allowed locations
        parameters={"listOfAllowedLocations": ["westeurope", "global"]},
        message="The landing zone is in West Europe.",
    ),
]


def spoke(team: str, number: int, monthly: int) -> None:
    """A group of a team: its network, joined to the hub's, a workspace in it, and what may be spent."""
    group = ResourceGroup(f"rg-ml-{team}", location="westeurope", tags={"role": "spoke", "team": team})
    own = VirtualNetwork(f"vnet-ml-{team}", scope=group, prefixes=[f"10.{20 + number}.0.0/22"])
    rules = NetworkSecurityGroup(f"nsg-ml-{team}", scope=group, for_computes="no_public_ip")
    subnet = Subnet("endpoints", network=own, prefix=f"10.{20 + number}.0.0/26", security_group=rules)
    account = StorageAccount(f"stml{team}0001", scope=group)
    workspace = Workspace(
        f"mlw-{team}",
        scope=group,
        storage=account,
        insights=ApplicationInsights(f"appi-{team}", logs=logs),  # in the spoke; its data goes to the hub
        network=Private(subnet),
        computes=[ComputeCluster("cpu", size="Standard_D4s_v5", nodes=Autoscale(0, 4), subnet=subnet)],
    )
    resources.extend(
        [
            group,
            own,
            subnet,
            workspace,
            VirtualNetworkPeering("to-hub", parent=own, remote=network, forwarded_traffic=True),
            VirtualNetworkPeering(f"to-{team}", parent=network, remote=own, forwarded_traffic=True),
            Lock("no-delete", on=account, notes="Artifacts of jobs."),
            DiagnosticSetting("to-hub", on=workspace, workspace=logs),
            Budget(
                f"ml-{team}",
                on=group,
                amount=monthly,
                start=date(2026, 1, 1),
                notifications={"most": BudgetNotification(80, emails=[f"{team}@example.org"])},
            ),
        ]
    )


spoke("churn", 0, 2_000)
spoke("demand", 1, 5_000)

stack = Stack(
    "ml-platform",
    scope=Subscription(location="westeurope"),
    resources=resources,
    tags={"owner": "ml-platform", "costcenter": "4711"},
    outputs={"logs": logs.id},
)
