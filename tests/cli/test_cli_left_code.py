"""What left the code is told where the forecast fails, where it moved to another stack, and where its stack is gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli._run import Ran, run

TEXT = """from mlinfra import *

group = ResourceGroup("rg-left", location="westeurope")
stacks = [Stack(name, scope=group, resources=[StorageAccount(f"st{one}") for one in held]) for name, held in @held.items()]
"""


def _write(folder: Path, **held: list[str]) -> None:
    (folder / "stacks.py").write_text(TEXT.replace("@held", repr(held)), encoding="utf-8")


def _run(folder: Path, verb: str, *words: str, **environ: str) -> Ran:
    return run(verb, "stacks.py", "--target", "local", *words, cwd=folder, **environ)


@pytest.mark.parametrize("format_", ["text", "markdown", "html", "json", "github", "azure"])
def test_a_failed_forecast_still_tells_what_is_orphaned(format_: str, tmp_path: Path) -> None:
    """Azure refuses the forecast for another reason, and the access and cost of what left the code stay all the same."""
    _write(tmp_path, churn=["kept", "lost"])
    assert _run(tmp_path, "deploy", "--yes").code == 0
    _write(tmp_path, churn=["kept", "new"])
    words = ("--format", format_, "--detailed-exitcode")
    ran = _run(tmp_path, "plan", *words, MLINFRA_FAULTS="refuse=policy:stnew")
    assert ran.code == 1, ran.out
    assert "stlost" in ran.out
    assert "orphaned" in ran.out.lower()
    if format_ == "text":
        assert "No plan: the forecast failed. 1 orphaned all the same." in ran.out


def test_a_failed_forecast_says_that_it_could_not_look(tmp_path: Path) -> None:
    """Where the history cannot be read either, that is a gap of the plan."""
    _write(tmp_path, churn=["kept"])
    assert _run(tmp_path, "deploy", "--yes").code == 0
    ran = _run(tmp_path, "plan", "--format", "json", MLINFRA_FAULTS="error=1,retry_after=0")
    document = json.loads(ran.out)
    assert document["errored"]
    assert [gap["kind"] for gap in document.get("coverage", {}).get("gaps", [])] in (["history"], [])


@pytest.mark.parametrize("select", ["*", "first"])
def test_what_moved_to_another_stack_of_the_file_is_no_orphan(select: str, tmp_path: Path) -> None:
    """Before the other stack is deployed, too, and whether it is selected or not; `prune` leaves it."""
    _write(tmp_path, first=["a", "b"], second=["c"])
    assert _run(tmp_path, "deploy", "--yes").code == 0
    _write(tmp_path, first=["a"], second=["c", "b"])
    ran = _run(tmp_path, "plan", "--select", select, "--format", "json")
    document = json.loads(ran.out)
    plan = document["plans"][0] if "plans" in document else document
    assert (plan["stack"], plan["orphans"]) == ("first", [])
    (remark,) = [entry for entry in plan["diagnostics"] if entry["code"] == "MovedToStack"]
    assert "stb left first and is in stack second of the same file now" in remark["message"]
    assert "nothing to prune" in _run(tmp_path, "prune", "--yes").out
    assert _run(tmp_path, "deploy", "--yes").code == 0
    _write(tmp_path, first=["a"], second=["c"])
    assert "stb" in _run(tmp_path, "plan", "--select", "first").out
    assert _run(tmp_path, "prune", "--select", "first", "--yes").code == 0
    assert _run(tmp_path, "plan", "--detailed-exitcode").code == 0


def test_a_stack_that_left_the_file_is_named_until_it_is_destroyed(tmp_path: Path) -> None:
    """The history of the group knows it; once it was destroyed, nothing is said."""
    _write(tmp_path, first=["a"], second=["b"])
    assert _run(tmp_path, "deploy", "--yes").code == 0
    assert "OtherStack" not in _run(tmp_path, "plan").out
    _write(tmp_path, first=["a"])
    ran = _run(tmp_path, "plan", "--detailed-exitcode")
    assert ran.code == 0
    assert "Stack second was deployed here, too, and is not in this file." in ran.out
    _write(tmp_path, first=["a"], second=["b"])
    assert _run(tmp_path, "destroy", "--select", "second", "--yes").code == 0
    _write(tmp_path, first=["a"])
    assert "second" not in _run(tmp_path, "plan").out


ASSETS = """from mlinfra import *

group = ResourceGroup("rg-left", location="westeurope")
workspace = Workspace("mlw", environments=[Environment("train", image="@image", version="hash")])
stack = Stack("churn", scope=group, resources=[workspace])
"""


def test_earlier_versions_of_an_asset_are_named_and_stay(tmp_path: Path) -> None:
    """An environment whose version is made of its content gets a second one; nothing is orphaned, and prune finds nothing."""
    for tag in ("1", "2"):
        (tmp_path / "stacks.py").write_text(
            ASSETS.replace("@image", f"mcr.microsoft.com/train:{tag}"), encoding="utf-8"
        )
        assert _run(tmp_path, "deploy", "--yes").code == 0
    planned = _run(tmp_path, "plan", "--detailed-exitcode")
    assert planned.code == 0, planned.out
    assert "mlw/train has versions that the code no longer has" in planned.out
    assert "nothing to prune" in _run(tmp_path, "prune", "--yes").out
