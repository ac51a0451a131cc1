"""Meridian: demand forecasts from shipments. The platform team owns storage and vault, data engineering the lake."""

from datetime import timedelta

from mlinfra import (
    Autoscale,
    ComputeCluster,
    ComputeInstance,
    Conda,
    DataAsset,
    DataLakeDatastore,
    Environment,
    KeyVault,
    ResourceGroup,
    Stack,
    StorageAccount,
    UserAssignedIdentity,
    Workspace,
)  # fmt: skip

platform = ResourceGroup("rg-meridian-platform")
data_engineering = ResourceGroup("rg-meridian-data")

lake = StorageAccount.existing("stmeridianlake", scope=data_engineering)
ds_shipments = DataLakeDatastore("ds_shipments", account=lake, filesystem="shipments")
shipments = DataAsset("shipments", version="1", datastore=ds_shipments, path="curated/")

environment = Environment(
    "shipments-env",
    version="1",
    image="mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1",
    conda=Conda(python="3.11.11", pip=["mlflow==2.22.1", "azureml-mlflow==1.60.0", "torch==2.5.1", "pyarrow==18.1.0"]),
)

train = ComputeCluster(
    "gpu-train",
    size="Standard_NC4as_T4_v3",
    nodes=Autoscale(0, 3, idle=timedelta(minutes=10)),
    identity=UserAssignedIdentity("id-meridian-train"),
    reads=[ds_shipments],  # grants Storage Blob Data Reader on that file system, nothing more
)

workspace = Workspace(
    "mlw-meridian",
    storage=StorageAccount.existing("stmeridianplatform", scope=platform),
    key_vault=KeyVault.existing("kv-meridian-platform", scope=platform),
    datastores=[ds_shipments],
    data=[shipments],
    environments=[environment],
    computes=[ComputeInstance("ci-meridian", size="Standard_D2s_v5", idle=timedelta(minutes=30)), train],
)

stack = Stack(
    "meridian",
    scope=ResourceGroup("rg-meridian-ml", location="westeurope"),
    resources=[workspace],
    tags={"app": "meridian", "environment": "prod", "costcenter": "4711", "owner": "ml-platform"},
    outputs={"mlflow": workspace.mlflow_uri, "workspace": workspace.id},
)
