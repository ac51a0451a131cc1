"""A stack that is written as a stack file loads to the same stack."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from _pipeline import CASES, ROOT
from mlinfra import ApplicationInsights, MetricAlert, Workspace
from mlinfra.app.stages import prepare
from mlinfra.landing_zone.load import load_stacks
from mlinfra.landing_zone.model.stack import Stack
from mlinfra.landing_zone.write.python import python_text
from mlinfra.landing_zone.write.yaml import yaml_text

EXAMPLES = {path.stem: path for path in sorted((ROOT / "examples").glob("*.py"))}
"""The examples; some of them are cases."""
WRITERS: dict[str, Callable[[Sequence[Stack], str], str]] = {"stack.py": python_text, "stack.yaml": yaml_text}


TWO = """
from mlinfra import ResourceGroup, Stack, StorageAccount

first = Stack("first", scope=ResourceGroup("rg-first", location="westeurope"), resources=[StorageAccount("stone")])
second = Stack(
    "second", scope=ResourceGroup("rg-second"), resources=[StorageAccount("sttwo")], depends_on=[first]
)
stacks = [first, second]
"""

DEFAULTS = """
from mlinfra import DynamicThreshold, MetricAlert, ResourceGroup, Stack, Workspace

workspace = Workspace("mlw-a")
criteria = [DynamicThreshold("Availability")]
watch = [
    MetricAlert("calls", on=[workspace.key_vault], criteria=criteria),
    MetricAlert("logs", on=[workspace.insights.logs], criteria=criteria),
]
stack = Stack("a", scope=ResourceGroup("rg-a", location="westeurope"), resources=[workspace, *watch])
"""


def _templates(stacks: Sequence[Stack]) -> list[str]:
    return [prepare(stack).rendered.files["main.json"] for stack in stacks]


@pytest.mark.parametrize("file", WRITERS)
@pytest.mark.parametrize("case", {**EXAMPLES, **CASES})
def test_what_is_written_deploys_the_same(case: str, file: str, tmp_path: Path) -> None:
    """Each example and each case, written in full as Python and as YAML, renders to the same bytes."""
    path = {**EXAMPLES, **CASES}[case]
    stacks = load_stacks(path)
    if (path.parent / "compiled").is_dir():
        shutil.copytree(path.parent / "compiled", tmp_path / "compiled")
    for conda in path.parent.glob("*.yml"):
        shutil.copy(conda, tmp_path)
    (tmp_path / file).write_text(WRITERS[file](stacks, "written: in full"), encoding="utf-8")
    written = load_stacks(tmp_path / file, environment=["TEAM_OWNER"])
    assert _templates(written) == _templates(stacks)


@pytest.mark.parametrize("case", ["meridian", "team"])
def test_lines_stay_short(case: str) -> None:
    """No line of the Python file is longer than 100 characters, unless one text is."""
    assert max(map(len, python_text(load_stacks(CASES[case]), "short: lines").splitlines())) <= 110


@pytest.mark.parametrize("file", WRITERS)
def test_the_order_of_stacks_is_written(file: str, tmp_path: Path) -> None:
    """A stack that waits for another refers to that one, and what both name alike stays two resources."""
    (tmp_path / "two.py").write_text(TWO, encoding="utf-8")
    stacks = load_stacks(tmp_path / "two.py")
    (tmp_path / file).write_text(WRITERS[file](stacks, "two: in order"), encoding="utf-8")
    written = load_stacks(tmp_path / file)
    assert written == stacks
    assert written[1].depends_on[0] is written[0]


@pytest.mark.parametrize("file", WRITERS)
def test_what_is_there_by_default_stays_one_resource(file: str, tmp_path: Path) -> None:
    """What refers to a resource that another has by default, also by way of a third, refers to that one when read."""
    (tmp_path / "defaults.py").write_text(DEFAULTS, encoding="utf-8")
    (tmp_path / file).write_text(
        WRITERS[file](load_stacks(tmp_path / "defaults.py"), "defaults: one"), encoding="utf-8"
    )
    workspace, calls, logs = load_stacks(tmp_path / file)[0].resources
    assert isinstance(workspace, Workspace)
    assert isinstance(workspace.insights, ApplicationInsights)
    assert isinstance(calls, MetricAlert)
    assert isinstance(logs, MetricAlert)
    assert calls.on[0] is workspace.key_vault
    assert logs.on[0] is workspace.insights.logs
