"""Endpoints, deployments and autoscale settings refuse, by the field, what Azure refuses of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from mlinfra import (
    AutoscaleSetting,
    BatchEndpoint,
    CodeConfiguration,
    ComputeCluster,
    DataCollection,
    DataCollector,
    KubernetesCompute,
    KubernetesOnlineDeployment,
    MarketplaceSubscription,
    ModelBatchDeployment,
    OnlineDeployment,
    OnlineEndpoint,
    Parameter,
    PipelineBatchDeployment,
    Probe,
    ScaleDates,
    ScaleNotification,
    ScaleProfile,
    ScaleRecurrence,
    ScaleRule,
    ScaleWebhook,
    ServerlessEndpoint,
    TargetUtilization,
)
from mlinfra.base.errors import InvalidInput

MODEL, REGISTRY = "azureml:churn:4", "azureml://registries/reg/models/churn/versions/4"
CATALOG = "azureml://registries/azureml/models/Phi-4"
BLUE, GREEN = (OnlineDeployment(name, model=MODEL) for name in ("blue", "green"))
ON_KUBERNETES = KubernetesOnlineDeployment("weighing", model=MODEL)
AKS, CPU = KubernetesCompute.existing("mlw/aks"), ComputeCluster.existing("mlw/cpu")
CODE = CodeConfiguration("azureml:code:1", script="score.py")
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
KEY = Parameter("primaryKey", secure=True)
ALWAYS = ScaleProfile("always", minimum=1, maximum=2)
SALE = ScaleDates("2027-11-26T00:00:00", end="2027-11-29T00:00:00")
WEEKEND = ScaleRecurrence(["Sunday"], hour=6)


def rule(**fields: Any) -> ScaleRule:
    """A rule about a deployment."""
    given = {"of": BLUE, "operator": "GreaterThan", "threshold": 70, "direction": "Increase", **fields}
    return ScaleRule("CpuUtilizationPercentage", **given)


REFUSED: list[tuple[str, Callable[[], object]]] = [
    ("OnlineEndpoint.mirror", lambda: OnlineEndpoint("a-b", traffic={BLUE: 100}, mirror={BLUE: 10})),
    ("OnlineEndpoint.mirror", lambda: OnlineEndpoint("a-b", traffic={BLUE: 100}, mirror={GREEN: 51})),
    ("OnlineEndpoint.mirror", lambda: OnlineEndpoint("a-b", mirror={BLUE: 10, GREEN: 10})),
    ("OnlineEndpoint.mirror", lambda: OnlineEndpoint("a-b", compute=AKS, mirror={ON_KUBERNETES: 10})),
    ("OnlineEndpoint.deployments", lambda: OnlineEndpoint("a-b", deployments=[ON_KUBERNETES])),
    ("OnlineEndpoint.deployments", lambda: OnlineEndpoint("a-b", compute=AKS, traffic={BLUE: 100})),
    ("OnlineEndpoint.primary_key", lambda: OnlineEndpoint("a-b", primary_key=KEY)),
    (
        "OnlineDeployment.parent",
        lambda: OnlineDeployment("c-d", model=MODEL, parent=OnlineEndpoint("a-b", compute=AKS)),
    ),
    ("OnlineDeployment.model", lambda: OnlineDeployment("c-d", model="azureml:churn")),
    ("OnlineDeployment.model", lambda: OnlineDeployment("c-d", model="azureml:churn@latest")),
    ("OnlineDeployment.environment", lambda: OnlineDeployment("c-d", model=MODEL, environment="azureml:e@latest")),
    ("OnlineDeployment.code", lambda: OnlineDeployment("c-d", model=MODEL, code=CODE)),
    ("OnlineDeployment.timeout", lambda: OnlineDeployment("c-d", model=MODEL, timeout=4 * MINUTE)),
    ("OnlineDeployment.queue_wait", lambda: OnlineDeployment("c-d", model=MODEL, queue_wait=SECOND / 2)),
    (
        "KubernetesOnlineDeployment.instances",
        lambda: KubernetesOnlineDeployment("c-d", model=MODEL, instances=2, scale=TargetUtilization(1, 3)),
    ),
    ("KubernetesOnlineDeployment.model", lambda: KubernetesOnlineDeployment("c-d", model=REGISTRY)),
    ("TargetUtilization.maximum", lambda: TargetUtilization(3, 2)),
    ("Probe.period", lambda: Probe(period=SECOND / 2)),
    ("Probe.period", Probe),
    ("DataCollection.sampling_rate", lambda: DataCollection(sampling_rate=1.5)),
    ("DataCollection.data", lambda: DataCollection(data="azureml:kept")),
    ("DataCollector.collections", lambda: DataCollector({})),
    ("CodeConfiguration.code", lambda: CodeConfiguration("azureml:code", script="score.py")),
    ("ModelBatchDeployment.model", lambda: ModelBatchDeployment("c-d", compute=CPU)),
    ("ModelBatchDeployment.model", lambda: ModelBatchDeployment("c-d", compute=CPU, model=MODEL, model_job="/j")),
    ("ModelBatchDeployment.model_path", lambda: ModelBatchDeployment("c-d", compute=CPU, model=MODEL, model_path="a")),
    ("ModelBatchDeployment.model_path", lambda: ModelBatchDeployment("c-d", compute=CPU, model_job="/j")),
    (
        "ModelBatchDeployment.output_file",
        lambda: ModelBatchDeployment("c-d", compute=CPU, model=MODEL, output="SummaryOnly", output_file="a.csv"),
    ),
    ("PipelineBatchDeployment.component", lambda: PipelineBatchDeployment("c-d", component="azureml:prepare")),
    (
        "BatchEndpoint.default_deployment",
        lambda: BatchEndpoint(
            "a-b",
            deployments=[PipelineBatchDeployment("c-d", component="azureml:p:1")],
            default_deployment=PipelineBatchDeployment("e-f", component="azureml:p:1"),
        ),
    ),
    ("MarketplaceSubscription.model", lambda: MarketplaceSubscription("offer", model=f"{CATALOG}/versions/1")),
    ("ServerlessEndpoint.model", lambda: ServerlessEndpoint("chat", model="Phi-4")),
    (
        "ServerlessEndpoint.model",
        lambda: ServerlessEndpoint(
            "chat", model=CATALOG, subscription=MarketplaceSubscription("offer", model=f"{CATALOG}-mini")
        ),
    ),
    ("ScaleRule.of", lambda: rule(of="blue")),
    ("ScaleRule.grain", lambda: rule(grain=13 * 60 * MINUTE)),
    ("ScaleRule.grain", lambda: rule(grain=10 * MINUTE)),
    ("ScaleRule.window", lambda: rule(window=2 * MINUTE)),
    ("ScaleRule.cooldown", lambda: rule(cooldown=timedelta(days=8))),
    ("ScaleDates.end", lambda: ScaleDates("2027-11-26T00:00:00", end="2027-11-25T00:00:00")),
    ("ScaleDates.start", lambda: ScaleDates("2027-11-26", end="2027-11-27T00:00:00")),
    ("ScaleRecurrence.days", lambda: ScaleRecurrence(["Sunday", "Sunday"], hour=6)),
    ("ScaleProfile.default", lambda: ScaleProfile("a", minimum=2, maximum=4, default=5)),
    ("ScaleProfile.rules", lambda: ScaleProfile("a", minimum=2, maximum=4, rules=[rule()] * 11)),
    ("ScaleProfile.recurrence", lambda: ScaleProfile("a", minimum=2, maximum=4, dates=SALE, recurrence=WEEKEND)),
    ("ScaleWebhook.uri", lambda: ScaleWebhook("example.org")),
    ("ScaleNotification.emails", ScaleNotification),
    ("AutoscaleSetting.profiles", lambda: AutoscaleSetting("scale", target=BLUE, profiles=[])),
    (
        "AutoscaleSetting.profiles",
        lambda: AutoscaleSetting("scale", target=BLUE, profiles=[ALWAYS, ScaleProfile("b", minimum=1, maximum=1)]),
    ),
    ("AutoscaleSetting.target", lambda: AutoscaleSetting("scale", target="blue", profiles=[ALWAYS])),
    (
        "AutoscaleSetting.predictive",
        lambda: AutoscaleSetting("scale", target=BLUE, profiles=[ALWAYS], predictive="Enabled"),
    ),
    (
        "AutoscaleSetting.look_ahead",
        lambda: AutoscaleSetting("scale", target=BLUE, profiles=[ALWAYS], look_ahead=5 * MINUTE),
    ),
]


@pytest.mark.parametrize(("field", "make"), REFUSED, ids=[f"{number}-{row[0]}" for number, row in enumerate(REFUSED)])
def test_what_azure_refuses_is_refused_by_the_field(field: str, make: Callable[[], object]) -> None:
    """The message names the line and the field."""
    with pytest.raises(InvalidInput, match=rf"test_model_serving\.py:\d+ {field}:"):
        make()
