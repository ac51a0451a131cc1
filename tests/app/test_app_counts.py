"""Plan, deployment and destruction count every resource once, so their numbers add up."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cli._run import run
from mlinfra.review.report.outcome import outcome_text

LOCAL = ("--target", "local", "--yes")
STACK = """\
from mlinfra import ComputeCluster, ResourceGroup, Stack, StorageAccount, Workspace

lake = StorageAccount("stcounts", sku="Standard_LRS")
workspace = Workspace("mlw-counts", computes=[ComputeCluster("cpu", size="Standard_DS3_v2")])
stack = Stack("counts", scope=ResourceGroup("rg-counts", location="westeurope"{tags}), resources=[lake, workspace])
"""


def _file(folder: Path, text: str = STACK, *, tags: str = "") -> Path:
    (folder / "stack.py").write_text(text.replace("{tags}", tags), encoding="utf-8")
    return folder / "stack.py"


def _json(folder: Path, *words: str) -> Any:
    ran = run(*words, "stack.py", "--target", "local", "--format", "json", cwd=folder)
    return json.loads(ran.out)


def _plan(folder: Path) -> dict[str, Any]:
    document: dict[str, Any] = _json(folder, "plan")
    return document


def _outcome(folder: Path, verb: str) -> dict[str, Any]:
    ran = run(verb, "stack.py", *LOCAL, "--format", "json", cwd=folder)
    (document,) = json.loads(ran.out)["outcomes"]
    assert isinstance(document, dict)
    return document


def _resources(plan: dict[str, Any]) -> int:
    """Resources of the code, as the plan counts them."""
    return sum(number for action, number in plan["counts"].items() if action not in {"ignore", "orphaned"})


def test_a_plan_counts_every_resource_once(tmp_path: Path) -> None:
    """The counts are those of the changes, whatever is folded; the last line of the text says the same numbers."""
    _file(tmp_path)
    first = _plan(tmp_path)
    assert sum(first["counts"].values()) == len({change["id"] for change in first["changes"]})
    assert run("deploy", "stack.py", *LOCAL, cwd=tmp_path).code == 0
    _file(tmp_path, tags=', tags={"team": "a"}')
    second = _plan(tmp_path)
    assert sum(second["counts"].values()) == len({change["id"] for change in second["changes"]})
    text = run("plan", "stack.py", "--target", "local", cwd=tmp_path).out.splitlines()[-1]
    numbers = {word: int(number) for number, word in re.findall(r"(\d+) (to create|to modify|unchanged)", text)}
    assert sum(numbers.values()) == _resources(second), text


def test_plan_deployment_and_destruction_count_the_same(tmp_path: Path) -> None:
    """The resource group is one of them in all three, made, given other tags, and removed."""
    _file(tmp_path)
    planned = _plan(tmp_path)
    assert planned["counts"] == {"create": _resources(planned)}
    deployed = _outcome(tmp_path, "deploy")
    assert len(deployed["operations"]) == _resources(planned)
    assert {operation["state"] for operation in deployed["operations"]} == {"Succeeded"}
    _file(tmp_path, tags=', tags={"team": "a"}')
    changed = _plan(tmp_path)
    assert changed["counts"]["modify"] == 1
    again = _outcome(tmp_path, "deploy")
    assert len(again["operations"]) == _resources(changed) == _resources(planned)
    assert len(_outcome(tmp_path, "destroy")["operations"]) == _resources(planned)


@pytest.mark.parametrize("refused", ["quota:cpu", "policy:stcounts", "name-taken:stcounts"])
def test_a_failed_deployment_counts_what_it_did_not_come_to(refused: str, tmp_path: Path) -> None:
    """Succeeded, failed and not started are together what the plan has."""
    _file(tmp_path)
    planned = _plan(tmp_path)
    ran = run("deploy", "stack.py", *LOCAL, "--format", "json", cwd=tmp_path, MLINFRA_FAULTS=f"refuse={refused}")
    (document,) = json.loads(ran.out)["outcomes"]
    states = Counter(operation["state"] for operation in document["operations"])
    assert ran.code == 1
    assert (sum(states.values()), states["Failed"] > 0) == (_resources(planned), True)
    last = outcome_text(document).splitlines()[-1]
    assert sum(int(number) for number in re.findall(r"(\d+) (?:succeeded|failed|not started)", last)) == _resources(
        planned
    )


def test_a_group_that_still_holds_something_is_kept_and_counted(tmp_path: Path) -> None:
    """`destroy` removes an empty group only, and says so of the one that stays."""
    _file(tmp_path)
    planned = _plan(tmp_path)
    assert run("deploy", "stack.py", *LOCAL, cwd=tmp_path).code == 0
    foreign = {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "resources": [
            {
                "type": "Microsoft.Storage/storageAccounts",
                "apiVersion": "2023-05-01",
                "name": "stforeign",
                "location": "westeurope",
                "sku": {"name": "Standard_LRS"},
                "kind": "StorageV2",
            }
        ],
    }
    (tmp_path / "foreign.json").write_text(json.dumps(foreign), encoding="utf-8")
    assert run("deploy", "foreign.json", *LOCAL, "--resource-group", "rg-counts", cwd=tmp_path).code == 0
    ran = run("destroy", "stack.py", *LOCAL, cwd=tmp_path)
    assert f"{_resources(planned) - 1} deleted, 1 kept: not empty" in ran.out


def test_destruction_names_roles_by_what_they_grant(tmp_path: Path) -> None:
    """Role, resource and identity, in the list that is shown before and in the outcome; never a GUID."""
    assert run("new", "demo", cwd=tmp_path).code == 0
    folder = tmp_path / "demo"
    assert run("deploy", "stack.py", *LOCAL, cwd=folder).code == 0
    ran = run("destroy", "stack.py", *LOCAL, "--format", "json", cwd=folder)
    (document,) = json.loads(ran.out)["outcomes"]
    names = {operation["name"] for operation in document["operations"] if operation["type"].endswith("Assignments")}
    assert len(names) == 1
    (name,) = names
    assert name.startswith("Storage Blob Data Contributor on stdemo")
    assert name.endswith(" to cpu")
    assert f"- role         {name}" in ran.err
    assert Counter(operation["state"] for operation in document["operations"]) == {"Succeeded": 11}
