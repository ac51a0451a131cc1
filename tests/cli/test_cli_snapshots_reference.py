"""Templates that others wrote are unchanged against their own snapshots."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from _shared import SHARED, needs_shared
from cli._run import run
from expand._corpus import read
from expand._literals import read_literals
from mlinfra.arm.expand import expand
from mlinfra.base.errors import TemplateError

_REFERENCE = SHARED / "reference" if SHARED else Path("missing")
_LOWERED = sorted(path.parent.name for path in (_REFERENCE / "lowering").glob("*/snapshot.bicepparam"))
_CASES = sorted((_REFERENCE / "evaluation" / "modules").glob("*/case.json"))
_MODULES = [path.parent.name for path in _CASES if not (path.parent / "error.txt").exists()]
_CLONE = os.environ.get("MLINFRA_REGISTRY_MODULES")
_TWICE = {"res-operational-insights-workspace--landing-zone"}
"""The parameters of the case deploy one id twice, which a deployment, and so its plan, refuses."""
SUBSCRIPTION = ("--subscription", "11111111-1111-1111-1111-111111111111")
PLACE = ("--resource-group", "rg", "--management-group", "mg", "--location", "westeurope")


def _round_trip(folder: Path, made: tuple[str, ...], planned: tuple[str, ...]) -> None:
    assert run("expand", "t.json", *made, "-o", "s.json", cwd=folder).code == 0
    ran = run("plan", "t.json", *planned, "--against", "snapshot:s.json", "--detailed-exitcode", cwd=folder)
    assert ran.code in {0, 4}, ran.out + ran.err
    shown = run("plan", "t.json", *planned, "--against", "snapshot:s.json", "--format", "json", cwd=folder)
    changes = json.loads(shown.out)["changes"]
    assert {change["action"] for change in changes} <= {"no_change", "refused"}, ran.out
    assert not [change for change in changes if change["deltas"]], ran.out
    assert (ran.code == 4) is any(change["refusals"] for change in changes), "4 only for what Azure refuses anyway"


def _write(folder: Path, template: dict[str, Any], given: dict[str, Any]) -> None:
    (folder / "t.json").write_text(json.dumps(template), encoding="utf-8")
    document = {"contentVersion": "1.0.0.0", "parameters": given}
    (folder / "p.json").write_text(json.dumps(document), encoding="utf-8")


@needs_shared
@pytest.mark.parametrize("name", _LOWERED)
def test_a_compiled_template_is_unchanged_against_its_own_snapshot(name: str, tmp_path: Path) -> None:
    """With and without subscription; what the engine refuses has no snapshot."""
    folder = _REFERENCE / "lowering" / name
    given = read_literals((folder / "snapshot.bicepparam").read_text(encoding="utf-8"))
    template = read(folder / "main.json")
    _write(tmp_path, template, given)
    words = ("--parameters", "p.json", *PLACE)
    try:
        expand(template, given)
    except TemplateError:
        assert run("expand", "t.json", *words, cwd=tmp_path).code == 1
        return
    _round_trip(tmp_path, words, (*words, *SUBSCRIPTION))
    _round_trip(tmp_path, (*words, *SUBSCRIPTION), words)


@needs_shared
@pytest.mark.skipif(not _CLONE, reason="MLINFRA_REGISTRY_MODULES names no clone of Azure/bicep-registry-modules")
@pytest.mark.parametrize("case", _MODULES)
def test_a_published_module_is_unchanged_against_its_own_snapshot(case: str, tmp_path: Path) -> None:
    """With and without subscription, at every scope."""
    folder = _REFERENCE / "evaluation" / "modules" / case
    about = read(folder / "case.json")
    show = ["git", "-C", str(_CLONE), "show", f"{about['commit']}:{about['template']}"]
    template = json.loads(subprocess.run(show, capture_output=True, check=True).stdout)
    _write(tmp_path, template, read(folder / "parameters.json")["parameters"])
    options = {
        "tenant": "--tenant-id",
        "resource_group": "--resource-group",
        "management_group": "--management-group",
        "location": "--location",
        "deployment_name": "--deployment-name",
    }
    words = ["--parameters", "p.json"]
    for key, option in options.items():
        words += [option, about["scope"][key]] if about["scope"][key] else []
    given = about["scope"]["subscription"]
    subscription = ("--subscription", given) if given else ()
    if case in _TWICE:
        assert run("plan", "t.json", *words, *subscription, "--against", "snapshot:s.json", cwd=tmp_path).code == 1
        return
    _round_trip(tmp_path, (*words, *subscription), tuple(words))
    _round_trip(tmp_path, tuple(words), (*words, *subscription))
