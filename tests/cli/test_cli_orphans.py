from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli._run import run

TEXT = """from mlinfra import *

lake = StorageAccount.existing("stlake", scope=ResourceGroup("rg-lake"))
features = BlobDatastore("features", account=lake, container="features")
scores = BlobDatastore("scores", account=lake, container="scores")
cpu = ComputeCluster("cpu", size="Standard_D4s_v5", nodes=Autoscale(0, 2), identity=UserAssignedIdentity("id-train"),
                     reads=[features], @writes)
workspace = Workspace("@name", computes=[cpu, @instance], datastores=[features, @scores])
stack = Stack("churn", scope=ResourceGroup("rg-churn", location="westeurope"), resources=[workspace])
"""
LOST = ["Storage Blob Data Contributor on stlake/default/scores", "mlw-churn/box1", "mlw-churn/scores"]


def _write(folder: Path, *, whole: bool, name: str = "mlw-churn", box: str = "box1") -> None:
    parts = {
        "@writes": "writes=[scores]",
        "@instance": 'ComputeInstance("BOX", size="Standard_D4s_v5")'.replace("BOX", box),
        "@scores": "scores",
    }
    text = TEXT.replace("@name", name)
    for mark, part in parts.items():
        text = text.replace(mark, part if whole else "")
    (folder / "stack.py").write_text(text, encoding="utf-8")


@pytest.fixture
def lost(tmp_path: Path) -> Path:
    """A folder whose stack was deployed, and whose file has lost a datastore, what a cluster writes, and an instance."""
    _write(tmp_path, whole=True)
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path).code == 0
    _write(tmp_path, whole=False)
    return tmp_path


@pytest.mark.parametrize("format_", ["text", "markdown", "html", "json", "github", "azure"])
def test_every_format_of_the_plan_shows_the_orphans(lost: Path, format_: str) -> None:
    """Named, with the access that stays, and exit code 3; nothing is said to be deleted."""
    ran = run("plan", "stack.py", "--target", "local", "--detailed-exitcode", "--format", format_, cwd=lost)
    assert ran.code == 3, ran.err
    for name in LOST[1:]:
        assert name in ran.out
    assert "Nothing changes" not in ran.out
    if format_ == "json":
        plan = json.loads(ran.out)
        assert [(o["status"], o["access"]) for o in plan["orphans"]] == [("orphaned", True), *[("orphaned", False)] * 2]
        assert (plan["counts"]["orphaned"], plan["has_changes"], plan["would_send"]) == (3, True, False)
        assert plan["orphans"][0]["principal"] == "id-train"
        assert plan["orphans"][0]["scope"].endswith("/resourceGroups/rg-lake")
    else:
        assert LOST[0] in ran.out
        assert "access that stays" in ran.out


def test_drift_and_deploy_name_the_orphans_and_prune_removes_them(lost: Path) -> None:
    """`deploy` sends nothing for them alone, `drift` is not clean, `prune` asks, shows and removes; then all is quiet."""
    assert "0 to delete, 12 unchanged" in run("plan", "stack.py", "--target", "local", cwd=lost).out
    deployed = run("deploy", "stack.py", "--target", "local", "--yes", cwd=lost)
    assert "nothing to deploy; 3 orphaned resources stay in Azure; `mlinfra prune stack.py`" in deployed.out
    drift = run("drift", "stack.py", "--target", "local", cwd=lost)
    assert (drift.code, "3 orphaned" in drift.out) == (3, True)
    asked = run("prune", "stack.py", "--target", "local", cwd=lost)
    assert asked.code == 1
    assert all(name in asked.out for name in LOST)
    pruned = run("prune", "stack.py", "--target", "local", "--yes", "--format", "json", cwd=lost)
    assert pruned.code == 0, pruned.err
    [outcome] = json.loads(pruned.out)["outcomes"]
    assert len(outcome["operations"]) == 3
    assert run("plan", "stack.py", "--target", "local", "--detailed-exitcode", cwd=lost).code == 0
    assert run("drift", "stack.py", "--target", "local", cwd=lost).code == 0
    assert "nothing to prune" in run("prune", "stack.py", "--target", "local", cwd=lost).out


def test_a_renamed_workspace_is_orphaned_with_what_it_holds(tmp_path: Path) -> None:
    """The old workspace stays with its children; `prune` names that it holds data."""
    _write(tmp_path, whole=True)
    run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path)
    _write(tmp_path, whole=True, name="mlw-new", box="box2")
    out = run("plan", "stack.py", "--target", "local", cwd=tmp_path).out
    assert "mlw-churn   a workspace holds runs, models and assets" in out
    assert "mlw-churn/cpu" in out
    asked = run("prune", "stack.py", "--target", "local", cwd=tmp_path, answer="n\n")
    assert "with what mlw-churn" in asked.err


def test_offline_sources_say_no_longer_in_the_code(lost: Path) -> None:
    """Compared with what was last sent nothing is deleted: exit code 3."""
    ran = run("plan", "stack.py", "--target", "local", "--against", "deployed", "--detailed-exitcode", cwd=lost)
    assert ran.code == 3, ran.err
    assert "No longer in the code" in ran.out
    assert "0 to delete, 12 unchanged, 3 no longer in the code." in ran.out
