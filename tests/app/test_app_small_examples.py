"""Each small example renders, checks without findings, is planned and deployed locally, and then changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli._run import run

EXAMPLES = Path(__file__).parents[2] / "examples"
SMALL = (
    "minimal", "own_storage", "dev_box", "gpu_cluster", "derived_roles", "pinned_environment", "subscription_zone",
)  # fmt: skip


@pytest.mark.parametrize("name", SMALL)
def test_an_example_goes_all_the_way(name: str, tmp_path: Path) -> None:
    """What it deploys is what it planned: a second plan has nothing to do."""
    file = tmp_path / f"{name}.py"
    file.write_text((EXAMPLES / file.name).read_text(encoding="utf-8"), encoding="utf-8")
    checked = run("check", file.name, "--strict", cwd=tmp_path)
    assert checked.code == 0, checked.out
    assert "nothing to report" in checked.out + checked.err
    assert run("render", file.name, cwd=tmp_path).code == 0
    assert run("deploy", file.name, "--target", "local", "--yes", cwd=tmp_path).code == 0
    planned = run("plan", file.name, "--target", "local", "--detailed-exitcode", cwd=tmp_path)
    assert planned.code == 0, planned.out
