"""``--replace`` deletes and creates what it names with all that depends on it, as the plan shows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli._run import Ran, run
from mlinfra.azure import connect
from mlinfra.azure.local_cloud import SUBSCRIPTION

LOCAL = ("--target", "local")
GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-churn"
TEXT = """from mlinfra import *

lake = StorageAccount.existing("stlake", scope=ResourceGroup("rg-lake"))
features = BlobDatastore("features", account=lake, container="features")
box = ComputeInstance("box1", size="SIZE", identity=UserAssignedIdentity("id-box"), reads=[features])
workspace = Workspace("mlw-churn", computes=[box], datastores=[features])
stack = Stack("churn", scope=ResourceGroup("rg-churn", location="westeurope"), resources=[workspace])
"""


def _write(folder: Path, size: str = "Standard_D4s_v5") -> None:
    (folder / "stack.py").write_text(TEXT.replace("SIZE", size), encoding="utf-8")


def _deploy(folder: Path, *more: str, file: str = "stack.py") -> Ran:
    return run("deploy", file, *LOCAL, "--yes", *more, cwd=folder)


def _plan(folder: Path, *more: str) -> Any:
    return json.loads(run("plan", "stack.py", *LOCAL, "--format", "json", *more, cwd=folder).out)


def _outcome(folder: Path, *more: str) -> Any:
    ran = _deploy(folder, "--format", "json", *more)
    [outcome] = json.loads(ran.out)["outcomes"]
    return outcome


def _live(folder: Path, method: str, path: str, version: str, body: Any = None) -> Any:
    with connect("local", state=folder / ".mlinfra" / "local.db") as cloud:
        return cloud.send(method, f"{GROUP}/providers/{path}", version, body).body


ML = "Microsoft.MachineLearningServices/workspaces/mlw-churn"


@pytest.fixture
def deployed(tmp_path: Path) -> Path:
    """A folder whose stack is deployed: an instance with an identity that reads a lake of another group."""
    _write(tmp_path)
    assert _deploy(tmp_path).code == 0
    return tmp_path


def test_an_instance_is_replaced_in_another_size(deployed: Path) -> None:
    """The plan shows ``-/+`` only where it was asked for; afterwards the size is the new one and the next plan is quiet."""
    _write(deployed, "Standard_D8s_v5")
    assert "!! compute" in run("plan", "stack.py", *LOCAL, cwd=deployed).out
    asked = run("plan", "stack.py", *LOCAL, "--replace", "mlw-churn/box1", "--detailed-exitcode", cwd=deployed)
    assert asked.code == 4
    assert "-/+ compute  mlw-churn/box1" in asked.out
    ran = _deploy(deployed, "--replace", "mlw-churn/box1")
    assert ran.code == 0
    assert "gone   compute      mlw-churn/box1" in ran.err
    assert "1 deleted" in ran.out
    assert (
        _live(deployed, "GET", f"{ML}/computes/box1", "2025-12-01")["properties"]["properties"]["vmSize"]
        == "Standard_D8s_v5"
    )
    assert not _plan(deployed)["has_changes"]


def test_an_identity_takes_its_role_assignments_along(deployed: Path) -> None:
    """Those of other groups too, and the instance that was created with it; deleted first, the identity after them."""
    outcome = _outcome(deployed, "--replace", "id-box")
    assert outcome["state"] == "Succeeded"
    gone = [operation["name"] for operation in outcome["operations"] if operation["action"] == "delete"]
    assert any(name.startswith("Storage Blob Data Reader on stlake/default/features") for name in gone)
    assert "mlw-churn/box1" in gone
    assert gone.index("id-box") > max(place for place, name in enumerate(gone) if " on " in name)
    assert not _plan(deployed)["has_changes"]


def test_what_holds_data_goes_only_by_its_own_name(deployed: Path) -> None:
    """Replacing the storage of a workspace would take the workspace along: refused until it is named as well."""
    account = next(
        change["address"] for change in _plan(deployed)["changes"] if change["address"].startswith("stchurn")
    )
    ran = _deploy(deployed, "--replace", account)
    assert ran.code == 1
    assert "also deletes mlw-churn, and a workspace holds runs, models and assets" in ran.err
    assert "--replace mlw-churn" in ran.err
    assert _outcome(deployed, "--replace", account, "--replace", "mlw-churn")["state"] == "Succeeded"
    assert not _plan(deployed)["has_changes"]


def test_a_workspace_comes_back_under_its_name(deployed: Path) -> None:
    """Azure keeps the name of a deleted workspace: it is freed, and its children are created again."""
    outcome = _outcome(deployed, "--replace", "mlw-churn")
    gone = {operation["name"] for operation in outcome["operations"] if operation["action"] == "delete"}
    assert {"mlw-churn", "mlw-churn/box1", "mlw-churn/features"} <= gone
    assert not _plan(deployed)["has_changes"]


def test_a_reviewed_plan_says_what_is_replaced(deployed: Path) -> None:
    """``deploy plan.json`` replaces what the plan shows, and takes no option for it."""
    _write(deployed, "Standard_D8s_v5")
    run("plan", "stack.py", *LOCAL, "--replace", "mlw-churn/box1", "-o", "plan.json", cwd=deployed)
    assert json.loads((deployed / "plan.json").read_text(encoding="utf-8"))["replace"] == ["mlw-churn/box1"]
    refused = _deploy(deployed, "--replace", "mlw-churn", file="plan.json")
    assert (refused.code, "--replace does not go with a saved plan" in refused.err) == (1, True)
    ran = _deploy(deployed, file="plan.json")
    assert (ran.code, "1 deleted" in ran.out) == (0, True)


def test_an_unknown_address_is_answered_with_known_ones(deployed: Path) -> None:
    """Before anything is asked or deleted; offline comparisons know nothing that could be replaced."""
    ran = _deploy(deployed, "--replace", "mlw-churn/box2")
    assert ran.code == 1
    assert "the stack has no resource mlw-churn/box2" in ran.err
    assert "mlw-churn/box1" in ran.err
    offline = run("plan", "stack.py", "--against", "deployed", *LOCAL, "--replace", "mlw-churn/box1", cwd=deployed)
    assert (offline.code, "does not go with this comparison" in offline.err) == (1, True)


def test_a_failure_in_between_says_what_stands(deployed: Path) -> None:
    """A lock keeps the instance: nothing is deployed, and the outcome names what is gone and what is still there."""
    lock = {"properties": {"level": "CanNotDelete"}}
    path = f"{ML}/computes/box1/providers/Microsoft.Authorization/locks/keep"
    _live(deployed, "PUT", path, "2020-05-01", lock)
    outcome = _outcome(deployed, "--replace", "mlw-churn/box1", "--replace", "mlw-churn/features")
    assert outcome["state"] == "Failed"
    assert not [o for o in outcome["operations"] if o["action"] == "deploy" and o["state"] != "NotStarted"]
    assert (
        "deleted already: mlw-churn/features; still there: mlw-churn/box1; nothing was deployed"
        in outcome["error"]["explanation"]
    )
    _live(deployed, "DELETE", path, "2020-05-01")
    assert _outcome(deployed)["state"] == "Succeeded"
    assert not _plan(deployed)["has_changes"]


def test_an_identity_that_was_made_anew_makes_its_roles_refused(deployed: Path) -> None:
    """Each role assignment says why and how to replace it; one command with what the error names puts all in order."""
    _live(deployed, "DELETE", "Microsoft.ManagedIdentity/userAssignedIdentities/id-box", "2024-11-30")
    roles = [change for change in _plan(deployed)["changes"] if change["action"] == "refused"]
    assert len(roles) == 5
    assert all("made anew" in role["refusals"][0]["message"] for role in roles)
    refused = _deploy(deployed)
    assert (refused.code, "started" in refused.err) == (1, False)
    options = refused.err.split("cannot change in place: deploy ")[1].split("\n")[0].split()
    assert _deploy(deployed, *options).code == 0
    assert not _plan(deployed)["has_changes"]


def test_a_vault_that_keeps_its_name_is_not_deleted(deployed: Path) -> None:
    """Purge protection keeps the name, so that the vault could not be created again: refused before anything goes."""
    vault = next(change["address"] for change in _plan(deployed)["changes"] if change["address"].startswith("kv-"))
    ran = _deploy(deployed, "--replace", vault, "--replace", "mlw-churn")
    assert ran.code == 1
    assert "purge protection keeps the name of a deleted vault" in ran.err
    assert not _plan(deployed)["has_changes"]
