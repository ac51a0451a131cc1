"""A resource that names what can only be made below it is written twice in one deployment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import mlinfra
from cli._run import run
from mlinfra import (
    BatchEndpoint,
    ComputeCluster,
    Connection,
    FeatureSet,
    FeatureStoreSettings,
    ModelBatchDeployment,
    OnlineDeployment,
    OnlineEndpoint,
    ResourceGroup,
    Stack,
    Workspace,
)  # fmt: skip
from mlinfra.arm.expressions import Prop
from mlinfra.arm.tree import Module, Parameter, Resource, Template
from mlinfra.base.errors import InvalidInput, ResolveError
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.property_table import tables
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.resolve import resolve
from mlinfra.landing_zone.lower.lower import lower
from mlinfra.landing_zone.model._nested import nested_of
from mlinfra.landing_zone.model._rows import Mapped, field_rows

GROUP = ResourceGroup("rg-x", location="westeurope")
BLUE, GREEN = (OnlineDeployment(name, model=f"azureml:churn:{name}") for name in ("blue", "green"))


def resolved(endpoint: OnlineEndpoint) -> Graph:
    """The graph of a workspace with one endpoint."""
    return resolve(Stack("s", scope=GROUP, resources=[Workspace("mlw-x", endpoints=[endpoint])]))


def test_the_second_write_waits_for_what_it_names() -> None:
    """The first comes before the deployments; the second has the new shares and comes last."""
    endpoint = OnlineEndpoint("scores", deployments=[BLUE, GREEN], traffic={BLUE: 90, GREEN: 10})
    graph = resolved(endpoint)
    first, second = (node for node in graph if node.resource is endpoint)
    assert second.id == first.id.write(1)
    assert second.id.arm_id(graph.deployed) == first.id.arm_id(graph.deployed)
    needs = {edge.target for edge in graph.edges if edge.source == second.id}
    assert needs >= {first.id, first.id.child("deployments", "blue"), first.id.child("deployments", "green")}
    assert not {edge.target.name for edge in graph.edges if edge.source == first.id} & {"blue", "green"}
    assert "traffic can only be written once blue and green are there" in second.origin.because


def test_one_write_is_enough_without_shares() -> None:
    """Rules and passes meet an endpoint once, however often it is written."""
    assert (
        len([node for node in resolved(OnlineEndpoint("scores", deployments=[BLUE])) if node.id.name == "scores"]) == 1
    )
    shared = resolved(OnlineEndpoint("scores", deployments=[BLUE], traffic={BLUE: 100}))
    assert len(list(shared.of(OnlineEndpoint))) == 1


def test_a_deployment_may_stand_in_the_shares_alone() -> None:
    """What has a share is a deployment of the endpoint, listed or not."""
    listed = resolved(OnlineEndpoint("scores", deployments=[BLUE], traffic={BLUE: 100}))
    assert set(resolved(OnlineEndpoint("scores", traffic={BLUE: 100})).nodes) == set(listed.nodes)


@pytest.mark.parametrize("shares", [(90, 20), (110, -10), (50,)])
def test_shares_that_are_not_100_together_are_refused(shares: tuple[int, ...]) -> None:
    """As Azure refuses them, by the field."""
    with pytest.raises(InvalidInput, match=r"OnlineEndpoint\.traffic"):
        OnlineEndpoint("scores", traffic=dict(zip((BLUE, GREEN), shares, strict=False)))


def feature_store(offline: Connection | str) -> Graph:
    """The graph of a feature store with one connection and one feature set."""
    kept = offline if isinstance(offline, Connection) else Connection("lake", category="ADLSGen2")
    settings = FeatureStoreSettings(spark_version="3.4", offline_store=offline)
    store = Workspace("mlf-x", workspace_kind="FeatureStore", feature_store=settings, connections=[kept])
    features = FeatureSet("f", entities=["azureml:e:1"], specification="azureml://spec", parent=store)
    return resolve(Stack("s", scope=GROUP, resources=[store, features]))


@pytest.mark.parametrize("offline", [Connection("lake", category="ADLSGen2"), "lake"])
def test_a_property_of_a_nested_value_may_be_late(offline: Connection | str) -> None:
    """The stores of a feature store are connections of it, by value or by name; what computes features waits for both writes."""
    graph = feature_store(offline)
    first = next(graph.of(Workspace)).id
    needs = {edge.target for edge in graph.edges if edge.source == first.write(1)}
    assert needs >= {first, first.child("connections", "lake")}
    (features,) = graph.of(FeatureSet)
    assert first.write(1) in {edge.target for edge in graph.edges if edge.source == features.id}
    template = lower(graph).template
    (store,) = (item for item in template.body if isinstance(item, Resource) and item.type == first.type)
    text = str(store.items)
    assert "mlfXLiveOfflineStoreConnectionName" in text or "workspaceLiveOfflineStoreConnectionName" in text
    assert "sparkRuntimeVersion" in text


def _given(module: Module) -> str:
    """The parameters that the main file gives to a module."""
    return str([prop.value for prop in module.items if isinstance(prop, Prop) and prop.key == "params"])


def test_a_module_hands_on_what_is_live() -> None:
    """An endpoint in another group is written first by the module of that group, which gets the value from the main file."""
    nightly = ModelBatchDeployment("nightly", model="azureml:churn:1", compute=ComputeCluster.existing("mlw-x/cpu"))
    endpoint = BatchEndpoint("nights", deployments=[nightly], default_deployment=nightly)
    there = ResourceGroup("rg-there", location="westeurope")
    workspace = Workspace("mlw-x", batch_endpoints=[endpoint], scope=there)
    template = lower(resolve(Stack("s", scope=GROUP, resources=[workspace]))).template
    name = "nightsLiveDeploymentName"
    assert name in [item.name for item in template.body if isinstance(item, Parameter)]
    taking = [module for module in template.body if isinstance(module, Module) and name in _given(module)]
    assert [module.symbol for module in taking] == ["rgThereResources"]
    assert isinstance(taking[0].template, Template)
    assert name in [item.name for item in taking[0].template.body if isinstance(item, Parameter)]


def test_a_parameter_of_the_author_gives_way_to_no_live_value() -> None:
    """Two of one name would be one parameter; a resource of that name is called otherwise."""
    taken = OnlineEndpoint("scores", traffic={BLUE: 100}, description=mlinfra.Parameter("scoresLiveTraffic"))
    with pytest.raises(ResolveError, match="scoresLiveTraffic is one that mlinfra declares"):
        lower(resolved(taken))


def late_paths(kind: type, above: str = "") -> Iterator[str]:
    """The paths of late properties of a class, those of nested objects too; none can be one of a list's items."""
    for field, row in field_rows(kind).items():
        if isinstance(row, Mapped) and row.phase:
            yield f"{above}{row.path}"
        elif isinstance(row, Mapped) and row.nested:
            shape = nested_of(kind, field).shape
            for inner in nested_of(kind, field).kinds:
                late = [*late_paths(inner, f"{above}{row.path}.")]
                assert not shape or not late, f"{kind.__name__}.{field}"
                yield from late


def kind_at(arm_type: str, path: str) -> str:
    """The kind of a property, as the catalogue's table of some API version has it."""
    for table in (table for table in tables() if table.type == arm_type):
        kind = table.root
        for name in path.split("."):
            known = table.objects[kind].properties.get(name)
            kind = known.kind if known else ""
            if kind not in table.objects:
                break
        if kind:
            return kind
    raise AssertionError(path)


def test_every_late_property_has_a_value_that_stands_for_nothing() -> None:
    """A parameter of another type would have none; which children an object or a text names is said in the catalogue."""
    classes: list[type] = [getattr(mlinfra, name) for name in mlinfra.__all__]
    late = {
        (str(kind.arm_type), path)
        for kind in classes
        if getattr(kind, "arm_type", "") and hasattr(kind, "ROWS")
        for path in late_paths(kind)
    }
    kinds = {place: kind_at(*place) for place in late}
    assert all(kind == "string" or kind.startswith("map<") or kind.endswith("[]") for kind in kinds.values())
    for (arm_type, path), kind in kinds.items():
        entry = find_type(arm_type)
        assert entry is not None
        assert path in entry.child_names or not (kind.startswith("map<") or path.endswith("Name")), (arm_type, path)
        assert path in entry.references or not path.endswith("Id"), f"{arm_type}: say in references= where {path} leads"


STACK = """
from mlinfra import OnlineDeployment, OnlineEndpoint, ResourceGroup, Stack, Workspace

blue, green = (OnlineDeployment(name, model=f"azureml://registries/r/models/churn/versions/{name}") for name in ("blue", "green"))
endpoint = OnlineEndpoint("scores", deployments=[blue, green], traffic={blue: 100})
group = ResourceGroup("rg-x", location="westeurope")
stack = Stack("s", scope=group, resources=[Workspace("mlw-x", endpoints=[endpoint])])
"""


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a stack whose endpoint has shares, deployed to the local target."""
    folder = tmp_path_factory.mktemp("phases")
    (folder / "stack.py").write_text(STACK, encoding="utf-8")
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=folder).code == 0
    return folder


def planned(folder: Path) -> dict[str, Any]:
    """The plan of what is live to what the stack file says."""
    document: dict[str, Any] = json.loads(
        run("plan", "stack.py", "--target", "local", "--format", "json", cwd=folder).out
    )
    return document


def test_both_writes_are_deployed(deployed: Path) -> None:
    """The local target refuses shares of deployments that are not there, so the order was right; nothing is left to do."""
    plan = planned(deployed)
    assert {change["action"] for change in plan["changes"]} == {"no_change"}
    (endpoint,) = (change for change in plan["changes"] if change["address"] == "mlw-x/scores")
    assert endpoint["after"]["properties"]["traffic"] == {"blue": 100}


def test_a_plan_shows_one_change_to_what_the_last_write_leaves(deployed: Path) -> None:
    """From the live shares to the new ones; nobody is told that the endpoint is deployed twice, as that is meant."""
    text = STACK.replace("{blue: 100}", "{blue: 90, green: 10}")
    (deployed / "stack.py").write_text(text, encoding="utf-8")
    plan = planned(deployed)
    (change,) = (change for change in plan["changes"] if change["action"] != "no_change")
    assert change["address"] == "mlw-x/scores"
    assert {delta["path"]: (delta["before"], delta["after"]) for delta in change["deltas"]} == {
        "properties.traffic.blue": (100, 90),
        "properties.traffic.green": (None, 10),
    }
    assert not [remark for remark in plan["diagnostics"] if remark["code"] == "DeployedSeveralTimes"]
    assert not change["origin"]["because"]
