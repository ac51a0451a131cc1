"""The tour of the README through the functions of `mlinfra`: the same files, byte for byte, as by the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from cli._run import run
from mlinfra import Listener, check, deploy, destroy, drift, new, output, plan, render, save_plans
from mlinfra.app.documents import drift_document, outcomes_document, outputs_document
from mlinfra.app.events import Deploying, Ended, Event, Followed, Forecast, Question, Unchanged, Waited
from mlinfra.base.errors import PlanStale

SALT = "0a1b"
CHANGED = f"""from mlinfra.blueprints.starter import Starter

stack = Starter(name="demo", stage="dev", location="westeurope", name_salt="{SALT}", nodes=4).stack()
"""
LOCAL = ("--target", "local")
_OF_A_RUN = (
    re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z"),  # when it was
    re.compile(r'"duration": [\d.e-]+'),
)


@contextmanager
def _inside(folder: Path) -> Generator[None, None, None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield


def _kept(text: str) -> str:
    """A document without what differs from run to run: moments and durations."""
    for pattern in _OF_A_RUN:
        text = pattern.sub("-", text)
    return text


def _salted(folder: Path) -> None:
    stack = folder / "stack.py"
    stack.write_text(
        re.sub(r'name_salt="\w+"', f'name_salt="{SALT}"', stack.read_text(encoding="utf-8")), encoding="utf-8"
    )


def _by_command(folder: Path) -> dict[str, str]:
    """The tour on the command line; what each JSON document was."""
    documents: dict[str, str] = {}

    def told(name: str, *words: str, code: int = 0) -> None:
        ran = run(*words, "--format", "json", cwd=folder)
        assert ran.code == code, ran.err
        documents[name] = ran.out

    assert run("new", ".", "--name", "demo", cwd=folder).code == 0
    _salted(folder)
    told("check", "check", "stack.py")
    assert run("render", "stack.py", cwd=folder).code == 0
    assert run("plan", "stack.py", *LOCAL, "-o", "first.json", "-o", "plans", cwd=folder).code == 0
    told("deploy", "deploy", "stack.py", *LOCAL, "--yes")
    (folder / "stack.py").write_text(CHANGED, encoding="utf-8")
    assert run("plan", "stack.py", *LOCAL, "-o", "plan.json", cwd=folder).code == 0
    told("deploy plan", "deploy", "plan.json", *LOCAL, "--yes")
    told("nothing", "deploy", "stack.py", *LOCAL, "--yes")
    told("drift", "drift", "stack.py", *LOCAL)
    told("output", "output", "stack.py", *LOCAL)
    told("destroy", "destroy", "stack.py", *LOCAL, "--yes")
    return documents


def _by_function(folder: Path) -> dict[str, str]:
    """The same in Python."""
    documents: dict[str, str] = {}

    def told(name: str, document: dict[str, Any], *, ascii_: bool = True) -> None:
        documents[name] = json.dumps(document, indent=2, ensure_ascii=ascii_) + "\n"

    with _inside(folder):
        new(".", name="demo")
        _salted(folder)
        told("check", check("stack.py").to_json(), ascii_=False)
        render("stack.py")
        first = plan("stack.py", target="local")
        save_plans("first.json", first)
        save_plans("plans", first)
        told("deploy", outcomes_document(deploy("stack.py", target="local"), []))
        Path("stack.py").write_text(CHANGED, encoding="utf-8")
        save_plans("plan.json", plan("stack.py", target="local"))
        told("deploy plan", outcomes_document(deploy("plan.json", target="local"), []))
        events: list[Event] = []
        outcomes = deploy("stack.py", target="local", observer=Listener(events.append))
        unchanged = [name for event in events if isinstance(event, Unchanged) for name in event.stacks]
        told("nothing", outcomes_document(outcomes, unchanged))
        told("drift", drift_document(drift("stack.py", target="local")))
        told("output", outputs_document(output("stack.py", target="local")))
        told("destroy", outcomes_document(destroy("stack.py", target="local")))
    return documents


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".mlinfra" not in path.parts and "__pycache__" not in path.parts
    }


def test_the_tour_gives_the_same_files_both_ways(tmp_path: Path) -> None:
    """Repository, Bicep, main.json and plans in three formats are equal; so are JSON documents, moments aside."""
    folders = [tmp_path / "command", tmp_path / "function"]
    for folder in folders:
        folder.mkdir()
    ways: Sequence[Callable[[Path], dict[str, str]]] = (_by_command, _by_function)
    told = [way(folder) for way, folder in zip(ways, folders, strict=True)]
    assert {name: _kept(text) for name, text in told[1].items()} == {
        name: _kept(text) for name, text in told[0].items()
    }
    by_command, by_function = map(_files, folders)
    wanted = {"stack.py", "build/demo-dev/main.json", "first.json", "plan.json", "plans/demo-dev/report.html"}
    assert wanted <= by_command.keys()
    assert by_function == by_command


STACK = """
from mlinfra import ResourceGroup, Stack, StorageAccount

stack = Stack("verbs", scope=ResourceGroup("rg-verbs", location="westeurope"), resources=[StorageAccount("stverbs4711")])
"""


def test_a_listener_is_told_and_asked(tmp_path: Path) -> None:
    """Each step of a deployment is a value, in order; a no sends nothing, and the question holds what would change."""
    file, events, questions = tmp_path / "stack.py", list[Event](), list[Question]()
    file.write_text(STACK, encoding="utf-8")

    def refuse(question: Question) -> bool:
        questions.append(question)
        return False

    assert deploy(file, target="local", observer=Listener(events.append, refuse)) == ()
    (asked,) = questions
    assert isinstance(asked, Deploying)
    assert [change.name for change in asked.plans[0].changes][-1] == "stverbs4711"
    assert [type(event) for event in events if not isinstance(event, Waited)] == [Forecast]
    events.clear()
    (outcome,) = deploy(file, target="local", observer=Listener(events.append))
    assert events[-1] == Ended(outcome)
    assert {type(event) for event in events} == {Waited, Forecast, Followed, Ended}
    assert destroy(file, target="local", observer=Listener(confirm=refuse)) == ()
    assert destroy(file, target="local", observer=Listener(confirm=lambda _: True))[0].state == "Succeeded"


def test_the_policy_of_the_commands_holds_for_functions(tmp_path: Path) -> None:
    """A plan that is not the reviewed one, or was made against another target, is refused before anything is sent."""
    file, saved = tmp_path / "stack.py", tmp_path / "plan.json"
    file.write_text(STACK, encoding="utf-8")
    save_plans(saved, plan(file, target="local"))
    with pytest.raises(PlanStale, match="made for the target local, not azure"):
        deploy(saved, target="azure")
    file.write_text(STACK.replace("stverbs4711", "stverbs4712"), encoding="utf-8")
    with pytest.raises(PlanStale, match="not what was reviewed"):
        deploy(saved, target="local")
