from __future__ import annotations

from pathlib import Path

from cli._run import run
from mlinfra.azure import connect
from mlinfra.azure.protocol import Cloud

TEXT = """from mlinfra import *

group = ResourceGroup("rg-tags", location="westeurope", tags={"owner": "@owner"})
stack = Stack("tags", scope=group, resources=[StorageAccount("stgrouptags")], tags={"team": "@team"})
"""
VERSION = "2025-04-01"
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


def test_a_tag_that_left_the_group_is_removed(tmp_path: Path) -> None:
    """Planned as removed, removed at deployment, whatever its case; tags that others set stay."""
    _write(tmp_path, "ann", "churn")
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path).code == 0
    _set_live(tmp_path, billing="4711")
    (tmp_path / "stack.py").write_text(TEXT.replace(', tags={"owner": "@owner"}', ""), encoding="utf-8")
    changed = run(*PLAN, cwd=tmp_path)
    assert (changed.code, "tags.owner" in changed.out, "billing" in changed.out) == (3, True, False)
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path).code == 0
    assert _live(tmp_path) == {"mlinfra-stack": "tags", "team": "@team", "billing": "4711"}
    assert run(*PLAN, cwd=tmp_path).code == 0


def test_drift_looks_at_the_tags_of_the_group(tmp_path: Path) -> None:
    """A tag that somebody changed is drift; one that the code changed is a change of the code; others' tags are neither."""
    _write(tmp_path, "ann", "churn")
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path).code == 0
    drift = ("drift", "stack.py", "--target", "local", "--format", "json")
    _set_live(tmp_path, billing="4711")
    assert run(*drift, cwd=tmp_path).code == 0
    _set_live(tmp_path, owner="eve")
    ran = run(*drift, cwd=tmp_path)
    assert ran.code == 3
    assert '"eve"' in ran.out
    _set_live(tmp_path, owner="ann")
    _write(tmp_path, "bob", "churn")
    text = run("drift", "stack.py", "--target", "local", cwd=tmp_path)
    assert text.code == 0
    assert 'tags.owner: "ann" => "bob"' in text.out


def test_a_tag_with_the_value_of_a_parameter_reaches_a_new_group(tmp_path: Path) -> None:
    """Its value is known before anything is sent; one that only the deployment knows is refused with the reason."""
    text = """from mlinfra import *

cost = Parameter("costCenter")
vault = KeyVault("kv-grouptags")
group = ResourceGroup("rg-tags", location="westeurope")
stack = Stack("tags", scope=group, resources=[vault], parameters=[cost], tags={"cost": cost})
"""
    (tmp_path / "stack.py").write_text(text, encoding="utf-8")
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path, COST_CENTER="4711").code == 0
    assert _live(tmp_path) == {"mlinfra-stack": "tags", "cost": "4711"}
    (tmp_path / ".mlinfra" / "local.db").unlink()
    identity = 'cost = UserAssignedIdentity("id-tags")'
    late = text.replace('cost = Parameter("costCenter")', identity).replace("parameters=[cost], ", "")
    late = late.replace("resources=[vault]", "resources=[vault, cost]").replace(
        '{"cost": cost}', '{"cost": cost.client_id}'
    )
    (tmp_path / "stack.py").write_text(late, encoding="utf-8")
    refused = run("deploy", "stack.py", "--target", "local", "--yes", cwd=tmp_path)
    assert refused.code == 1
    assert "the value of cost is known only while deploying" in refused.err
    assert _live(tmp_path) == {}


def _live(folder: Path) -> dict[str, str]:
    with _cloud(folder) as cloud:
        answer = cloud.send("GET", _group(cloud), VERSION)
    return dict(answer.body["tags"]) if answer.found else {}


def _set_live(folder: Path, **tags: str) -> None:
    """As somebody would, past mlinfra."""
    with _cloud(folder) as cloud:
        cloud.send(
            "PATCH",
            _group(cloud),
            VERSION,
            {"tags": {**cloud.send("GET", _group(cloud), VERSION).body["tags"], **tags}},
        )


def _cloud(folder: Path) -> Cloud:
    return connect("local", state=folder / ".mlinfra" / "local.db")


def _group(cloud: Cloud) -> str:
    return f"/subscriptions/{cloud.subscription}/resourceGroups/rg-tags"
