"""What Azure refuses or ignores is told by the plan, and nothing of it is sent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli._run import Ran, run

LOCAL = ("--target", "local")
HEAD = "from datetime import timedelta\n\nfrom mlinfra import *\n\n"
END = 'stack = Stack("churn", scope=ResourceGroup("rg-churn", location="westeurope"), resources=[workspace])\n'


def _write(folder: Path, workspace: str) -> None:
    (folder / "stack.py").write_text(f"{HEAD}workspace = {workspace}\n{END}", encoding="utf-8")


def _deploy(folder: Path, *more: str) -> Ran:
    return run("deploy", "stack.py", *LOCAL, "--yes", *more, cwd=folder)


def _plan(folder: Path) -> Any:
    return json.loads(run("plan", "stack.py", *LOCAL, "--format", "json", cwd=folder).out)


def _box(size: str, hours: int = 1) -> str:
    idle = f"timedelta(hours={hours})"
    return f'Workspace("mlw-churn", computes=[ComputeInstance("box1", size="{size}", idle={idle})])'


REFUSED = {
    "size of an instance": (_box("Standard_D4s_v5"), _box("Standard_D8s_v5"), "mlw-churn/box1", "properties.properties.vmSize"),
    "identity of an endpoint": (
        'Workspace("mlw-churn", endpoints=[OnlineEndpoint("ep-churn", identity=SystemAssigned())])',
        'Workspace("mlw-churn", endpoints=[OnlineEndpoint("ep-churn", identity=UserAssignedIdentity("id-ep"))])',
        "mlw-churn/ep-churn", "identity.type",
    ),
    "managed network left out": (
        'Workspace("mlw-churn", network=Managed(isolation="internet"))', 'Workspace("mlw-churn")',
        "mlw-churn", "properties.managedNetwork.isolationMode",
    ),
    "size of a cluster": (
        'Workspace("mlw-churn", computes=[ComputeCluster("cpu", size="Standard_D4s_v5", nodes=Autoscale(0, 1))])',
        'Workspace("mlw-churn", computes=[ComputeCluster("cpu", size="Standard_D8s_v5", nodes=Autoscale(0, 1))])',
        "mlw-churn/cpu", "properties.properties.vmSize",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_change_that_azure_refuses_is_not_sent(tmp_path: Path, name: str) -> None:
    """The plan shows ``!!`` and ends with 4; deploy stops before sending, naming address, property and what to do."""
    before, after, address, path = REFUSED[name]
    _write(tmp_path, before)
    assert _deploy(tmp_path).code == 0
    _write(tmp_path, after)
    planned = run("plan", "stack.py", *LOCAL, "--detailed-exitcode", cwd=tmp_path)
    assert planned.code == 4
    assert "!!" in planned.out
    ran = _deploy(tmp_path)
    assert ran.code == 1
    assert "nothing was sent" in ran.err
    assert f"!! {address} (stack.py:" in ran.err
    assert path in ran.err
    assert f"--replace {address}" in ran.err
    _write(tmp_path, before)
    assert not _plan(tmp_path)["has_changes"], "what is live stayed as it was"


def test_what_azure_ignores_is_not_deployed_alone(tmp_path: Path) -> None:
    """A new idle time of an instance is ``~?`` with what works instead; deploy sends nothing and says so."""
    _write(tmp_path, _box("Standard_D4s_v5"))
    assert _deploy(tmp_path).code == 0
    _write(tmp_path, _box("Standard_D4s_v5", 2))
    planned = run("plan", "stack.py", *LOCAL, "--detailed-exitcode", cwd=tmp_path)
    assert (planned.code, "~? compute" in planned.out) == (3, True)
    assert "through the studio" in planned.out
    ran = _deploy(tmp_path)
    assert ran.code == 0
    assert "started" not in ran.err
    assert "mlw-churn/box1" in ran.out + ran.err


TEMPLATE: dict[str, Any] = {
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "resources": [
        {"type": "Microsoft.ManagedIdentity/userAssignedIdentities", "apiVersion": "2024-11-30", "name": "id-a", "location": "westeurope"},
        {
            "type": "Microsoft.MachineLearningServices/workspaces", "apiVersion": "2025-12-01", "name": "mlw-a", "location": "westeurope",
            "kind": "Hub", "identity": {"type": "SystemAssigned,UserAssigned"},
            "properties": {"storageAccount": "[resourceId('Microsoft.Storage/storageAccounts', 'sthub')]"},
        },
        {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2025-06-01", "name": "sthub", "location": "westeurope", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}, "properties": {}},
    ],
}  # fmt: skip


def test_another_letter_case_is_the_same_identity(tmp_path: Path) -> None:
    """``systemAssigned`` after both is one of the ways that are closed, however it is spelled; plan and target agree."""
    file, options = tmp_path / "main.json", (*LOCAL, "--resource-group", "rg-a", "--location", "westeurope")
    TEMPLATE["resources"][1]["dependsOn"] = ["sthub", "id-a"]
    both = json.loads(json.dumps(TEMPLATE))
    both["resources"][1]["identity"]["userAssignedIdentities"] = {
        "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id-a')]": {}
    }
    file.write_text(json.dumps(both), encoding="utf-8")
    assert run("deploy", file, *options, "--yes", cwd=tmp_path).code == 0
    both["resources"][1]["identity"] = {"type": "systemAssigned"}
    file.write_text(json.dumps(both), encoding="utf-8")
    plan = json.loads(run("plan", file, *options, "--format", "json", cwd=tmp_path).out)
    assert [refusal["path"] for change in plan["changes"] for refusal in change["refusals"]] == ["identity.type"]
    assert run("deploy", file, *options, "--yes", cwd=tmp_path).code == 1


def test_the_outcome_names_what_did_not_take(tmp_path: Path) -> None:
    """Sent together with a change that takes effect, what Azure ignores is named in the outcome; the rest stands there."""
    tagged = _box("Standard_D4s_v5", 2).replace("size=", 'tags={"team": "churn"}, size=')
    _write(tmp_path, _box("Standard_D4s_v5"))
    assert _deploy(tmp_path).code == 0
    _write(tmp_path, tagged)
    ran = _deploy(tmp_path, "--format", "json")
    [outcome] = json.loads(ran.out)["outcomes"]
    assert outcome["state"] == "Succeeded"
    [told] = outcome["not_taken"]
    assert told.startswith("mlw-churn/box1: properties.properties.idleTimeBeforeShutdown: ")
    [left] = [change for change in _plan(tmp_path)["changes"] if change["action"] != "no_change"]
    assert (left["action"], len([delta for delta in left["deltas"] if delta["noise"] is None])) == ("no_effect", 1)
