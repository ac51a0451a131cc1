"""Models, code, components, and what holds the versions of each asset, with all that can be said of them."""

from mlinfra import (
    BlobDatastore, Code, CodeContainer, Component, ComponentContainer, DataAsset, DataContainer, Environment,
    EnvironmentContainer, Model, ModelContainer, ModelDataset, ResourceGroup, Stack, StorageAccount, Workspace,
)  # fmt: skip

IMAGE = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1"
FILES = "https://stcode.z01.blob.storage.azure.net/code"
more = {"properties": {"isArchived": False}}
described = {
    "description": "Of one team.",
    "tags": {"team": "churn"},
    "properties": {"reviewed": "yes"},
    "archived": True,
}

lake = BlobDatastore("lake", account=StorageAccount.existing("stlake"), container="lake")
features = DataAsset("features", datastore=lake, path="features/", properties={"rows": "many"})
table = DataAsset("table", type="mltable", datastore=lake, path="table/", description="By day.", tags={"pii": "no"})
prices = DataAsset(
    "prices",
    type="uri_file",
    datastore=lake,
    path="prices.csv",
    properties={"rows": "few"},
    archived=True,
    anonymous=True,
)
train = Environment("train", image=IMAGE)
once = Environment("once", image=IMAGE, anonymous=True)
source = Code(
    "source",
    uri=f"{FILES}/4f1c",
    description="Training.",
    tags={"commit": "4f1c"},
    properties={"branch": "main"},
    extra=more,
)
draft = Code("source", version="draft-2", uri=f"{FILES}/9a0d", anonymous=True, archived=True)
churn = Model(
    "churn",
    version="2026.1",
    type="mlflow_model",
    uri="azureml://jobs/churn-42/outputs/artifacts/paths/model",
    flavors={
        "python_function": {"loader_module": "mlflow.sklearn", "python_version": "3.11.9"},
        "sklearn": {"serialization_format": "cloudpickle"},
    },
    job="churn-42",
    stage="Production",
    datasets=[ModelDataset("training", features.id), ModelDataset("test", table.id)],
    description="Who leaves.",
    tags={"metric": "auc"},
    properties={"auc": "0.87"},
    extra=more,
)
ranker = Model(
    "ranker",
    type="triton_model",
    uri="azureml://datastores/lake/paths/models/ranker",
    stage="Development",
    archived=True,
    anonymous=True,
)
prepare = Component(
    "prepare",
    spec={
        "$schema": "https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json",
        "name": "prepare",
        "type": "command",
        "inputs": {"raw": {"type": "uri_folder"}},
        "outputs": {"clean": {"type": "uri_folder", "mode": "rw_mount"}},
        "command": "python prepare.py --raw ${{inputs.raw}} --clean ${{outputs.clean}}",
        "code": source.id,
        "environment": train.id,
    },
    description="Raw data becomes clean data.",
    tags={"step": "1"},
    properties={"owner": "data"},
    extra=more,
)
score = Component(
    "score",
    version="0.2.0",
    spec={"name": "score", "version": "0.2.0", "type": "command", "command": "python score.py", "environment": IMAGE},
    anonymous=True,
    archived=True,
)

workspace = Workspace(
    "mlw-assets",
    datastores=[lake],
    data=[features, table, prices],
    environments=[train, once],
    models=[churn, ranker],
    codes=[source, draft],
    components=[prepare, score],
)

containers = [
    DataContainer("features", parent=workspace, **described),
    DataContainer("table", parent=workspace, type="mltable", extra=more),
    EnvironmentContainer("train", parent=workspace, **described),
    ModelContainer("churn", parent=workspace, **described),
    ModelContainer("later", parent=workspace, description="Without versions yet.", extra=more),
    EnvironmentContainer("later", parent=workspace, extra=more),
    CodeContainer("later", parent=workspace, extra=more),
    ComponentContainer("later", parent=workspace, extra=more),
    CodeContainer("source", parent=workspace, **described),
    ComponentContainer("prepare", parent=workspace, **described),
]

stack = Stack("assets", scope=ResourceGroup("rg-assets", location="westeurope"), resources=[workspace, *containers])
