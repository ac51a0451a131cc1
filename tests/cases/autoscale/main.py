"""Autoscale settings: a deployment that follows its load, the week and a sale, and a scale set that is scaled ahead."""

from datetime import timedelta

from mlinfra import (
    AutoscaleSetting, MetricDimension, OnlineDeployment, OnlineEndpoint, ResourceGroup, ScaleDates, ScaleNotification,
    ScaleProfile, ScaleRecurrence, ScaleRule, ScaleWebhook, Stack, Workspace,
)  # fmt: skip

minute = timedelta(minutes=1)
SCALE_SET = "/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-plant/providers/Microsoft.Compute/virtualMachineScaleSets/vmss-gate"

blue = OnlineDeployment("blue", model="azureml:churn:4", instances=2)
endpoint = OnlineEndpoint(
    "plant-scores", parent=Workspace.existing("mlw-plant"), deployments=[blue], traffic={blue: 100}
)
busy = ScaleRule("CpuUtilizationPercentage", of=blue, operator="GreaterThan", threshold=70, direction="Increase", by=2)
idle = ScaleRule(
    "CpuUtilizationPercentage",
    of=blue,
    operator="LessThan",
    threshold=25.5,
    direction="Decrease",
    change="PercentChangeCount",
    by=50,
    cooldown=10 * minute,
)
slow = ScaleRule(
    "RequestLatency_P95",
    of=endpoint,
    operator="GreaterThanOrEqual",
    threshold=800,
    direction="Increase",
    namespace="Microsoft.MachineLearningServices/workspaces/onlineEndpoints",
    region="westeurope",
    dimensions=[
        MetricDimension("deployment", values=["blue"]),
        MetricDimension("statusCodeClass", values=["5xx"], equal=False),
    ],
    grain=2 * minute,
    statistic="Max",
    window=15 * minute,
    aggregation="Maximum",
    per_instance=False,
)
scores = AutoscaleSetting(
    "autoscale-scores",
    target=blue,
    target_region="westeurope",
    profiles=[
        ScaleProfile("usual", minimum=2, maximum=6, default=3, rules=[busy, idle, slow]),
        ScaleProfile(
            "weekend",
            minimum=1,
            maximum=2,
            recurrence=ScaleRecurrence(["Saturday", "Sunday"], hour=6, minute=30, time_zone="W. Europe Standard Time"),
        ),
        ScaleProfile(
            "sale",
            minimum=4,
            maximum=20,
            rules=[busy],
            dates=ScaleDates("2027-11-26T00:00:00", end="2027-11-29T23:59:00", time_zone="W. Europe Standard Time"),
        ),
    ],
    notifications=[
        ScaleNotification(
            emails=["ml@example.org"],
            administrator=True,
            co_administrators=False,
            webhooks=[ScaleWebhook("https://example.org/scaled", properties={"team": "plant"})],
        ),
        ScaleNotification(
            webhooks=[ScaleWebhook("https://example.org/other")], administrator=False, co_administrators=True
        ),
    ],
    tags={"team": "plant"},
    extra={"tags": {"team": "office"}},
)
gate = AutoscaleSetting(
    "autoscale-gate",
    target=SCALE_SET,
    profiles=[
        ScaleProfile(
            "usual",
            minimum=1,
            maximum=3,
            rules=[
                ScaleRule("Percentage CPU", of=SCALE_SET, operator="GreaterThan", threshold=60, direction="Increase")
            ],
        )
    ],
    enabled=False,
    predictive="ForecastOnly",
    look_ahead=20 * minute,
)

stack = Stack("autoscale", scope=ResourceGroup("rg-plant", location="westeurope"), resources=[endpoint, scores, gate])
