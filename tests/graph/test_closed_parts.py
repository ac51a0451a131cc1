"""What a closed network asks of the resources that its workspace uses."""

from __future__ import annotations

from typing import Any

import pytest

from mlinfra import (
    BlobDatastore,
    ContainerRegistry,
    DataLakeDatastore,
    Managed,
    Private,
    ResourceGroup,
    Stack,
    StorageAccount,
    Subnet,
    Workspace,
)
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.graph.derived_network import PrivateEndpoint
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.resolve import resolve

GROUP = ResourceGroup("rg-ml", location="westeurope")
SUBNET = Subnet.existing("vnet/snet", scope="rg-net")


def _resolved(**fields: Any) -> Graph:
    return resolve(Stack("s", scope=GROUP, resources=[Workspace("mlw-churn", **fields)]))


def _endpoints(graph: Graph) -> set[tuple[str, str]]:
    return {(node.resource.target.name, node.resource.group) for node in graph.of(PrivateEndpoint)}


@pytest.mark.parametrize("network", [Private(SUBNET), Managed(inbound=Private(SUBNET))], ids=["private", "managed"])
def test_accounts_of_datastores_are_closed_with_the_workspace(network: Any) -> None:
    """A lake gets blob and dfs, another account blob; one that exists already, or is open on purpose, is left as it is."""
    lake, blobs = StorageAccount("stlake", hierarchical_namespace=True), StorageAccount("stblobs")
    other = StorageAccount.existing("stcorp", scope="rg-corp")
    stores = [
        DataLakeDatastore("raw", account=lake, filesystem="raw"),
        BlobDatastore("features", account=blobs, container="features"),
        BlobDatastore("labels", account=blobs, container="labels"),
        BlobDatastore("shared", account=other, container="shared"),
    ]
    graph = _resolved(network=network, datastores=stores)
    assert _endpoints(graph) >= {("stlake", "blob"), ("stlake", "dfs"), ("stblobs", "blob")}
    assert not {name for name, _ in _endpoints(graph)} & {"stcorp"}
    open_ones = {node.id.name for node in graph.of(StorageAccount) if node.settled["public_access"]}
    assert not open_ones


def test_accounts_of_a_public_workspace_stay_open() -> None:
    """Nothing is closed that nobody asked to close."""
    blobs = StorageAccount("stblobs")
    graph = _resolved(datastores=[BlobDatastore("features", account=blobs, container="features")])
    assert not _endpoints(graph)
    assert all(node.settled["public_access"] for node in graph.of(StorageAccount))


@pytest.mark.parametrize(
    ("isolation", "sku"), [("approved", "Premium"), ("internet", "Basic")], ids=["approved", "internet"]
)
def test_an_approved_managed_network_takes_a_premium_registry(isolation: Any, sku: str) -> None:
    """Azure puts a private endpoint on the registry there, which only Premium has."""
    graph = _resolved(network=Managed(isolation=isolation))
    assert [node.settled["sku"] for node in graph.of(ContainerRegistry)] == [sku]


def test_a_small_registry_in_an_approved_managed_network_is_refused() -> None:
    """By its field, with what to write instead."""
    with pytest.raises(InvalidInput, match="Standard registry has no private endpoints") as caught:
        _resolved(network=Managed(), registry=ContainerRegistry("crchurn", sku="Standard"))
    assert "ContainerRegistry.sku" in caught.value.where
    assert "Premium" in caught.value.hint
