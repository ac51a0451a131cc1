"""What a saved plan binds beside its changes: secret values, what reviewers read, and the file that is run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli._run import run
from mlinfra.review.plan.secure_values import hash_secure_values, holds_secure_values

STACK = """from mlinfra import *

key = Parameter("apiKey", secure=True, env="API_KEY")
stack = Stack("a", scope=ResourceGroup("rg-a", location="westeurope"), parameters=[key], resources=[Workspace("mlw-a")])
"""
SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
PLAN = ("--target", "local", "-o", "plan.json")
DEPLOY = ("deploy", "plan.json", "--target", "local", "--yes")


def _edited(folder: Path, edit: Callable[[Any], object]) -> None:
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    edit(plan)
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")


def test_another_secret_value_is_refused(tmp_path: Path) -> None:
    """A plan holds no secret, and is deployed only with the values that it was made with."""
    (tmp_path / "stack.py").write_text(STACK, encoding="utf-8")
    assert run("plan", "stack.py", *PLAN, cwd=tmp_path, API_KEY="reviewed-value").code == 0
    text = (tmp_path / "plan.json").read_text(encoding="utf-8")
    assert "reviewed-value" not in text
    ran = run(*DEPLOY, cwd=tmp_path, API_KEY="another-value")
    assert ran.code == 1
    assert "the value of a secure parameter is not the reviewed one (apiKey)" in ran.err
    assert "another-value" not in ran.err
    _edited(tmp_path, lambda plan: plan.pop("secure_values"))
    assert run(*DEPLOY, cwd=tmp_path, API_KEY="reviewed-value").code == 1
    (tmp_path / "plan.json").write_text(text, encoding="utf-8")
    assert run(*DEPLOY, cwd=tmp_path, API_KEY="reviewed-value").code == 0


def test_a_value_inside_a_secure_object_is_bound(tmp_path: Path) -> None:
    """Of an ARM template too."""
    template = {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "parameters": {"keys": {"type": "secureObject"}}}
    (tmp_path / "zone.json").write_text(json.dumps({**template, "resources": []}), encoding="utf-8")

    def values(inner: str) -> None:
        parameters = {"keys": {"value": {"one": {"two": [inner]}}}}
        (tmp_path / "values.json").write_text(json.dumps({"parameters": parameters}), encoding="utf-8")

    values("first")
    where = ("--resource-group", "rg-x", "--location", "westeurope", "--parameters", "values.json")
    assert run("plan", "zone.json", *where, *PLAN, cwd=tmp_path).code == 0
    values("second")
    ran = run(*DEPLOY, cwd=tmp_path)
    assert ran.code == 1
    assert "secure parameter" in ran.err
    values("first")
    assert run(*DEPLOY, cwd=tmp_path).code == 0


EDITED: dict[str, Callable[[Any], object]] = {
    "address": lambda plan: plan["changes"][0].update(address="nothing to see"),
    "type": lambda plan: plan["changes"][0].update(type="Microsoft.Storage/storageAccounts"),
    "risk": lambda plan: plan["changes"][0]["risk"].update(reason="none at all"),
    "findings": lambda plan: plan.update(findings=[{"code": "ML000"}]),
    "tenant": lambda plan: plan["scope"].update(tenant="11111111-1111-1111-1111-111111111111"),
    "costs": lambda plan: plan.update(costs={"total": 0}),
    "diagnostics": lambda plan: plan.update(diagnostics=[]),
    "compiler": lambda plan: plan.update(compiler="0.47.16"),
    "file": lambda plan: plan.update(file="other.py"),
    "digest": lambda plan: plan.pop("digest"),
}


@pytest.mark.parametrize("field", EDITED)
def test_what_reviewers_read_is_bound(tmp_path: Path, field: str) -> None:
    """Whatever of the plan is edited, nothing of the file that it names is run."""
    stack = STACK.replace(", parameters=[key]", "")
    (tmp_path / "stack.py").write_text(stack, encoding="utf-8")
    assert run("plan", "stack.py", *PLAN, cwd=tmp_path).code == 0
    for name in ("stack.py", "other.py"):
        (tmp_path / name).write_text(f"open('ran', 'w')\n{stack}", encoding="utf-8")
    _edited(tmp_path, EDITED[field])
    ran = run(*DEPLOY, cwd=tmp_path)
    assert ran.code == 1
    assert "was edited after it was made" in ran.err
    assert not (tmp_path / "ran").exists()


def test_a_file_outside_the_folder_is_not_run(tmp_path: Path) -> None:
    """Not even where the whole plan was made for it: a plan from elsewhere names no file to be run here."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    (there / "stack.py").write_text(STACK.replace(", parameters=[key]", ""), encoding="utf-8")
    assert run("plan", there / "stack.py", "--target", "local", "-o", "plan.json", cwd=here).code == 0
    (there / "stack.py").write_text("open('ran', 'w')", encoding="utf-8")
    ran = run(*DEPLOY, cwd=here)
    assert ran.code == 1
    assert "outside this folder" in ran.err
    assert not (here / "ran").exists()


def test_the_hash_tells_nothing_and_forgets_nothing() -> None:
    """Its salt is new each time; names are compared without case; a reference is no secret value."""
    given = {"apiKey": {"value": {"a": [1, "x"]}}, "other": {"reference": {"secretName": "s"}}}
    first, second = hash_secure_values(given), hash_secure_values(given)
    assert first != second
    assert holds_secure_values(first, {"APIKEY": given["apiKey"]})
    assert not holds_secure_values(first, {"apiKey": {"value": {"a": [1, "y"]}}})
    assert not holds_secure_values(None, given)
    assert not holds_secure_values("scrypt:zz:zz", given)
    assert hash_secure_values({"other": given["other"]}) is None
    assert holds_secure_values(None, {"other": given["other"]})


def test_another_configuration_is_refused(tmp_path: Path) -> None:
    """Which rules run and how severe they are is part of the review; what changed is told, with where it comes from."""
    (tmp_path / "stack.py").write_text(STACK, encoding="utf-8")
    (tmp_path / "mlinfra.toml").write_text('[rules]\nignore = ["ML101"]\n', encoding="utf-8")
    assert run("plan", "stack.py", *PLAN, cwd=tmp_path, API_KEY="k").code == 0
    (tmp_path / "mlinfra.toml").write_text('target = "local"\n[rules]\nignore = ["ML1"]\n', encoding="utf-8")
    ran = run(*DEPLOY, cwd=tmp_path, API_KEY="k")
    assert ran.code == 1
    assert 'rules.ignore: ["ML101"] => ["ML1"] (mlinfra.toml:3)' in ran.err
    (tmp_path / "mlinfra.toml").write_text('[rules]\nignore = ["ML101"]\n', encoding="utf-8")
    ran = run(*DEPLOY, cwd=tmp_path, API_KEY="k", MLINFRA_RULES_SEVERITY="ML4=advice")
    assert "rules.severity: {} =>" in ran.err
    _edited(tmp_path, lambda plan: plan.pop("configuration"))
    assert "digest" in run(*DEPLOY, cwd=tmp_path, API_KEY="k").err
    assert run("plan", "stack.py", *PLAN, cwd=tmp_path, API_KEY="k").code == 0
    (tmp_path / "mlinfra.toml").write_text('target = "local"\n[rules]\nignore = ["ML101"]\n', encoding="utf-8")
    assert run(*DEPLOY, cwd=tmp_path, API_KEY="k").code == 0
