"""`mlinfra check` looks across the stacks of a file, and plans say the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli._run import run

FILE = """from mlinfra import *

def made(name, *resources, group=None, region="westeurope", subscription=None):
    scope = ResourceGroup(group or f"rg-{name}", location=region, subscription=subscription)
    return Stack(name, scope=scope, resources=resources)

"""


def _findings(folder: Path, text: str) -> list[dict[str, Any]]:
    (folder / "stack.py").write_text(FILE + text, encoding="utf-8")
    ran = run("check", "stack.py", "--format", "json", cwd=folder)
    return [each for each in json.loads(ran.out)["findings"] if each["code"] in {"ML104", "ML105"}]


def test_a_resource_of_two_stacks_is_told_once_with_both_lines(tmp_path: Path) -> None:
    """At the second one, naming the first; what is part of the resource is not told again."""
    text = (
        'one = made("one", Workspace("mlw", computes=[ComputeCluster("cpu", size="Standard_D4s_v5")]), group="rg")\n'
        'two = made("two", Workspace("mlw", computes=[ComputeCluster("cpu", size="Standard_D4s_v5")]), group="RG")\n'
        "stacks = [one, two]\n"
    )
    (finding,) = _findings(tmp_path, text)
    assert (finding["code"], finding["stack"], finding["address"]) == ("ML104", "two", "mlw")
    assert finding["where"] == f"stack.py:{FILE.count(chr(10)) + 2}"
    assert finding["message"] == f"stack one (stack.py:{FILE.count(chr(10)) + 1}) creates it too"
    plain = run("check", "stack.py", cwd=tmp_path)
    assert plain.code == 1
    assert run("check", "stack.py", "--select", "two", cwd=tmp_path).code == 0
    planned = run("plan", "stack.py", "--target", "local", "--format", "json", cwd=tmp_path)
    plans = {plan["stack"]: [each["code"] for each in plan["findings"]] for plan in json.loads(planned.out)["plans"]}
    assert "ML104" in plans["two"]
    assert "ML104" not in plans["one"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ('StorageAccount("stx")', 'StorageAccount("stx")', ["ML105"]),
        ('KeyVault("kv-x")', 'KeyVault("KV-X")', ["ML105"]),
        ('ContainerRegistry("crxxx")', 'ContainerRegistry("crxxx")', ["ML105"]),
        ('LogAnalytics("log-x")', 'LogAnalytics("log-x")', []),
        ('StorageAccount("stx")', 'KeyVault("stx")', []),
        ('Workspace("mlw")', 'Workspace("mlw")', []),
    ],
)
def test_a_name_that_azure_gives_once_is_told(tmp_path: Path, first: str, second: str, expected: list[str]) -> None:
    """In any case of letters; a name that is unique in its group alone may stand in two groups."""
    findings = _findings(tmp_path, f'stacks = [made("one", {first}),\n made("two", {second})]\n')
    assert [finding["code"] for finding in findings] == expected
    for finding in findings:
        assert "stack one (stack.py:7)" in finding["message"]
        assert finding["where"] == "stack.py:8"


@pytest.mark.parametrize(("region", "expected"), [("West Europe", ["ML105"]), ("northeurope", [])])
def test_a_name_that_is_unique_in_its_region_may_stand_in_another(
    tmp_path: Path, region: str, expected: list[str]
) -> None:
    """Compute instances and online endpoints are hosts of a region; clusters are not."""
    for kind, told in (
        ('computes=[ComputeInstance("ci-ada", size="Standard_D4s_v5")]', expected),
        ('endpoints=[OnlineEndpoint("score")]', expected),
        ('computes=[ComputeCluster("cpu", size="Standard_D4s_v5")]', []),
    ):
        text = f'stacks = [made("one", Workspace("mlw", {kind})), made("two", Workspace("mlw", {kind}), region="{region}")]\n'
        assert [finding["code"] for finding in _findings(tmp_path, text)] == told


def test_what_several_stacks_share_is_no_finding(tmp_path: Path) -> None:
    """An existing account whose readers two stacks derive, one group for two stacks, and one name in two subscriptions' groups."""
    text = (
        'lake = StorageAccount.existing("stlake", scope="rg-lake")\n'
        'raw = BlobDatastore("raw", account=lake, container="raw")\n'
        'reader = UserAssignedIdentity.existing("id-train", scope="rg-lake")\n'
        "def zone(name):\n"
        '    cluster = ComputeCluster("cpu", size="Standard_D4s_v5", identity=reader, reads=[raw])\n'
        '    return made(name, Workspace(f"mlw-{name}", datastores=[raw], computes=[cluster]), group="rg-zones")\n'
        'subscriptions = ("11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222")\n'
        'logs = [made(f"log{n}", LogAnalytics("log-x"), group="rg-log", subscription=s) for n, s in enumerate(subscriptions)]\n'
        'stacks = [zone("one"), zone("two"), *logs]\n'
    )
    assert _findings(tmp_path, text) == []


def test_findings_across_stacks_obey_the_configuration(tmp_path: Path) -> None:
    """They can be ignored, and given another severity, as those of one stack."""
    text = 'stacks = [made("one", StorageAccount("stx")), made("two", StorageAccount("stx"))]\n'
    assert [finding["severity"] for finding in _findings(tmp_path, text)] == ["error"]
    (tmp_path / "mlinfra.toml").write_text('[rules.severity]\nML105 = "warning"\n', encoding="utf-8")
    assert [finding["severity"] for finding in _findings(tmp_path, text)] == ["warning"]
    (tmp_path / "mlinfra.toml").write_text('[rules]\nignore = ["name-in-two-stacks"]\n', encoding="utf-8")
    assert _findings(tmp_path, text) == []
