"""Batch endpoints with deployments of models, wherever these lie, and of components that are pipelines."""

from datetime import timedelta

from mlinfra import (
    BatchEndpoint, BlobDatastore, CodeConfiguration, ComputeCluster, Sku, KubernetesCompute, ModelBatchDeployment,
    PipelineBatchDeployment, ResourceGroup, Stack, StorageAccount, UserAssignedIdentity, Workspace,
)  # fmt: skip

workspace = Workspace.existing("mlw-plant")
nodes = ComputeCluster("night", parent=workspace, size="Standard_D4s_v5")
kubernetes = KubernetesCompute.existing("mlw-plant/aks")
raw = BlobDatastore(
    "trained", parent=workspace, account=StorageAccount.existing("stplant", scope="rg-data"), container="trained"
)
JOB = "/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-plant/providers/Microsoft.MachineLearningServices/workspaces/mlw-plant/jobs/training"

nightly = ModelBatchDeployment(
    "nightly",
    model="azureml:churn:4",
    compute=nodes,
    environment="azureml:scoring:7",
    code=CodeConfiguration("azureml:scoring:3", script="batch.py"),
    variables={"LOG_LEVEL": "info"},
    instances=3,
    resource_properties={"shmSize": "2g"},
    concurrency=2,
    batch_size=50,
    error_threshold=10,
    output="AppendRow",
    output_file="churn.csv",
    retries=5,
    timeout=timedelta(minutes=5),
    logging="Warning",
    properties={"owner": "plant"},
    portal_kind="Plant",
    sku=Sku("Default", tier="Basic", size="small", family="plant", capacity=2),
    description="Every customer, each night",
    tags={"team": "plant"},
    extra={"properties": {"properties": {"owner": "office"}}},
)
unregistered = ModelBatchDeployment(
    "unregistered",
    model_datastore=raw,
    model_path="churn/5",
    compute=kubernetes,
    instance_type="large",
    output="SummaryOnly",
)
trained = ModelBatchDeployment("trained", model_job=JOB, model_path="outputs/model", compute=nodes, logging="Debug")
pipeline = PipelineBatchDeployment(
    "pipeline",
    component="azureml:prepare-and-score:2",
    default_compute=nodes,
    continue_on_step_failure=False,
    force_rerun=True,
    job_description="Prepare and score",
    job_tags={"team": "plant"},
    properties={"owner": "plant"},
    portal_kind="Plant",
    sku=Sku("Default"),
    description="The steps of a pipeline",
    tags={"team": "plant"},
    extra={"properties": {"description": "All steps of a pipeline"}},
)
churn = BatchEndpoint(
    "plant-churn",
    parent=workspace,
    identity=UserAssignedIdentity("id-churn"),
    deployments=[nightly, unregistered, trained, pipeline],
    default_deployment=nightly,
    properties={"owner": "plant"},
    sku=Sku("Default", tier="Basic", size="small", family="plant", capacity=2),
    portal_kind="Plant",
    description="Who leaves",
    tags={"team": "plant"},
    extra={"properties": {"description": "Who leaves soon"}},
)
later = PipelineBatchDeployment(
    "later",
    parent=BatchEndpoint.existing("mlw-plant/plant-old"),
    component="azureml://registries/reg/components/score/versions/1",
)

stack = Stack(
    "batch",
    scope=ResourceGroup("rg-plant", location="westeurope"),
    resources=[churn, nodes, raw, later],
    outputs={"jobs": churn.scoring_uri},
)
