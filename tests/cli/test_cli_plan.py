"""What `mlinfra plan` compares with, how it prints, and how it exits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cli._run import Ran, run

LOCAL = ("--target", "local")
PYTHON = '''"""A workspace."""

from mlinfra import Autoscale, ComputeCluster, ResourceGroup, Stack, Workspace

group = ResourceGroup("rg-demo", location="westeurope")
workspace = Workspace("mlw-demo", computes=[ComputeCluster("cpu", size="{size}", nodes=Autoscale(0, {nodes}))])
stack = Stack("demo", scope=group, resources=[workspace])
'''
YAML = """
name: demo
scope: {{name: rg-demo, location: westeurope}}
resources:
  - kind: Workspace
    name: mlw-demo
    computes:
      - {{kind: ComputeCluster, name: cpu, size: "{size}", nodes: {{maximum: {nodes}}}}}
"""
TEXTS = {"stack.py": PYTHON, "stack.yaml": YAML}


def write(folder: Path, file: str = "stack.py", *, size: str = "Standard_D4s_v5", nodes: int = 2) -> None:
    """Write a stack file."""
    (folder / file).write_text(TEXTS[file].format(size=size, nodes=nodes), encoding="utf-8")


def git(folder: Path, *words: str) -> None:
    """Run git as somebody, whatever this machine's own settings are."""
    who = {f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", **who}
    subprocess.run(["git", "-C", str(folder), *words], env=environ, check=True, capture_output=True)


def commit(folder: Path) -> None:
    """Commit everything."""
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Say something")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with a stack in Python and the same in YAML, two levels deep."""
    git(tmp_path, "init", "-q", "-b", "main")
    folder = tmp_path / "infra" / "ml"
    folder.mkdir(parents=True)
    for file in TEXTS:
        write(folder, file)
    commit(tmp_path)
    return folder


@pytest.mark.parametrize("file", TEXTS)
def test_git_tells_what_the_branch_changes(file: str, repository: Path) -> None:
    """Against a revision: 0 as it is, 3 after a change, 4 after one that Azure cannot make in place."""
    words = ("plan", file, "--against", "git:main", "--detailed-exitcode")
    assert run(*words, cwd=repository).code == 0
    write(repository, file, nodes=4)
    changed = run(*words, cwd=repository)
    assert changed.code == 3
    assert "scaleSettings.maxNodeCount): 2 => 4" in changed.out
    assert "offline" in changed.out
    write(repository, file, nodes=4, size="Standard_D8s_v5")
    destructive = run(*words, cwd=repository)
    assert destructive.code == 4
    assert "!! compute" in destructive.out
    assert run(*words[:-1], cwd=repository).code == 0


def test_a_file_that_is_new_is_all_plus(repository: Path) -> None:
    """What the revision does not have yet is created."""
    (repository / "stack.py").rename(repository / "new.py")
    ran = run("plan", "new.py", "--against", "git:main", "--detailed-exitcode", cwd=repository)
    assert ran.code == 3
    assert "+ workspace  mlw-demo" in ran.out
    assert "0 to modify, 0 to delete" in ran.out


def test_what_left_the_file_is_told(repository: Path) -> None:
    """A resource that only the revision has is no longer in the code, and no deletion: exit code 3."""
    text = PYTHON.format(size="Standard_D4s_v5", nodes=2).replace("computes=[", "computes=[][:0] and [")
    (repository / "stack.py").write_text(text, encoding="utf-8")
    ran = run("plan", "stack.py", "--against", "git:main", "--detailed-exitcode", cwd=repository)
    assert ran.code == 3, ran.out
    assert "No longer in the code" in ran.out
    assert "0 to delete" in ran.out
    assert "2 no longer in the code" in ran.out


SPY = """import json, os, pathlib
from mlinfra import ResourceGroup, Stack

seen = {"environ": dict(os.environ), "home": str(pathlib.Path.home()), "cwd": os.getcwd()}
pathlib.Path(r"@@").write_text(json.dumps(seen))
stack = Stack("spy", scope=ResourceGroup("rg-spy", location="westeurope"), resources=[])
"""
CREDENTIALS = {
    "AZURE_CLIENT_SECRET": "s3cret",
    "AZURE_CLIENT_ID": "client",
    "AZURE_FEDERATED_TOKEN_FILE": "/token",
    "GITHUB_TOKEN": "ghs_token",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "oidc",
    "SYSTEM_ACCESSTOKEN": "devops",
    "ARM_ACCESS_KEY": "key",
    "API_KEY": "parameter",
}


def test_the_code_of_a_revision_sees_no_credential(repository: Path, tmp_path: Path) -> None:
    """A stack file that dumps its environment finds neither variables with credentials nor the user's home."""
    dump = tmp_path / "dump.json"
    (repository / "stack.py").write_text(SPY.replace("@@", str(dump)), encoding="utf-8")
    commit(tmp_path)
    (repository / "stack.py").write_text(PYTHON.format(size="Standard_D4s_v5", nodes=2), encoding="utf-8")
    home = tmp_path / "home"
    ran = run("plan", "stack.py", "--against", "git:main", cwd=repository, HOME=str(home), **CREDENTIALS)
    assert ran.code == 0, ran.err
    seen = json.loads(dump.read_text())
    assert not set(CREDENTIALS) & set(seen["environ"])
    assert not [value for value in seen["environ"].values() if value in CREDENTIALS.values()]
    assert seen["home"] != str(home)
    assert not seen["cwd"].startswith(str(repository))


def test_a_revision_that_does_not_load_is_told(repository: Path, tmp_path: Path) -> None:
    """The message names revision, file and line."""
    (repository / "stack.py").write_text("stack = 1 / 0\n", encoding="utf-8")
    commit(tmp_path)
    write(repository)
    ran = run("plan", "stack.py", "--against", "git:main", cwd=repository)
    assert ran.code == 1
    assert "main" in ran.err
    assert "stack.py:1" in ran.err
    assert "ZeroDivisionError" in ran.err
    assert "Traceback" not in ran.err


TWO_SUBSCRIPTIONS = """from mlinfra import ResourceGroup, Stack, Workspace

own = ResourceGroup("rg-own", location="westeurope", subscription="22222222-2222-2222-2222-222222222222")
open_ = ResourceGroup("rg-open", location="westeurope")
stacks = [
    Stack("own", scope=own, resources=[Workspace("mlw-own")]),
    Stack("open", scope=open_, resources=[Workspace("mlw-open")]),
]
"""


@pytest.mark.parametrize("options", [(), ("--subscription", "33333333-3333-3333-3333-333333333333")])
def test_both_revisions_mean_the_same_subscription(repository: Path, options: tuple[str, ...]) -> None:
    """A stack's own subscription holds on both sides, whatever the option says; so nothing seems to move."""
    (repository / "stack.py").write_text(TWO_SUBSCRIPTIONS, encoding="utf-8")
    commit(repository)
    ran = run("plan", "stack.py", "--against", "git:HEAD", "--detailed-exitcode", *options, cwd=repository)
    assert ran.code == 0, ran.out


def test_a_plan_is_told_as_annotations(tmp_path: Path) -> None:
    """``--format github`` and ``azure`` print workflow commands for what a reviewer must not miss."""
    write(tmp_path)
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path).code == 0
    write(tmp_path, size="Standard_D8s_v5")
    github = run("plan", "stack.py", *LOCAL, "--format", "github", cwd=tmp_path).out
    azure = run("plan", "stack.py", *LOCAL, "--format", "azure", cwd=tmp_path).out
    assert "::error" in github
    assert "vmSize" in github
    assert "##vso[task.logissue" in azure


def test_an_unknown_revision_is_told(repository: Path) -> None:
    """The hint says how to fetch it; a revision cannot be an option of git."""
    for ref in ("nowhere", "--upload-pack=x"):
        ran = run("plan", "stack.py", "--against", f"git:{ref}", cwd=repository)
        assert ran.code == 1
        assert ref in ran.err
        assert "fetch" in ran.err


def test_a_snapshot_is_compared_with(tmp_path: Path) -> None:
    """What ``expand`` wrote before is the state to compare with."""
    write(tmp_path)
    where = ("--subscription", "11111111-1111-1111-1111-111111111111")
    assert run("expand", "stack.py", "-o", "before.json", *where, cwd=tmp_path).code == 0
    words = ("plan", "stack.py", "--against", "snapshot:before.json", "--detailed-exitcode", *where)
    assert run(*words, cwd=tmp_path).code == 0
    write(tmp_path, nodes=7)
    ran = run(*words, cwd=tmp_path)
    assert ran.code == 3
    assert "2 => 7" in ran.out


def test_an_incomplete_analysis_is_5(tmp_path: Path) -> None:
    """A snapshot that says it could not see everything makes the plan incomplete."""
    write(tmp_path)
    where = ("--subscription", "11111111-1111-1111-1111-111111111111")
    assert run("expand", "stack.py", "-o", "before.json", *where, cwd=tmp_path).code == 0
    data = json.loads((tmp_path / "before.json").read_text())
    data["diagnostics"] = [
        {"level": "Warning", "code": "NestedDeploymentShortCircuited", "message": "not expanded", "target": "x"}
    ]
    (tmp_path / "before.json").write_text(json.dumps(data))
    ran = run("plan", "stack.py", "--against", "snapshot:before.json", "--detailed-exitcode", *where, cwd=tmp_path)
    assert ran.code == 5, ran.out
    assert "Not analysed:" in ran.out
    assert "The analysis is incomplete." in ran.out


FORMATS = {"text": "mlw-demo", "markdown": "### mlinfra plan", "html": "<!DOCTYPE html>", "json": '"format_version"'}


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_is_on_stdout_alone(format_: str, tmp_path: Path) -> None:
    """The plan is all of stdout; nothing is on stderr when nobody watches."""
    write(tmp_path)
    ran = run("plan", "stack.py", *LOCAL, "--format", format_, cwd=tmp_path)
    assert ran.code == 0
    assert FORMATS[format_] in ran.out
    assert not ran.err
    if format_ == "json":
        assert json.loads(ran.out)["format_version"]


def schema(what: str, folder: Path) -> dict[str, Any]:
    """A published schema."""
    found: dict[str, Any] = json.loads(run("schema", what, cwd=folder).out)
    return found


TWO = """from mlinfra import ResourceGroup, Stack, Workspace


def one(name: str) -> Stack:
    group = ResourceGroup(f"rg-{name}", location="westeurope")
    return Stack(name, scope=group, resources=[Workspace(f"mlw-{name}")])


stacks = [one("good"), one("bad")]
"""


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Two stacks that were deployed."""
    (tmp_path / "stack.py").write_text(TWO, encoding="utf-8")
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path).code == 0
    return tmp_path


def test_one_failing_stack_does_not_hide_the_others(two: Path) -> None:
    """One report tells of both, and the worst code is that of the run."""
    words = ("plan", "stack.py", *LOCAL, "--detailed-exitcode")
    ran = run(*words, cwd=two, MLINFRA_FAULTS="refuse=policy:mlw-bad")
    assert ran.code == 1, ran.out
    assert "= 1 stack unchanged: good" in ran.out
    assert "6 unchanged" in ran.out
    assert "bad -> rg-bad" in ran.out
    assert "RequestDisallowedByPolicy" in ran.out
    assert run(*words, "--select", "good", cwd=two, MLINFRA_FAULTS="refuse=policy:mlw-bad").code == 0


def test_several_plans_are_valid_json(two: Path) -> None:
    """Of several stacks ``--format json`` is one document; each plan in it fits the published schema."""
    ran = run("plan", "stack.py", *LOCAL, "--format", "json", cwd=two)
    data = json.loads(ran.out)
    published = schema("plan", two)
    assert [plan["stack"] for plan in data["plans"]] == ["good", "bad"]
    for plan in data["plans"]:
        jsonschema.validate(plan, published)


def test_one_plan_is_valid_json(tmp_path: Path) -> None:
    """A single plan is the document itself, and so is the saved one."""
    write(tmp_path)
    ran = run("plan", "stack.py", *LOCAL, "--format", "json", "-o", "plan.json", cwd=tmp_path)
    published = schema("plan", tmp_path)
    jsonschema.validate(json.loads(ran.out), published)
    assert json.loads(ran.out) == json.loads((tmp_path / "plan.json").read_text())


def test_planning_changes_nothing(tmp_path: Path) -> None:
    """A plan, whatever it found, leaves no group and no deployment behind."""
    write(tmp_path)
    first = run("plan", "stack.py", *LOCAL, cwd=tmp_path)
    assert first.out == run("plan", "stack.py", *LOCAL, cwd=tmp_path).out


def test_secrets_never_reach_a_plan(tmp_path: Path) -> None:
    """A secure value from the environment stands in no format, no file and no error."""
    text = PYTHON.format(size="Standard_D4s_v5", nodes=2).replace("ResourceGroup,", "Parameter, ResourceGroup,")
    text = text.replace("nodes=Autoscale(0, 2)", 'nodes=Autoscale(0, 2), extra={"tags": {"key": key}}')
    text = text.replace("workspace =", 'key = Parameter("apiKey", secure=True)\nworkspace =')
    (tmp_path / "stack.py").write_text(text, encoding="utf-8")
    words = ("plan", "stack.py", *LOCAL, "-o", "out", "-o", "plan.json", "--verbose")
    texts = [run(*words, "--format", format_, cwd=tmp_path, API_KEY="hunter2!x") for format_ in FORMATS]
    assert all(ran.code == 0 for ran in texts), texts[0].err
    deployed = run("deploy", "plan.json", "--target", "local", "--yes", cwd=tmp_path, API_KEY="hunter2!x")
    assert deployed.code == 0, deployed.err
    found = [path for path in tmp_path.rglob("*") if path.is_file() and b"hunter2!x" in path.read_bytes()]
    assert [path.name for path in found if ".mlinfra" not in path.parts] == []
    assert not any("hunter2" in ran.out + ran.err for ran in (*texts, deployed))


def test_the_program_starts_fast_and_light(tmp_path: Path) -> None:
    """As a process of its own: ``--help`` loads neither Azure's SDK nor pydantic, Jinja or rich."""
    program = "import sys; from mlinfra.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    heavy = "azure jinja2 rich pydantic starlette uvicorn yaml"
    program += f"print([name for name in '{heavy}'.split() if name in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_a_process_of_its_own_says_the_same(tmp_path: Path) -> None:
    """``python -m mlinfra`` through a pipe prints what the tests see, without colour."""
    write(tmp_path)
    command = [sys.executable, "-m", "mlinfra", "plan", "stack.py", *LOCAL, "--detailed-exitcode"]
    environ = {"PATH": os.environ["PATH"], "COLUMNS": "160"}
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False, timeout=60)
    here: Ran = run(*command[3:], cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (here.code, here.out, here.err) == (3, here.out, "")
    assert "\x1b" not in done.stdout
