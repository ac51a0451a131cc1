from __future__ import annotations

from pathlib import Path

from cli._run import run

TEXT = """from mlinfra import *

group = ResourceGroup("rg-tags", location="westeurope", tags={"owner": "@owner"})
stack = Stack("tags", scope=group, resources=[StorageAccount("stgrouptags")], tags={"team": "@team"})
"""
PLAN = ("plan", "stack.py", "--target", "local", "--detailed-exitcode")


def _write(folder: Path, owner: str, team: str) -> None:
    (folder / "stack.py").write_text(TEXT.replace("@owner", owner).replace("@team", team), encoding="utf-8")


def test_tags_of_the_group_are_planned_and_deployed(tmp_path: Path) -> None:
    """A new group gets the tags of the stack and its own; a change of its own is a change of the plan, and is made."""
    _write(tmp_path, "ann", "churn")
    assert '"team": "churn"' in run(*PLAN, "--format", "json", cwd=tmp_path).out
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path).code == 0
    assert run(*PLAN, cwd=tmp_path).code == 0
    _write(tmp_path, "bob", "churn")
    changed = run(*PLAN, cwd=tmp_path)
    assert changed.code == 3
    assert 'tags.owner: "ann" => "bob"' in changed.out
    assert "1 to modify" in changed.out
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path).code == 0
    assert run(*PLAN, cwd=tmp_path).code == 0
