from __future__ import annotations

import re
from typing import Any

import pytest

from mlinfra import (
    BlobDatastore,
    ComputeCluster,
    ContainerRegistry,
    KeyVault,
    Private,
    ResourceGroup,
    RoleAssignment,
    Stack,
    StorageAccount,
    Subnet,
    SystemAssigned,
    UserAssignedIdentity,
    VirtualNetwork,
    Workspace,
)  # fmt: skip
from mlinfra.base.errors import DependencyCycle, DuplicateResource, InvalidInput, OutsideReference
from mlinfra.landing_zone.graph.derived import RoleAssignment as Derived
from mlinfra.landing_zone.graph.resolve import resolve

GROUP = ResourceGroup("rg-x", location="westeurope")
LAKE = StorageAccount.existing("stlake", scope=ResourceGroup("rg-lake"))
DATA = BlobDatastore("features", account=LAKE, container="features")


def _roles(**options: Any) -> dict[str, str]:
    cluster = ComputeCluster("gpu", size="Standard_D4s_v5", **options)
    workspace = Workspace("mlw-x", computes=[cluster], datastores=[DATA])
    graph = resolve(Stack("s", scope=GROUP, resources=[workspace]))
    return {node.resource.role: node.resource.reason for node in graph.of(Derived)}


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


def test_a_dependency_cycle_is_refused() -> None:
    """The error tells the whole cycle, and which order the author can take back."""
    cluster = ComputeCluster("cpu", size="Standard_D4s_v5")
    account = StorageAccount("stone", depends_on=[cluster])
    stack = Stack("s", scope=GROUP, resources=[Workspace("mlw-x", storage=account, computes=[cluster])])
    with pytest.raises(DependencyCycle) as caught:
        resolve(stack)
    told = re.sub(r" \(test_resolve.py:\d+\)", "", str(caught.value))
    assert "dependency cycle: mlw-x -> stone -> cpu -> mlw-x" in told
    assert "take cpu out of the depends_on of stone" in told


def test_an_order_by_object_is_kept() -> None:
    """What depends on a resource stands after it, though nothing else says so; a subnet waits with its network."""
    last = Workspace("mlw-last")
    network = VirtualNetwork("vnet", prefixes=["10.0.0.0/16"])
    subnet = Subnet("snet", network=network, prefix="10.0.0.0/24", depends_on=[last])
    cluster = ComputeCluster("cpu", size="Standard_D4s_v5", subnet=subnet)
    graph = resolve(Stack("s", scope=GROUP, resources=[Workspace("mlw-x", computes=[cluster]), last]))
    names = [node.id.name for node in graph]
    assert names.index("mlw-last") < names.index("vnet") < names.index("cpu")


def test_an_order_outside_the_stack_is_refused() -> None:
    """The error names the line that refers, and tells an equal value of the stack from the one that was given."""
    first = StorageAccount("stone", depends_on=[StorageAccount("sttwo")])
    with pytest.raises(OutsideReference, match=r"StorageAccount.depends_on: StorageAccount sttwo .* is not part of"):
        resolve(Stack("s", scope=GROUP, resources=[first]))
    with pytest.raises(OutsideReference, match="another one of that name"):
        resolve(Stack("s", scope=GROUP, resources=[first, StorageAccount("sttwo")]))


def test_all_that_is_wrong_is_told_together() -> None:
    """Each with its line, so that one run is enough to see them all; what follows from one is not told."""
    clusters = [ComputeCluster(name, size="Standard_D4s_v5", reads=[DATA]) for name in ("cpu", "gpu")]
    with pytest.raises(OutsideReference, match="2 things are wrong") as caught:
        resolve(Stack("s", scope=GROUP, resources=[Workspace("mlw-x", computes=clusters)]))
    assert (
        len(re.findall(r"\n- test_resolve\.py:\d+ ComputeCluster\.reads: [cg]pu names features", str(caught.value)))
        == 2
    )
    twice = [StorageAccount("stone"), StorageAccount("stone", sku="Standard_ZRS"), cluster_outside()]
    with pytest.raises(DuplicateResource, match=r"2 things are wrong:(.|\n)*lonely must belong to a workspace"):
        resolve(Stack("s", scope=GROUP, resources=twice))


def test_faults_of_several_passes_are_told_together() -> None:
    """A size without endpoints, a role of who is not there, an order of what is not there and two cycles, with their lines."""
    subnet = Subnet("snet", network=VirtualNetwork("vnet", prefixes=["10.0.0.0/16"]), prefix="10.0.0.0/24")
    registry = ContainerRegistry("crsmall", sku="Basic")
    closed = Workspace("mlw-closed", network=Private(subnet=subnet), registry=registry)
    outside = UserAssignedIdentity("id-outside").principal_id
    role = RoleAssignment(role="Reader", principal_id=outside, principal_type="ServicePrincipal", on=registry)
    late = StorageAccount("stone", depends_on=[KeyVault("kv-outside")])
    with pytest.raises(InvalidInput, match="5 things are wrong") as caught:
        resolve(Stack("s", scope=GROUP, resources=[closed, role, late, _circular("a"), _circular("b")]))
    told = re.findall(r"\n- (.*)", str(caught.value))
    assert all(re.search(r"test_resolve\.py:\d+", line) for line in told)
    expected = ("a Basic registry", "id-outside", "KeyVault kv-outside", "cycle: mlw-a ", "cycle: mlw-b ")
    assert [word for word, line in zip(expected, told, strict=True) if word not in line] == []


def test_every_fault_of_a_list_is_told() -> None:
    """Two children of one workspace that are wrong are told in one run, and so is a scope that a type does not have."""
    listed = [ComputeCluster(name, size="Standard_D4s_v5", parent=Workspace("mlw-other")) for name in ("cpu", "gpu")]
    group = ResourceGroup("rg-x", location="westeurope")
    with pytest.raises(OutsideReference, match="3 things are wrong") as caught:
        resolve(Stack("s", scope=GROUP, resources=[Workspace("mlw-x", computes=listed), group]))
    assert [
        name for name in ("cpu is listed", "gpu is listed", "deployed to this group") if name not in str(caught.value)
    ] == []


def _circular(name: str) -> Workspace:
    cluster = ComputeCluster("cpu", size="Standard_D4s_v5")
    account = StorageAccount(f"stcycle{name}", depends_on=[cluster])
    return Workspace(f"mlw-{name}", storage=account, computes=[cluster])


def cluster_outside() -> ComputeCluster:
    """A cluster that no workspace lists."""
    return ComputeCluster("lonely", size="Standard_D4s_v5")
