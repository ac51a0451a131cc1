"""A reference means the resource that was given, also where every name occurs twice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlinfra import (
    BlobDatastore,
    CapabilityHost,
    ComputeCluster,
    Connection,
    DataAsset,
    Grant,
    ResourceGroup,
    Stack,
    StorageAccount,
    UserAssignedIdentity,
    Workspace,
)
from mlinfra.app.stages import Prepared, prepare
from mlinfra.arm.expand import expand
from mlinfra.base.errors import LoadError, OutsideReference
from mlinfra.base.scope import DeploymentScope
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.resolve import resolve
from mlinfra.landing_zone.load import load_stacks

GROUP = ResourceGroup("rg-x", location="westeurope", subscription="11111111-1111-1111-1111-111111111111")
NAMES = ("mlw-one", "mlw-two")
CHILDREN = ("cpu", "gpu")


@dataclass(frozen=True)
class Plan:
    """Which of the two workspaces each reference goes to; children are called alike, and one workspace like its account."""

    grants: tuple[tuple[int, int, str], ...]
    """Holder: workspace and cluster; and the workspace that grants, by its place."""
    order: tuple[int, int] | None
    outputs: tuple[tuple[int, str, str], ...]


PLANS = st.builds(
    Plan,
    grants=st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 1), st.sampled_from(["Reader", "Contributor"])),
        max_size=3,
        unique=True,
    ).map(tuple),
    order=st.none() | st.tuples(st.integers(0, 1), st.integers(0, 1)),
    outputs=st.lists(
        st.tuples(
            st.integers(0, 1), st.sampled_from([*CHILDREN, "features"]), st.sampled_from(["id", "principal_id"])
        ).filter(lambda output: output[1:] != ("features", "principal_id")),
        max_size=4,
    ).map(tuple),
)


def in_python(plan: Plan) -> Stack:
    """The stack as Python makes it: each reference is an object."""
    accounts = [StorageAccount.existing("stlake", scope=ResourceGroup(f"rg-{i}")) for i in range(2)]
    stores = [BlobDatastore("features", account=account, container="features") for account in accounts]
    clusters = [
        [
            ComputeCluster(name, size="Standard_D4s_v5", identity=UserAssignedIdentity(f"id-{i}"), reads=[stores[i]])
            if name == "cpu" and i
            else ComputeCluster(name, size="Standard_D4s_v5", reads=[stores[i]])
            for name in CHILDREN
        ]
        for i in range(2)
    ]
    late = StorageAccount("stlate", depends_on=[clusters[plan.order[0]][plan.order[1]]] if plan.order else [])
    workspaces = [
        Workspace(
            name,
            registry=None,
            datastores=[stores[i]],
            data=[DataAsset("features", datastore=stores[i])],
            computes=clusters[i],
        )
        for i, name in enumerate(NAMES)
    ]
    grants = [
        Grant(role, principal_id=clusters[i][j].principal_id, principal_type="ServicePrincipal")
        for i, j, role in plan.grants
    ]
    third = Workspace("mlw-all", registry=None, grants=grants)
    held = [{**dict(zip(CHILDREN, clusters[i], strict=True)), "features": stores[i]} for i in range(2)]
    outputs = {f"o{n}": getattr(held[i][name], told) for n, (i, name, told) in enumerate(plan.outputs)}
    return Stack("s", scope=GROUP, resources=[*workspaces, third, late], outputs=outputs)


def in_yaml(plan: Plan) -> str:
    """The same as YAML: each reference is a path."""
    stores = [
        {
            "kind": "BlobDatastore",
            "name": "features",
            "account": {"existing": "stlake", "scope": f"rg-{i}"},
            "container": "features",
        }
        for i in range(2)
    ]
    workspaces = []
    for i, name in enumerate(NAMES):
        reads = [{"of": f"{name}/features", "kind": "BlobDatastore"}]
        clusters: list[dict[str, Any]] = [
            {"kind": "ComputeCluster", "name": child, "size": "Standard_D4s_v5", "reads": reads} for child in CHILDREN
        ]
        if i:
            clusters[0]["identity"] = {"kind": "UserAssignedIdentity", "name": f"id-{i}"}
        data = [{"name": "features", "datastore": reads[0]}]
        workspaces.append(
            {
                "kind": "Workspace",
                "name": name,
                "registry": None,
                "datastores": [stores[i]],
                "data": data,
                "computes": clusters,
            }
        )
    grants = [
        {
            "role": role,
            "principal_type": "ServicePrincipal",
            "principal_id": {"of": f"{NAMES[i]}/{CHILDREN[j]}", "attribute": "principal_id"},
        }
        for i, j, role in plan.grants
    ]
    order = [{"of": f"{NAMES[plan.order[0]]}/{CHILDREN[plan.order[1]]}"}] if plan.order else []
    outputs = {
        f"o{n}": {"of": f"{NAMES[i]}/{name}", "attribute": told}
        | ({"kind": "BlobDatastore"} if name == "features" else {})
        for n, (i, name, told) in enumerate(plan.outputs)
    }
    group = {"name": GROUP.name, "location": GROUP.location, "subscription": GROUP.subscription}
    third = {"kind": "Workspace", "name": "mlw-all", "registry": None, "grants": grants}
    late = {"kind": "StorageAccount", "name": "stlate", "depends_on": order}
    data = {"name": "s", "scope": group, "outputs": outputs, "resources": [*workspaces, third, late]}
    return yaml.safe_dump(data, sort_keys=False)


def principal(workspace: int, cluster: int) -> tuple[str, ...]:
    """The names of the resource whose identity a cluster acts as."""
    return ("id-1",) if (workspace, cluster) == (1, 0) else (NAMES[workspace], CHILDREN[cluster])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PLANS)
def test_every_reference_means_what_was_given(tmp_path: Path, plan: Plan) -> None:
    """Grants, reads, order and outputs reach the resource that was given, in Python; YAML with paths says the same."""
    stack = in_python(plan)
    graph = resolve(stack)
    holders = {
        (node.resource.role, node.resource.principal.names)
        for node in graph.of(RoleAssignment)
        if node.resource.on.names == ("mlw-all",)
    }
    assert holders == {(role, principal(i, j)) for i, j, role in plan.grants}
    for node in graph.of(RoleAssignment):
        if node.resource.role == "Storage Blob Data Reader":
            name = node.resource.principal.names
            assert node.resource.on.group == ("rg-1" if name[0] in {"mlw-two", "id-1"} else "rg-0")
    late = next(node for node in graph if node.id.name == "stlate")
    assert [target.names for target in late.depends_on] == (
        [(NAMES[plan.order[0]], CHILDREN[plan.order[1]])] if plan.order else []
    )
    made = prepare(stack)
    assert_outputs(made, plan)
    (tmp_path / "s.yaml").write_text(in_yaml(plan), encoding="utf-8")
    (twin,) = load_stacks(tmp_path / "s.yaml")
    assert prepare(twin).rendered.files["main.json"] == made.rendered.files["main.json"]


def assert_outputs(made: Prepared, plan: Plan) -> None:
    """Each output reads the resource that was given, as the template says it after evaluation."""
    template = json.loads(made.rendered.files["main.json"])
    scope = DeploymentScope(
        "resourceGroup", subscription=GROUP.subscription, resource_group=GROUP.name, location="westeurope"
    )
    outputs = expand(template, {}, scope).outputs
    for n, (i, name, told) in enumerate(plan.outputs):
        names = principal(i, CHILDREN.index(name)) if told == "principal_id" else (NAMES[i], name)
        value = json.dumps(outputs[f"o{n}"])
        assert "/".join(names[-1:]) in value
        assert names[0] in value


def test_a_value_that_two_workspaces_list_is_told_apart_or_refused() -> None:
    """One Python value in two workspaces is two resources: each reads its own, an output of it is refused with both."""
    lake = StorageAccount.existing("stlake", scope=ResourceGroup("rg-lake"))
    store = BlobDatastore("features", account=lake, container="features")
    cluster = ComputeCluster("cpu", size="Standard_D4s_v5", reads=[store])
    workspaces = [Workspace(name, datastores=[store], computes=[cluster]) for name in NAMES]
    graph = resolve(Stack("s", scope=GROUP, resources=workspaces))
    reads = [node.resource for node in graph.of(RoleAssignment) if node.resource.role == "Storage Blob Data Reader"]
    assert [(role.principal.names, role.reason) for role in reads] == [
        ((name, "cpu"), f"cpu reads features, as {name}/cpu") for name in NAMES
    ]
    with pytest.raises(OutsideReference, match="mlw-one/cpu and mlw-two/cpu"):
        prepare(Stack("s", scope=GROUP, resources=workspaces, outputs={"x": cluster.principal_id}))


def test_a_datastore_of_another_workspace_is_refused() -> None:
    """A cluster cannot read a datastore that only another workspace lists, though its own has one that is equal."""
    lake = StorageAccount.existing("stlake", scope=ResourceGroup("rg-lake"))
    mine, other = (BlobDatastore("features", account=lake, container="features") for _ in range(2))
    cluster = ComputeCluster("cpu", size="Standard_D4s_v5", reads=[other])
    workspaces = [Workspace("mlw-one", datastores=[mine], computes=[cluster]), Workspace("mlw-two", datastores=[other])]
    with pytest.raises(OutsideReference, match="which its workspace does not list"):
        resolve(Stack("s", scope=GROUP, resources=workspaces))


YAML = """
name: s
scope: {name: rg}
outputs: {x: OUTPUT}
resources:
  - {kind: Workspace, name: mlw-one, computes: [{kind: ComputeCluster, name: cpu, size: s}]}
  - {kind: Workspace, name: mlw-two, computes: [{kind: ComputeCluster, name: cpu, size: s, depends_on: [ORDER]}]}
  - {kind: StorageAccount, name: cpu}
"""


@pytest.mark.parametrize(
    ("output", "order", "told"),
    [
        ("{of: mlw-one/cpo, attribute: id}", "", "no resource called 'mlw-one/cpo'"),
        ("{of: cpu, attribute: id, kind: ComputeCluster}", "", "mlw-one/cpu (ComputeCluster, line 6) and mlw-two/cpu"),
        ("{of: cpu, attribute: id}", "", "'cpu' fits 3 resources"),
        ("{of: mlw-one/cpu, attribute: scoring_uri}", "", "it has: id, principal_id"),
        ("x", "{of: mlw-two/cpu}", "dependency cycle"),
        ("x", "{of: cpu}", "fits 3 resources"),
    ],
)
def test_a_reference_in_yaml_that_is_not_clear_is_refused(tmp_path: Path, output: str, order: str, told: str) -> None:
    """A name that fits no resource, or several, is refused with their paths; so is one that refers to itself."""
    (tmp_path / "s.yaml").write_text(YAML.replace("OUTPUT", output).replace("ORDER", order), encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        load_stacks(tmp_path / "s.yaml")
    assert told in str(caught.value)
    assert "\n  -> " in str(caught.value)


def test_stacks_of_one_file_have_names_of_their_own(tmp_path: Path) -> None:
    """A reference never reaches into another stack of the file."""
    text = "stacks:\n- {name: a, scope: {name: rg}, resources: [{kind: Workspace, name: mlw}]}\n"
    text += "- {name: b, scope: {name: rg}, resources: [], outputs: {x: {of: mlw, attribute: id}}}\n"
    (tmp_path / "s.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LoadError, match="no resource called 'mlw'"):
        load_stacks(tmp_path / "s.yaml")


def test_a_capability_host_waits_for_the_connections_that_it_names() -> None:
    """Azure takes the name of a connection that is there alone: the statement names it, so that Resource Manager waits."""
    models = Connection("models", category="AIServices")
    hub = Workspace("mlh-one", workspace_kind="Hub", connections=[models])
    agents = CapabilityHost("agents", parent=hub, ai_services=[models, "others"])
    prepared = prepare(Stack("s", scope=GROUP, resources=[hub, agents]))
    (host,) = (entry for entry in prepared.template["resources"] if entry["type"].endswith("/capabilityHosts"))
    assert host["properties"]["aiServicesConnections"] == ["models", "others"]
    assert any("connections" in text for text in host["dependsOn"])


def test_a_workspace_names_a_cluster_of_its_own_without_a_circle() -> None:
    """Azure asks for the cluster that builds images when it builds: the name stands in the one write of the workspace."""
    cluster = ComputeCluster("builder", size="Standard_D4s_v5")
    prepared = prepare(Stack("s", scope=GROUP, resources=[Workspace("mlw-one", image_build_compute=cluster)]))
    (workspace,) = (entry for entry in prepared.template["resources"] if entry["name"] == "mlw-one")
    assert workspace["properties"]["imageBuildCompute"] == "builder"
    assert any(entry["name"].endswith("'mlw-one', 'builder')]") for entry in prepared.template["resources"])
