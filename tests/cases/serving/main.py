"""Models that answer behind an endpoint, a container of its own, and parts that name what they are part of."""

from datetime import timedelta

from mlinfra import (
    BlobContainer, BlobDatastore, CodeConfiguration, ComputeCluster, Environment, OnlineDeployment, OnlineEndpoint,
    ResourceGroup, Stack, StorageAccount, Workspace,
)  # fmt: skip

REGISTRY = "azureml://registries/reg-models"
IMAGE = "mcr.microsoft.com/azureml/minimal-py312-inference:20250601.v1"
CODE = "azureml://registries/reg-models/codes/score/versions/3"

account = StorageAccount("stserving")
requests = BlobContainer(
    "requests",
    parent=account,
    metadata={"holds": "what callers sent"},
    extra={"properties": {"denyEncryptionScopeOverride": True}},
)
software = Environment("scoring", image=IMAGE)
workspace = Workspace("mlw-serving", environments=[software])

blue = OnlineDeployment("blue", model=f"{REGISTRY}/models/churn/versions/4", instances=2)
green = OnlineDeployment(
    "green",
    model=f"{REGISTRY}/models/churn/versions/5",
    environment=software,
    code=CodeConfiguration(CODE, script="score.py"),
    size="Standard_DS3_v2",
    variables={"LOG_LEVEL": "info"},
    concurrency=4,
    timeout=timedelta(seconds=30),
    application_insights=True,
    description="With the features of spring.",
    tags={"model": "5"},
    extra={"properties": {"livenessProbe": {"period": "PT30S"}}},
)
endpoint = OnlineEndpoint("churn-scores", parent=workspace, deployments=[blue, green], traffic={blue: 90, green: 10})
kept = BlobDatastore("requests", parent=workspace, account=account, container="requests")
cluster = ComputeCluster("replay", parent=workspace, size="Standard_D4s_v5", reads=[kept])

stack = Stack(
    "serving",
    scope=ResourceGroup("rg-serving", location="westeurope"),
    resources=[workspace, requests, endpoint, kept, cluster],
    outputs={"scoring": endpoint.scoring_uri},
)
