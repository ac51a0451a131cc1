"""What left one stack of a file is looked for in the others, which are read and expanded once for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlinfra.app import deployable
from mlinfra.app.read_stacks import read_stacks
from mlinfra.app.settings import settings_for
from mlinfra.review.plan.plan import Diagnostic
from mlinfra.review.plan.what_if import diagnostic_gaps

STACKS = """from mlinfra import ResourceGroup, Stack, StorageAccount
names = ("a", "b", "c")
groups = [ResourceGroup(f"rg-{name}", location="westeurope") for name in names]
stacks = [Stack(name, scope=group, resources=[StorageAccount(f"st{name}0001")]) for name, group in zip(names, groups)]
"""


def test_the_other_stacks_are_expanded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many stacks ask; another subscription is another place."""
    file = tmp_path / "stack.py"
    file.write_text(STACKS, encoding="utf-8")
    found = read_stacks(settings_for(file, target="local"), {})
    expanded: list[str] = []
    of_stack = deployable.of_stack

    def counted(prepared: deployable.Prepared, *rest: object) -> deployable.Deployable:
        expanded.append(prepared.stack.name)
        return of_stack(prepared, *rest)  # type: ignore[arg-type]  passed on as it came

    monkeypatch.setattr(deployable, "of_stack", counted)
    account = "/subscriptions/{}/resourceGroups/rg-b/providers/Microsoft.Storage/storageAccounts/stb0001"
    others = [stack.others for stack in found if isinstance(stack, deployable.Deployable)]
    assert len(others) == 3
    for stack, other in zip(found, others, strict=True):
        assert other is not None
        assert other.names == {"a", "b", "c"}
        expected = None if stack.name == "b" else "b"
        assert other.holder(account.format("here"), stack.name, "here") == expected
    assert expanded == ["a", "b", "c"]
    assert other is not None
    assert other.holder(account.format("there"), "a", "there") == "b"
    assert expanded == ["a", "b", "c"] * 2


def test_a_missing_group_of_a_module_is_told_with_what_to_do() -> None:
    """The forecast stops there; the gap says how to go on."""
    remark = Diagnostic("Error", "ResourceGroupNotFound", "Resource group 'rg-b' could not be found.", "rg-b")
    (gap,) = diagnostic_gaps([remark])
    assert gap.message.startswith("Resource group 'rg-b' could not be found. Make that group first")
    (other,) = diagnostic_gaps([Diagnostic("Error", "Other", "It stopped.", "x")])
    assert other.message == "It stopped."
