"""Registries for machine learning in several regions, with assets of every kind, and a workspace that uses them."""

from mlinfra import (
    Code, CodeContainer, Component, ComponentContainer, DataAsset, DataContainer, Environment, EnvironmentContainer, BuildContext,
    InferenceConfig, Route, MachineLearningRegistry, Model, ModelContainer, ModelDataset, RegistryImages, RegistryRegion,
    RegistryStorage, ResourceGroup, Sku, Stack, UserAssignedIdentity,
)  # fmt: skip

FILES = "https://stshared.z01.blob.storage.azure.net/shared"
owner = UserAssignedIdentity("id-registry")
shared = MachineLearningRegistry(
    "mlr-shared",
    regions=[
        RegistryRegion(),
        RegistryRegion(
            "northeurope",
            storage=[
                RegistryStorage(name="stmlrshared", sku="Standard_ZRS", hierarchical_namespace=True, public_blobs=True)
            ],
            images=[RegistryImages(name="crmlrshared")],
        ),
    ],
    public_access=False,
    identity=owner,
    group_owners=[owner.principal_id],
    publisher="contoso",
    sku=Sku("S1", tier="Standard", size="small", family="plant", capacity=2),
    tags={"owner": "platform"},
    extra={"properties": {"publicNetworkAccess": "Disabled"}},
)
plain = MachineLearningRegistry("mlr-plain", regions=[RegistryRegion("westeurope"), RegistryRegion("swedencentral")])

described = {"description": "For everybody.", "tags": {"team": "platform"}, "properties": {"reviewed": "yes"}}
of = {"parent": shared, **described}
source = Code("source", uri=f"{FILES}/source", **of)
train = Environment(
    "train",
    image="mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1",
    conda="dependencies:\n  - python=3.12.8\n",
    auto_rebuild=True,
    inference=InferenceConfig(
        scoring=Route("/score", port=8080),
        liveness=Route("/live", port=8080),
        readiness=Route("/ready", port=8080),
        startup=Route("/start", port=8080),
    ),
    stage="Production",
    **of,
)
built = Environment("built", build=BuildContext(f"{FILES}/image", dockerfile="docker/Dockerfile"), parent=plain)
orders = DataAsset("orders", uri=f"{FILES}/orders/", **of)
prices = DataAsset("prices", type="uri_file", uri=f"{FILES}/prices.csv", **of)
table = DataAsset("table", type="mltable", uri=f"{FILES}/table/", referenced_uris=[f"{FILES}/orders/"], **of)
step = Component(
    "step", spec={"type": "command", "command": "python step.py", "code": source.id, "environment": train.id}, **of
)
churn = Model(
    "churn",
    type="mlflow_model",
    uri=f"{FILES}/churn/",
    flavors={"sklearn": {"version": "1.6.0"}},
    job="churn-42",
    stage="Production",
    datasets=[ModelDataset("training", orders.id)],
    **of,
)
containers = [
    CodeContainer("source", **of), EnvironmentContainer("train", **of), DataContainer("orders", **of),
    ComponentContainer("step", **of), ModelContainer("churn", **of),
]  # fmt: skip

stack = Stack(
    "ml-registry",
    scope=ResourceGroup("rg-shared", location="westeurope"),
    resources=[shared, plain, owner, source, train, built, orders, prices, table, step, churn, *containers],
)
