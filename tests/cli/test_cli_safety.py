"""What a user must be able to rely on: nothing goes where, or beyond what, was shown; no text speaks to the terminal."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli._run import run
from mlinfra.azure.local_cloud import SUBSCRIPTION
from mlinfra.review.report.values import printable

STACK = (
    'from mlinfra import *\n\nstack = Stack("a", scope=ResourceGroup("rg-a", location="westeurope"), '
    'resources=[Workspace("mlw-a")])\n'
)
LOCAL = ("--target", "local")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a stack file that is fine."""
    (tmp_path / "stack.py").write_text(STACK, encoding="utf-8")
    return tmp_path


def test_a_plan_against_the_local_target_is_not_deployed_to_azure(folder: Path) -> None:
    """Even where subscription and group have the same ids on both; nobody is asked to sign in first."""
    assert run("plan", "stack.py", *LOCAL, "-o", "plan.json", cwd=folder).code == 0
    ran = run("deploy", "plan.json", "--yes", cwd=folder, AZURE_SUBSCRIPTION_ID=SUBSCRIPTION)
    assert ran.code == 1
    assert "made for the target local, not azure" in ran.err


@pytest.mark.parametrize("kind", ["azure", "stack"])
def test_a_plan_against_azure_is_not_deployed_locally(folder: Path, kind: str) -> None:
    """The other way round too."""
    run("plan", "stack.py", *LOCAL, "-o", "plan.json", cwd=folder)
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    plan["source"] = {"kind": kind, "detail": kind}
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    ran = run("deploy", "plan.json", "--target", "local", "--yes", cwd=folder)
    assert ran.code == 1
    assert "made for the target azure, not local" in ran.err


def _without_a_change(plan: Any) -> None:
    del plan["changes"][0]


def _with_noise(plan: Any) -> None:
    plan["changes"][0]["noise"] = {"rule": "N001", "reason": "nothing to see"}


def _elsewhere(plan: Any) -> None:
    plan["scope"]["subscription"] = "11111111-1111-1111-1111-111111111111"


EDITED: dict[str, Callable[[Any], object]] = {
    "a change taken out": _without_a_change,
    "a change marked as noise": _with_noise,
    "a change that is none": lambda plan: plan["changes"][0].update(action="no_change"),
    "other content": lambda plan: plan["changes"][0].update(after=None),
    "another scope": _elsewhere,
    "another digest": lambda plan: plan["digests"].update(template="sha256:0"),
    "no digests": lambda plan: plan["digests"].update(dict.fromkeys(plan["digests"])),
    "a flag": lambda plan: plan.update(destructive=True),
    "counts": lambda plan: plan.update(counts={"no_change": 6}),
    "completeness": lambda plan: plan.update(complete=False),
}


@pytest.mark.parametrize("edit", EDITED)
def test_a_plan_that_somebody_edited_is_refused(folder: Path, edit: str) -> None:
    """What reviewers read, and what is deployed, is what was planned; nothing is deployed."""
    run("plan", "stack.py", *LOCAL, "-o", "plan.json", cwd=folder)
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    EDITED[edit](plan)
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    ran = run("deploy", "plan.json", "--target", "local", "--yes", cwd=folder)
    assert ran.code == 1
    assert "was edited after it was made" in ran.err or "not what was reviewed" in ran.err
    assert "nothing to destroy" in run("destroy", "stack.py", "--target", "local", cwd=folder).out


@pytest.mark.parametrize(
    "now",
    [
        'unmanage="delete", unmanage_groups="delete"',
        'deny="denyDelete"',
        'excluded_actions=["*/read"]',
    ],
)
def test_other_settings_of_a_deployment_stack_are_refused(folder: Path, now: str) -> None:
    """They say what is deleted later, though no resource changes today."""
    settings = "deployment_stack=DeploymentStack({}), resources"
    (folder / "stack.py").write_text(STACK.replace("resources", settings.format("")), encoding="utf-8")
    assert run("plan", "stack.py", *LOCAL, "-o", "plan.json", cwd=folder).code == 0
    (folder / "stack.py").write_text(STACK.replace("resources", settings.format(now)), encoding="utf-8")
    ran = run("deploy", "plan.json", "--target", "local", "--yes", cwd=folder)
    assert ran.code == 1
    assert "settings of its deployment stack" in ran.err


def test_what_becomes_of_what_leaves_a_stack_is_planned_and_deployed(folder: Path) -> None:
    """Azure's own forecast does not tell; without it the setting would change unseen, or never."""
    settings = "deployment_stack=DeploymentStack({}), resources"
    (folder / "stack.py").write_text(STACK.replace("resources", settings.format("")), encoding="utf-8")
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=folder).code == 0
    assert run("plan", "stack.py", *LOCAL, "--detailed-exitcode", cwd=folder).code == 0
    now = STACK.replace("resources", settings.format('unmanage="delete", unmanage_groups="delete"'))
    (folder / "stack.py").write_text(now, encoding="utf-8")
    planned = run("plan", "stack.py", *LOCAL, "--detailed-exitcode", cwd=folder)
    assert planned.code == 3
    for kind in ("resources", "resourceGroups"):
        assert f'actionOnUnmanage.{kind}: "detach" => "delete"' in planned.out
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=folder).code == 0
    assert run("plan", "stack.py", *LOCAL, "--detailed-exitcode", cwd=folder).code == 0


@pytest.mark.parametrize("format_", ["json", "markdown"])
def test_deploy_shows_its_plan_before_it_asks(folder: Path, format_: str) -> None:
    """On stderr, where stdout is for the outcome; nobody answers, so nothing is deployed."""
    ran = run("deploy", "stack.py", "--target", "local", "--format", format_, cwd=folder)
    assert ran.code == 1
    assert "mlw-a" in ran.err
    assert "mlw-a" not in ran.out


def test_destroy_shows_its_list_whatever_the_format(folder: Path) -> None:
    """With JSON on stdout the list and the question stand on stderr; nobody answers, so nothing goes."""
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=folder).code == 0
    ran = run("destroy", "stack.py", "--target", "local", "--format", "json", cwd=folder)
    assert ran.code == 1
    assert "mlw-a" in ran.err
    assert "mlw-a" not in ran.out
    assert "mlw-a" in run("destroy", "stack.py", "--target", "local", cwd=folder).out


PATHS = {
    "a file where a folder should be": ("render", "stack.py", "-o", "taken"),
    "a folder where a file should be": ("expand", "stack.py", "-o", "taken/there"),
    "a plan into a folder's name": ("plan", "stack.py", *LOCAL, "-o", "there.json"),
    "a new repository below a file": ("new", "taken/x"),
}


@pytest.mark.parametrize("case", PATHS)
def test_a_path_that_cannot_be_written_is_named(folder: Path, case: str) -> None:
    """The system's own words, the path, and no talk of bugs."""
    (folder / "taken").write_text("mine", encoding="utf-8")
    (folder / "there").mkdir()
    (folder / "there.json").mkdir()
    ran = run(*PATHS[case], cwd=folder)
    assert ran.code == 1
    assert "give a path" in ran.err
    assert "bug" not in ran.err
    assert (folder / "taken").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("file", ["deep.json", "deep.yaml", "round.yaml"])
def test_input_without_an_end_is_refused(folder: Path, file: str) -> None:
    """Thousands of brackets, or an anchor that holds itself, end in one sentence."""
    deep = "[" * 100_000 + "]" * 100_000
    (folder / "deep.json").write_text(f'{{"resources": {deep}}}', encoding="utf-8")
    (folder / "deep.yaml").write_text(f"name: {deep[95_000:105_000]}", encoding="utf-8")
    (folder / "round.yaml").write_text("name: a\nscope: {name: rg}\nresources: &r [*r]\n", encoding="utf-8")
    ran = run("expand" if file.endswith("json") else "check", file, cwd=folder)
    assert ran.code == 1
    assert re.search(r"nested too deeply|more than 64 objects and arrays|holds itself", ran.err), ran.err


def test_errors_do_not_speak_to_the_terminal(folder: Path) -> None:
    """An escape sequence in a message is shown as text; its lines stay lines."""
    (folder / "stack.py").write_text('raise ValueError("a\\x1b]0;owned\\x07\\n\\u202eb")', encoding="utf-8")
    ran = run("check", "stack.py", cwd=folder)
    assert "a\\u001b]0;owned\\u0007\n\\u202eb" in ran.err
    assert not {"\x1b", "\x07", "\u202e"} & set(ran.err)


def test_what_a_stack_file_prints_stays_off_stdout(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Through Python, past it, or from a program that it starts: JSON on stdout stays JSON."""
    noise = 'import os, subprocess\nprint("a1")\nos.write(1, b"b2")\nsubprocess.run(["echo", "c3"], check=True)\n'
    (folder / "stack.py").write_text(noise + STACK, encoding="utf-8")
    ran = run("check", "stack.py", "--format", "json", cwd=folder)
    past = capfd.readouterr()
    assert json.loads(ran.out)["kind"] == "findings"
    assert "a1" in ran.err
    assert not past.out
    assert "b2" in past.err
    assert "c3" in past.err


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_a_closed_stream_is_no_bug(folder: Path, closed: str) -> None:
    """What cannot be printed is not printed; the command does its work."""
    code = "import sys; sys.{0} = None; from mlinfra.cli.main import main; main(['render', 'stack.py'])"
    done = subprocess.run(
        [sys.executable, "-c", code.format(closed)], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    assert (folder / "build/a/main.json").is_file()


def test_a_snapshot_of_something_else_is_refused(folder: Path) -> None:
    """Comparing with nonsense would show everything as new."""
    (folder / "before.json").write_text('{"predictedResources": [5, null]}', encoding="utf-8")
    ran = run("plan", "stack.py", "--against", "snapshot:before.json", cwd=folder)
    assert ran.code == 1
    assert "not a snapshot" in ran.err


def test_printable_text_keeps_lines_and_tabs() -> None:
    """Everything else that cannot be seen becomes an escape."""
    assert printable("a\tb\nc\r\x9b31m") == "a\tb\nc\\r\\u009b31m"


def test_the_local_target_is_never_asked_through_a_proxy(folder: Path) -> None:
    """A proxy would read templates and secrets, and could not reach this machine; plain and stack deployments alike."""
    nowhere = "http://127.0.0.1:9"
    proxies = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"), nowhere)
    for stack in (STACK, STACK.replace("resources", "deployment_stack=DeploymentStack(), resources")):
        (folder / "stack.py").write_text(stack, encoding="utf-8")
        ran = run("deploy", "stack.py", "--target", "local", "--yes", cwd=folder, **proxies)
        assert ran.code == 0, ran.err
