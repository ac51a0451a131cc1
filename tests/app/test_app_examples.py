"""Examples of one workspace render, check, plan and deploy on the local target."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from _references import ROOT
from mlinfra import check, deploy, plan, render

_NAMES = ("private_on_hub", "hub_projects", "customer_keys", "feature_store", "central_logs")
EXAMPLES = [ROOT / "examples" / f"{name}.py" for name in _NAMES]
"""Those of several stacks, or scopes, have tests of their own."""


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_goes_the_whole_way(example: Path, tmp_path: Path) -> None:
    """Files are written, no rule finds an error, the plan creates all of it, and each deployment succeeds."""
    file = tmp_path / example.name
    shutil.copy(example, file)
    assert render(file, out=tmp_path / "build")
    assert not check(file).failed()
    planned = plan(file, target="local")
    assert {change.action.value for made in planned for change in made.plan.changes} >= {"create"}
    assert {outcome.state for outcome in deploy(file, target="local")} == {"Succeeded"}
