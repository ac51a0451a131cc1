"""Every case goes to the local target and comes back: what it forecasts, it does, and then forecasts nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from _pipeline import CASES
from cli._run import run
from mlinfra.azure import connect
from mlinfra.azure.local_cloud import SUBSCRIPTION

VALUES = {"TEAM_OWNER": "ml-platform", "API_TOKEN": "t0ken", "SIGNING_KEY": "s", "HOOK_KEY": "h"}
VALUES["MLINFRA_STATE"] = "local.db"  # in the current folder, not beside the case


@pytest.mark.parametrize("case", CASES)
def test_a_deployed_case_is_unchanged(case: str, tmp_path: Path) -> None:
    """Planned, deployed, planned again: nothing to do; destroyed, planned: everything is to be made again, if its name is free."""
    file = str(CASES[case])
    plan = ("plan", file, "--target", "local", "--detailed-exitcode")
    if case == "parameters":  # its group is somebody else's
        _group(tmp_path, "rg-ledger")
    codes = {
        "plan": run(*plan, cwd=tmp_path, **VALUES),
        "deploy": run("deploy", file, "--target", "local", "--yes", cwd=tmp_path, **VALUES),
        "unchanged": run(*plan, cwd=tmp_path, **VALUES),
        "drift": run("drift", file, "--target", "local", cwd=tmp_path, **VALUES),
        "destroy": run("destroy", file, "--target", "local", "--purge", "--yes", cwd=tmp_path, **VALUES),
        "anew": run(*plan, cwd=tmp_path, **VALUES),
    }
    told = "".join(f"--- {step}\n{ran.out}{ran.err}" for step, ran in codes.items())
    # the name of a vault with purge protection is not free for days: its deployment would be refused
    deleted = "A vault with the same name already exists in deleted state" in codes["anew"].out
    anew = 1 if deleted else 3
    wanted = {"plan": 3, "deploy": 0, "unchanged": 0, "drift": 0, "destroy": 0, "anew": anew}
    assert {step: ran.code for step, ran in codes.items()} == wanted, told


def test_a_group_without_a_region_must_be_there(tmp_path: Path) -> None:
    """A stack that gives its group no location does not make it: the plan says so instead of promising it."""
    plan = ("plan", str(CASES["parameters"]), "--target", "local")
    ran = run(*plan, cwd=tmp_path, **VALUES)
    assert ran.code == 1
    assert "ResourceGroupNotFound: there is no resource group rg-ledger" in ran.out
    assert "location=" in ran.out
    _group(tmp_path, "rg-ledger")
    assert run(*plan, cwd=tmp_path, **VALUES).code == 0


def _group(folder: Path, name: str) -> None:
    with connect("local", state=folder / "local.db") as cloud:
        place = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{name}"
        assert cloud.send("PUT", place, "2025-04-01", {"location": "westeurope"}).status == 201
