"""The program as a whole: help without a command, JSON also for failures, request logs, completion, outputs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli._run import run
from mlinfra.cli.main import COMMANDS

STACK = """
from mlinfra import ResourceGroup, Stack, Workspace

workspace = Workspace("mlw-demo", tags={"made": "here"})
group = ResourceGroup("rg-demo", location="westeurope")
stack = Stack("demo", scope=group, resources=[workspace], outputs={"mlflow": workspace.mlflow_uri})
"""
SECURE = {
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "parameters": {"pin": {"type": "securestring", "defaultValue": "p1n-47-p1n"}},
    "resources": [],
    "outputs": {
        "told": {"type": "string", "value": "[concat('x-', parameters('pin'))]"},
        "kept": {"type": "securestring", "value": "[parameters('pin')]"},
        "count": {"type": "int", "value": 3},
    },
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a stack file."""
    (tmp_path / "stack.py").write_text(STACK, encoding="utf-8")
    return tmp_path


def test_the_program_alone_prints_its_help(tmp_path: Path) -> None:
    """`mlinfra` without a command is no error: help on stdout, exit code 0."""
    ran = run(cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert "Commands:" in ran.out


FAILING = {
    "new": ("new", "stack.py"),
    "comment": ("comment", "nowhere.json"),
    "explain": ("explain", "ML999"),
    "config": ("config", "--compiler", "1.2.3"),
    "schema": ("schema", "nothing"),
    "emulator": ("emulator", "--faults", "none=such"),
    "completion": ("completion", "none"),
}
"""A call of each command that fails; of the others, one with a stack file that is not there."""


@pytest.mark.parametrize("name", COMMANDS)
def test_a_failure_is_one_json_document(name: str, folder: Path) -> None:
    """With ``--format json`` stdout holds one document that says what failed, where, and what to do; stderr says it too."""
    ran = run(*FAILING.get(name, (name, "nowhere.py")), "--format", "json", cwd=folder)
    assert ran.code in {1, 2}
    document = json.loads(ran.out)
    assert document["format_version"]
    error = document["error"]
    assert {"message", "where", "hint"} <= set(error)
    assert error["message"] in ran.err


def test_an_unknown_ending_is_refused_before_anything_is_asked(folder: Path) -> None:
    """`plan -o plan.xyz` says which endings there are, and writes nothing."""
    ran = run("plan", "stack.py", "--target", "local", "-o", "plan.xyz", cwd=folder)
    assert ran.code == 1
    assert "'.xyz'" in ran.err
    assert ".json, .md, .html" in ran.err
    assert sorted(path.name for path in folder.iterdir()) == ["stack.py"]


def test_printed_commands_quote_paths(tmp_path: Path) -> None:
    """What `new` says to type next can be typed, also where the folder's name has a space."""
    ran = run("new", "My Project", cwd=tmp_path)
    assert "cd 'My Project' && mlinfra plan" in ran.out


def test_outputs_of_the_last_deployment(folder: Path) -> None:
    """Text and JSON; one by its name; before a deployment and for a wrong name an error that says what there is."""
    local = ("--target", "local")
    ran = run("output", "stack.py", *local, cwd=folder)
    assert (ran.code, "never deployed" in ran.err) == (1, True)
    assert run("deploy", "stack.py", *local, "--yes", cwd=folder).code == 0
    (stack,) = json.loads(run("output", "stack.py", *local, "--format", "json", cwd=folder).out)["stacks"]
    uri = stack["outputs"]["mlflow"]["value"]
    assert uri.startswith("azureml://")
    assert run("output", "stack.py", "mlflow", *local, cwd=folder).out == f"{uri}\n"
    assert f"mlflow = {uri}" in run("output", "stack.py", *local, cwd=folder).out
    ran = run("output", "stack.py", "mlflov", *local, cwd=folder)
    assert (ran.code, "there are: mlflow" in ran.err) == (1, True)


def test_secret_outputs_are_masked(tmp_path: Path) -> None:
    """A secure output, and one that tells a secure parameter, never show their value."""
    (tmp_path / "zone.json").write_text(json.dumps(SECURE), encoding="utf-8")
    where = ("zone.json", "--resource-group", "rg-x", "--location", "westeurope", "--target", "local")
    assert run("deploy", *where, "--yes", cwd=tmp_path).code == 0
    for words in ((), ("--format", "json")):
        ran = run("output", *where, *words, cwd=tmp_path)
        assert ran.code == 0, ran.err
        assert "p1n-47-p1n" not in ran.out
        assert "count" in ran.out


def test_requests_are_logged_with_their_ids(folder: Path) -> None:
    """`-v` on stderr, `--log-file` in a file: method, URL, status and request id of each, and no body."""
    ran = run("plan", "stack.py", "--target", "local", "-v", "--log-file", "requests.log", cwd=folder)
    assert ran.code == 0, ran.err
    line = r"GET http://127\.0\.0\.1/\S+/resourceGroups/rg-demo\?\S+ 404 in [\d.]+ s, x-ms-request-id [0-9a-f-]{36}"
    assert re.search(line, (folder / "requests.log").read_text(encoding="utf-8"), re.IGNORECASE)
    assert re.search(r"x-ms-request-id [0-9a-f-]{36}", ran.err)
    silent = run("plan", "stack.py", "--target", "local", cwd=folder)
    assert "x-ms-request-id" not in silent.err + silent.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion_script(shell: str, tmp_path: Path) -> None:
    """The script names the variable by which the program completes, and the program then does."""
    ran = run("completion", shell, cwd=tmp_path)
    assert ran.code == 0
    assert "_MLINFRA_COMPLETE" in ran.out


def test_the_program_completes_commands(tmp_path: Path) -> None:
    """What the script asks the program for is answered."""
    asked = {"_MLINFRA_COMPLETE": "bash_complete", "COMP_WORDS": "mlinfra dep", "COMP_CWORD": "1"}
    command = [sys.executable, "-m", "mlinfra"]
    ran = subprocess.run(
        command, env={**os.environ, **asked}, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.stdout == "plain,deploy\n"
