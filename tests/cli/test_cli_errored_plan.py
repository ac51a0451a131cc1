"""A plan that cannot be made is a plan that says why, in every format and file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli._run import run

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
ACCOUNT = {
    "type": "Microsoft.Storage/storageAccounts",
    "apiVersion": "2023-05-01",
    "name": "stx42",
    "location": "westeurope",
    "kind": "StorageV2",
    "sku": {"name": "Standard_LRS"},
}
WHERE = ("--resource-group", "rg-x", "--location", "westeurope")
LOCAL = ("--target", "local")


def _template(folder: Path, *resources: Any) -> Path:
    file = folder / "zone.json"
    template = {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": resources}
    file.write_text(json.dumps(template), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("zone.json", '{\n"resources": ', "zone.json:2"),
        ("zone.py", "from mlinfra import Stack\nstack = Stack(", "zone.py:2"),
        ("zone.yaml", "stack: [", "zone.yaml"),
        ("zone.py", "stack = 1", "zone.py"),
    ],
)
def test_an_unreadable_input_is_an_errored_plan(name: str, text: str, place: str, tmp_path: Path) -> None:
    """JSON on stdout and in the file says errored, what and where; annotations and Markdown tell it; the exit code is 1."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    ran = run("plan", name, *LOCAL, "--format", "json", "-o", "plan.json", "-o", "plan.md", cwd=tmp_path)
    assert ran.code == 1
    plan = json.loads(ran.out)
    assert (plan["stack"], plan["errored"], plan["complete"]) == ("zone", True, False)
    assert plan["error"]["where"].startswith(place)
    assert json.loads((tmp_path / "plan.json").read_text(encoding="utf-8")) == plan
    assert "ailed" in (tmp_path / "plan.md").read_text(encoding="utf-8")
    told = run("plan", name, *LOCAL, "--format", "github", cwd=tmp_path)
    assert told.out.startswith("::error")
    text_only = run("plan", name, *LOCAL, "--detailed-exitcode", cwd=tmp_path)
    assert (text_only.code, text_only.out) == (1, "")
    assert text_only.err.startswith("error: ")


@pytest.mark.parametrize("there", [False, True], ids=["new group", "group there"])
def test_a_refused_template_is_an_errored_plan(there: bool, tmp_path: Path) -> None:
    """A resource that is declared twice, or whose parent is missing, fails the plan, whether or not the group exists."""
    if there:
        assert run("deploy", _template(tmp_path), *WHERE, "--target", "local", "--yes", cwd=tmp_path).code == 0
    for resources, says in (
        ((ACCOUNT, ACCOUNT), "deployed twice"),
        (({**ACCOUNT, "type": f"{ACCOUNT['type']}/blobServices", "name": "stelse/default"},), "stelse"),
    ):
        ran = run("plan", _template(tmp_path, *resources), *WHERE, *LOCAL, "--format", "json", cwd=tmp_path)
        assert ran.code == 1
        assert says in json.dumps(json.loads(ran.out)["error"])
