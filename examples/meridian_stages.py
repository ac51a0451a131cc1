"""Meridian in three stages, each from its own subscription: its groups, what may be spent, what is locked, what is refused."""

from datetime import date, timedelta

from mlinfra import (
    Autoscale,
    BlobDatastore,
    Budget,
    BudgetNotification,
    ComputeCluster,
    Grant,
    Lock,
    LogAnalytics,
    PolicyAssignment,
    ResourceGroup,
    RoleAssignment,
    Stack,
    StorageAccount,
    Subscription,
    UserAssignedIdentity,
    ApplicationInsights,
    Workspace,
)

SIZES = "/providers/Microsoft.Authorization/policyDefinitions/cccc23c7-8427-4f53-ad12-b6a63eb452b3"  # allowed VM sizes
PEOPLE = "7a1f0e5c-52c0-4b3c-9a87-0d2c6f3b9e01"  # the Entra group of the team


def stage(name: str, *, nodes: int, monthly: int, locked: bool, before: tuple[Stack, ...] = ()) -> Stack:
    """One stage: data and machine learning in groups of their own, so that data outlives experiments."""
    data = ResourceGroup(f"rg-meridian-data-{name}", location="westeurope", tags={"holds": "data"})
    learning = ResourceGroup(f"rg-meridian-ml-{name}", location="westeurope", tags={"holds": "machine learning"})
    lake = StorageAccount(f"stmeridian{name}", scope=data, hierarchical_namespace=True, containers=["shipments"])
    shipments = BlobDatastore("shipments", account=lake, container="shipments")
    train = ComputeCluster(
        "gpu-train",
        size="Standard_NC4as_T4_v3",
        nodes=Autoscale(0, nodes, idle=timedelta(minutes=10)),
        identity=UserAssignedIdentity(f"id-meridian-{name}"),
        reads=[shipments],
    )
    logs = LogAnalytics(f"log-meridian-{name}", scope=data)
    workspace = Workspace(
        f"mlw-meridian-{name}",
        scope=learning,
        insights=ApplicationInsights(f"appi-meridian-{name}", logs=logs),
        datastores=[shipments],
        computes=[train],
        grants=[Grant("AzureML Data Scientist", principal_id=PEOPLE)],
    )
    governed = [
        Budget(
            f"meridian-{name}",
            amount=monthly,
            start=date(2026, 1, 1),
            notifications={
                "most": BudgetNotification(80, emails=["ml-platform@example.org"]),
                "forecast": BudgetNotification(
                    100, of="Forecasted", emails=["ml-platform@example.org"], roles=["Owner"]
                ),
            },
        ),
        PolicyAssignment(
            "vm-sizes",
            on=learning,
            definition=SIZES,
            parameters={"listOfAllowedSKUs": ["Standard_NC4as_T4_v3", "Standard_D2s_v5"]},
            enforce=name == "prod",
        ),
        RoleAssignment(role="Cost Management Reader", principal_id=PEOPLE),
        *([Lock("no-delete", on=lake, notes="Shipments of all years.")] if locked else []),
    ]
    return Stack(
        f"meridian-{name}",
        scope=Subscription(location="westeurope"),
        resources=[data, learning, lake, logs, workspace, *governed],
        tags={"app": "meridian", "environment": name, "costcenter": "4711", "owner": "ml-platform"},
        outputs={"mlflow": workspace.mlflow_uri, "lake": lake.id},
        diagnostics=logs,
        depends_on=before,
    )


dev = stage("dev", nodes=1, monthly=500, locked=False)
test = stage("test", nodes=2, monthly=1_000, locked=False, before=(dev,))
stacks = [dev, test, stage("prod", nodes=8, monthly=8_000, locked=True, before=(test,))]
