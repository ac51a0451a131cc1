"""Every account that parts of a private workspace use is closed with it, and gets the endpoints that those parts need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mlinfra import (
    AccountKeyCredentials,
    AzureResource,
    BatchEndpoint,
    BlobDatastore,
    Component,
    ComputeCluster,
    Connection,
    ContainerRegistry,
    CronTrigger,
    FileDatastore,
    HubSettings,
    KeyVault,
    MachineLearningRegistry,
    Model,
    ModelBatchDeployment,
    OnlineDeployment,
    OnlineEndpoint,
    Parameter,
    Private,
    ResourceGroup,
    RunJob,
    Schedule,
    Stack,
    StorageAccount,
    Subnet,
    UserAssignedIdentity,
    Workspace,
    check,
)
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.derived_network import PrivateEndpoint
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.resolve import resolve

GROUP = ResourceGroup("rg-ml", location="westeurope")
NETWORK = Private(Subnet.existing("vnet/snet", scope="rg-net"))
CLUSTER = ComputeCluster("cpu-night", size="Standard_D4s_v5")
NIGHTS = BatchEndpoint("nights", deployments=[ModelBatchDeployment("first", model="azureml:churn:4", compute=CLUSTER)])
PIPELINE = {"jobType": "Pipeline", "jobs": {"score": {"type": "parallel"}}}
NIGHTLY = Schedule("nightly", trigger=CronTrigger("0 3 * * *"), action=RunJob(PIPELINE))


def _graph(*others: Any, **fields: Any) -> Graph:
    workspace = Workspace("mlw-a", **{"network": NETWORK, **fields})
    return resolve(Stack("s", scope=GROUP, resources=[workspace, *others]))


def _ways(graph: Graph, name: str) -> set[str]:
    """The parts of a resource that have endpoints."""
    return {node.resource.group for node in graph.of(PrivateEndpoint) if node.resource.target.name == name}


def _open(graph: Graph) -> set[str]:
    return {
        node.id.name for node in graph.of(StorageAccount, KeyVault, OnlineEndpoint) if node.settled["public_access"]
    }


@pytest.mark.parametrize(
    ("fields", "shares"),
    [
        ({"computes": [CLUSTER], "batch_endpoints": [NIGHTS]}, True),
        ({"components": [Component("score", version="1", spec={"type": "parallel"})]}, True),
        ({"components": [Component("score", version="1", spec={"type": "command"})]}, False),
        ({}, False),
    ],
    ids=["batch", "parallel", "command", "none"],
)
def test_jobs_that_share_out_files_reach_queues_and_tables(fields: dict[str, Any], shares: bool) -> None:
    """Batch endpoints and parallel steps do, of all jobs; studio reads neither, so it gets no role on these endpoints."""
    graph = _graph(storage=StorageAccount("stown"), **fields)
    assert _ways(graph, "stown") == {"blob", "file"} | ({"queue", "table"} if shares else set())
    read = {node.resource.reason for node in graph.of(RoleAssignment) if node.resource.role == "Reader"}
    assert read == {"studio of mlw-a looks up pep-stown-blob", "studio of mlw-a looks up pep-stown-file"}


def test_a_scheduled_parallel_step_reaches_them_too() -> None:
    """Of a schedule that names its workspace itself."""
    workspace = Workspace("mlw-a", network=NETWORK, storage=StorageAccount("stown"))
    nightly = Schedule("nightly", parent=workspace, trigger=NIGHTLY.trigger, action=NIGHTLY.action)
    graph = resolve(Stack("s", scope=GROUP, resources=[workspace, nightly]))
    assert {"queue", "table"} <= _ways(graph, "stown")


def test_accounts_of_shares_connections_and_hubs_are_closed() -> None:
    """An account of a file share gets file, one of a connection blob and dfs, a vault vault, one that a hub shares blob and file."""
    files, lake, shared = (
        StorageAccount("stfiles"),
        StorageAccount("stlake", hierarchical_namespace=True),
        StorageAccount("stshared"),
    )
    vault = KeyVault("kv-keys")
    graph = _graph(
        lake,
        vault,
        workspace_kind="Hub",
        hub_settings=HubSettings(storage_accounts=[shared]),
        datastores=[
            FileDatastore(
                "files", account=files, share="share", auth=AccountKeyCredentials(key=Parameter("k", secure=True))
            )
        ],
        connections=[
            Connection("lake", category="ADLSGen2", target=lake.dfs_endpoint),
            Connection("keys", category="AzureKeyVault", target=vault.uri),
        ],
    )
    ways = {name: _ways(graph, name) for name in ("stfiles", "stlake", "stshared", "kv-keys")}
    assert ways == {"stfiles": {"file"}, "stlake": {"blob", "dfs"}, "stshared": {"blob", "file"}, "kv-keys": {"vault"}}
    assert not _open(graph)


@pytest.mark.parametrize("by_address", [True, False])
def test_a_machine_learning_registry_whose_assets_are_used_gets_an_endpoint(by_address: bool) -> None:
    """By the value or its address. It stays as public as it was: workspaces anywhere in the tenant use it. One that nothing here uses gets none."""
    registry, other = MachineLearningRegistry("mlr-used"), MachineLearningRegistry("mlr-other")
    churn = Model("churn", version="1", parent=registry, uri="azureml://datastores/x/paths/y")
    blue = OnlineDeployment("blue", model=churn.address if by_address else churn, size="Standard_DS3_v2")
    graph = _graph(registry, other, churn, endpoints=[OnlineEndpoint("ep-a", deployments=[blue])])
    assert _ways(graph, "mlr-used") == {"amlregistry"}
    assert not _ways(graph, "mlr-other")


def test_projects_of_a_private_hub_live_in_its_network() -> None:
    """Their accounts and endpoints are closed and reached as the hub's, and their computes wait for that."""
    data = StorageAccount("stteam")
    hub = Workspace("mlh-a", workspace_kind="Hub", network=NETWORK, storage=StorageAccount("sthub"))
    project = Workspace(
        "mlp-a",
        workspace_kind="Project",
        hub=hub,
        computes=[CLUSTER],
        datastores=[BlobDatastore("team", account=data, container="team")],
        endpoints=[OnlineEndpoint("ep-a")],
    )
    graph = resolve(Stack("s", scope=GROUP, resources=[hub, project]))
    assert _ways(graph, "stteam") == {"blob"}
    assert not _open(graph)
    assert next(node.settled for node in graph.of(Workspace) if node.id.name == "mlp-a") == {"public_access": False}
    waits = next(node.depends_on for node in graph.of(ComputeCluster))
    assert {"pep-mlh-a", "pep-stteam-blob", "pep-sthub-blob"} <= {target.names[0] for target in waits}


def test_a_project_gets_its_roles_on_what_its_hub_has() -> None:
    """Its clusters keep outputs in the hub's storage and pull from its registry; its own identity needs what a workspace needs."""
    people = UserAssignedIdentity("id-jobs")
    hub = Workspace("mlh-a", workspace_kind="Hub", storage=StorageAccount("sthub"))
    cluster = ComputeCluster("cpu-a", size="Standard_D4s_v5", identity=people)
    project = Workspace(
        "mlp-a", workspace_kind="Project", hub=hub, computes=[cluster], identity=UserAssignedIdentity("id-p")
    )
    graph = resolve(Stack("s", scope=GROUP, resources=[hub, project]))
    held = {(node.resource.role, node.resource.reason) for node in graph.of(RoleAssignment)}
    assert held >= {
        ("Storage Blob Data Contributor", "cpu-a keeps logs and outputs in sthub"),
        ("AcrPull", f"cpu-a pulls images from {next(node.id.name for node in graph.of(ContainerRegistry))}"),
        ("Storage Blob Data Contributor", "mlp-a uses sthub as its storage"),
    }


def test_what_a_compute_waits_for_by_itself_stays() -> None:
    """``depends_on`` of a compute is kept beside the endpoints that it waits for."""
    first = AzureResource("Microsoft.Logic/workflows@2019-05-01", "first", {"location": "westeurope"})
    late = ComputeCluster("cpu-late", size="Standard_D4s_v5", depends_on=[first])
    graph = _graph(first, computes=[late])
    needed = {edge.target.name for edge in graph.edges if edge.source.name == "cpu-late"}
    assert {"first", "default"} <= needed


_PROJECT = """
from mlinfra import *

hub = Workspace("mlh-a", workspace_kind="Hub", network=Managed(inbound=Private(Subnet.existing("vnet/snet", scope="rg-net"))))
cluster = ComputeCluster("cpu-night", size="Standard_D4s_v5")
project = Workspace("mlp-a", workspace_kind="Project", hub=hub, computes=[cluster])
stack = Stack("s", scope=ResourceGroup("rg-ml", location="westeurope"), resources=[hub, project])
"""


def test_computes_of_projects_are_in_the_managed_network_of_their_hub(tmp_path: Path) -> None:
    """A project says no network of its own, so that the rule about computes outside of one asks its hub."""
    file = tmp_path / "stack.py"
    file.write_text(_PROJECT)
    findings = [finding.code for finding in check(file).findings]
    assert findings
    assert "ML303" not in findings
