"""An asset of a registry has the type and the address that Azure gives it there, and what only workspaces have is refused."""

from __future__ import annotations

import json

import pytest

from mlinfra import (
    BlobDatastore,
    CodeConfiguration,
    DataAsset,
    Environment,
    InvalidInput,
    KubernetesOnlineDeployment,
    MachineLearningRegistry,
    Model,
    OnlineDeployment,
    OnlineEndpoint,
    RegistryRegion,
    ResourceGroup,
    Stack,
    StorageAccount,
    Workspace,
)
from mlinfra.app.stages import prepare

SHARED = MachineLearningRegistry.existing("mlr-shared", scope="rg-shared")
GROUP = "/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-a/providers/Microsoft.MachineLearningServices"
ADDRESS = "azureml://registries/shared/models/churn/versions/3"
VERSIONS = "Microsoft.MachineLearningServices/{}/models/versions"


@pytest.mark.parametrize(
    ("parent", "above", "address"),
    [
        (SHARED, "registries", "azureml://registries/mlr-shared/models/churn/versions/3"),
        (MachineLearningRegistry("mlr-new"), "registries", "azureml://registries/mlr-new/models/churn/versions/3"),
        (Workspace.existing("mlw-a"), "workspaces", "azureml:churn:3"),
        (None, "workspaces", "azureml:churn:3"),
    ],
)
def test_the_parent_decides_type_and_address(parent: object, above: str, address: str) -> None:
    """One class stands for both types."""
    model = Model("churn", version="3", uri="azureml://jobs/a/outputs/b/paths/c", parent=parent)  # type: ignore[arg-type]
    assert (model.arm_type, model.address) == (VERSIONS.format(above), address)


@pytest.mark.parametrize("above", ["registries", "workspaces"])
def test_an_id_tells_where_an_existing_one_is(above: str) -> None:
    """Both ids are ids of models."""
    existing = Model.from_id(f"{GROUP}/{above}/shared/models/churn/versions/3")
    assert existing.kind.arm_type == VERSIONS.format(above)
    assert issubclass(existing.kind, Model)


def test_a_registry_has_no_datastores() -> None:
    """Its data is named by an address."""
    lake = BlobDatastore("lake", account=StorageAccount.existing("stlake"), container="lake")
    with pytest.raises(InvalidInput, match=r"DataAsset\.datastore: a registry has no datastores"):
        DataAsset("orders", datastore=lake, parent=SHARED)


@pytest.mark.parametrize(
    ("regions", "message"),
    [
        ([], "in one region at least"),
        ([RegistryRegion(), RegistryRegion()], "the region of the stack stands twice"),
        ([RegistryRegion("westeurope"), RegistryRegion("westeurope")], "the region westeurope stands twice"),
    ],
)
def test_the_regions_of_a_registry_are_some_and_different(regions: list[RegistryRegion], message: str) -> None:
    """At the field."""
    with pytest.raises(InvalidInput, match=rf"MachineLearningRegistry\.regions: .*{message}"):
        MachineLearningRegistry("mlr-a", regions=regions)


def test_a_deployment_names_assets_of_a_registry_by_their_addresses() -> None:
    """Azure takes no ARM id of one; what this stack registers there comes first."""
    shared = MachineLearningRegistry("mlr-shared")
    churn = Model("churn", version="3", uri="https://a.blob.core.windows.net/b/c", parent=shared)
    there = Environment.from_id(f"{GROUP}/registries/mlr-old/environments/serve/versions/7")
    blue = OnlineDeployment(
        "blue", model=churn, environment=there, code=CodeConfiguration("azureml:code:1", script="score.py")
    )
    workspace = Workspace("mlw-x", endpoints=[OnlineEndpoint("scores", deployments=[blue])])
    stack = Stack("s", scope=ResourceGroup("rg-x", location="westeurope"), resources=[workspace, shared])
    resources = json.loads(prepare(stack).rendered.files["main.json"])["resources"]
    (written,) = (body for body in resources if "endpointComputeType" in body.get("properties", {}))
    assert (
        written["properties"]["model"] == "[format('azureml://registries/mlr-shared/models/churn/versions/{0}', '3')]"
    )
    assert written["properties"]["environmentId"] == "azureml://registries/mlr-old/environments/serve/versions/7"
    assert any("registries/models/versions" in needed for needed in written["dependsOn"])


@pytest.mark.parametrize("model", [Model.from_id(f"{GROUP}/registries/shared/models/churn/versions/3"), ADDRESS])
def test_kubernetes_takes_no_asset_of_a_registry(model: object) -> None:
    """As an object or as text."""
    with pytest.raises(InvalidInput, match="Azure refuses assets of a registry on Kubernetes"):
        KubernetesOnlineDeployment("blue", model=model)  # type: ignore[arg-type]
