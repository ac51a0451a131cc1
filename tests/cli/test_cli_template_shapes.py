"""A stack and the template that it is printed as are told alike: shapes, addresses, findings, exit codes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli._run import run
from mlinfra.app.stages import prepare
from mlinfra.landing_zone.load import load_stacks

STACK = """from mlinfra import *
instance = ComputeInstance("ci-x", size="Standard_D4s_v5", idle=None)
workspace = Workspace("mlw-x", storage=StorageAccount("stx12345", shared_keys=True), computes=[instance])
stack = Stack("x", scope=ResourceGroup("rg-x", location="westeurope"), resources=[workspace])
"""
STEPS: dict[str, tuple[tuple[str, ...], int]] = {
    "check": (("check", "FILE"), 0),
    "strict": (("check", "FILE", "--strict"), 1),
    "plan": (("plan", "FILE", "--detailed-exitcode", "-o", "plan.json"), 3),
    "deploy": (("deploy", "plan.json", "--yes"), 0),
    "planned again": (("plan", "FILE", "--detailed-exitcode"), 0),
    "drift": (("drift", "FILE"), 0),
}
_STACKS_ALONE = {"compiler"}
"""A template was printed already: no compiler is chosen for it."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each step tells, as JSON, of the stack and of its template, each on a local target of its own."""
    folders = {kind: tmp_path_factory.mktemp(kind) for kind in ("stack", "template")}
    file = folders["stack"] / "x.py"
    file.write_text(STACK, encoding="utf-8")
    (stack,) = load_stacks(file)
    (folders["template"] / "x.json").write_text(prepare(stack).rendered.files["main.json"], encoding="utf-8")
    place = {"stack": (), "template": ("--resource-group", "rg-x", "--location", "westeurope")}
    names = {"stack": "x.py", "template": "x.json"}
    return {kind: dict(_steps(folders[kind], names[kind], place[kind])) for kind in folders}


def _steps(folder: Path, file: str, place: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for step, (words, code) in STEPS.items():
        where = () if "plan.json" in words[:2] else place
        line = [file if word == "FILE" else word for word in words]
        ran = run(*line, *where, "--format", "json", cwd=folder, MLINFRA_TARGET="local")
        assert ran.code == code, f"{step} of {file}: {ran.err}"
        yield step, json.loads(ran.out)


def _keys(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}.{key}"
            yield from _keys(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner, f"{path}[]")


@pytest.mark.parametrize("step", STEPS)
def test_the_shape_is_the_same(step: str, told: dict[str, dict[str, Any]]) -> None:
    """Every member that the document of a stack has, that of a template has, and no other."""
    keys = {kind: set(_keys(documents[step])) for kind, documents in told.items()}
    assert keys["stack"] - keys["template"] <= {f".{name}" for name in _STACKS_ALONE}
    assert keys["template"] <= keys["stack"]


@pytest.mark.parametrize("step", ["check", "plan", "planned again"])
def test_findings_are_the_same_at_the_same_places(step: str, told: dict[str, dict[str, Any]]) -> None:
    """Code, severity, address, type; each at a line of its own file."""
    found = {kind: documents[step]["findings"] for kind, documents in told.items()}
    wanted = ("code", "severity", "address", "type", "stack", "message")
    of_kind = {kind: [tuple(entry[name] for name in wanted) for entry in entries] for kind, entries in found.items()}
    assert of_kind["stack"] == of_kind["template"]
    assert {entry["code"] for entry in found["template"]} >= {"ML101", "ML202", "ML403"}
    assert all(entry["where"].startswith("x.json:") for entry in found["template"])


def test_changes_are_the_same_at_the_same_addresses(told: dict[str, dict[str, Any]]) -> None:
    """Action, address and risk; a change of a template says the line that declares its resource."""
    changes = {kind: documents["plan"]["changes"] for kind, documents in told.items()}
    of_kind = {
        kind: [(entry["action"], entry["address"], entry["risk"]["level"]) for entry in entries]
        for kind, entries in changes.items()
    }
    assert of_kind["stack"] == of_kind["template"]
    lines = [entry["origin"]["where"] for entry in changes["template"] if entry["origin"]]
    assert lines
    assert all(line.startswith("x.json:") for line in lines)
