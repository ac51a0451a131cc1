"""What resources tell can stand in outputs; what they do not tell is answered with what they do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mlinfra import (
    ApplicationInsights,
    ComputeCluster,
    ComputeInstance,
    ContainerRegistry,
    KeyVault,
    LogAnalytics,
    OnlineEndpoint,
    ResourceGroup,
    Stack,
    StorageAccount,
    SystemAssigned,
    UserAssignedIdentity,
    Workspace,
)
from mlinfra.app.check import check
from mlinfra.app.stages import prepare
from mlinfra.base.errors import InvalidInput, LoadError, MlinfraError
from mlinfra.landing_zone.load import load_stacks
from mlinfra.landing_zone.model.attribute import attribute_names

GROUP = ResourceGroup("rg-x", location="westeurope")
IDENTITY = UserAssignedIdentity("id-x")
CHILDREN = [ComputeCluster("cpu", size="s"), ComputeInstance("ci-a", size="s", identity=IDENTITY)]
ENDPOINT = OnlineEndpoint("ep-a", identity=IDENTITY)
WORKSPACE = Workspace(
    "mlw-x",
    storage=StorageAccount("sta", identity=SystemAssigned()),
    key_vault=KeyVault("kv-a"),
    registry=ContainerRegistry("crxyz", identity=SystemAssigned()),
    insights=ApplicationInsights("appi-a", logs=LogAnalytics("log-a")),
    computes=CHILDREN,
    endpoints=[ENDPOINT],
)
ALL: list[Any] = [
    WORKSPACE,
    WORKSPACE.storage,
    WORKSPACE.key_vault,
    WORKSPACE.registry,
    WORKSPACE.insights,
    *CHILDREN,
    ENDPOINT,
    IDENTITY,
]


@pytest.mark.parametrize("resource", ALL, ids=lambda resource: type(resource).__name__)
def test_everything_that_a_resource_tells_can_be_an_output(resource: Any) -> None:
    """Each attribute is printed as a reference to the resource that it was taken from."""
    names = attribute_names(type(resource))
    assert "id" in names
    outputs = {name: getattr(resource, name) for name in names}
    template = json.loads(
        prepare(Stack("s", scope=GROUP, resources=[WORKSPACE], outputs=outputs)).rendered.files["main.json"]
    )
    for name, output in template["outputs"].items():
        owner = IDENTITY if name == "principal_id" and getattr(resource, "identity", None) is IDENTITY else resource
        assert f"'{owner.name}'" in output["value"]


@pytest.mark.parametrize("kind", [UserAssignedIdentity, Workspace, StorageAccount, KeyVault])
def test_existing_resources_tell_the_same(kind: Any) -> None:
    """An existing resource that only an output names is declared as existing."""
    existing = kind.existing({StorageAccount: "stother"}.get(kind, "other-x"), scope="rg-other")
    outputs = {name: getattr(existing, name) for name in attribute_names(kind)}
    text = prepare(Stack("s", scope=GROUP, resources=[], outputs=outputs)).rendered.files["main.bicep"]
    assert " existing = {" in text
    assert "resourceGroup('rg-other')" in text


def test_an_unknown_attribute_is_answered_with_those_there_are(tmp_path: Path) -> None:
    """In Python and YAML; so is the identity of a resource that has none."""
    with pytest.raises(AttributeError, match="it tells: client_id, id, principal_id, tenant_id"):
        IDENTITY.object_id  # type: ignore[attr-defined]  # ruff: ignore[useless-expression]  wrong on purpose
    with pytest.raises(AttributeError, match="an existing KeyVault has no attribute 'sku'; it tells: id, uri"):
        KeyVault.existing("kv-a").sku  # ruff: ignore[useless-expression]  wrong on purpose
    with pytest.raises(InvalidInput, match="ci-b has no identity of its own"):
        ComputeInstance("ci-b", size="s").principal_id  # ruff: ignore[useless-expression]  wrong on purpose
    path = tmp_path / "s.yaml"
    path.write_text(
        "name: s\nscope: {name: rg}\nresources: [{kind: KeyVault, name: kv-a}]\noutputs: {x: {of: kv-a, attribute: url}}\n",
        encoding="utf-8",
    )
    with pytest.raises(LoadError, match="has no attribute 'url'\n  -> it has: id, uri"):
        load_stacks(path)


def test_the_configuration_lists_what_yaml_stacks_may_read(tmp_path: Path) -> None:
    """A variable in `variables` of `mlinfra.toml` may be read; without it the file is refused, with the variable's name."""
    path = tmp_path / "stack.yaml"
    text = "name: s\nscope: {name: rg}\nresources: []\nparameters: [{name: key, env: TEAM_KEY}]\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MlinfraError, match="TEAM_KEY"):
        check(path)
    (tmp_path / "mlinfra.toml").write_text('variables = ["TEAM_KEY"]\n', encoding="utf-8")
    assert check(path).stacks == ("s",)
