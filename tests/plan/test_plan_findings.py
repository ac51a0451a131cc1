"""What the checks find reaches the plan, and stands at the change that brings it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli._run import run
from plan._plans import item, read

COMPUTE = "Microsoft.MachineLearningServices/workspaces/computes"
FLOOR = {
    "code": "ML401", "slug": "cluster-idle-floor", "severity": "warning", "message": "keeps 1 node(s) even when idle",
    "address": "mlw/gpu", "where": "stack.py:2", "why": "idle nodes are billed around the clock", "fix": "Autoscale(0, 4)",
    "stack": "churn", "type": COMPUTE, "properties": ["minNodeCount", "vmSize"],
}  # fmt: skip


def _nodes(minimum: int, tag: str = "a") -> dict[str, Any]:
    return {"tags": {"t": tag}, "properties": {"properties": {"scaleSettings": {"minNodeCount": minimum}}}}


def test_a_change_that_brings_a_finding_has_its_risk_and_reason() -> None:
    """A floor that goes from 0 to 1 names the bill; the finding names the change."""
    plan = read(item("Modify", COMPUTE, "mlw/gpu", _nodes(0), _nodes(1)), findings=(FLOOR,))
    [change] = plan.changes
    assert change.risk.level == "high"
    assert change.risk.why == "ML401: keeps 1 node(s) even when idle (idle nodes are billed around the clock)"
    assert plan.findings[0]["change"] == change.id


@pytest.mark.parametrize("kind", ["Modify", "NoChange"])
def test_a_finding_that_was_true_before_raises_nothing(kind: str) -> None:
    """Another property of the resource changes, or none: the finding stays in the plan, at no change."""
    plan = read(
        item(kind, COMPUTE, "mlw/gpu", _nodes(1), _nodes(1, "b" if kind == "Modify" else "a")), findings=(FLOOR,)
    )
    assert plan.changes[0].risk.level != "high"
    assert plan.findings[0]["change"] is None


@pytest.mark.parametrize(("severity", "code", "level"), [
    ("error", "ML301", "high"), ("warning", "ML403", "high"), ("warning", "ML302", "medium"), ("advice", "ML101", "none"),
])  # fmt: skip
def test_a_created_resource_brings_all_its_findings(severity: str, code: str, level: str) -> None:
    """An error or a cost is a high risk, another warning a medium one, advice none."""
    finding = {**FLOOR, "severity": severity, "code": code}
    plan = read(item("Create", COMPUTE, "mlw/gpu", None, _nodes(1)), findings=(finding,))
    assert plan.changes[0].risk.level == level
    assert plan.findings[0]["change"] == plan.changes[0].id


def test_a_finding_about_another_resource_of_that_name_stays_apart() -> None:
    """The type tells two resources of one address apart."""
    plan = read(
        item("Create", "Microsoft.MachineLearningServices/workspaces/data", "mlw/gpu", None, {}), findings=(FLOOR,)
    )
    assert plan.findings[0]["change"] is None


STACK = """
from mlinfra import *
gpu = ComputeCluster("gpu", size="Standard_NC24ads_A100_v4", nodes=Autoscale({minimum}, 4))
workspace = Workspace("mlw-a", computes=[gpu])
stack = Stack("a", scope=ResourceGroup("rg-a", location="westeurope"), resources=[workspace], tags={{"costcenter": "{tag}"}})
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A deployed stack whose code now keeps one GPU node and has another tag."""
    folder = tmp_path_factory.mktemp("findings")
    (folder / "stack.py").write_text(STACK.format(minimum=0, tag="1"), encoding="utf-8")
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=folder).code == 0
    (folder / "stack.py").write_text(STACK.format(minimum=1, tag="2"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("format_", ["text", "markdown", "html", "json"])
def test_every_renderer_names_the_bill(folder: Path, format_: str) -> None:
    """The story that mlinfra is built on: a node that nobody uses and somebody pays."""
    said = run("plan", "stack.py", "--target", "local", "--format", format_, cwd=folder).out
    assert "billed around the clock" in said
    assert "ML401" in said


def test_the_plan_carries_all_findings(folder: Path) -> None:
    """Those of the check, advice too."""
    planned = json.loads(run("plan", "stack.py", "--target", "local", "--format", "json", cwd=folder).out)
    checked = json.loads(run("check", "stack.py", "--format", "json", cwd=folder).out)
    assert [f["code"] for f in planned["findings"]] == [f["code"] for f in checked["findings"]]
    assert planned["findings"]


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_the_same_change_on_many_resources_is_one_line(folder: Path, format_: str) -> None:
    """One tag on seven of them, the group among them; each is named, and the counts stay."""
    said = run("plan", "stack.py", "--target", "local", "--format", format_, cwd=folder).out
    assert said.count("7 resources") == 1
    assert all(name in said for name in ("appi-a", "log-a"))
    assert "0 to create, 8 to modify" in said or format_ == "html"


def test_a_row_shows_its_key_change_and_its_reason(folder: Path) -> None:
    """In the comment, without being opened."""
    said = run("plan", "stack.py", "--target", "local", "--format", "markdown", cwd=folder).out
    [row] = [line for line in said.splitlines() if "<summary>" in line and "mlw-a/gpu" in line]
    assert "minNodeCount: 0 =&#62; 1" in row
    assert "high risk" in row
    assert "billed" in row
