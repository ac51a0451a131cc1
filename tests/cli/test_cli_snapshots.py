from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli._run import run

ROOT = Path(__file__).parents[2]
STACKS = sorted(
    [*ROOT.glob("tests/cases/*/main.py"), *ROOT.glob("tests/cases/*/main.yaml"), *ROOT.glob("examples/*.py")]
)
TEMPLATES = sorted(ROOT.glob("tests/cases/*/main.json"))
SUBSCRIPTION = ("--subscription", "11111111-1111-1111-1111-111111111111")
GROUP = ("--resource-group", "rg-round-trip", "--location", "westeurope")
STORAGE: dict[str, Any] = {
    "type": "Microsoft.Storage/storageAccounts",
    "apiVersion": "2023-05-01",
    "name": "stroundtrip",
    "location": "[resourceGroup().location]",
    "tags": {"tenant": "[tenant().tenantId]", "suffix": "[environment().suffixes.storage]"},
    "sku": {"name": "Standard_LRS"},
    "kind": "StorageV2",
}
POLICY: dict[str, Any] = {
    "type": "Microsoft.Authorization/policyAssignments",
    "apiVersion": "2024-04-01",
    "name": "keep",
    "location": "[deployment().location]",
    "properties": {"policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/x"},
}
_SCHEMA = "https://schema.management.azure.com/schemas/{}#"
KINDS = {
    "resource group": ("2019-04-01/deploymentTemplate.json", STORAGE, GROUP),
    "subscription": ("2018-05-01/subscriptionDeploymentTemplate.json", POLICY, ("--location", "westeurope")),
    "management group": (
        "2019-08-01/managementGroupDeploymentTemplate.json", POLICY, ("--management-group", "mg", "--location", "westeurope"),
    ),
    "tenant": ("2019-08-01/tenantDeploymentTemplate.json", POLICY, ("--location", "westeurope")),
}  # fmt: skip


def _round_trip(file: Path, folder: Path, made: tuple[str, ...], planned: tuple[str, ...], **environ: str) -> None:
    assert run("expand", file, *made, "-o", "s.json", cwd=folder).code == 0
    ran = run("plan", file, *planned, "--against", "snapshot:s.json", "--detailed-exitcode", cwd=folder, **environ)
    assert ran.code == 0, ran.out + ran.err


@pytest.mark.parametrize("file", STACKS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_stack_is_unchanged_against_its_own_snapshot(file: Path, tmp_path: Path) -> None:
    """With a subscription on one side, on the other, and in the environment alone: exit code 0."""
    made = run("expand", file, cwd=tmp_path)
    if "--select" in made.err:
        pytest.skip("a file of several stacks has no one snapshot")
    _round_trip(file, tmp_path, (), SUBSCRIPTION)
    _round_trip(file, tmp_path, SUBSCRIPTION, (), AZURE_SUBSCRIPTION_ID="21111111-1111-1111-1111-111111111111")


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.parent.name)
def test_a_template_is_unchanged_against_its_own_snapshot(file: Path, tmp_path: Path) -> None:
    """What only one of the two commands was told is taken from the snapshot, or left open."""
    if "has no value" in run("expand", file, cwd=tmp_path).err:
        pytest.skip("a template whose parameters need a file")
    _round_trip(file, tmp_path, (), ())
    _round_trip(file, tmp_path, (*SUBSCRIPTION, *GROUP), ())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("whole", [True, False])
def test_every_scope_makes_the_round_trip(kind: str, whole: bool, tmp_path: Path) -> None:
    """Region, tenant and cloud are matched as well, whichever of the two knew them."""
    schema, resource, options = KINDS[kind]
    template = {"$schema": _SCHEMA.format(schema), "contentVersion": "1.0.0.0", "resources": [resource]}
    (tmp_path / "t.json").write_text(json.dumps(template), encoding="utf-8")
    every = (*SUBSCRIPTION, *options, "--tenant-id", "31111111-1111-1111-1111-111111111111")
    _round_trip(Path("t.json"), tmp_path, every if whole else (), () if whole else every)


def test_another_subscription_is_a_gap_and_a_change_stays_one(tmp_path: Path) -> None:
    """Two subscriptions cannot be matched and are told in words; what differs in the code is still a change."""
    template = {
        "$schema": _SCHEMA.format(KINDS["resource group"][0]),
        "contentVersion": "1.0.0.0",
        "resources": [STORAGE],
    }
    file = tmp_path / "t.json"
    file.write_text(json.dumps(template), encoding="utf-8")
    run("expand", "t.json", *SUBSCRIPTION, *GROUP, "-o", "s.json", cwd=tmp_path)
    words = ("plan", "t.json", "--against", "snapshot:s.json", "--detailed-exitcode")
    other = run(*words, *GROUP, "--subscription", "21111111-1111-1111-1111-111111111111", cwd=tmp_path)
    assert (other.code, "0 to delete" in other.out) == (5, True)
    assert "the snapshot is of subscription" in other.out
    file.write_text(json.dumps(template).replace("Standard_LRS", "Standard_ZRS"), encoding="utf-8")
    assert run(*words, cwd=tmp_path).code == 3
    file.write_text(json.dumps(template).replace("stroundtrip", "stother"), encoding="utf-8")
    renamed = run(*words, cwd=tmp_path)
    assert "1 to create, 0 to modify, 0 to delete, 1 no longer in the code." in renamed.out
