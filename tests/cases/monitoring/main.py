"""Logs of a landing zone that people are told of: alerts by queries, metrics made of logs, and what it costs."""

from datetime import date, timedelta

from mlinfra import (
    ActionGroup, AlertDimension, ApplicationInsights, Budget, BudgetNotification, CostDimension, CostFilters, CostTag,
    DiagnosticSetting, EmailReceiver, LogAlert, LogAnalytics, LogCondition, LogMetric, LogToMetric, Parameter, ResourceGroup,
    RoleAssignment, Stack, Subscription, SystemAssigned, UserAssignedIdentity, Workspace,
)  # fmt: skip

GROUP = ResourceGroup("rg-operations", subscription="aaaaaaaa-0000-4000-8000-000000000001")

logs = LogAnalytics("log-monitoring")
workspace = Workspace("mlw-monitoring", insights=ApplicationInsights("appi-monitoring", logs=logs))
on_call = ActionGroup("ag-monitoring", short_name="on call", emails=[EmailReceiver("ml", address="ml@example.org")])
failed = LogAlert(
    "failed-jobs",
    on=[logs],
    conditions=[LogCondition('AmlComputeJobEvent | where EventType == "JobFailed"')],
    action_groups=[on_call],
)
slow = LogAlert(
    "slow-jobs",
    on=[workspace, GROUP],
    display_name="Slow jobs",
    description="Training takes too long.",
    severity=3,
    enabled=False,
    every=timedelta(minutes=5),
    window=timedelta(minutes=30),
    query_range=timedelta(days=2),
    target_types=["Microsoft.MachineLearningServices/workspaces"],
    conditions=[
        LogCondition(
            "AmlComputeJobEvent | extend Minutes = DurationMs / 60000",
            aggregation="Maximum",
            column="Minutes",
            resource_id_column="_ResourceId",
            dimensions=[AlertDimension("ClusterName", ["*"]), AlertDimension("JobName", ["test"], operator="Exclude")],
            operator="GreaterThanOrEqual",
            threshold=90.5,
            periods=4,
            failing_periods=2,
        )
    ],
    action_groups=[on_call, ActionGroup.existing("ag-platform", scope="rg-platform")],
    custom_properties={"runbook": "slow-jobs"},
    action_properties={"Email.Subject": "A job is slow"},
    mute=timedelta(hours=1),
    auto_resolve=False,
    identity=UserAssignedIdentity("id-alerts"),
    own_storage=True,
    skip_validation=True,
    tags={"team": "ml"},
    extra={"properties": {"displayName": "Slow"}},
)
idle = LogAlert(
    "idle", on=[Subscription("aaaaaaaa-0000-4000-8000-000000000001")], identity=SystemAssigned(), conditions=[
        LogCondition("AzureActivity", operator="LessThan", threshold=1)
    ], resolve_after=timedelta(minutes=30),
)  # fmt: skip
metrics = LogToMetric(
    "heartbeats",
    on=[logs],
    metrics=[
        LogMetric("Heartbeat", dimensions=[AlertDimension("Computer", ["*"])]),
        LogMetric("Jobs", query="AmlComputeJobEvent"),
    ],
    display_name="Heartbeats",
    description="Which machines are there.",
    enabled=False,
    tags={"team": "ml"},
    extra={"properties": {"displayName": "Beats"}},
)
jobs = LogToMetric("jobs", on=[LogAnalytics.existing("log-far", scope="rg-far")], metrics=[LogMetric("Jobs")])
to_partner = DiagnosticSetting("to-partner", on=workspace, partner_id=Parameter("partner"), logs=["audit"])
training = Budget(
    "training",
    amount=500,
    start=date(2026, 1, 1),
    filter=CostFilters(
        [
            CostDimension("MeterCategory", ["Virtual Machines", "Azure Machine Learning"]),
            CostTag("purpose", ["training"]),
        ]
    ),
    notifications={"full": BudgetNotification(100, action_groups=[on_call.id], locale="de-de")},
)
by_tag = Budget("by-tag", amount=100, start=date(2026, 1, 1), filter=CostTag("team", ["ml"]))
by_both = Budget(
    "by-both",
    amount=100,
    start=date(2026, 1, 1),
    filter=CostFilters([CostTag("team", ["ml"]), CostTag("stage", ["dev"])]),
)
by_type = Budget(
    "by-type",
    amount=100,
    start=date(2026, 1, 1),
    filter=CostDimension("ResourceType", ["microsoft.storage/storageaccounts"]),
)

stack = Stack(
    "monitoring",
    scope=ResourceGroup("rg-monitoring", location="westeurope"),
    resources=[
        workspace,
        failed,
        slow,
        idle,
        metrics,
        jobs,
        to_partner,
        training,
        by_tag,
        by_type,
        by_both,
        RoleAssignment(
            role="Reader",
            on=Subscription(),
            principal_id=idle.principal_id,
            principal_type="ServicePrincipal",
        ),
    ],
)
