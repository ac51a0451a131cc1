"""A whole landing zone from one subscription: groups with tags, locks, budget and policy, and what lies in them."""

from datetime import date

from mlinfra import (
    ApplicationInsights,
    Budget,
    BudgetNotification,
    ComputeCluster,
    BlobDatastore,
    DiagnosticSetting,
    Lock,
    LogAnalytics,
    PolicyAssignment,
    ResourceGroup,
    RoleAssignment,
    Stack,
    StorageAccount,
    Subscription,
    SystemAssigned,
    UserAssignedIdentity,
    Workspace,
)

shared = ResourceGroup("rg-shared", location="westeurope", tags={"purpose": "logs"})
dev = ResourceGroup("rg-ml-dev", location="northeurope")
logs = LogAnalytics("log-shared", scope=shared)
lake = StorageAccount("stlakedev0001", scope=dev, hierarchical_namespace=True)
events = BlobDatastore("events", account=lake, container="events")
train = ComputeCluster("cpu", size="Standard_D4s_v5", identity=UserAssignedIdentity("id-train"), reads=[events])
workspace = Workspace(
    "mlw-dev",
    scope=dev,
    insights=ApplicationInsights("appi-dev", logs=logs),
    datastores=[events],
    computes=[train],
)
regions = PolicyAssignment(
    "allowed-regions",
    definition="/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c",
    parameters={"listOfAllowedLocations": ["westeurope", "northeurope"]},
    message="Only in Europe.",
    display_name="Regions",
    description="Data stays in Europe.",
    not_scopes=[shared.id],
    identity=SystemAssigned(),
    enforce=False,
)

stack = Stack(
    "landing-zone",
    scope=Subscription(location="westeurope"),
    tags={"app": "churn"},
    resources=[
        shared,
        dev,
        logs,
        workspace,
        regions,
        Budget(
            "ml-monthly",
            amount=1000,
            start=date(2026, 1, 1),
            end=date(2028, 12, 31),
            grain="Quarterly",
            notifications={
                "eighty": BudgetNotification(
                    80, emails=["ml@example.org"], roles=["Owner"], of="Forecasted", operator="EqualTo", enabled=False
                )
            },
        ),
        Budget("dev", on=dev, amount=300, start=date(2026, 1, 1)),
        Lock("no-delete", on=lake, notes="The lake holds all history."),
        Lock("no-delete", on=shared, level="ReadOnly"),
        DiagnosticSetting("to-logs", on=workspace, workspace=logs),
        DiagnosticSetting("activity", workspace=logs, logs=["Administrative", "Policy"], metrics=False),
        RoleAssignment(role="Reader", principal_id="22222222-2222-4222-8222-222222222222"),
        RoleAssignment(
            role="Log Analytics Reader", on=logs, principal_id=train.principal_id, principal_type="ServicePrincipal"
        ),
    ],
    outputs={"workspace": workspace.id, "mlflow": workspace.mlflow_uri},
)
