"""Progress and outcomes name a role assignment as the plan does."""

from __future__ import annotations

import json
from pathlib import Path

from cli._run import run

SAID = "Storage Blob Data Contributor on st"


def test_a_role_is_named_by_what_it_grants(tmp_path: Path) -> None:
    """The progress, the outcome and its JSON say which role on what and for whom, and no GUID."""
    assert run("new", "demo", cwd=tmp_path).code == 0
    ran = run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path / "demo")
    (line,) = [line for line in ran.err.splitlines() if "done   role" in line]
    assert SAID in line
    assert " to cpu" in line
    (tmp_path / "demo" / ".mlinfra" / "local.db").unlink()
    again = run("deploy", "stack.py", "--target", "local", "--yes", "--format", "json", cwd=tmp_path / "demo")
    (document,) = json.loads(again.out)["outcomes"]
    (role,) = [entry for entry in document["operations"] if entry["type"].endswith("roleAssignments")]
    assert role["name"].startswith(SAID)
