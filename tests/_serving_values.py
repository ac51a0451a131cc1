"""What values of the classes of endpoints, deployments and autoscale settings cannot be without, for `_model_values`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mlinfra import (
    AutoscaleSetting,
    BatchEndpoint,
    BlobDatastore,
    CodeConfiguration,
    ComputeCluster,
    ContainerResources,
    DataCollection,
    DataCollector,
    Environment,
    KubernetesCompute,
    KubernetesOnlineDeployment,
    MarketplaceSubscription,
    MetricDimension,
    ModelBatchDeployment,
    OnlineDeployment,
    OnlineEndpoint,
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
    Workspace,
)

_WHERE = "/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-b/providers"
_GATE, _DOOR = (f"{_WHERE}/Microsoft.Compute/virtualMachineScaleSets/{name}" for name in ("gate", "door"))
_CATALOG = "azureml://registries/azureml/models"
_JOB, _OTHER_JOB = (f"{_WHERE}/Microsoft.MachineLearningServices/workspaces/mlw-a/jobs/{name}" for name in "ab")
_ONLINE, _BATCH = OnlineEndpoint.existing("mlw-a/answers"), BatchEndpoint.existing("mlw-a/nights")
_CLUSTER, _AKS = ComputeCluster.existing("mlw-a/cpu"), KubernetesCompute.existing("mlw-a/aks")
_WEEKEND = ScaleRecurrence(["Saturday", "Sunday"], hour=6)
_SALE = ScaleDates("2027-11-26T00:00:00", end="2027-11-29T00:00:00")
_ALWAYS = ScaleProfile("always", minimum=1, maximum=2)
_BUSY: dict[str, Any] = {
    "metric": "CpuUtilizationPercentage", "of": _GATE, "operator": "GreaterThan", "threshold": 70, "direction": "Increase",
}  # fmt: skip
PIPE = PipelineBatchDeployment("pipe", component="azureml:pipe:1")

SERVING_BASES: dict[type, dict[str, Any]] = {
    AutoscaleSetting: {"name": "scale", "target": _GATE, "profiles": [_ALWAYS]},
    BatchEndpoint: {"name": "nights"},
    CodeConfiguration: {"code": "azureml:code:1", "script": "score.py"},
    ContainerResources: {"cpu": "2"},
    DataCollection: {},
    DataCollector: {"collections": {"request": DataCollection()}},
    KubernetesOnlineDeployment: {"name": "blue", "parent": _ONLINE, "model": "azureml:churn:4"},
    MarketplaceSubscription: {"name": "offer", "model": f"{_CATALOG}/Phi-4"},
    MetricDimension: {"name": "deployment", "values": ["blue"]},
    ModelBatchDeployment: {"name": "nightly", "parent": _BATCH, "model": "azureml:churn:4", "compute": _CLUSTER},
    OnlineDeployment: {"name": "blue", "parent": _ONLINE, "model": "azureml:churn:4"},
    PipelineBatchDeployment: {"name": "pipe", "parent": _BATCH, "component": "azureml:pipe:1"},
    Probe: {"period": timedelta(seconds=5)},
    ScaleDates: {"start": _SALE.start, "end": _SALE.end},
    ScaleNotification: {"emails": ["ml@example.org"]},
    ScaleProfile: {"name": "always", "minimum": 2, "maximum": 6},
    ScaleRecurrence: {"days": ["Monday"], "hour": 6},
    ScaleRule: _BUSY,
    ScaleWebhook: {"uri": "https://example.org/scaled"},
    ServerlessEndpoint: {"name": "chat", "model": f"{_CATALOG}/Phi-4"},
    TargetUtilization: {"minimum": 2, "maximum": 5},
}

SERVING_PAIRS: dict[tuple[type, str], tuple[dict[str, Any], dict[str, Any]]] = {
    (KubernetesOnlineDeployment, "parent"): ({}, {"parent": OnlineEndpoint.existing("mlw-a/others")}),
    (ModelBatchDeployment, "model_datastore"): tuple(
        {"model": None, "model_datastore": BlobDatastore.existing(f"mlw-a/{name}"), "model_path": "a"} for name in "ab"
    ),
    (ModelBatchDeployment, "model_job"): tuple(
        {"model": None, "model_job": job, "model_path": "outputs"} for job in (_JOB, _OTHER_JOB)
    ),
    (ModelBatchDeployment, "model_path"): tuple(
        {"model": None, "model_job": _JOB, "model_path": path} for path in ("outputs", "elsewhere")
    ),
    (ModelBatchDeployment, "parent"): ({}, {"parent": BatchEndpoint.existing("mlw-a/others")}),
    (OnlineDeployment, "parent"): ({}, {"parent": OnlineEndpoint.existing("mlw-a/others")}),
    (PipelineBatchDeployment, "parent"): ({}, {"parent": BatchEndpoint.existing("mlw-a/others")}),
    (ScaleDates, "start"): ({}, {"start": "2027-11-27T00:00:00"}),
    (ServerlessEndpoint, "subscription"): (
        {},
        {
            "subscription": MarketplaceSubscription(
                "offer", parent=Workspace.existing("mlw-b"), model=f"{_CATALOG}/Phi-4"
            )
        },
    ),
}

SERVING_VALUES: dict[tuple[type, str], list[Any]] = {
    (AutoscaleSetting, "target"): [_GATE, _DOOR, OnlineDeployment.existing("mlw-a/answers/blue")],
    (AutoscaleSetting, "profiles"): [[_ALWAYS], [ScaleProfile("sale", minimum=1, maximum=1, dates=_SALE), _ALWAYS]],
    (BatchEndpoint, "default_deployment"): [None, PIPE],
    **{
        (kind, "environment"): [None, "azureml:software:1", Environment.existing("mlw-a/software/2")]
        for kind in (KubernetesOnlineDeployment, OnlineDeployment, ModelBatchDeployment)
    },
    (ModelBatchDeployment, "compute"): [_CLUSTER, _AKS],
    (ModelBatchDeployment, "model_datastore"): [None, BlobDatastore.existing("mlw-a/a")],
    (PipelineBatchDeployment, "default_compute"): [None],
    (OnlineEndpoint, "mirror"): [{}],
    (ScaleProfile, "rules"): [[], [ScaleRule(**_BUSY)]],
    (ScaleRule, "of"): [_GATE, OnlineDeployment.existing("mlw-a/answers/blue"), _ONLINE],
}
"""Values of fields that those of the cases do not fit, as they belong to other stacks."""

SERVING_WITH: dict[tuple[type, str], dict[str, Any]] = {
    (OnlineDeployment, "code"): {"environment": "azureml:software:1"},
}
SERVING_ALONGSIDE: dict[type, dict[str, Any]] = {CodeConfiguration: {"environment": "azureml:software:1"}}
SERVING_LISTS: dict[type, str] = {
    BatchEndpoint: "batch_endpoints",
    MarketplaceSubscription: "marketplace_subscriptions",
    ServerlessEndpoint: "serverless_endpoints",
}
