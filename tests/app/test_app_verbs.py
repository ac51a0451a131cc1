"""Every command is one function of `mlinfra`: the same can be done from Python."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

import mlinfra
from mlinfra import check, deploy, destroy, drift, expand, explain, plan, render, schema
from mlinfra.cli.main import COMMANDS

STACK = """
from mlinfra import ResourceGroup, Stack, StorageAccount

group = ResourceGroup("rg-verbs", location="westeurope")
stack = Stack("verbs", scope=group, resources=[StorageAccount("stverbs4711")])
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A stack file with one storage account."""
    path = tmp_path / "stack.py"
    path.write_text(STACK, encoding="utf-8")
    return path


@pytest.mark.parametrize("verb", mlinfra.VERBS)
def test_every_verb_is_a_command_and_a_documented_function(verb: str) -> None:
    """`from mlinfra import VERB` gives the function that the command of this name calls."""
    function = getattr(mlinfra, verb)
    assert verb in COMMANDS
    assert function is getattr(importlib.import_module(f"mlinfra.app.{verb}"), verb)
    assert function.__doc__


def test_every_command_has_its_verb() -> None:
    """No command does something that Python cannot, but for what is about the shell."""
    assert set(COMMANDS) - {"completion"} == set(mlinfra.VERBS)


def test_offline_verbs_give_values(file: Path, tmp_path: Path) -> None:
    """Checking, rendering and expanding return what they found, without printing."""
    assert not check(file).failed()
    (rendered,) = render(file, tmp_path / "build")
    assert set(rendered.written) == set(rendered.files)
    assert not render(file, tmp_path / "build", check=True)[0].failed
    assert [body["name"] for body in expand(file).resources] == ["stverbs4711"]
    assert explain("ML403")[0].slug == "instance-never-stops"
    assert schema("plan")["$schema"]


def test_the_loop_works_from_python(file: Path, tmp_path: Path) -> None:
    """Plan, deploy the saved plan, see no drift, destroy: each is one call, and nothing asks a question."""
    state, saved = tmp_path / "local.db", tmp_path / "plan.json"
    (planned,) = plan(file, target="local", state=state)
    assert planned.plan.has_changes
    saved.write_text(json.dumps(planned.to_json()), encoding="utf-8")
    (outcome,) = deploy(saved, target="local", state=state)
    assert outcome.state == "Succeeded"
    assert deploy(file, target="local", state=state) == ()
    assert not drift(file, target="local", state=state)[0].drifted
    assert destroy(file, target="local", state=state)[0].state == "Succeeded"
