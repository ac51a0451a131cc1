"""Where every name occurs twice, at every level, each reference reaches the very resource that was given."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mlinfra import (
    BlobContainer,
    BlobDatastore,
    ComputeCluster,
    OnlineDeployment,
    OnlineEndpoint,
    ResourceGroup,
    Stack,
    StorageAccount,
    Workspace,
)
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.graph.resolve import resolve

GROUP = ResourceGroup("rg-x", location="westeurope")
SIDES = st.integers(0, 1)


def stack(
    reads: tuple[int, int], shares: tuple[int, int], order: int, *, nested: bool
) -> tuple[Stack, list[Workspace]]:
    """Two workspaces whose parts have the same names; ``reads`` and ``shares`` say which of two each refers to."""
    accounts = [StorageAccount(f"stlake{side}") for side in range(2)]
    containers = [BlobContainer("features", parent=account) for account in accounts]
    workspaces, parts = [], []
    for side in range(2):
        stores = [BlobDatastore(f"features{i}", account=accounts[i], container="features") for i in range(2)]
        cluster = ComputeCluster(
            "cpu", size="Standard_D4s_v5", reads=[stores[reads[side]]], depends_on=[containers[order]]
        )
        pair = [OnlineDeployment(name, model=f"azureml:m:{side}") for name in ("blue", "green")]
        endpoint = OnlineEndpoint("scores", deployments=pair, traffic={pair[shares[side]]: 100})
        listed = {"computes": [cluster], "endpoints": [endpoint]} if nested else {}
        workspaces.append(Workspace(f"mlw-{side}", datastores=stores, **listed))
        if not nested:
            named = OnlineEndpoint("scores", parent=workspaces[-1], deployments=pair, traffic=endpoint.traffic)
            again = ComputeCluster(
                "cpu", size="Standard_D4s_v5", parent=workspaces[-1], reads=cluster.reads, depends_on=cluster.depends_on
            )
            parts += [named, again]
    return Stack("s", scope=GROUP, resources=[*workspaces, *containers, *parts]), workspaces


def needs(graph: Graph, own: NodeId) -> set[tuple[str, ...]]:
    """The names of what a node waits for."""
    return {edge.target.names for edge in graph.edges if edge.source == own}


@settings(max_examples=20, deadline=None)
@given(st.tuples(SIDES, SIDES), st.tuples(SIDES, SIDES), SIDES, st.booleans())
def test_each_reference_is_the_one_that_was_given(
    reads: tuple[int, int], shares: tuple[int, int], order: int, nested: bool
) -> None:
    """Data that is read, shares of an endpoint, and an order; listed or with ``parent=``, the graph is the same."""
    made, workspaces = stack(reads, shares, order, nested=nested)
    graph = resolve(made)
    granted = {(role.resource.principal, role.id.scope) for role in graph.of(RoleAssignment)}
    for side, workspace in enumerate(workspaces):
        own = referred(graph, workspace)
        cluster, endpoint = own.child("computes", "cpu"), own.child("onlineEndpoints", "scores")
        read = {
            on.names[0] for who, on in granted if who == cluster and isinstance(on, NodeId) and on.name == "features"
        }
        assert read == {f"stlake{reads[side]}"}
        assert (f"stlake{order}", "default", "features") in needs(graph, cluster)
        shared = {names for names in needs(graph, endpoint.write(1)) if len(names) == 3}
        assert shared == {(f"mlw-{side}", "scores", ("blue", "green")[shares[side]])}
