"""``plan --against deployed`` compares with what the last deployment sent, offline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlinfra.cli.main import main

STACK = """from mlinfra import Autoscale, ComputeCluster, ResourceGroup, Stack, Workspace

cluster = ComputeCluster("cpu", size="Standard_D4s_v5", nodes=Autoscale(0, 2))
workspace = Workspace("mlw-last", computes=[cluster])
stack = Stack("last", scope=ResourceGroup("rg-last", location="westeurope"), resources=[workspace])
"""
PLAN = ("plan", "stack.py", "--target", "local", "--against", "deployed", "--detailed-exitcode", "--format", "json")


def _run(*argv: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(argv)
    return int(ended.value.code or 0)


def test_the_last_deployment_is_what_the_code_is_compared_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before a deployment there is nothing to compare with; after it only what the code changed is shown."""
    monkeypatch.chdir(tmp_path)
    Path("stack.py").write_text(STACK, encoding="utf-8")
    assert _run(*PLAN) == 1
    assert "was never deployed" in capsys.readouterr().err
    assert _run("deploy", "stack.py", "--target", "local", "--yes") == 0
    assert _run(*PLAN) == 0
    capsys.readouterr()
    Path("stack.py").write_text(STACK.replace("Autoscale(0, 2)", "Autoscale(0, 5)"), encoding="utf-8")
    assert _run(*PLAN) == 3
    (changed,) = [c for c in json.loads(capsys.readouterr().out)["changes"] if c["action"] != "no_change"]
    assert [(d["path"], d["before"], d["after"]) for d in changed["deltas"]] == [
        ("properties.properties.scaleSettings.maxNodeCount", 2, 5)
    ]
