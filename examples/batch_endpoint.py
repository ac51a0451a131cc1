"""A batch endpoint: callers start jobs over many files, which run on a cluster that is there only while they do."""

from mlinfra import (
    Autoscale, BatchEndpoint, BlobDatastore, ComputeCluster, Model, ModelBatchDeployment, ResourceGroup, Stack,
    StorageAccount, Workspace,
)  # fmt: skip

account = StorageAccount("stchurnbatch", containers=["customers"])
customers = BlobDatastore("customers", account=account, container="customers")
churn = Model("churn", version="4", uri="azureml://datastores/customers/paths/models/churn/4", type="mlflow_model")
cluster = ComputeCluster("night", size="Standard_D4s_v5", nodes=Autoscale(0, 4), reads=[customers])

nightly = ModelBatchDeployment(
    "nightly", model=churn, compute=cluster, instances=2, batch_size=20, output_file="churn.csv"
)
endpoint = BatchEndpoint("churn-nights", deployments=[nightly], default_deployment=nightly)
workspace = Workspace(
    "mlw-churn-batch",
    storage=account,
    datastores=[customers],
    models=[churn],
    computes=[cluster],
    batch_endpoints=[endpoint],
)

stack = Stack(
    "churn-batch",
    scope=ResourceGroup("rg-churn-batch", location="westeurope"),
    tags={"owner": "churn", "costcenter": "1042"},
    resources=[workspace],
    outputs={"jobs": endpoint.scoring_uri},
)
