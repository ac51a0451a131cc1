"""Data of every kind, on accounts made here and there, and environments with and without packages."""

from mlinfra import (
    Autoscale, BlobDatastore, ComputeCluster, Conda, DataAsset, DataLakeDatastore, Environment, ResourceGroup, Stack,
    StorageAccount, Workspace,
)  # fmt: skip

lake = StorageAccount("stdatalake", hierarchical_namespace=True, containers=["raw", "curated"])
archive = StorageAccount.existing("starchive")
raw = DataLakeDatastore("raw", account=lake, filesystem="raw", description="As it came in.")
curated = DataLakeDatastore("curated", account=lake, filesystem="curated", tags={"layer": "silver"})
old = BlobDatastore("old", account=archive, container="old", description="Before 2020.", tags={"layer": "bronze"})

CONDA = "channels:\n  - conda-forge\ndependencies:\n  - python=3.12.8\n  - numpy=2.2.1\n"
IMAGE = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1"

workspace = Workspace(
    "mlw-data",
    description="Where data becomes features.",
    datastores=[raw, curated, old],
    data=[
        DataAsset("orders", datastore=raw, path="orders/", description="Orders by day.", tags={"pii": "no"}),
        DataAsset("orders", version="2", datastore=curated, path="orders/"),
        DataAsset("prices", type="uri_file", datastore=curated, path="prices.csv"),
        DataAsset("returns", type="mltable", datastore=old, extra={"properties": {"isArchived": True}}),
    ],
    environments=[
        Environment("plain", image=IMAGE, description="The image as it is.", tags={"team": "data"}),
        Environment("text", version="3", image=IMAGE, conda=CONDA),
        Environment(
            "packed",
            image=IMAGE,
            conda=Conda(python="3.11.9", packages=["numpy=2.2.1"], pip=["mlflow==2.22.1"], channels=["nvidia", "conda-forge"]),
        ),
    ],
    computes=[ComputeCluster("etl", size="Standard_E8s_v5", nodes=Autoscale(0, 8), reads=[raw, old], writes=[curated])],
)  # fmt: skip

stack = Stack("data", scope=ResourceGroup("rg-data", location="westeurope"), resources=[workspace])
