"""What is wrong with a stack file is said in one sentence, with the file, the line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlinfra.base.errors import MlinfraError
from mlinfra.landing_zone.graph.resolve import resolve
from mlinfra.landing_zone.load import load_stacks
from mlinfra.landing_zone.lower.lower import lower

HEAD = """from mlinfra import *

group = ResourceGroup("rg-a", location="westeurope")
"""
"""Three lines: the stack itself begins on line 4."""

PYTHON = {
    "unknown field": ('stack = Stack("a", scope=group, resources=[Workspace("mlw-a", storag=1)])', ":4", "did you mean 'storage'"),
    "wrong type": ('stack = Stack("a", scope=group, resources=[Workspace("mlw-a", storage="st")])', ":4", "StorageAccount"),
    "wrong existing": (
        'stack = Stack("a", scope=group, resources=[Workspace("mlw-a", storage=KeyVault.existing("kv-a"))])', ":4", "StorageAccount",
    ),
    "refused name": ('stack = Stack("a", scope=group, resources=[Workspace("-a")])', ":4", "allowed:"),
    "raises": ("stack = 1 / 0", ":4", "ZeroDivisionError"),
    "exits": ("raise SystemExit(3)", ":4", "SystemExit"),
    "ignore without a reason": ('stack = Ignore("properties.x", reason="")', "a.py:4", "needs a reason"),
    "syntax": ("stack = (", ":4", "fix the Python syntax"),
    "missing module": ("import no_such_module", ":4", "install 'no_such_module'"),
    "no stack": ("other = 1", "a.py", "neither `stack` nor `stacks`"),
    "no Stack": ("stack = 3", "a.py", "holds int"),
    "empty": ("stacks = []", "a.py", "not Stack"),
    "twins": ('one = Stack("a", scope=group, resources=[])\nstacks = [one, one]', "a.py", "two stacks are called 'a'"),
    "two resources, one id": (
        'one, other = StorageAccount("sta"), StorageAccount("sta", sku="Standard_ZRS"); stack = Stack("a", scope=group, resources=[Workspace("mlw-a", storage=one), Workspace("mlw-b", storage=other)])',
        ":4", "sta",
    ),
    "outside reference": (
        'stack = Stack("a", scope=group, resources=[Workspace("mlw-a")], outputs={"m": Workspace("mlw-b").mlflow_uri})',
        ":4", "mlw-b",
    ),
}  # fmt: skip

YAML = {
    "syntax": ("name: [", ":", "fix the YAML"),
    "no mapping": ("- 1", "a.yaml", "a stack file is a mapping"),
    "empty": ("", "a.yaml", "a stack file is a mapping"),
    "missing field": ("name: a", ":1", "scope"),
    "unknown field": ("name: a\nscope: {name: rg}\nresources: [{kind: Workspace, name: mlw-a, storag: 1}]", ":3", "storage"),
    "no kind": ("name: a\nscope: {name: rg}\nresources: [{name: mlw-a}]", ":3", "add `kind:`"),
    "twice": ("name: a\nname: b", ":1", "twice"),
    "a list as key": ("name: a\n? [a, b]\n: c", ":2", "keys are the names of fields"),
    "a list as kind": ("name: a\nscope: {name: rg}\nresources: [{kind: [x], name: mlw-a}]", ":3", "add `kind:`"),
    "a list as attribute": ("name: a\nscope: {name: rg}\nresources: []\noutputs: {m: {of: [x], attribute: y}}", ":4", "no resource called"),
    "unknown attribute": ("name: a\nscope: {name: rg}\nresources: [{kind: StorageAccount, name: stx}]\noutputs: {m: {of: stx, attribute: y}}", ":4", "has no attribute 'y'"),
    "ignore without a reason": (
        'name: a\nscope: {name: rg}\nresources: []\nignore: [{path: x, reason: ""}]', "a.yaml:4", "needs a reason",
    ),
    "existing with more": (
        "name: a\nscope: {name: rg}\nresources:\n- kind: Workspace\n  name: mlw-a\n  storage: {existing: sta, sku: x}",
        ":6", "existing",
    ),
}  # fmt: skip


def _lower_all(path: Path) -> None:
    for stack in load_stacks(path):
        lower(resolve(stack))


def _message(tmp_path: Path, name: str, text: str) -> str:
    (tmp_path / name).write_text(text)
    with pytest.raises(MlinfraError) as caught:
        _lower_all(tmp_path / name)
    return str(caught.value)


@pytest.mark.parametrize("case", PYTHON, ids=PYTHON.keys())
def test_a_bad_python_file_gets_one_clear_error(tmp_path: Path, case: str) -> None:
    """Bad Python stack files name the place and what to do."""
    text, place, advice = PYTHON[case]
    message = _message(tmp_path, "a.py", HEAD + text + "\n")
    assert place in message
    assert advice in message


@pytest.mark.parametrize("case", YAML, ids=YAML.keys())
def test_a_bad_yaml_file_gets_one_clear_error(tmp_path: Path, case: str) -> None:
    """Bad YAML stack files name the place and what to do."""
    text, place, advice = YAML[case]
    message = _message(tmp_path, "a.yaml", text)
    assert place in message
    assert advice in message


@pytest.mark.parametrize(("name", "advice"), [("none.py", "mlinfra new"), ("none.txt", "mlinfra new")])
def test_a_missing_file_says_how_to_make_one(tmp_path: Path, name: str, advice: str) -> None:
    """A missing stack file is named, with the command that makes one."""
    with pytest.raises(MlinfraError, match=advice):
        load_stacks(tmp_path / name)


def test_a_selection_that_matches_nothing_lists_the_stacks(tmp_path: Path) -> None:
    """``--select`` without a match names what there is."""
    (tmp_path / "a.py").write_text(HEAD + 'stack = Stack("churn-dev", scope=group, resources=[])\n')
    with pytest.raises(MlinfraError, match="churn-dev"):
        load_stacks(tmp_path / "a.py", "other-*")


def test_all_that_is_wrong_in_a_yaml_file_is_told_together(tmp_path: Path) -> None:
    """Each with its line, in the order of the file; what refers to a wrong resource says nothing again."""
    lines = [
        "stacks:",
        "  - name: a",
        "    scope: {name: rg-a}",
        "    resources:",
        "      - &lake {kind: StorageAccount, name: st_bad}",
        "      - {kind: KeyVault, name: kv}",
        "      - kind: Workspace",
        "        name: mlw-a",
        "        storage: *lake",
        "        computes:",
        "          - {kind: ComputeCluster, name: cpu-001, size: Standard_D4s_v5}",
        "          - {kind: ComputeCluster, name: cpu, size: Standard_D4s_v5, nodes: {minimum: 5, maximum: 2}}",
        "    outputs: {lake: {of: st_bad, attribute: id}, none: {of: nowhere, attribute: id}}",
        "  - name: a b",
        "    scope: {name: rg-b}",
        "    resources: []",
    ]
    file = tmp_path / "a.yaml"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(MlinfraError, match="6 things are wrong") as caught:
        load_stacks(file)
    told = [part.where.rpartition(":")[2].partition(" ")[0] for part in caught.value.parts]
    assert told == ["5", "6", "11", "12", "13", "14"]
