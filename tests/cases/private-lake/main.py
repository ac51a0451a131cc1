"""Private, with a data lake and a second account that the same stack creates for datastores: both are closed too."""

from mlinfra import (
    BlobDatastore, ComputeCluster, DataLakeDatastore, Private, ResourceGroup, Stack, StorageAccount, Subnet, Workspace,
)  # fmt: skip

lake = StorageAccount("stlakeparcels", hierarchical_namespace=True, containers=["raw"])
features = StorageAccount("stfeaturesparcels", containers=["features"])
raw = DataLakeDatastore("raw", account=lake, filesystem="raw")
workspace = Workspace(
    "mlw-parcels",
    network=Private(Subnet.existing("vnet-hub/snet-ml", scope="rg-hub"), dns=ResourceGroup("rg-dns")),
    datastores=[raw, BlobDatastore("features", account=features, container="features")],
    computes=[ComputeCluster("cpu", size="Standard_D4s_v5", reads=[raw])],
)

stack = Stack("parcels", scope=ResourceGroup("rg-parcels", location="westeurope"), resources=[workspace])
