"""Children and grandchildren hang together by their types, listed in their parent or naming it, wherever it lies."""

from __future__ import annotations

from typing import ClassVar

import pytest

from mlinfra import (
    BlobContainer,
    BlobDatastore,
    ComputeCluster,
    DataAsset,
    Environment,
    OnlineDeployment,
    OnlineEndpoint,
    ResourceGroup,
    Stack,
    StorageAccount,
    Workspace,
)
from mlinfra.base.errors import OutsideReference
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.resolve import resolve
from mlinfra.landing_zone.model._base import AnyResource, Resource, model
from mlinfra.landing_zone.model._fields import Many
from mlinfra.landing_zone.model._rows import Rows, elsewhere

GROUP = ResourceGroup("rg-x", location="westeurope")
ML = "Microsoft.MachineLearningServices/workspaces"


@model
class Schedule(Resource):
    """A part of a workspace that names a part of another part of it."""

    __module__ = Resource.__module__
    arm_type: ClassVar[str] = f"{ML}/schedules"
    parent_field: ClassVar[str | None] = "parent"
    ROWS: ClassVar[Rows] = ()

    name: str
    parent: AnyResource = elsewhere("its place in the ARM id", kw_only=True)
    watches: AnyResource = elsewhere("what it looks at", kw_only=True)


@model
class Component(Resource):
    """One version of a component; the type of its parent is two segments above."""

    __module__ = Resource.__module__
    arm_type: ClassVar[str] = f"{ML}/components/versions"
    id_fields: ClassVar[tuple[str, ...]] = ("name", "version")
    parent_field: ClassVar[str | None] = "parent"
    ROWS: ClassVar[Rows] = ()

    name: str
    version: str = "1"
    parent: AnyResource = elsewhere("its place in the ARM id", kw_only=True)
    steps: Many[AnyResource] = elsewhere("the components that a pipeline is made of", default=(), kw_only=True)


def graph_of(*resources: Resource) -> Graph:
    """The graph of a stack of these."""
    return resolve(Stack("s", scope=GROUP, resources=resources))


def edges(graph: Graph) -> set[tuple[str, str]]:
    """What needs what, by names."""
    return {("/".join(edge.source.names), "/".join(edge.target.names)) for edge in graph.edges}


def test_grandchildren_are_listed_in_their_parent_or_name_it() -> None:
    """Both ways make the same keys, and each resource stands after its parent."""
    listed = OnlineEndpoint("scores", deployments=[OnlineDeployment("blue", model="m")])
    named = OnlineEndpoint("scores", parent=(workspace := Workspace("mlw-x")))
    first = graph_of(Workspace("mlw-x", endpoints=[listed]))
    second = graph_of(workspace, named, OnlineDeployment("blue", model="m", parent=named))
    assert set(first.nodes) == set(second.nodes)
    assert (
        edges(first)
        == edges(second)
        >= {
            ("mlw-x/scores/blue", "mlw-x/scores"),
            ("mlw-x/scores", "mlw-x"),
        }
    )


def test_a_schedule_names_a_deployment() -> None:
    """A mention reaches across levels, without a false cycle and though the schedule's parent does not list it."""
    workspace = Workspace(
        "mlw-x", endpoints=[OnlineEndpoint("scores", deployments=[blue := OnlineDeployment("blue", model="m")])]
    )
    graph = graph_of(Schedule("daily", parent=workspace, watches=blue), workspace)
    assert ("mlw-x/daily", "mlw-x/scores/blue") in edges(graph)


def test_a_component_is_used_by_a_pipeline() -> None:
    """Versions of assets name each other; the pipeline stands after its steps."""
    workspace = Workspace("mlw-x")
    step = Component("train", version="2", parent=workspace)
    graph = graph_of(Component("train-all", parent=workspace, steps=(step,)), workspace)
    order = ["/".join(own.names) for own in graph.nodes]
    assert order.index("mlw-x/train/2") < order.index("mlw-x/train-all/1")


def test_parts_of_an_existing_workspace_live_in_its_group() -> None:
    """Also in another subscription; what they read is granted there, what only the workspace knows is left alone."""
    far = ResourceGroup("rg-far", subscription="11111111-1111-1111-1111-111111111111")
    workspace = Workspace.existing("mlw-far", scope=far)
    lake = StorageAccount.existing("stlake", scope="rg-lake")
    store = BlobDatastore("features", parent=workspace, account=lake, container="features")
    graph = graph_of(ComputeCluster("cpu", parent=workspace, size="Standard_D4s_v5", reads=[store]), store)
    for node in graph.of(ComputeCluster, BlobDatastore):
        assert node.id.home.resource_group == "rg-far"
        assert node.id.home.subscription == far.subscription
        assert node.parent == graph.nodes[node.id.above()].id
    assert [(node.id.group, node.resource.role) for node in graph.of(RoleAssignment)] == [
        ("rg-lake", "Storage Blob Data Reader")
    ]


def test_a_container_stands_below_the_blob_service() -> None:
    """Of a new account and of an existing one; a role for a reader is on the created one."""
    account = StorageAccount("stx")
    container = BlobContainer("data", parent=account)
    store = BlobDatastore("data", account=account, container="data")
    cluster = ComputeCluster("cpu", size="Standard_D4s_v5", reads=[store])
    graph = graph_of(Workspace("mlw-x", datastores=[store], computes=[cluster]), container)
    (node,) = graph.of(BlobContainer)
    assert node.id.names == ("stx", "default", "data")
    assert graph.nodes[node.id.above()].existing
    assert node.id in {granted.resource.on for granted in graph.of(RoleAssignment)}
    (other,) = graph_of(BlobContainer("data", parent=StorageAccount.existing("sty", scope="rg-y"))).of(BlobContainer)
    assert (other.id.names, other.id.group) == (("sty", "default", "data"), "rg-y")


def test_existing_resources_are_named_by_all_their_levels() -> None:
    """A grandchild's parents are existing too; the fixed name of a blob service is not written."""
    assert OnlineDeployment.existing("mlw/scores/blue").name == "mlw/scores/blue"
    environment = Environment.existing("mlw-x/software/3")
    endpoint = OnlineEndpoint("scores", deployments=[OnlineDeployment("blue", model="m", environment=environment)])
    graph = graph_of(Workspace("mlw-x", endpoints=[endpoint]))
    assert [own.names for own, node in graph.nodes.items() if node.existing and "environments" in own.type] == [
        ("mlw-x", "software"),
        ("mlw-x", "software", "3"),
    ]


def test_two_parents_are_refused() -> None:
    """A child that one workspace lists and that names another, with both lines."""
    cluster = ComputeCluster("cpu", size="Standard_D4s_v5", parent=Workspace("mlw-a"))
    with pytest.raises(
        OutsideReference, match=r"test_children.py:\d+ and test_children.py:\d+.*cpu is listed in mlw-b"
    ):
        graph_of(Workspace("mlw-b", computes=[cluster]))


def test_a_child_without_a_parent_is_refused() -> None:
    """The error says both ways to give it one."""
    with pytest.raises(OutsideReference, match="blue must belong to an online endpoint") as caught:
        graph_of(OnlineDeployment("blue", model="m"))
    assert "parent=" in caught.value.hint
    with pytest.raises(OutsideReference, match="asset:1 must belong to a workspace"):
        graph_of(DataAsset("asset", datastore=BlobDatastore("d", account=StorageAccount("stx"), container="raw")))
