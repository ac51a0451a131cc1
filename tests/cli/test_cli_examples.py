"""Examples are checked, rendered, planned, deployed to the local target and planned again; YAML of them is tested in `load`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from _references import ROOT
from cli._run import run

LARGE = ("private_on_hub", "hub_projects", "customer_keys", "feature_store", "central_logs")
"""Those in which rules may find something that is no error."""
SMALL = (
    "minimal", "own_storage", "dev_box", "gpu_cluster", "derived_roles", "pinned_environment", "subscription_zone",
)  # fmt: skip
SERVING = ("online_endpoint", "batch_endpoint")


@pytest.mark.parametrize("name", [*LARGE, *SMALL, *SERVING])
def test_an_example_goes_all_the_way(name: str, tmp_path: Path) -> None:
    """No rule finds an error, or anything in the small ones; what is deployed is what was planned: then nothing is left to do."""
    shutil.copy(ROOT / "examples" / f"{name}.py", tmp_path / "stack.py")
    checked = run("check", "stack.py", *(["--strict"] if name not in LARGE else []), cwd=tmp_path)
    assert checked.code == 0, checked.out
    assert "nothing to report" in checked.out + checked.err or name not in SMALL
    assert run("render", "stack.py", cwd=tmp_path).code == 0
    planned = run("plan", "stack.py", "--target", "local", "--format", "json", cwd=tmp_path)
    document = json.loads(planned.out)
    plans = document.get("plans", [document])
    assert "create" in {change["action"] for plan in plans for change in plan["changes"]}
    deployed = run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path)
    assert deployed.code == 0, deployed.out + deployed.err
    again = run("plan", "stack.py", "--target", "local", "--detailed-exitcode", cwd=tmp_path)
    assert again.code == 0, again.out


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
