"""Examples of serving are checked, deployed to the local target and planned again, and say the same in YAML."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from _pipeline import ROOT
from cli._run import run
from mlinfra.app.stages import prepare
from mlinfra.landing_zone.load import load_stacks
from mlinfra.landing_zone.write.yaml import yaml_text

EXAMPLES = ("online_endpoint", "batch_endpoint")


@pytest.fixture(params=EXAMPLES)
def example(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The stack file of an example, in a folder of its own."""
    shutil.copy(ROOT / "examples" / f"{request.param}.py", tmp_path / "stack.py")
    return tmp_path / "stack.py"


def test_nothing_is_found_and_nothing_is_left_to_do(example: Path) -> None:
    """`check --strict` finds nothing; after a deployment to the local target a plan has no change."""
    checked = run("check", "stack.py", "--strict", cwd=example.parent)
    assert checked.code == 0, checked.out
    deployed = run("deploy", "stack.py", "--target", "local", "--yes", cwd=example.parent)
    assert deployed.code == 0, deployed.out + deployed.err
    planned = run("plan", "stack.py", "--target", "local", "--detailed-exitcode", cwd=example.parent)
    assert planned.code == 0, planned.out


def test_yaml_says_the_same(example: Path) -> None:
    """Written as YAML it renders to the same bytes."""
    stacks = load_stacks(example)
    (example.parent / "stack.yaml").write_text(yaml_text(stacks, "written: in full"), encoding="utf-8")
    written = load_stacks(example.parent / "stack.yaml")
    texts = [[prepare(stack).rendered.files["main.json"] for stack in held] for held in (stacks, written)]
    assert texts[0] == texts[1]


def test_green_takes_over_from_blue(tmp_path: Path) -> None:
    """Deployed as it stands, then with all requests for green: a plan shows the shares alone, and both deploy."""
    text = (ROOT / "examples" / "online_endpoint.py").read_text(encoding="utf-8")
    for shares in ("{blue: 90, green: 10}", "{green: 100}"):
        (tmp_path / "stack.py").write_text(text.replace("{blue: 90, green: 10}", shares), encoding="utf-8")
        planned = run("plan", "stack.py", "--target", "local", "--format", "json", cwd=tmp_path)
        assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path).code == 0
    changes = [change for change in json.loads(planned.out)["changes"] if change["action"] != "no_change"]
    assert [(change["address"], {delta["path"] for delta in change["deltas"]}) for change in changes] == [
        ("mlw-churn-serving/churn-scores", {"properties.traffic.blue", "properties.traffic.green"})
    ]
