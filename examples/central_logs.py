"""A workspace whose logs and metrics, and those of all around it, go to the central workspace of the platform."""

from datetime import timedelta

from mlinfra import (
    ActionGroup,
    AlertAction,
    EmailReceiver,
    LogAnalytics,
    LogAlert,
    LogCondition,
    MetricAlert,
    ResourceGroup,
    Stack,
    StaticThreshold,
    Workspace,
)

central = LogAnalytics.existing("log-platform", scope="rg-platform")
workspace = Workspace("mlw-churn")
team = ActionGroup("ag-churn", short_name="churn", emails=[EmailReceiver("team", address="churn@example.org")])

stack = Stack(
    "central-logs-example",
    scope=ResourceGroup("rg-churn-logs", location="westeurope"),
    tags={"owner": "churn", "costcenter": "4711"},
    diagnostics=central,
    resources=[
        workspace,
        MetricAlert(
            "failed-runs",
            on=[workspace],
            criteria=[StaticThreshold("Failed Runs", aggregation="Total", threshold=0)],
            actions=[AlertAction(team)],
        ),
        LogAlert(
            "stuck-jobs",
            on=[central],
            every=timedelta(minutes=15),
            window=timedelta(hours=1),
            conditions=[LogCondition('AmlComputeJobEvent | where OperationName == "JobFailed"')],
            action_groups=[team],
        ),
    ],
)
