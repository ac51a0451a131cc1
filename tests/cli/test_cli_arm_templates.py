"""Anyone's ARM template is planned and deployed at every scope, as a stack file is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.cli.main import main

SCHEMA = "https://schema.management.azure.com/schemas/"
GROUP = {
    "type": "Microsoft.Resources/resourceGroups",
    "apiVersion": "2024-11-01",
    "name": "rg-x",
    "location": "westeurope",
}
POLICY = {
    "type": "Microsoft.Authorization/policyDefinitions",
    "apiVersion": "2021-06-01",
    "name": "audit-x",
    "properties": {"policyType": "Custom", "mode": "All", "policyRule": {"if": {"field": "type", "equals": "x"}, "then": {"effect": "audit"}}},
}  # fmt: skip
ACCOUNT = {
    "type": "Microsoft.Storage/storageAccounts",
    "apiVersion": "2023-05-01",
    "name": "stx42",
    "location": "westeurope",
    "kind": "StorageV2",
    "sku": {"name": "Standard_LRS"},
    "properties": {},
}
SCOPES = {
    "group": ("2019-04-01/deploymentTemplate.json#", ACCOUNT, ["--resource-group", "rg-x", "--location", "westeurope"]),
    "subscription": ("2018-05-01/subscriptionDeploymentTemplate.json#", GROUP, ["--location", "westeurope"]),
    "management group": (
        "2019-08-01/managementGroupDeploymentTemplate.json#",
        POLICY,
        ["--management-group", "mg-x", "--location", "westeurope"],
    ),
}


def _run(*argv: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(argv)
    return int(ended.value.code or 0)


def _template(tmp_path: Path, schema: str, resource: dict[str, Any]) -> Path:
    file = tmp_path / "anyone.json"
    parameters = {"password": {"type": "securestring"}}
    document = {
        "$schema": SCHEMA + schema,
        "contentVersion": "1.0.0.0",
        "parameters": parameters,
        "resources": [resource],
    }
    file.write_text(json.dumps(document))
    (tmp_path / "parameters.json").write_text(json.dumps({"parameters": {"password": {"value": "hush-hush-42"}}}))
    return file


@pytest.mark.parametrize("scope", SCOPES, ids=SCOPES)
def test_a_template_is_planned_deployed_and_found_unchanged(
    scope: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The saved plan of a template is deployed at its scope; then nothing is left to change, and no secret is on disk."""
    monkeypatch.chdir(tmp_path)
    schema, resource, where = SCOPES[scope]
    _template(tmp_path, schema, resource)
    plan = (
        "plan",
        "anyone.json",
        "--target",
        "local",
        "--parameters",
        "parameters.json",
        "--detailed-exitcode",
        *where,
    )
    assert _run(*plan, "-o", "plan.json") == 3
    assert _run("deploy", "plan.json", "--target", "local", "--yes") == 0
    assert _run(*plan) == 0
    shown = capsys.readouterr()
    assert "hush-hush-42" not in shown.out + shown.err + (tmp_path / "plan.json").read_text()


@pytest.mark.parametrize(
    ("scope", "advice"),
    [("group", "--resource-group"), ("subscription", "--location"), ("management group", "--management-group")],
)
def test_a_template_without_its_place_says_which_option_is_missing(
    scope: str, advice: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the options that say where, the error names the one that is missing."""
    schema, resource, _ = SCOPES[scope]
    assert _run("plan", str(_template(tmp_path, schema, resource)), "--target", "local") == 1
    assert advice in capsys.readouterr().err


def test_a_stack_file_takes_no_options_of_templates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stack file says itself where it goes."""
    (tmp_path / "stack.py").write_text(
        'from mlinfra import *\nstack = Stack("a", scope=ResourceGroup("rg"), resources=[])\n'
    )
    assert _run("plan", str(tmp_path / "stack.py"), "--location", "westeurope") == 1
    assert "--location does not go with a stack file" in capsys.readouterr().err


def test_types_without_a_property_table_are_named_when_expanding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`expand` names them on stderr and in a member of the JSON; a template of known types alone has no such member."""
    file = tmp_path / "main.json"
    template = {"$schema": f"{SCHEMA}{SCOPES['group'][0]}", "contentVersion": "1.0.0.0", "resources": [ACCOUNT]}
    file.write_text(json.dumps(template).replace(ACCOUNT["type"], "Microsoft.Web/sites"), encoding="utf-8")
    assert _run("expand", str(file)) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["unjudgedTypes"] == ["Microsoft.Web/sites@2023-05-01"]
    assert "No property table" in shown.err
    file.write_text(json.dumps(template), encoding="utf-8")
    assert _run("expand", str(file)) == 0
    shown = capsys.readouterr()
    assert "unjudgedTypes" not in shown.out
    assert not shown.err


def test_values_that_only_the_deployment_knows_are_counted_by_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A value that an expression makes is named by path in the JSON of `check`, and counted below its text."""
    file = tmp_path / "main.json"
    account = {**ACCOUNT, "apiVersion": STORAGE_ACCOUNT.api_version, "tags": {"owner": "a"}}
    account["properties"] = {"minimumTlsVersion": "[reference('x', '2023-05-01').tls]"}
    template = {"$schema": f"{SCHEMA}{SCOPES['group'][0]}", "contentVersion": "1.0.0.0", "resources": [account]}
    file.write_text(json.dumps(template), encoding="utf-8")
    assert _run("check", str(file), "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert [(value["address"], value["path"]) for value in data["open_values"]] == [
        ("stx42", "properties.minimumTlsVersion")
    ]
    assert data["counts"]["open_values"] == 1
    assert _run("check", str(file)) == 0
    assert "1 value known only while deploying" in capsys.readouterr().out
