"""Datastores that are read by identity: the cluster gets the roles for what it reads and writes, and no more."""

from mlinfra import (
    Autoscale,
    BlobDatastore,
    ComputeCluster,
    DataLakeDatastore,
    ResourceGroup,
    Stack,
    StorageAccount,
    UserAssignedIdentity,
    Workspace,
)

lake = StorageAccount("stmlfeatures01", hierarchical_namespace=True, containers=["features"])
results = StorageAccount("stmlscores01", containers=["scores"])
features = DataLakeDatastore("features", account=lake, filesystem="features")
scores = BlobDatastore("scores", account=results, container="scores")
train = ComputeCluster(
    "train",
    size="Standard_D4s_v5",
    nodes=Autoscale(0, 4),
    identity=UserAssignedIdentity("id-train"),
    reads=[features],
    writes=[scores],
)

stack = Stack(
    "derived-roles",
    scope=ResourceGroup("rg-ml-derived-roles", location="westeurope"),
    resources=[Workspace("mlw-derived-roles", datastores=[features, scores], computes=[train])],
    tags={"owner": "data-science", "costcenter": "4711"},
)
