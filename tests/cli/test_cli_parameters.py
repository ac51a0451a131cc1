"""Parameter values come from the environment when a plan or a deployment is made, and from nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli._run import run

STACK = """
from mlinfra import ApplicationInsights, Parameter, ResourceGroup, Stack, Workspace

stage = Parameter("stage", allowed=["dev", "test"])
rate = Parameter("rate", type="int")
open_ = Parameter("openIps", type="bool")
key = Parameter("apiKey", secure=True)
body = {"properties": {"SamplingPercentage": rate, "DisableIpMasking": open_}, "tags": {"key": key}}
workspace = Workspace("mlw-x", insights=ApplicationInsights(extra=body))
group = ResourceGroup("rg-x", location="westeurope")
stack = Stack("x", scope=group, resources=[workspace], tags={"stage": stage})
"""
GOOD = {"STAGE": "test", "RATE": "50", "OPEN_IPS": "True", "API_KEY": "hunter2!x"}
PLAN = ("plan", "stack.py", "--target", "local", "--verbose")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a stack that has a parameter of each kind."""
    (tmp_path / "stack.py").write_text(STACK, encoding="utf-8")
    return tmp_path


def test_values_reach_the_plan(folder: Path) -> None:
    """Texts, numbers and switches arrive with their types; the secure one stays unknown."""
    out = run(*PLAN, cwd=folder, **GOOD).out
    assert 'tags.stage: "test"' in out
    assert "properties.SamplingPercentage: 50" in out
    assert "properties.DisableIpMasking: true" in out
    assert "tags.key: \"[parameters('apiKey')]\"" in out


BAD = {
    "missing": ({"STAGE": ""}, "no value for STAGE, RATE in the environment", "set the variable"),
    "no number": ({"RATE": "half"}, "RATE holds 'half'", "a whole number"),
    "no switch": ({"OPEN_IPS": "yes"}, "OPEN_IPS holds 'yes'", "true or false"),
    "not allowed": ({"STAGE": "prod"}, "the value of stage is", "allowed are"),
}


@pytest.mark.parametrize("case", BAD)
def test_wrong_values_are_told(case: str, folder: Path) -> None:
    """The message names the variable, what it holds, and what it should."""
    changes, says, advice = BAD[case]
    values = {**GOOD, **changes}
    if case == "missing":
        del values["STAGE"], values["RATE"]
    ran = run(*PLAN, cwd=folder, **values)
    assert ran.code == 1
    assert says in ran.err
    assert advice in ran.err
    assert "hunter2" not in ran.err


def test_offline_no_value_is_needed(folder: Path) -> None:
    """Rendering, checking, expanding and offline plans need no environment; placeholders stand for the values."""
    where = ("--subscription", "11111111-1111-1111-1111-111111111111")
    for words in (("check", "stack.py"), ("render", "stack.py"), ("expand", "stack.py", "-o", "before.json", *where)):
        assert run(*words, cwd=folder).code == 0
    words = ("plan", "stack.py", "--against", "snapshot:before.json", "--detailed-exitcode", *where)
    assert run(*words, cwd=folder).code == 0
    assert '"stage": "dev"' in (folder / "before.json").read_text(encoding="utf-8")


def test_rendering_does_not_depend_on_the_environment(folder: Path) -> None:
    """With and without values the rendered files are the same, and none holds a value."""
    assert run("render", "stack.py", cwd=folder, **GOOD).code == 0
    assert run("render", "stack.py", "--check", cwd=folder).code == 0
    texts = [path.read_text(encoding="utf-8") for path in (folder / "build").rglob("*") if path.is_file()]
    assert not any("hunter2" in text for text in texts)
    assert any("param apiKey = readEnvironmentVariable('API_KEY')" in text for text in texts)


def test_a_changed_value_makes_a_plan_stale(folder: Path) -> None:
    """A plan is bound to its parameters, secure ones too, and refused with other ones; no secret is written down."""
    assert run(*PLAN, "-o", "plan.json", cwd=folder, **GOOD).code == 0
    deploy = ("deploy", "plan.json", "--target", "local", "--yes")
    ran = run(*deploy, cwd=folder, **{**GOOD, "RATE": "51"})
    assert ran.code == 1
    assert "the parameters are not the reviewed ones" in ran.err
    assert "SamplingPercentage: reviewed 50, now 51" in ran.err
    rotated = run(*deploy, cwd=folder, **{**GOOD, "API_KEY": "rotated!x"})
    assert rotated.code == 1
    assert "the value of a secure parameter is not the reviewed one (apiKey)" in rotated.err
    assert run(*deploy, cwd=folder, **GOOD).code == 0
    files = [path for path in folder.iterdir() if path.is_file()]
    assert not any(b"hunter2" in path.read_bytes() or b"rotated" in path.read_bytes() for path in files)
