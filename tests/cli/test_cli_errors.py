"""Bad input ends in exit code 1 and one message on stderr: what is wrong, where, and what to do; never a traceback."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
from pathlib import Path

import pytest

from cli._run import Ran, run

HEAD = 'from mlinfra import *\n\ngroup = ResourceGroup("rg-a", location="westeurope")\n'
"""Two statements on three lines: what a case adds begins on line 4."""
LOCAL = ("--target", "local")

PYTHON: dict[str, tuple[str, str, str]] = {
    "unknown field": ('stack = Stack("a", scope=group, resources=[Workspace("mlw-a", storag=1)])', "stack.py:4", "did you mean 'storage'?"),
    "wrong type": ('stack = Stack("a", scope=group, resources=[Workspace("mlw-a", storage="st")])', "stack.py:4", "StorageAccount.existing(...)"),
    "two resources with one id": (
        ('a, b = ComputeCluster("cpu", size="Standard_D4s_v5"), ComputeCluster("cpu", size="Standard_D8s_v5")\n'
        'stack = Stack("a", scope=group, resources=[Workspace("mlw-a", computes=[a, b])])'),
        "stack.py:4", "give one of them another name",
    ),
    "dependency cycle": (
        ('cpu = ComputeCluster("cpu", size="Standard_D4s_v5"); sta = StorageAccount("sta", depends_on=[cpu])\n'
        'stack = Stack("a", scope=group, resources=[Workspace("mlw-a", storage=sta, computes=[cpu])])'),
        "stack.py:5", "take cpu out of the depends_on of sta",
    ),
    "old field name": (
        'stack = Stack("a", scope=group, resources=[], salt="x")', "stack.py:4 Stack.salt", "'salt' is called 'name_salt' now",
    ),
    "order by name": (
        'stack = Stack("a", scope=group, resources=[], after={"a": ["b"]})', "stack.py:4 Stack.after", "depends_on=[...]",
    ),
    "old attribute name": ('x = StorageAccount("sta").hierarchical', "stack.py:4", "'hierarchical_namespace' now"),
    "raises": ("def size():\n    return sizes['big']\nsizes = {}\nstack = size()", "stack.py:5", "KeyError"),
    "syntax": ("stack = Stack(", "stack.py:4", "fix the Python syntax"),
    "missing module": ("import sizes_of_ours", "stack.py:4", "install 'sizes_of_ours'"),
    "refused name": ('stack = Stack("a", scope=group, resources=[Workspace("-a")])', "stack.py:4", "allowed:"),
    "refused name of a container": (
        'd = BlobDatastore("d", account=StorageAccount.existing("sta"), container="Raw_Data")', "stack.py:4 BlobDatastore.container", "allowed:",
    ),
    "refused version": ('e = Environment("env", version="1/2", image="x:1")', "stack.py:4 Environment.version", "allowed:"),
    "refused rule": ('n = Managed(outbound={"my pypi": Fqdn("pypi.org")})', "stack.py:4 Managed.outbound", "allowed:"),
    "outside reference": (
        ('far = BlobDatastore("far", account=StorageAccount("sta"), container="raw")\n'
        'cpu = ComputeCluster("cpu", size="Standard_D4s_v5", reads=[far])\n'
        'stack = Stack("a", scope=group, resources=[Workspace("mlw-a", computes=[cpu])])'),
        "stack.py:5", "add it to the workspace's datastores",
    ),
    "text that Azure cannot take": (
        'stack = Stack("a", scope=group, resources=[Workspace("mlw-a", description="a\\0b")])', "stack.py:4", "remove that character",
    ),
    "no stack": ("group = 1", "stack.py", "a stack file exports"),
    "two stacks with one name": (
        'stacks = [Stack("a", scope=group, resources=[]), Stack("a", scope=group, resources=[])]', "stack.py", "a name of its own",
    ),
    "secret without a value": (
        ('key = Parameter("apiKey", secure=True)\n'
        'stack = Stack("a", scope=group, resources=[Workspace("mlw-a")], parameters=[key])'),
        "API_KEY", "set the variable",
    ),
}  # fmt: skip


def refused(ran: Ran, *told: str) -> None:
    """What every error has in common."""
    assert ran.code == 1, ran.out + ran.err
    assert not ran.out
    assert ran.err.startswith("error: ")
    assert re.search(r"\n  -> |did you mean|: give ", ran.err), "it does not say what to do"
    assert "Traceback" not in ran.err
    assert "mlinfra has a bug" not in ran.err
    for text in told:
        assert text in ran.err


@pytest.mark.parametrize("case", PYTHON)
def test_a_bad_stack_file_gets_one_clear_error(case: str, tmp_path: Path) -> None:
    """Each names file and line, or the address, and what to do."""
    text, place, advice = PYTHON[case]
    (tmp_path / "stack.py").write_text(f"{HEAD}{text}\n", encoding="utf-8")
    refused(run("plan", "stack.py", *LOCAL, cwd=tmp_path), place, advice)


@pytest.mark.parametrize("command", ["check", "render", "plan", "deploy", "drift", "destroy", "expand"])
def test_a_missing_file_is_told_by_every_command(command: str, tmp_path: Path) -> None:
    """The message says how to make one."""
    refused(run(command, "none.py", cwd=tmp_path), "none.py", "mlinfra new")


def test_another_kind_of_file_is_told(tmp_path: Path) -> None:
    """A stack file ends in .py, .yaml or .yml."""
    (tmp_path / "stack.toml").write_text("", encoding="utf-8")
    ran = run("check", "stack.toml", cwd=tmp_path)
    assert ran.code == 1
    assert "stack.toml: a stack file ends in .py, .yaml or .yml" in ran.err


def test_bad_yaml_names_its_line(tmp_path: Path) -> None:
    """A typing error in YAML is told as in Python."""
    text = "name: a\nscope: {name: rg-a}\nresources:\n- kind: Workspace\n  name: mlw-a\n  storag: 1\n"
    (tmp_path / "stack.yaml").write_text(text, encoding="utf-8")
    ran = run("check", "stack.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert "stack.yaml:4" in ran.err
    assert "did you mean 'storage'?" in ran.err


GOOD = f'{HEAD}stack = Stack("a", scope=group, resources=[Workspace("mlw-a")])\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a stack file that is fine."""
    (tmp_path / "stack.py").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_a_selection_without_a_match_lists_the_stacks(folder: Path) -> None:
    """``--select`` names what there is."""
    refused(run("check", "stack.py", "--select", "b*", cwd=folder), "'b*'", "the file has: a")


def test_a_wrong_source_lists_the_right_ones(folder: Path) -> None:
    """``--against`` knows four comparisons; a target is none of them, and the error has the new spelling."""
    refused(run("plan", "stack.py", "--against", "tomorrow", cwd=folder), "'tomorrow'", "git:REF")
    refused(run("plan", "stack.py", "--against", "local", cwd=folder), "--target local")
    refused(run("plan", "stack.py", "--against", "azure", cwd=folder), "--target azure")
    refused(run("plan", "stack.py", "--against", "deployed:local", cwd=folder), "--target local --against deployed")


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"x"])
def test_a_corrupt_state_file_is_told(content: bytes, folder: Path) -> None:
    """A state file that is no database, however small, is named; it is not touched."""
    state = folder / ".mlinfra" / "local.db"
    state.parent.mkdir()
    state.write_bytes(content)
    refused(run("plan", "stack.py", *LOCAL, cwd=folder), "local.db")
    assert state.read_bytes() == content


def test_a_foreign_database_is_told(folder: Path) -> None:
    """A database of somebody else is not written to."""
    state = folder / "other.db"
    with sqlite3.connect(state) as connection:
        connection.execute("create table resources (mine text)")
    connection.close()
    refused(run("plan", "stack.py", *LOCAL, "--state", "other.db", cwd=folder), "other.db")


def test_a_port_in_use_is_told(folder: Path) -> None:
    """The server names the port, and another way."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused(run("emulator", "--port", str(port), cwd=folder), str(port), "choose another port")


def test_wrong_faults_are_told(folder: Path) -> None:
    """A fault that does not exist is named with those that do."""
    refused(run("emulator", "--port", "0", "--faults", "flood=1", cwd=folder), "flood", "throttle")


PLANS = {
    "no JSON": "{",
    "no plan": '{"kind": "findings"}',
    "no object": "[]",
    "cut short": '{"format_version": "1.0", "kind": "plan"}',
}


@pytest.mark.parametrize("case", PLANS)
def test_a_bad_plan_file_is_not_deployed(case: str, folder: Path) -> None:
    """What is no plan, or is corrupt is refused with its name."""
    (folder / "plan.json").write_text(PLANS[case], encoding="utf-8")
    refused(run("deploy", "plan.json", "--target", "local", "--yes", cwd=folder), "plan.json", "mlinfra plan -o FILE")


def test_a_plan_of_a_newer_format_is_not_deployed(folder: Path) -> None:
    """The message names both formats."""
    (folder / "plan.json").write_text('{"format_version": "3.0", "kind": "plan"}', encoding="utf-8")
    ran = run("deploy", "plan.json", "--target", "local", "--yes", cwd=folder)
    refused(ran, "plan.json: the plan has format 3.0", "use the mlinfra that wrote it")


@pytest.mark.parametrize("case", ["no JSON", "no plan", "no object"])
def test_a_bad_plan_file_is_not_posted(case: str, folder: Path) -> None:
    """The same for ``comment``."""
    (folder / "plan.json").write_text(PLANS[case], encoding="utf-8")
    refused(run("comment", "plan.json", cwd=folder), "plan.json", "mlinfra plan -o FILE")


def test_a_missing_plan_file_is_told(folder: Path) -> None:
    """A plan file that is not there is not taken for a stack file."""
    refused(run("deploy", "none.json", "--target", "local", cwd=folder), "none.json")


def test_an_offline_plan_is_not_deployed(folder: Path) -> None:
    """A plan that asked no target says nothing about it."""
    (folder / "before.json").write_text('{"predictedResources": [], "diagnostics": []}', encoding="utf-8")
    assert run("plan", "stack.py", "--against", "snapshot:before.json", "-o", "plan.json", cwd=folder).code == 0
    refused(
        run("deploy", "plan.json", "--target", "local", "--yes", cwd=folder),
        "cannot be deployed",
        "plan without --against",
    )


def test_a_plan_of_another_place_is_not_deployed_here(folder: Path) -> None:
    """A plan whose stack file is gone is refused."""
    assert run("plan", "stack.py", *LOCAL, "-o", "plan.json", cwd=folder).code == 0
    (folder / "stack.py").unlink()
    refused(run("deploy", "plan.json", "--target", "local", "--yes", cwd=folder), "stack.py", "in the folder")


SNAPSHOTS = {"no JSON": "{", "no snapshot": "{}", "no object": "[]"}


@pytest.mark.parametrize("case", SNAPSHOTS)
def test_a_bad_snapshot_is_told(case: str, folder: Path) -> None:
    """What cannot be compared with is named, with the command that makes one."""
    (folder / "before.json").write_text(SNAPSHOTS[case], encoding="utf-8")
    ran = run("plan", "stack.py", "--against", "snapshot:before.json", cwd=folder)
    assert ran.code == 1
    assert "before.json" in ran.err
    assert "Traceback" not in ran.err


def test_outside_git_a_revision_is_told(folder: Path) -> None:
    """``git:REF`` needs a repository."""
    ran = run("plan", "stack.py", "--against", "git:main", cwd=folder, GIT_CEILING_DIRECTORIES=str(folder.parent))
    refused(ran, "git repository")


def test_a_new_repository_overwrites_nothing(folder: Path) -> None:
    """A folder that has a stack file already stays as it is."""
    refused(run("new", ".", cwd=folder), "stack.py", "nothing is overwritten")
    assert (folder / "stack.py").read_text(encoding="utf-8") == GOOD


def test_an_unknown_blueprint_lists_the_known(tmp_path: Path) -> None:
    """There are three."""
    refused(run("new", "demo", "--blueprint", "huge", cwd=tmp_path), "huge", "private, starter, team")


def test_a_template_with_an_error_names_its_path(tmp_path: Path) -> None:
    """``expand`` says what the deployment engine would say, and where."""
    template = {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "resources": [],
        "outputs": {"x": {"type": "string", "value": "[concat('a', parameters('none'))]"}},
    }
    (tmp_path / "main.json").write_text(json.dumps(template), encoding="utf-8")
    ran = run("expand", "main.json", cwd=tmp_path)
    assert ran.code == 1
    assert "outputs" in ran.err
    assert "none" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("words", [["plam"], ["plan"], ["plan", "stack.py", "--format", "pdf"], ["schema", "rules"]])
def test_a_wrong_command_line_is_a_usage_error(words: list[str], folder: Path) -> None:
    """2 is click's own exit code; the message says what would have been right."""
    ran = run(*words, cwd=folder)
    assert ran.code == 2
    assert "Usage: mlinfra" in ran.err


def test_a_mistyped_command_gets_a_suggestion(folder: Path) -> None:
    """The nearest command is named."""
    assert "Did you mean 'plan'?" in run("plam", cwd=folder).err


def test_without_a_sign_in_azure_says_how_to_sign_in(folder: Path) -> None:
    """No credential and no subscription: the message names what would help."""
    ran = run("plan", "stack.py", cwd=folder, PATH="", HOME=str(folder))
    refused(ran, "AZURE_SUBSCRIPTION_ID")
