"""A live endpoint keeps its shares while its deployments are written: they change with the last write alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cli._run import run
from mlinfra.app.live_values import with_live_values
from mlinfra.app.read_stacks import read_rendered
from mlinfra.app.settings import settings_for
from mlinfra.azure import connect
from mlinfra.azure.local_cloud import SUBSCRIPTION
from mlinfra.local.deploy_runtime import DeployRuntime
from mlinfra.testing import FakeCloud

ENDPOINT = (
    f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-x/providers/Microsoft.MachineLearningServices"
    "/workspaces/mlw-x/onlineEndpoints/scores"
)
VERSION = "2025-12-01"
STACK = """
from mlinfra import OnlineDeployment, OnlineEndpoint, ResourceGroup, Stack, Workspace

blue, green = (OnlineDeployment(name, model=f"azureml://registries/r/models/churn/versions/{name}") for name in ("blue", "green"))
endpoint = OnlineEndpoint("scores", deployments=DEPLOYMENTS, traffic=SHARES)
group = ResourceGroup("rg-x", location="westeurope")
stack = Stack("s", scope=group, resources=[Workspace("mlw-x", endpoints=[endpoint])])
"""


def write(folder: Path, shares: str, deployments: str = "[blue, green]") -> Path:
    """The stack file with these shares."""
    file = folder / "stack.py"
    file.write_text(STACK.replace("SHARES", shares).replace("DEPLOYMENTS", deployments), encoding="utf-8")
    return file


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The shares that the endpoint has after each write of it."""
    seen: list[Any] = []
    put = DeployRuntime._put

    def record(self: DeployRuntime, rid: Any, body: dict[str, Any]) -> None:
        put(self, rid, body)
        if rid.text.lower() == ENDPOINT.lower():
            seen.append((self.store.get("resource", rid.key) or {})["properties"].get("traffic"))

    monkeypatch.setattr(DeployRuntime, "_put", record)
    return seen


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a stack that is deployed: blue answers alone."""
    folder = tmp_path_factory.mktemp("live")
    write(folder, "{blue: 100}", "[blue]")
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=folder).code == 0
    return folder


@pytest.fixture
def folder(deployed: Path, tmp_path: Path) -> Path:
    """A copy of it, whose stack now gives green its first share."""
    copy = shutil.copytree(deployed, tmp_path / "live")
    write(copy, "{blue: 90, green: 10}")
    return copy


def set_shares(folder: Path, **shares: int) -> None:
    """Somebody else changes the live shares."""
    with connect("local", state=folder / ".mlinfra" / "local.db") as cloud:
        body = cloud.send("GET", ENDPOINT, VERSION).body
        body["properties"]["traffic"] = shares
        cloud.send("PUT", ENDPOINT, VERSION, body)


def test_a_new_endpoint_has_no_shares_at_first(tmp_path: Path, written: list[Any]) -> None:
    """Its deployments are not there yet; nothing is read that could be named."""
    write(tmp_path, "{blue: 100}", "[blue]")
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path).code == 0
    assert written == [{}, {"blue": 100}]
    assert run("plan", "stack.py", "--target", "local", "--detailed-exitcode", cwd=tmp_path).code == 0
    assert run("drift", "stack.py", "--target", "local", cwd=tmp_path).code == 0


def test_a_reviewed_plan_keeps_the_live_shares_until_the_last_write(folder: Path, written: list[Any]) -> None:
    """Blue answers all until green is there; the plan shows one change, and the parameters are in the history."""
    assert run("plan", "stack.py", "--target", "local", "-o", "plan.json", cwd=folder).code == 0
    (change,) = (
        change
        for change in json.loads((folder / "plan.json").read_text(encoding="utf-8"))["changes"]
        if change["address"] == "mlw-x/scores"
    )
    assert {delta["path"]: (delta["before"], delta["after"]) for delta in change["deltas"]} == {
        "properties.traffic.blue": (100, 90),
        "properties.traffic.green": (None, 10),
    }
    ran = run("deploy", "plan.json", "--target", "local", "--yes", cwd=folder)
    assert ran.code == 0, ran.err
    assert written == [{"blue": 100}, {"blue": 90, "green": 10}]


def test_shares_that_moved_since_the_review_are_noticed(folder: Path, written: list[Any]) -> None:
    """The plan shows the change from the shares that were live: from others it is another one, and nothing is sent."""
    assert run("plan", "stack.py", "--target", "local", "-o", "plan.json", cwd=folder).code == 0
    set_shares(folder, blue=0)
    ran = run("deploy", "plan.json", "--target", "local", "--yes", cwd=folder)
    assert ran.code == 1
    assert "properties.traffic.blue: reviewed 100 => 90, now 0 => 90" in ran.err
    assert not written


def test_an_endpoint_that_is_replaced_keeps_nothing(folder: Path, written: list[Any]) -> None:
    """Its deployments are deleted with it, so that their shares could not be written."""
    ran = run("deploy", "stack.py", "--target", "local", "--yes", "--replace", "mlw-x/scores", cwd=folder)
    assert ran.code == 0, ran.err
    assert written == [{}, {"blue": 90, "green": 10}]


@pytest.mark.parametrize(
    ("shares", "kept"),
    [({"blue": 100, "gone": 0}, {"blue": 100}), ({"blue": 90, "gone": 10}, {"blue": 100}), ({"gone": 100}, None)],
)
def test_a_deployment_that_is_gone_is_not_named(
    shares: dict[str, int], kept: dict[str, int] | None, folder: Path
) -> None:
    """Azure takes shares of what is there alone, and 100 together: the largest takes over what nobody else has."""
    endpoint = {"id": ENDPOINT, "name": "scores", "properties": {"traffic": shares}}
    blue = {"id": f"{ENDPOINT}/deployments/blue", "name": "blue"}
    cloud = FakeCloud(resources={str(body["id"]).lower(): body for body in (endpoint, blue)}, subscription=SUBSCRIPTION)
    (stack,) = read_rendered(settings_for(folder / "stack.py"), {})
    live = with_live_values(stack, cloud).values.live
    assert live == ({"scoresLiveTraffic": {"value": kept}} if kept else {})


VAULT = """
from mlinfra import AccessPolicy, KeyVault, ResourceGroup, Stack, VaultAccessPolicies, Workspace

vault = KeyVault("kv-live-x", rbac=False)
workspace = Workspace("mlw-x", key_vault=vault)
policies = [AccessPolicy(workspace.principal_id, secret_permissions=["get"])]
rights = VaultAccessPolicies(parent=vault, policies=policies)
stack = Stack("s", scope=ResourceGroup("rg-x", location="westeurope"), resources=[workspace, rights], tags=TAGS)
"""


def test_a_vault_keeps_the_policies_that_a_child_adds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workspace holds its rights from the first deployment on, and a second plan has nothing to change."""
    counts: list[int] = []
    put = DeployRuntime._put

    def record(self: DeployRuntime, rid: Any, body: dict[str, Any]) -> None:
        put(self, rid, body)
        if "/vaults/" in rid.text:
            vault = self.store.get("resource", rid.key.partition("/accesspolicies")[0]) or {}
            counts.append(len(vault["properties"]["accessPolicies"]))

    monkeypatch.setattr(DeployRuntime, "_put", record)
    for tags in ("{}", '{"owner": "ml"}'):
        (tmp_path / "stack.py").write_text(VAULT.replace("TAGS", tags), encoding="utf-8")
        assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path).code == 0
        ran = run("plan", "stack.py", "--target", "local", "--detailed-exitcode", cwd=tmp_path)
        assert ran.code == 0, ran.out
    assert counts == [0, 1, 1, 1]


def test_policies_of_both_kinds_are_refused(tmp_path: Path) -> None:
    """Each deployment of the vault would take away what the other adds."""
    text = VAULT.replace("rbac=False", "rbac=False, access_policies=[]").replace("TAGS", "{}")
    (tmp_path / "stack.py").write_text(text, encoding="utf-8")
    ran = run("check", "stack.py", cwd=tmp_path)
    assert ran.code == 1
    assert "kv-live-x has properties.accessPolicies of its own, and stack.py:7 changes it" in ran.err
