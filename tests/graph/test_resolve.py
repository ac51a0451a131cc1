from __future__ import annotations

from typing import Any

import pytest

from mlinfra import (
    BlobDatastore,
    ComputeCluster,
    ResourceGroup,
    Stack,
    StorageAccount,
    SystemAssigned,
    UserAssignedIdentity,
    Workspace,
)  # fmt: skip
from mlinfra.base.errors import DependencyCycle, DuplicateResource, OutsideReference
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.resolve import resolve

GROUP = ResourceGroup("rg-x", location="westeurope")
LAKE = StorageAccount.existing("stlake", scope=ResourceGroup("rg-lake"))
DATA = BlobDatastore("features", account=LAKE, container="features")


def _roles(**options: Any) -> dict[str, str]:
    cluster = ComputeCluster("gpu", size="Standard_D4s_v5", **options)
    workspace = Workspace("mlw-x", computes=[cluster], datastores=[DATA])
    graph = resolve(Stack("s", scope=GROUP, resources=[workspace]))
    return {node.resource.role: node.resource.reason for node in graph.of(RoleAssignment)}


@pytest.mark.parametrize("identity", [SystemAssigned(), UserAssignedIdentity("id-gpu")])
def test_jobs_read_as_the_clusters_identity(identity: Any) -> None:
    """A reader gets the least role on the container; Azure itself lets its own identities pull images."""
    roles = _roles(identity=identity, reads=[DATA])
    assert roles["Storage Blob Data Reader"] == "gpu reads features"
    assert ("AcrPull" in roles) == isinstance(identity, UserAssignedIdentity)


def test_a_writer_needs_no_second_role_to_read() -> None:
    """Who reads and writes one container holds one role on it."""
    assert "Storage Blob Data Reader" not in _roles(reads=[DATA], writes=[DATA])


def test_two_resources_with_one_id_are_refused() -> None:
    """The error names both lines."""
    one = StorageAccount("stone")
    two = StorageAccount("stone", sku="Standard_ZRS")
    with pytest.raises(DuplicateResource, match=r"test_resolve.py:\d+ and test_resolve.py:\d+"):
        resolve(Stack("s", scope=GROUP, resources=[one, two]))


def test_a_mention_outside_the_workspace_is_refused() -> None:
    """The error names both lines."""
    cluster = ComputeCluster("gpu", size="x", reads=[DATA])
    with pytest.raises(OutsideReference, match=r"gpu names features \(test_resolve.py:\d+\)"):
        resolve(Stack("s", scope=GROUP, resources=[Workspace("mlw-x", computes=[cluster])]))


def test_a_circle_is_refused() -> None:
    """The error tells the whole circle."""
    accounts = [StorageAccount("stone"), StorageAccount("sttwo")]
    stack = Stack("s", scope=GROUP, resources=accounts, after={"stone": ["sttwo"], "sttwo": ["stone"]})
    with pytest.raises(DependencyCycle, match=r"stone \(test_resolve.py:\d+\) -> sttwo"):
        resolve(stack)
