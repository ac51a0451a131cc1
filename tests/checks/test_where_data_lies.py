"""An address that leads nowhere is told, in whichever form it is written; so is what a job names and its workspace lacks."""

from __future__ import annotations

import pytest

from mlinfra import (
    CronTrigger,
    DataAsset,
    DataCollection,
    DataCollector,
    DataLakeDatastore,
    Environment,
    FileDatastore,
    OnlineDeployment,
    OnlineEndpoint,
    ResourceGroup,
    RunJob,
    Schedule,
    Stack,
    StorageAccount,
    Workspace,
)
from mlinfra.app.rule_examples import evaluate_stack

SUBSCRIPTION = "aaaaaaaa-0000-4000-8000-000000000001"
GROUP = ResourceGroup("rg-x", location="westeurope", subscription=SUBSCRIPTION)
LAKE = StorageAccount("stlake", containers=["raw"], hierarchical_namespace=True)
LONG = f"azureml://subscriptions/{SUBSCRIPTION}/resourcegroups/{{}}/workspaces/{{}}/datastores/{{}}/paths/x/"
ADDRESSES: dict[str, str] = {
    "azureml://datastores/raw/paths/x/": "",
    "azureml://datastores/WorkspaceBlobStore/paths/x/": "",
    "azureml://datastores/other/paths/x/": "mlw-x has no datastore other",
    "azureml://datastores/raw/x/": "azureml://datastores/raw/x/ names no path",
    LONG.format("rg-x", "mlw-x", "raw"): "",
    LONG.format("rg-x", "mlw-x", "other"): "mlw-x has no datastore other",
    LONG.format("rg-x", "mlw-y", "raw"): "rg-x has no workspace mlw-y",
    LONG.format("rg-y", "mlw-y", "raw"): "",
    "https://stlake.blob.core.windows.net/raw/x/": "",
    "https://stlake.blob.core.windows.net/other/x/": "stlake has no container other",
    "https://stelsewhere.blob.core.windows.net/other/x/": "",
    "abfss://other@stlake.dfs.core.windows.net/x/": "stlake has no container other",
    "wasbs://raw@stlake.blob.core.windows.net/x/": "",
}
TRAIN = Environment("train", image="mcr.microsoft.com/azureml/base:20250101.v1")
BLUE = OnlineDeployment("blue", model="azureml:m:1", data_collector=DataCollector({"model_inputs": DataCollection()}))


def _workspace(*data: DataAsset) -> Workspace:
    raw = DataLakeDatastore("raw", account=LAKE, filesystem="raw")
    share = FileDatastore("share", account=LAKE, share="work")
    endpoint = OnlineEndpoint("scores", deployments=[BLUE])
    return Workspace("mlw-x", datastores=[raw, share], data=data, environments=[TRAIN], endpoints=[endpoint])


def _told(code: str, workspace: Workspace, *resources: Schedule) -> set[str]:
    stack = Stack("s", scope=GROUP, resources=[workspace, *resources])
    return {finding.message for finding in evaluate_stack(stack).findings if finding.code == code}


@pytest.fixture(scope="module")
def nowhere() -> set[str]:
    """What ML206 tells of data at each address."""
    data = [DataAsset(f"d{number}", uri=address) for number, address in enumerate(ADDRESSES)]
    table = DataAsset(
        "table", type="mltable", uri=next(iter(ADDRESSES)), referenced_uris=["azureml://datastores/far/paths/"]
    )
    return _told("ML206", _workspace(*data, table))


def test_each_form_of_an_address_is_read(nowhere: set[str]) -> None:
    """What is there, and what nobody can know, is not told; what a table refers to and a datastore's own share are looked up too."""
    wanted = {message for message in ADDRESSES.values() if message}
    assert nowhere == {*wanted, "mlw-x has no datastore far", "stlake has no share work"}


def test_jobs_and_deployments_name_what_their_workspace_has() -> None:
    """By id or in short, at any depth; what Azure makes and what a data collector registers is known."""
    workspace = _workspace()
    below = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-x/providers/Microsoft.MachineLearningServices/workspaces/mlw-x"
    inputs = {
        "here": {"jobInputType": "uri_folder", "uri": "azureml:scores-blue-model_inputs:1"},
        "gone": {"jobInputType": "uri_folder", "uri": f"azureml:{below}/data/orders/versions/3"},
    }
    command = {
        "jobType": "Command",
        "command": "true",
        "environmentId": TRAIN.id,
        "computeId": "azureml:gpu",
        "inputs": inputs,
    }
    steps = {"one": {"type": "command", "componentId": f"{below}/components/step/versions/1"}}
    pipeline = {
        "jobType": "Pipeline",
        "jobs": steps,
        "settings": {"default_compute": "serverless", "default_datastore": "far"},
    }
    schedules = [
        Schedule(name, parent=workspace, trigger=CronTrigger("0 3 * * *"), action=RunJob(job))
        for name, job in (("command", command), ("pipeline", pipeline))
    ]
    assert _told("ML208", workspace, *schedules) == {
        "mlw-x has no compute gpu",
        "mlw-x has no data asset orders:3",
        "mlw-x has no component step:1",
        "mlw-x has no datastore far",
        "mlw-x has no model m:1",
    }
