"""A stack of a subscription makes its groups and what lies in them; plan, drift, prune and destroy reach all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from _pipeline import CASES
from mlinfra import InvalidInput, deploy, destroy, drift, plan, prune
from mlinfra.app.plan import Planned
from mlinfra.azure import connect
from mlinfra.azure.local_cloud import SUBSCRIPTION
from mlinfra.review.plan import Action, Plan

LEFT = (
    '        Budget("dev", on=dev, amount=300, start=date(2026, 1, 1)),\n',
    '        Lock("no-delete", on=shared, level="ReadOnly"),\n',
    '        DiagnosticSetting("to-logs", on=workspace, workspace=logs),\n',
)
"""What a later version of the code has no longer: in two groups, on a group, on a resource."""
HOME = f"/subscriptions/{SUBSCRIPTION}"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case, deployed to the local target in one deployment."""
    path = tmp_path_factory.mktemp("scopes") / "stack.py"
    path.write_text(CASES["landing-zone"].read_text(encoding="utf-8"), encoding="utf-8")
    (outcome,) = deploy(path, target="local")
    assert outcome.state == "Succeeded"
    assert outcome.scope.kind == "subscription"
    return path


def _planned(file: Path) -> Plan:
    (only,) = plan(file, target="local")
    assert isinstance(only, Planned)
    return only.plan


def _groups(file: Path) -> list[str]:
    with connect("local", state=file.parent / ".mlinfra" / "local.db") as cloud:
        answer = cloud.send("GET", f"{HOME}/resourcegroups", "2025-04-01")
        return sorted(group["name"] for group in answer.body["value"])


def test_one_deployment_makes_the_groups_with_their_tags_and_what_lies_in_them(file: Path) -> None:
    """Nothing is left to plan, no live change is drift, and the groups have the stack's tags and their own."""
    changes = _planned(file).changes
    assert {change.action for change in changes} == {Action.NO_CHANGE}
    assert len(changes) == 24
    (compared,) = drift(file, target="local")
    assert not compared.drifted
    assert _groups(file) == ["rg-ml-dev", "rg-shared"]
    with connect("local", state=file.parent / ".mlinfra" / "local.db") as cloud:
        group = cloud.send("GET", f"{HOME}/resourceGroups/rg-shared", "2025-04-01").body
    assert group["tags"] == {"app": "churn", "purpose": "logs"}


def test_what_left_the_code_is_found_in_every_group_pruned_and_the_rest_destroyed(file: Path) -> None:
    """Orphans are found in both groups and removed alone; destroying leaves neither group behind."""
    text = file.read_text(encoding="utf-8")
    for line in LEFT:
        assert line in text
        text = text.replace(line, "")
    file.write_text(text, encoding="utf-8")
    orphans = {orphan.id.rpartition("/providers/")[2].lower() for orphan in _planned(file).orphans}
    assert orphans == {
        "microsoft.consumption/budgets/dev",
        "microsoft.authorization/locks/no-delete",
        "microsoft.insights/diagnosticsettings/to-logs",
    }
    (pruned,) = prune(file, target="local")
    assert len(pruned.operations) == len(LEFT)
    assert not _planned(file).orphans
    (outcome,) = destroy(file, target="local")
    assert outcome.state == "Succeeded"
    assert _groups(file) == []


def test_a_stack_without_the_region_of_its_deployment_is_refused(tmp_path: Path) -> None:
    """Azure keeps a deployment outside resource groups in a region, which only the author can choose."""
    path = tmp_path / "stack.py"
    path.write_text("from mlinfra import *\nstack = Stack('a', scope=Subscription(), resources=[])\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="needs a region"):
        plan(path, target="local")


def test_a_resource_where_its_type_cannot_stand_is_refused(tmp_path: Path) -> None:
    """An account in no group, and a budget on an account, each with its line."""
    path = tmp_path / "stack.py"
    head = "from datetime import date\nfrom mlinfra import *\naccount = StorageAccount('sta')\n"
    home = "Subscription(location='westeurope')"
    path.write_text(f"{head}stack = Stack('a', scope={home}, resources=[account])\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="StorageAccount cannot lie in a subscription") as caught:
        plan(path, target="local")
    assert "stack.py:3" in str(caught.value)
    budget = "Budget('b', on=account, amount=1, start=date(2026, 1, 1))"
    path.write_text(f"{head}stack = Stack('a', scope={home}, resources=[{budget}])\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="Budget cannot belong to a resource"):
        plan(path, target="local")
