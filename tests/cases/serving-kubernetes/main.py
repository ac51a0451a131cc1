"""Online deployments with all that can be said of them: on machines that Azure manages, and on Kubernetes."""

from datetime import timedelta

from mlinfra import (
    CodeConfiguration, ContainerResources, DataCollection, DataCollector, Sku, KubernetesCompute,
    KubernetesOnlineDeployment, OnlineDeployment, OnlineEndpoint, Probe, ResourceGroup, Stack, TargetUtilization, Workspace,
)  # fmt: skip

workspace = Workspace.existing("mlw-plant")
cluster = KubernetesCompute.existing("mlw-plant/aks")
second = timedelta(seconds=1)
probe = Probe(delay=30 * second, period=20 * second, timeout=4 * second, successes=2, failures=5)
slow = Probe(delay=90 * second, period=15 * second, timeout=3 * second, successes=1, failures=60)

weighing = KubernetesOnlineDeployment(
    "weighing",
    model="azureml:weights:4",
    model_path="/models",
    environment="azureml:scoring:7",
    code=CodeConfiguration("azureml:scoring:3", script="score.py"),
    variables={"LOG_LEVEL": "info"},
    concurrency=4,
    timeout=400 * second,
    queue_wait=2 * second,
    liveness=probe,
    readiness=probe,
    startup=slow,
    data_collector=DataCollector(
        {
            "model_inputs": DataCollection(
                data="azureml:weighed:1", client_id="aaaaaaaa-0000-4000-8000-000000000003", sampling_rate=0.5
            ),
            "model_outputs": DataCollection(enabled=False),
        },
        rolling="Minute",
        headers=["x-plant"],
    ),
    application_insights=True,
    properties={"owner": "plant"},
    portal_kind="Plant",
    description="Weighs what the belt carries",
    tags={"team": "plant"},
    instance_type="small",
    scale=TargetUtilization(2, 8, percent=60, polling=10 * second),
    requests=ContainerResources(cpu="500m", memory="1Gi", gpu="1"),
    limits=ContainerResources(cpu="2", memory="4Gi", gpu="1"),
    extra={"properties": {"startupProbe": {"period": "PT25S"}}},
)
counting = KubernetesOnlineDeployment("counting", model="azureml:counts:2", instances=3)
plant = OnlineEndpoint(
    "plant-belt",
    parent=workspace,
    auth_mode="Key",
    compute=cluster,
    sku=Sku("Default", tier="Standard", size="small", family="plant", capacity=2),
    portal_kind="Plant",
    deployments=[weighing, counting],
    traffic={weighing: 100},
)

tried = OnlineDeployment(
    "tried",
    model="azureml:weights:5",
    model_path="/models",
    environment="azureml:scoring:7",
    queue_wait=second,
    liveness=probe,
    readiness=probe,
    startup=slow,
    data_collector=DataCollector(
        {"request": DataCollection(data="azureml:weighed:2", client_id="x", sampling_rate=1.0)},
        rolling="Day",
        headers=["x-plant"],
    ),
    egress=False,
    properties={"owner": "office"},
    portal_kind="Office",
)
stable = OnlineDeployment("stable", model="azureml:weights:4", egress=True)
office = OnlineEndpoint(
    "plant-office", parent=workspace, deployments=[stable, tried], traffic={stable: 100}, mirror={tried: 20}
)
later = OnlineDeployment("later", parent=OnlineEndpoint.existing("mlw-plant/plant-gate"), model="azureml:gates:1")

stack = Stack(
    "serving-kubernetes",
    scope=ResourceGroup("rg-plant", location="westeurope"),
    resources=[plant, office, later],
    outputs={"scoring": plant.scoring_uri, "interface": plant.swagger_uri},
)
