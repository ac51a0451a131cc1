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
TEMPLATES = sorted(
    path
    for path in ROOT.glob("tests/cases/*/main.json")
    if "/deploymentTemplate.json" in path.read_text(encoding="utf-8")[:200]  # of a resource group
)
BLUEPRINTS = sorted(path.stem for path in (ROOT / "blueprints").glob("*.py"))
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
    """Into a folder and from it: a file may hold several stacks."""
    expanded = run("expand", file, *made, "-o", "snapshots", cwd=folder)
    assert expanded.code == 0, expanded.err
    words = ("plan", file, *planned, "--against", "snapshot:snapshots", "--detailed-exitcode")
    ran = run(*words, cwd=folder, **environ)
    assert (ran.code, "counts as new" in ran.err) == (0, False), ran.out + ran.err


def _check_stack(file: Path, folder: Path) -> None:
    """With a subscription on one side, on the other, and in the environment alone."""
    _round_trip(file, folder, (), SUBSCRIPTION)
    _round_trip(file, folder, SUBSCRIPTION, (), AZURE_SUBSCRIPTION_ID="21111111-1111-1111-1111-111111111111")


@pytest.mark.parametrize("file", STACKS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_stack_is_unchanged_against_its_own_snapshot(file: Path, tmp_path: Path) -> None:
    """Whichever side knows the subscription: exit code 0 for every stack of the file."""
    _check_stack(file, tmp_path)


@pytest.mark.parametrize("blueprint", BLUEPRINTS)
def test_a_new_repository_is_unchanged_against_its_own_snapshot(blueprint: str, tmp_path: Path) -> None:
    """What `new` writes makes the round trip, too."""
    assert run("new", "churn", "--blueprint", blueprint, cwd=tmp_path).code == 0
    _check_stack(Path("stack.py"), tmp_path / "churn")


def _parameters(template: Path, folder: Path) -> tuple[str, ...]:
    """A parameter file that gives every required parameter of a template some value of its type."""
    samples = {"string": "some", "securestring": "hidden", "int": 7, "bool": True, "array": [], "object": {}}
    declared = json.loads(template.read_text(encoding="utf-8")).get("parameters", {})
    required = {name: entry for name, entry in declared.items() if "defaultValue" not in entry}
    values = {name: {"value": samples[str(entry["type"]).lower()]} for name, entry in required.items()}
    schema = _SCHEMA.format("2019-04-01/deploymentParameters.json")
    document = {"$schema": schema, "contentVersion": "1.0.0.0", "parameters": values}
    (folder / "values.json").write_text(json.dumps(document), encoding="utf-8")
    return ("--parameters", "values.json")


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.parent.name)
def test_a_template_is_unchanged_against_its_own_snapshot(file: Path, tmp_path: Path) -> None:
    """What only one of the two commands was told is taken from the snapshot, or left open."""
    given = _parameters(file, tmp_path)
    _round_trip(file, tmp_path, given, given)
    _round_trip(file, tmp_path, (*given, *SUBSCRIPTION, *GROUP), given)
    _round_trip(file, tmp_path, (*given, *SUBSCRIPTION), (*given, *GROUP))
    _round_trip(file, tmp_path, given, (*given, *SUBSCRIPTION, *GROUP))


def test_a_stack_takes_a_parameter_file_on_both_sides(tmp_path: Path) -> None:
    """Values that `expand` was given are compared with the same values, not with placeholders."""
    folder = ROOT / "tests/cases/parameters"
    given = _parameters(folder / "main.json", tmp_path)
    assert '"owner": {"value": "some"}' in (tmp_path / "values.json").read_text(encoding="utf-8")
    _round_trip(folder / "main.py", tmp_path, given, given)
    (tmp_path / "values.json").write_text(
        (tmp_path / "values.json").read_text(encoding="utf-8").replace('"some"', '"other"'), encoding="utf-8"
    )
    words = ("plan", folder / "main.py", *given, "--against", "snapshot:snapshots", "--detailed-exitcode")
    assert run(*words, cwd=tmp_path).code == 3
    refused = run("plan", folder / "main.py", *given, "--against", "git:HEAD", cwd=tmp_path)
    assert "--parameters does not go with a stack file" in refused.err


TWO = """\
from mlinfra import ResourceGroup, Stack, StorageAccount

stacks = [
    Stack(name, scope=ResourceGroup(f"rg-{name}", location="westeurope"), resources=[StorageAccount(f"st{name}{SUFFIX}")])
    for name in NAMES
]
"""


def _two(folder: Path, *names: str, suffix: str = "") -> None:
    text = f"NAMES, SUFFIX = {names!r}, {suffix!r}\n{TWO}"
    (folder / "stacks.py").write_text(text, encoding="utf-8")


def test_a_folder_holds_one_snapshot_for_each_stack(tmp_path: Path) -> None:
    """Each stack is compared with its own; one without a snapshot is new, a snapshot without a stack is named."""
    _two(tmp_path, "east", "west")
    assert run("expand", "stacks.py", "-o", "snapshots", cwd=tmp_path).code == 0
    assert sorted(path.name for path in (tmp_path / "snapshots").iterdir()) == ["east.json", "west.json"]
    words = ("plan", "stacks.py", "--against", "snapshot:snapshots", "--detailed-exitcode")
    assert run(*words, cwd=tmp_path).code == 0
    _two(tmp_path, "east", "south")
    ran = run(*words, cwd=tmp_path)
    assert ran.code == 3
    assert "south has no snapshot in snapshots: all of it counts as new" in ran.err
    assert "not planned: west has a snapshot in snapshots and is no longer in the code" in ran.err
    assert run(*words, "--select", "east", cwd=tmp_path).code == 0


def test_one_snapshot_for_several_stacks_is_refused(tmp_path: Path) -> None:
    """Else all that the other stacks hold would read as new, and what the snapshot holds as gone."""
    _two(tmp_path, "east", "west")
    several = run("expand", "stacks.py", "-o", "s.json", cwd=tmp_path)
    assert (several.code, "-o FOLDER" in several.err) == (1, True)
    assert run("expand", "stacks.py", "--select", "east", "-o", "s.json", cwd=tmp_path).code == 0
    refused = run("plan", "stacks.py", "--against", "snapshot:s.json", cwd=tmp_path)
    assert (refused.code, "a snapshot is of one stack, and 2 are planned" in refused.err) == (1, True)
    single = ("plan", "stacks.py", "--select", "east", "--against", "snapshot:s.json", "--detailed-exitcode")
    assert run(*single, cwd=tmp_path).code == 0
    (tmp_path / "empty").mkdir()
    assert "no snapshot in this folder" in run(*single[:-2], "snapshot:empty", cwd=tmp_path).err


NESTED: dict[str, Any] = {
    "type": "Microsoft.Resources/deployments",
    "apiVersion": "2025-04-01",
    "name": "[format('inner-{0}', uniqueString('inner', deployment().name))]",
    "properties": {
        "mode": "Incremental",
        "expressionEvaluationOptions": {"scope": "inner"},
        "template": {
            "$schema": _SCHEMA.format("2019-04-01/deploymentTemplate.json"),
            "contentVersion": "1.0.0.0",
            "resources": [STORAGE],
            "outputs": {
                "id": {"type": "string", "value": "[resourceId('Microsoft.Storage/storageAccounts', 'stroundtrip')]"}
            },
        },
    },
}
LOCK: dict[str, Any] = {
    "type": "Microsoft.Authorization/locks",
    "apiVersion": "2020-05-01",
    "name": "lock",
    "properties": {
        "level": "CanNotDelete",
        "notes": "[reference(format('inner-{0}', uniqueString('inner', deployment().name))).outputs.id.value]",
    },
}


def test_a_deployment_name_that_shows_nowhere_need_not_be_said(tmp_path: Path) -> None:
    """Names of nested deployments are made of it; where it shows in a value, no name is invented."""
    template = {
        "$schema": _SCHEMA.format(KINDS["resource group"][0]),
        "contentVersion": "1.0.0.0",
        "resources": [NESTED, LOCK],
    }
    (tmp_path / "t.json").write_text(json.dumps(template), encoding="utf-8")
    said = (*SUBSCRIPTION, *GROUP, "--deployment-name", "release-7")
    _round_trip(Path("t.json"), tmp_path, said, ())
    shown = {**LOCK, "properties": {**LOCK["properties"], "notes": "[deployment().name]"}}
    (tmp_path / "t.json").write_text(json.dumps({**template, "resources": [shown]}), encoding="utf-8")
    run("expand", "t.json", *said, "-o", "s.json", cwd=tmp_path)
    ran = run("plan", "t.json", "--against", "snapshot:s.json", "--format", "json", cwd=tmp_path)
    assert json.loads(ran.out)["complete"] is False
    assert "mlinfra-any-name" not in ran.out


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
