"""A secret that somebody wrote into a stack file shows in nothing that mlinfra prints or writes about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli._run import run

SECRETS = {f"S{number:02}": f"correct-horse-{number:02}" for number in range(20)}
STACK = """\
name: zone
scope: {name: rg-zone, location: westeurope}
tags: {owner: team, costcenter: "1", feed: "https://svc:S00@feed.example.org/simple"}
outputs: {deployToken: S01}
resources:
  - kind: Workspace
    name: mlw-zone
    extra:
      properties:
        sqlPwd: S02
        signing_key: S03
        headers: {Authorization: Bearer S04}
        environment:
          - {name: MODE, value: fast}
          - {name: SMTP_PASSWORD, value: S05}
        connectionStrings: {main: "Server=db;User Id=svc;Password=S06;"}
        mirror: "mongodb://svc:S07@db.example.org/ml"
        container: "https://st.blob.core.windows.net/c?sv=2024-11-04&sig=S08"
        keyPem: "-----BEGIN PRIVATE KEY-----\\nS09\\n-----END PRIVATE KEY-----"
        tokens: [S10, S11]
        note: the token S10 is used twice
    environments:
      - kind: Environment
        name: env-zone
        image: mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20240709.v1
        conda:
          python: 3.11.9
          channels: ["https://conda.example.org/t/S12/main"]
          pip: ["--extra-index-url https://__token__:S13@pkgs.example.org/simple", "mlflow"]
"""
LINES = {1: 4, 2: 10, 3: 11, 4: 12, 5: 15, 6: 16, 7: 17, 8: 18, 9: 19, 10: 20, 11: 20, 12: 28, 13: 29, 0: 3}
"""Number of each secret -> the line on which it stands."""


def _filled(kind: str = "horse") -> str:
    text = STACK
    for mark, secret in SECRETS.items():
        text = text.replace(mark, secret.replace("horse", kind))
    return text


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Everything that the commands print and write, by command."""
    folder = tmp_path_factory.mktemp("secrets")
    (folder / "old.yaml").write_text(_filled(), encoding="utf-8")
    (folder / "new.yaml").write_text(_filled("zebra"), encoding="utf-8")
    said: dict[str, str] = {}

    def note(*words: str) -> None:
        ran = run(*words, cwd=folder)
        said[" ".join(words)] = ran.out + ran.err

    for file, local in (("old.yaml", ("--target", "local")), ("new.yaml", ("--target", "local"))):
        for format_ in ("text", "json", "markdown", "html", "github", "azure"):
            note("plan", file, *local, "--format", format_)
        note("plan", file, *local, "--verbose", "--show-noise", "-o", f"plan-{Path(file).stem}")
        if file == "old.yaml":
            note("deploy", file, "--target", "local", "--yes")
    note("deploy", "new.yaml", "--target", "local")
    note("plan", "new.yaml", "--against", "deployed", "--target", "local")
    note("drift", "new.yaml", "--target", "local")
    note("drift", "new.yaml", "--target", "local", "--format", "json")
    for format_ in ("text", "json", "sarif", "junit", "github", "azure"):
        note("check", "old.yaml", "--format", format_)
    run("render", "old.yaml", "-o", "build", cwd=folder)
    note("render", "new.yaml", "-o", "build", "--check")
    note("deploy", "new.yaml", "--target", "local", "--yes", "--format", "json")
    note("destroy", "new.yaml", "--target", "local", "--yes")
    for path in folder.rglob("plan-*/**/*"):
        if path.is_file():
            said[path.name] = path.read_text(encoding="utf-8")
    return said


def test_no_secret_is_printed_or_written(told: dict[str, str]) -> None:
    """In no plan, report, comment, diff, outcome or finding, of what is there, replaced, or only mentioned."""
    shown = {
        (command, secret)
        for command, text in told.items()
        for kind in ("horse", "zebra")
        for secret in (f"correct-{kind}-{number:02}" for number in range(20))
        if secret in text
    }
    assert not shown


def test_every_command_said_something(told: dict[str, str]) -> None:
    """Or the claim above would hold for nothing."""
    quiet = ("--format github", "--format azure")  # annotations of a plan that is harmless
    assert not [command for command, text in told.items() if "zone" not in text and not command.endswith(quiet)]


def test_check_names_the_line_of_each_secret(told: dict[str, str]) -> None:
    """One finding for each, on its own line, with what to write instead."""
    found = json.loads(told["check old.yaml --format json"])["findings"]
    lines = [int(f["where"].rpartition(":")[2]) for f in found if f["code"] == "ML204"]
    assert set(lines) == set(LINES.values())
    assert len(lines) == len(LINES)
    assert all("secure=True" in f["fix"] or "identity" in f["fix"] for f in found if f["code"] == "ML204")


def test_check_names_the_line_in_python_also_above_the_resource(tmp_path: Path) -> None:
    """A constant stands before what uses it; `extra` of any resource is looked at, a secure parameter is fine."""
    (tmp_path / "stack.py").write_text(
        'from mlinfra import *\n\nPWD = "correct-horse-1"\n\nfine = Parameter("sqlPassword", secure=True)\n'
        "workspace = Workspace(\n"
        '    "mlw-a",\n'
        '    storage=StorageAccount("stzone", extra={"properties": {"sqlPassword": PWD, "apiKey": fine}}),\n'
        ")\n"
        'stack = Stack("a", scope=ResourceGroup("rg-a", location="westeurope"), resources=[workspace])\n',
        encoding="utf-8",
    )
    found = json.loads(run("check", "stack.py", "--format", "json", cwd=tmp_path).out)["findings"]
    assert [f["where"] for f in found if f["code"] == "ML204"] == ["stack.py:3"]


TEMPLATE = {
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "parameters": {
        "pw": {"Type": "SecureString", "defaultValue": "correct-horse-1"},
        "given": {"type": "sEcUrEsTrInG"},
        "dbPassword": {"type": "string"},
    },
    "variables": {"joined": "[concat('x-', parameters('given'))]"},
    "resources": [
        {
            "type": "Microsoft.Storage/storageAccounts",
            "apiVersion": "2025-06-01",
            "name": "stzone4711",
            "location": "westeurope",
            "kind": "StorageV2",
            "sku": {"name": "Standard_LRS"},
            "tags": {
                "a": "[parameters('pw')]",
                "b": "[base64(parameters('pw'))]",
                "c": "[variables('joined')]",
                "d": "[toUpper(parameters('given'))]",
                "e": "[parameters('dbPassword')]",
            },
        },
        {
            "type": "Microsoft.Resources/deployments",
            "apiVersion": "2025-04-01",
            "name": "inner",
            "properties": {
                "mode": "Incremental",
                "expressionEvaluationOptions": {"scope": "inner"},
                "parameters": {"inner": {"value": "correct-horse-4"}},
                "template": {
                    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                    "contentVersion": "1.0.0.0",
                    "parameters": {"inner": {"type": "securestring"}},
                    "resources": [
                        {
                            "type": "Microsoft.ManagedIdentity/userAssignedIdentities",
                            "apiVersion": "2024-11-30",
                            "name": "id-zone",
                            "location": "westeurope",
                            "tags": {"f": "[parameters('inner')]"},
                        }
                    ],
                    "outputs": {"leak": {"type": "string", "value": "[parameters('inner')]"}},
                },
            },
        },
    ],
    "outputs": {
        "plain": {"type": "string", "value": "[variables('joined')]"},
        "key": {"type": "string", "value": "[listKeys('stzone4711', '2025-06-01').keys[0].value]"},
        "inner": {"type": "string", "value": "[reference('inner').outputs.leak.value]"},
        "harmless": {"type": "string", "value": "fine"},
    },
}


@pytest.fixture(scope="module")
def template_told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What plan and deploy tell of a template with secure parameters of every kind."""
    folder = tmp_path_factory.mktemp("secure")
    (folder / "zone.json").write_text(json.dumps(TEMPLATE), encoding="utf-8")
    given = {"given": {"value": "correct-horse-2"}, "dbPassword": {"value": "correct-horse-3"}}
    (folder / "p.json").write_text(json.dumps({"parameters": given}), encoding="utf-8")
    (folder / "none.json").write_text('{"predictedResources": []}', encoding="utf-8")
    where = ("--parameters", "p.json", "--resource-group", "rg-zone", "--location", "westeurope")
    said = {}
    for words in (
        ("plan", "zone.json", "--target", "local", "--format", "json", *where),
        ("plan", "zone.json", "--against", "snapshot:none.json", "--format", "json", *where),
        ("deploy", "zone.json", "--target", "local", "--yes", *where),
        ("plan", "zone.json", "--target", "local", "--format", "json", *where),
    ):
        ran = run(*words, cwd=folder)
        said[f"{len(said)} {' '.join(words[:4])}"] = ran.out + ran.err
    return said


@pytest.mark.parametrize("number", range(1, 5))
def test_a_secure_value_and_what_derives_from_it_is_masked(template_told: dict[str, str], number: int) -> None:
    """Given, by default, in a nested deployment or by its name; plain, encoded or joined; in plans and in outputs."""
    import base64

    secret = f"correct-horse-{number}"
    for command, text in template_told.items():
        for spelled in (secret, base64.b64encode(secret.encode()).decode(), secret.upper()):
            assert spelled not in text, command


def test_an_output_that_tells_a_key_is_masked(template_told: dict[str, str]) -> None:
    """One of a ``list*`` function or of a nested deployment too; others are shown."""
    said = next(text for command, text in template_told.items() if "deploy" in command)
    for name in ("plain", "key", "inner"):
        assert f"{name} = *******" in said
    assert 'harmless = "fine"' in said
