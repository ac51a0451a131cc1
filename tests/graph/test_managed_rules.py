"""Nodes in a network that Azure manages reach what their workspace uses: rules follow where the author writes none."""

from __future__ import annotations

from typing import Any

import pytest

from mlinfra import (
    AIServices,
    BatchEndpoint,
    BlobDatastore,
    ComputeCluster,
    Connection,
    Fqdn,
    Managed,
    ModelBatchDeployment,
    Private,
    PrivateTarget,
    ResourceGroup,
    SearchService,
    ServiceTag,
    Stack,
    StorageAccount,
    Subnet,
    Workspace,
)
from mlinfra.base.errors import DuplicateResource, InvalidInput
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.derived_network import OutboundRule
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.resolve import resolve
from mlinfra.landing_zone.graph.roles._need import APPROVER

GROUP = ResourceGroup("rg-ml", location="westeurope")
INSIDE = Private(Subnet.existing("vnet/snet", scope="rg-net"))
LAKE = StorageAccount("stlake", hierarchical_namespace=True)
FEATURES = BlobDatastore("features", account=LAKE, container="features")
CLUSTER = ComputeCluster("cpu-night", size="Standard_D4s_v5")
NIGHTS = BatchEndpoint("nights", deployments=[ModelBatchDeployment("first", model="azureml:churn:4", compute=CLUSTER)])


def _graph(network: Managed, *others: Any, **fields: Any) -> Graph:
    workspace = Workspace("mlw-a", network=network, storage=StorageAccount("stown"), **fields)
    return resolve(Stack("s", scope=GROUP, resources=[workspace, *others]))


def _rules(graph: Graph) -> list[str]:
    return [node.id.name for node in graph.of(OutboundRule)]


@pytest.mark.parametrize(
    ("network", "rules"),
    [
        (Managed(), ["stlake-blob", "stlake-dfs"]),
        (Managed(isolation="internet", inbound=INSIDE), ["stlake-blob", "stlake-dfs"]),
        (Managed(isolation="internet"), []),
        (Managed(isolation="disabled", inbound=INSIDE), []),
        (Managed(outbound={"storage": ServiceTag("Storage.westeurope")}), ["storage"]),
        (Managed(outbound={"blobs": PrivateTarget(LAKE, "blob")}), ["blobs", "stlake-dfs"]),
        (Managed(inline_outbound={"pypi": Fqdn("pypi.org")}), []),
    ],
    ids=["approved", "closed", "open", "none", "tagged", "written", "inline"],
)
def test_accounts_of_datastores_are_reached(network: Managed, rules: list[str]) -> None:
    """Where they are closed, or only what a rule approves is reached; a rule of the author's is not written twice."""
    assert _rules(_graph(network, datastores=[FEATURES])) == rules


def test_rules_that_follow_are_approved_and_written_in_turn() -> None:
    """The workspace approves their endpoints, the clusters wait for the last; an account that exists is its owner's to open."""
    known = BlobDatastore("corp", account=StorageAccount.existing("stcorp", scope="rg-corp"), container="corp")
    graph = _graph(Managed(), datastores=[FEATURES, known], computes=[CLUSTER])
    first, second = graph.of(OutboundRule)
    assert first.id in second.depends_on
    assert second.id in next(node.depends_on for node in graph.of(ComputeCluster))
    approvals = {node.resource.reason for node in graph.of(RoleAssignment) if node.resource.role == APPROVER}
    assert approvals == {"mlw-a connects to stlake"}


def test_batch_endpoints_reach_queues_and_tables() -> None:
    """To the blobs and files of the workspace's own storage Azure writes rules itself, not to these."""
    graph = _graph(Managed(), computes=[CLUSTER], batch_endpoints=[NIGHTS])
    assert _rules(graph) == ["stown-queue", "stown-table"]


def test_services_of_connections_are_reached() -> None:
    """Whatever they are; a name that Azure would refuse is made shorter."""
    models, index = AIServices("ais-models"), SearchService("srch-assistants-of-claims-and-more")
    connections = [
        Connection("models", category="AIServices", target=models.endpoint),
        Connection("index", category="CognitiveSearch", target=index.endpoint),
    ]
    assistants, shortened = _rules(_graph(Managed(isolation="internet"), models, index, connections=connections))
    assert assistants == "ais-models-account"
    assert shortened.startswith("searchService-")
    assert len(shortened) <= 33


def test_a_name_that_is_taken_is_told() -> None:
    """With the line of the author's rule."""
    network = Managed(outbound={"stlake-blob": Fqdn("pypi.org")})
    with pytest.raises(
        DuplicateResource, match=r"stlake-blob is written here, and would be the rule for stlake \(blob\)"
    ):
        _graph(network, datastores=[FEATURES])


def test_a_rule_leads_to_any_resource_that_private_endpoints_lead_to() -> None:
    """The only part of a resource needs no word, one that it does not have is refused."""
    search = SearchService("srch-a")
    assert PrivateTarget(search).part == "searchService"
    with pytest.raises(InvalidInput, match="srch-a has no part 'blob'"):
        PrivateTarget(search, "blob")
    with pytest.raises(InvalidInput, match="say which part of stlake it leads to"):
        PrivateTarget(LAKE)
