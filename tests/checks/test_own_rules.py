"""Rules of the user's own, and a transform: as the documentation shows them, and off where data must not run code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from _references import ROOT
from cli._run import run
from mlinfra.app.check import Checked, check
from mlinfra.app.settings import settings_for
from mlinfra.app.stages import prepare
from mlinfra.base.errors import InvalidInput, LoadError
from mlinfra.rules import faults

PAGE = (ROOT / "docs" / "write-rules.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
TOML = re.findall(r"^```toml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
STACK = """from mlinfra import *
workspace = Workspace("mlw-churn", storage=StorageAccount("stchurn"))
stack = Stack("churn", scope=ResourceGroup("rg-churn", location="westeurope"), resources=[workspace])
"""
YAML = """
name: churn
scope: {name: rg-churn, location: westeurope}
resources:
- kind: Workspace
  name: mlw-churn
  storage: {kind: StorageAccount, name: stchurn}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with the rule and the transform of the page, and a stack in Python, in YAML and as ARM JSON."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "geo_redundant.py").write_text(PYTHON[0], encoding="utf-8")
    (tmp_path / "rules" / "transform.py").write_text(PYTHON[2], encoding="utf-8")
    (tmp_path / "mlinfra.toml").write_text(TOML[0], encoding="utf-8")
    (tmp_path / "stack.py").write_text(STACK, encoding="utf-8")
    (tmp_path / "stack.yaml").write_text(YAML, encoding="utf-8")
    (stack,) = settings_for(tmp_path / "stack.py").stacks()
    (tmp_path / "main.json").write_text(prepare(stack).rendered.files["main.json"], encoding="utf-8")
    return tmp_path


def _own(checked: Checked) -> list[tuple[str, str]]:
    return [(finding.code, finding.address) for finding in checked.findings if finding.code == "ACME001"]


@pytest.mark.parametrize("name", ["stack.py", "stack.yaml", "main.json"])
def test_an_own_rule_finds_what_it_is_for(folder: Path, name: str) -> None:
    """In every kind of file, where code may run; the fix of a template is in Azure's words."""
    checked = check(folder / name, allow_code=True)
    assert _own(checked) == [("ACME001", "stchurn")]
    assert not checked.not_evaluated
    (fix,) = [finding.fix for finding in checked.findings if finding.code == "ACME001"]
    assert fix == ("sku.name: Standard_GRS" if name == "main.json" else 'sku="Standard_GRS"')


@pytest.mark.parametrize("name", ["stack.yaml", "main.json"])
def test_data_runs_no_code(folder: Path, name: str) -> None:
    """A YAML stack or a template of a fork runs no rule of its own; the check counts that."""
    (folder / "rules" / "geo_redundant.py").write_text("raise SystemExit('it ran')", encoding="utf-8")
    checked = check(folder / name)
    assert _own(checked) == []
    assert [(missed.code, missed.slug) for missed in checked.not_evaluated] == [("rules/geo_redundant.py", "own-rules")]
    (folder / "mlinfra.toml").write_text(TOML[2], encoding="utf-8")
    if name == "stack.yaml":
        with pytest.raises(InvalidInput, match=r"mlinfra.toml:1: the transform .* does not run for a YAML stack"):
            check(folder / name)


def test_the_commands_take_own_rules(folder: Path) -> None:
    """`check` counts what it did not run, `explain` shows the page, a plan is bound to what the rule says."""
    assert run("check", "stack.yaml", "--complete", cwd=folder).code == 5
    assert "warning ACME001 storage-geo-redundant" in run("check", "stack.yaml", "--allow-code", cwd=folder).out
    assert "Storage that is lost with its region." in run("explain", "ACME001", "--allow-code", cwd=folder).out
    plan = run("plan", "stack.py", "--target", "local", "-o", "plan.json", "--format", "markdown", cwd=folder)
    assert "ACME001" in plan.out
    (folder / "rules" / "geo_redundant.py").write_text(PYTHON[0].replace('"warning"', '"advice"'), encoding="utf-8")
    deployed = run("deploy", "plan.json", "--target", "local", "--yes", cwd=folder)
    assert deployed.code == 1
    assert "rules.own" in deployed.err


def test_the_test_of_a_rule_says_what_is_wrong(folder: Path) -> None:
    """The rule of the page passes; one that is silent, or that crashes, does not."""
    rule = folder / "rules" / "geo_redundant.py"
    assert faults(rule) == ()
    rule.write_text(PYTHON[0].replace('"GRS" not in', '"Standard" not in'), encoding="utf-8")
    assert faults(rule) == ("BAD: it is silent on it",)
    rule.write_text(PYTHON[0].replace('resource.get("sku.name")', "resource.nothing"), encoding="utf-8")
    assert "the rule crashed: AttributeError" in faults(rule)[0]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"ACME001"', '"ML999"', "cannot be the code and name of a rule"),
        ("LINK =", "LINKS =", "a rule needs a text LINK"),
        ("def judge(", "def judged(", "a rule needs a function judge"),
        ('"warning"', '"hint"', "'hint' is no severity"),
        ("import OPEN", "import OPENED", "the file raised ImportError"),
    ],
)
def test_what_is_no_rule_is_refused(folder: Path, before: str, after: str, said: str) -> None:
    """With what is missing, and where."""
    (folder / "rules" / "geo_redundant.py").write_text(PYTHON[0].replace(before, after), encoding="utf-8")
    with pytest.raises((InvalidInput, LoadError), match=said):
        check(folder / "stack.py")


@pytest.mark.parametrize("own", ['["rules/none.py"]', '["nowhere"]'])
def test_rules_that_are_not_there_are_named(folder: Path, own: str) -> None:
    """A file or an entry point that does not exist is an error with the line of the configuration."""
    (folder / "mlinfra.toml").write_text(f"[rules]\nown = {own}\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"mlinfra.toml:2"):
        check(folder / "stack.py")


def test_own_rules_can_be_configured(folder: Path) -> None:
    """Ignored, and with another severity, by code, by its beginning and by name; a name that is none is refused."""
    own = TOML[0]
    for text, severities in (
        ('ignore = ["ACME"]', []),
        ('severity = { storage-geo-redundant = "error" }', ["error"]),
        ('select = ["ACME001"]', ["warning"]),
    ):
        (folder / "mlinfra.toml").write_text(f"{own}{text}\n", encoding="utf-8")
        found = [finding.severity for finding in check(folder / "stack.py").findings if finding.code == "ACME001"]
        assert found == severities
    (folder / "mlinfra.toml").write_text(f'{own}ignore = ["ACME002"]\n', encoding="utf-8")
    with pytest.raises(InvalidInput, match="there is no rule 'ACME002'"):
        check(folder / "stack.py")


def test_a_transform_changes_what_is_deployed(folder: Path) -> None:
    """Every command works with the graph that it gives back."""
    (folder / "mlinfra.toml").write_text(TOML[2], encoding="utf-8")
    settings = settings_for(folder / "stack.py")
    (stack,) = settings.stacks()
    template = settings.prepare(stack).template
    assert [resource.get("tags") for resource in template["resources"] if "storageAccounts" in resource["type"]] == [
        {"class": "internal"}
    ]
    assert run("render", "stack.yaml", cwd=folder).code == 1
    assert run("render", "stack.yaml", "--allow-code", cwd=folder).code == 0
    assert '"class": "internal"' in (folder / "build" / "churn" / "main.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("def locked_down(graph):\n    return None\n", "gave back NoneType, not a Graph"),
        ("def locked_down(graph):\n    return graph.nothing\n", "raised AttributeError"),
        ("def other(graph):\n    return graph\n", "has no function 'locked_down'"),
    ],
)
def test_a_transform_that_cannot_be_is_refused(folder: Path, code: str, said: str) -> None:
    """In a sentence that names the function."""
    (folder / "mlinfra.toml").write_text(TOML[2], encoding="utf-8")
    (folder / "rules" / "transform.py").write_text(code, encoding="utf-8")
    with pytest.raises(InvalidInput, match=said):
        check(folder / "stack.py")


def test_the_configuration_shows_what_is_in_force(folder: Path) -> None:
    """Own rules with the hash of what they are."""
    settings = json.loads(run("config", "stack.py", "--format", "json", cwd=folder).out)["settings"]
    (entry,) = settings["rules.own"]["value"]
    assert entry["rules"] == "rules/geo_redundant.py"
    assert len(entry["sha256"]) == 64
    assert settings["rules.own"]["from"] == "mlinfra.toml:2"
    assert "rules/geo_redundant.py" in run("config", "stack.py", cwd=folder).out
