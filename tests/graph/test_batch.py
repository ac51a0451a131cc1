"""Batch endpoints: the default is written last, and the cluster of a deployment gets what its jobs need."""

from __future__ import annotations

from mlinfra import (
    BatchEndpoint,
    ComputeCluster,
    ModelBatchDeployment,
    PipelineBatchDeployment,
    ResourceGroup,
    Stack,
    Workspace,
)
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.resolve import resolve

GROUP = ResourceGroup("rg-x", location="westeurope")
NIGHT, DAY = (ComputeCluster(name, size="Standard_D4s_v5") for name in ("night", "day"))
FIRST, SECOND = (ModelBatchDeployment(name, model="azureml:churn:4", compute=NIGHT) for name in ("first", "second"))
STEPS = PipelineBatchDeployment("steps", component="azureml:prepare:1", default_compute=DAY)
ENDPOINT = BatchEndpoint("nights", deployments=[FIRST, SECOND, STEPS], default_deployment=SECOND)


def resolved(**fields: str) -> Graph:
    """The graph of a workspace with one batch endpoint."""
    workspace = Workspace("mlw-x", computes=[NIGHT, DAY], batch_endpoints=[ENDPOINT], **fields)  # type: ignore[arg-type]  # words
    return resolve(Stack("s", scope=GROUP, resources=[workspace]))


def granted(graph: Graph) -> list[tuple[str, str]]:
    """Roles on queues and tables, each with the name of who gets it."""
    roles = [node.resource for node in graph if isinstance(node.resource, RoleAssignment)]
    return [(role.principal.name, role.role) for role in roles if "Queue" in role.role or "Table" in role.role]  # type: ignore[union-attr]  # of the stack


def test_the_default_is_written_once_it_is_there() -> None:
    """The first write names no deployment; the second waits for the one that it names."""
    graph = resolved()
    first, second = (node for node in graph if node.resource is ENDPOINT)
    needs = {edge.target.name for edge in graph.edges if edge.source == second.id}
    assert "second" in needs
    assert first.id in {edge.target for edge in graph.edges if edge.source == second.id}
    assert "default deployment can only be written once second is there" in second.origin.because


def test_a_cluster_of_deployments_gets_queues_and_tables_once() -> None:
    """Two deployments on one cluster need two roles together; the cluster of a pipeline's steps needs none of them."""
    assert granted(resolved()) == [
        ("night", "Storage Queue Data Contributor"),
        ("night", "Storage Table Data Contributor"),
    ]


def test_a_storage_account_that_is_opened_by_keys_needs_no_roles() -> None:
    """Jobs use the key then."""
    assert not granted(resolved(system_datastores_auth="accesskey"))
