"""Every row of noise folds what it says: made from the row, so that a new one needs no line here."""

from __future__ import annotations

import re
from typing import Any

import pytest

from mlinfra.catalogue.lookup import all_types
from mlinfra.catalogue.resource_type import Noise, ResourceType
from plan._plans import item, read

ROWS = [(entry, row) for entry in all_types() for row in entry.noise if row.condition != "unresolved"]
"""Without those about expressions, whose sides no path tells: `FOLDED` of `test_plan_noise` has one."""
_ANY: dict[str, Any] = {"service": "x", "default": None, "write_only": "x"}


def _body(path: str, value: Any) -> Any:
    """A body with this value at a path; `[*]` is a list of one, `*` an object of one name."""
    for piece in reversed(re.findall(r"\['[^']*'\]|\[\*\]|[^.\[]+", path)):
        value = [value] if piece == "[*]" else {piece.strip("[']").replace("*", "x"): value}
    return value


def _folded_by(entry: ResourceType, before: Any, after: Any) -> set[str]:
    name = "/".join("n" for _ in entry.type.split("/")[1:])
    [change] = read(item("Modify", entry.type, name, before, after)).changes
    return {delta.noise.rule if delta.noise else f"shown: {delta.path}" for delta in change.deltas}


@pytest.mark.parametrize(("entry", "row"), ROWS, ids=lambda value: getattr(value, "type", None) or value.code)
def test_a_row_folds_its_properties(entry: ResourceType, row: Noise) -> None:
    """What Azure alone sets, or fills in, is folded where only the live side has it; a secret where only the code has it."""
    for path in row.paths:
        for value in row.values or (_ANY[row.condition],):
            there, nothing = _body(path, value), _body(path.rpartition(".")[0], {}) if "." in path else {}
            sides = (nothing, there) if row.condition == "write_only" else (there, nothing)
            assert _folded_by(entry, *sides) == {row.code}, f"{entry.type} {path}"


def test_a_code_belongs_to_one_provider() -> None:
    """Nobody finds two unrelated services behind one code: a row of another provider takes a number that is free."""
    providers: dict[str, set[str]] = {}
    for entry in all_types():
        for row in entry.noise:
            providers.setdefault(row.code, set()).add(entry.namespace)
    shared = {code: sorted(names) for code, names in providers.items() if len(names) > 1}
    assert not shared
