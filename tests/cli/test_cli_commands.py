"""What every command has in common, and the smaller commands one by one."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
import xml.etree.ElementTree as ET  # ruff: ignore[suspicious-xml-etree-import]  our own output
from collections.abc import Generator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cli._run import run
from mlinfra.cli.main import COMMANDS

STACK = """
from mlinfra import ComputeCluster, ComputeInstance, ResourceGroup, Stack, Workspace

computes = [ComputeInstance("ci-demo", size="Standard_D4s_v5", idle=None)]
workspace = Workspace("mlw-demo", computes=computes)
group = ResourceGroup("rg-demo", location="westeurope")
tags = {"owner": "ml-platform", "costcenter": "4711"}
stack = Stack("demo", scope=group, resources=[workspace], tags=tags)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a stack that draws one warning, rendered and deployed."""
    made = tmp_path_factory.mktemp("commands")
    (made / "stack.py").write_text(STACK, encoding="utf-8")
    assert run("render", "stack.py", cwd=made).code == 0
    assert run("deploy", "stack.py", "--target", "local", "--yes", cwd=made).code == 0
    return made


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps(command: str, tmp_path: Path) -> None:
    """``--help`` exits 0 and shows an example; ``-h`` is the same."""
    ran = run(command, "--help", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert f"    mlinfra {command}" in ran.out.partition("Examples:")[2]
    assert run(command, "-h", cwd=tmp_path) == ran


def test_the_version_is_printed(tmp_path: Path) -> None:
    """``-V`` names program and version."""
    assert re.fullmatch(r"mlinfra, version \d+\.\d+\.\d+\n", run("-V", cwd=tmp_path).out)


def test_own_layouts_are_used_when_the_configuration_names_them(tmp_path: Path) -> None:
    """A folder that lies there is not used; a named one changes what people read, and what Azure gets stays the same."""
    (tmp_path / "stack.py").write_text(STACK, encoding="utf-8")
    assert run("render", "stack.py", cwd=tmp_path).code == 0
    before = (tmp_path / "build" / "demo" / "main.json").read_bytes()
    layout = tmp_path / "templates" / "bicep" / "document.bicep.j2"
    layout.parent.mkdir(parents=True)
    own = (
        '{% extends "mlinfra/bicep/document.bicep.j2" %}\n{% block header %}\n// Ours, confidential.\n{% endblock %}\n'
    )
    layout.write_text(own, encoding="utf-8")
    assert "up to date" in run("render", "stack.py", "--check", cwd=tmp_path).out
    (tmp_path / "mlinfra.toml").write_text('templates = "templates"', encoding="utf-8")
    ran = run("render", "stack.py", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert (
        (tmp_path / "build" / "demo" / "main.bicep").read_text(encoding="utf-8").startswith("// Ours, confidential.\n")
    )
    assert (tmp_path / "build" / "demo" / "main.json").read_bytes() == before


BROKEN = ["{{ nope }}", "{% if %}", "{{ 1 / 0 }}", "{{ parameters.x.y }}", "code", "\udcff"]


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_layout_is_told(text: str, tmp_path: Path) -> None:
    """Whatever is wrong with a layout, the message names its file."""
    (tmp_path / "stack.py").write_text(STACK, encoding="utf-8")
    layout = tmp_path / "templates" / "bicep" / "document.bicep.j2"
    layout.parent.mkdir(parents=True)
    layout.write_text(text, encoding="utf-8", errors="surrogateescape")
    ran = run("render", "stack.py", "--templates", "templates", cwd=tmp_path)
    assert ran.code == 1
    assert "document.bicep.j2" in ran.err
    assert "mlinfra has a bug" not in ran.err


JSON: dict[str, tuple[tuple[str, ...], str]] = {
    "new": (("new", "made"), "new"),
    "check": (("check", "stack.py"), "findings"),
    "render": (("render", "stack.py"), "render"),
    "render --check": (("render", "stack.py", "--check"), "render"),
    "plan": (("plan", "stack.py", "--target", "local"), "plan"),
    "deploy": (("deploy", "stack.py", "--target", "local"), "outcomes"),
    "drift": (("drift", "stack.py", "--target", "local"), "drift"),
    "prune": (("prune", "stack.py", "--target", "local", "--state", "other.db"), "outcomes"),
    "destroy": (("destroy", "stack.py", "--target", "local", "--state", "other.db"), "outcomes"),
    "explain": (("explain", "ML403"), "rules"),
}


@pytest.mark.parametrize("case", JSON)
def test_json_is_alone_on_stdout_and_versioned(case: str, folder: Path) -> None:
    """``--format json`` prints one document with ``format_version`` and ``kind``, and nothing else on stdout."""
    words, kind = JSON[case]
    ran = run(*words, "--format", "json", cwd=folder)
    data = json.loads(ran.out)
    assert ran.code == 0, ran.err
    assert (data["format_version"], data["kind"]) == ("2.0" if kind == "plan" else "1.0", kind)


def findings(*words: str, folder: Path) -> Any:
    """What ``check`` prints in a format."""
    return run("check", "stack.py", "--format", *words, cwd=folder).out


def test_a_warning_fails_only_strictly(folder: Path) -> None:
    """``check`` exits 0 with a warning, 1 with ``--strict``; text names rule, place, cause and cure."""
    ran = run("check", "stack.py", cwd=folder)
    assert ran.code == 0
    assert "ML403 instance-never-stops  stack.py:4: mlw-demo/ci-demo" in ran.out
    assert "-> idle=timedelta(minutes=30)" in ran.out
    assert run("check", "stack.py", "--strict", cwd=folder).code == 1


def test_findings_come_in_the_formats_of_others(folder: Path) -> None:
    """SARIF, JUnit and annotations are well formed and name the line."""
    sarif = json.loads(findings("sarif", folder=folder))
    (result,) = sarif["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (sarif["version"], result["ruleId"]) == ("2.1.0", "ML403")
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("stack.py", 4)
    suite = ET.fromstring(findings("junit", folder=folder))  # ruff: ignore[suspicious-xml-element-tree-usage]  our own
    assert suite.find(".//testcase") is not None
    assert findings("github", folder=folder).startswith("::warning file=stack.py,line=4")
    assert findings("azure", folder=folder).startswith("##vso[task.logissue type=warning;sourcepath=stack.py")


@pytest.mark.parametrize("what", ["stack", "plan"])
def test_schemas_are_valid(what: str, tmp_path: Path) -> None:
    """What ``schema`` prints is a JSON Schema."""
    jsonschema.Draft202012Validator.check_schema(json.loads(run("schema", what, cwd=tmp_path).out))


def test_rules_are_explained_by_code_or_name(tmp_path: Path) -> None:
    """One rule is its page with examples, no rule is the list of all."""
    page = run("explain", "ML403", cwd=tmp_path).out
    assert page == run("explain", "instance-never-stops", cwd=tmp_path).out
    assert "Write:" in page
    assert "ML403" in run("explain", cwd=tmp_path).out
    assert run("explain", "ML999", cwd=tmp_path).code == 1


def test_expanding_prints_a_snapshot(folder: Path) -> None:
    """Of a stack, and of its printed template with the same scope, ``expand`` says the same."""
    where = ("--subscription", "11111111-1111-1111-1111-111111111111", "--location", "westeurope")
    assert run("render", "stack.py", cwd=folder).code == 0
    of_stack = json.loads(run("expand", "stack.py", *where[:2], cwd=folder).out)
    words = ("expand", "build/demo/main.json", *where, "--resource-group", "rg-demo", "-o", "made/snapshot.json")
    assert run(*words, cwd=folder).code == 0
    of_template = json.loads((folder / "made" / "snapshot.json").read_text(encoding="utf-8"))
    assert of_stack["predictedResources"] == of_template["predictedResources"]
    assert len(of_stack["predictedResources"]) == 7


def test_the_local_target_serves_and_stops(tmp_path: Path) -> None:
    """As a process of its own: it says where it is, answers, keeps its state, and stops with exit code 0."""
    for _ in range(2):
        with _served(tmp_path) as (process, url):
            groups = _call("GET", f"{url}/subscriptions/{SUBSCRIPTION}/resourcegroups?api-version=2025-04-01")
            body = {"location": "westeurope"}
            _call("PUT", f"{url}/subscriptions/{SUBSCRIPTION}/resourcegroups/rg-kept?api-version=2025-04-01", body)
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=20) == 0
    assert [group["name"] for group in groups["value"]] == ["rg-kept"]


SUBSCRIPTION = "00000000-0000-0000-0000-00000000d0c5"


@contextlib.contextmanager
def _served(folder: Path) -> Generator[tuple[subprocess.Popen[str], str]]:
    """A running emulator with its address; killed on the way out if it is still there."""
    command = [sys.executable, "-m", "mlinfra", "emulator", "--port", "0", "--format", "json"]
    environ = {"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=folder, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, json.loads(process.stdout.readline())["url"]
        finally:
            process.kill()


def _call(method: str, url: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": "Bearer local", "Content-Type": "application/json"}
    request = urllib.request.Request(url, data, headers, method=method)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=20) as answer:
        return json.load(answer)
