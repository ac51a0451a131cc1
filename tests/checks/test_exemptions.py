"""What a rule finds is let stand for a reason, until its last day, and everywhere it is shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET  # ruff: ignore[suspicious-xml-etree-import]  it reads what we wrote

import pytest

from cli._run import run
from mlinfra.app.check import Checked, check
from mlinfra.app.rule_examples import evaluate_example
from mlinfra.base.errors import InvalidInput
from mlinfra.review.report.annotations import findings_github
from mlinfra.review.report.findings import findings_text
from mlinfra.review.report.junit import findings_junit
from mlinfra.review.report.sarif import findings_sarif

STACK = """from mlinfra import *
from datetime import date, timedelta
workspace = Workspace("mlw-x", computes=[
    ComputeInstance("ci-demo", size="Standard_D4s_v5", idle=None, exempt=[EXEMPT]),
    ComputeInstance("ci-other", size="Standard_D4s_v5", idle=IDLE),
])
stack = Stack("x-prod", scope=ResourceGroup("rg-x", location="westeurope"), resources=[workspace])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The root of a repository."""
    (tmp_path / ".git").mkdir()
    return tmp_path


def _check(folder: Path, exempt: str = "", toml: str = "", idle: str = "None") -> Checked:
    (folder / "stack.py").write_text(STACK.replace("EXEMPT", exempt).replace("IDLE", idle), encoding="utf-8")
    (folder / "mlinfra.toml").write_text(toml, encoding="utf-8")
    return check(folder / "stack.py")


def _told(checked: Checked) -> dict[str, str]:
    """Address -> why it is let stand, of what ML403 found."""
    return {finding.address: finding.exempted for finding in checked.findings if finding.code == "ML403"}


def _stale(checked: Checked) -> list[str]:
    return [finding.message for finding in checked.findings if finding.code == "ML106"]


ENTRY = 'Exempt("ML403", "shown at the fair", until=date(2999, 1, 31))'
WORDS = "shown at the fair (until 2999-01-31)"
TOML = '[[rules.exempt]]\nrule = "instance-never-stops"\naddress = "MLW-X/ci-d*"\nreason = "shown at the fair"\nuntil = 2999-01-31\n'


@pytest.mark.parametrize("where", ["resource", "configuration"])
def test_an_exemption_lets_one_finding_stand(folder: Path, where: str) -> None:
    """That of its resource, not that of another; by code or name, with the reason and the last day."""
    checked = _check(folder, ENTRY) if where == "resource" else _check(folder, toml=TOML)
    assert _told(checked) == {"mlw-x/ci-demo": WORDS, "mlw-x/ci-other": ""}
    assert _stale(checked) == []
    assert checked.to_json()["counts"]["exempted"] == 1


def test_what_is_exempted_does_not_fail(folder: Path) -> None:
    """With --strict a warning fails, an exempted one does not."""
    others = '[rules]\nignore = ["ML207"]\n'
    assert not _check(folder, ENTRY, others, idle="timedelta(minutes=30)").failed(strict=True)
    assert _check(folder, "", idle="None").failed(strict=True)


def test_the_last_day_ends_it(folder: Path) -> None:
    """The finding counts again and names the day, and the entry is a finding itself."""
    checked = _check(folder, ENTRY.replace("2999", "2020"))
    assert not _told(checked)["mlw-x/ci-demo"]
    assert any("it was exempted until 2020-01-31" in finding.message for finding in checked.findings)
    assert _stale(checked) == [
        "the exemption from ML403 (shown at the fair) is stale: its last day was 2020-01-31",
    ]
    assert len(_stale(_check(folder, toml=TOML.replace("2999", "2020")))) == 1


@pytest.mark.parametrize(
    ("exempt", "toml", "count"),
    [
        ('Exempt("ML404", "no GPU at all")', "", 1),
        ('Exempt("ML999", "no such rule")', "", 1),
        ('Exempt("ML404", "not checked")', '[rules]\nignore = ["ML404"]\n', 0),
        ("", '[[rules.exempt]]\nrule = "ML404"\nreason = "no GPU"\n', 1),
        ("", '[[rules.exempt]]\nrule = "ML404"\nreason = "no GPU"\nstack = "other-*"\n', 0),
    ],
)  # fmt: skip
def test_an_entry_that_lets_nothing_stand_is_told(folder: Path, exempt: str, toml: str, count: int) -> None:
    """Unless its rule does not run, or it is about another stack; one of the configuration with its line."""
    checked = _check(folder, exempt, toml)
    assert len(_stale(checked)) == count
    places = [finding.where.rpartition("/")[2] for finding in checked.findings if finding.code == "ML106"]
    assert places == ["mlinfra.toml:1" if toml else "stack.py:4"] * count


def test_yaml_says_it_too(folder: Path) -> None:
    """With the same words."""
    text = """
name: x-prod
scope: {name: rg-x, location: westeurope}
resources:
- kind: Workspace
  name: mlw-x
  computes:
  - kind: ComputeInstance
    name: ci-demo
    size: Standard_D4s_v5
    idle: null
    exempt: [{rule: ML403, reason: shown at the fair, until: 2999-01-31}]
"""
    (folder / "stack.yaml").write_text(text, encoding="utf-8")
    assert _told(check(folder / "stack.yaml")) == {"mlw-x/ci-demo": WORDS}


def test_an_entry_whose_rule_could_not_tell_is_not_told() -> None:
    """What the deployment alone knows may need it."""
    told = evaluate_example("""
floor = Parameter("floor", type="int")
scale = {"scaleSettings": {"minNodeCount": floor}}
cluster = ComputeCluster("cpu", size="Standard_D4s_v5", extra={"properties": {"properties": scale}}, exempt=[Exempt("ML401", "a reason")])
workspace = Workspace("mlw-x", computes=[cluster])
""")
    assert "ML106" not in {finding.code for finding in told.findings}


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('\n[[rules.exempt]]\nrule = "ML403"\n', "mlinfra.toml:2: exempt needs a reason"),
        ('[[rules.exempt]]\nrule = "ML999"\nreason = "x"\n', "mlinfra.toml:1: there is no rule 'ML999'"),
        ('[[rules.exempt]]\nrule = "ML403"\nreason = "x"\nadress = "y"\n', "did you mean 'address'"),
        ('[[rules.exempt]]\nrule = "ML403"\nreason = "x"\nuntil = "2027"\n', "until must be a date"),
        ('[[rules.exempt]]\nrule = "ML403"\nreason = "x"\nuntil = 2027-01-01T00:00:00\n', "until must be a date"),
        ('[rules]\nexempt = "ML403"\n', "mlinfra.toml:2: expected a list of tables"),
        ('[rules.stages]\nprod = "error"\n', "expected a table of rule = severity"),
        ('[rules.stages.prod]\nML101 = "fatal"\n', "'fatal' is not possible here"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(folder: Path, toml: str, said: str) -> None:
    """With its line and what to write."""
    with pytest.raises(InvalidInput) as error:
        _check(folder, toml=toml)
    assert said in str(error.value)


def test_a_stage_has_severities_of_its_own(folder: Path) -> None:
    """A pattern of stack names wins over the rule's severity everywhere."""
    toml = '[rules.severity]\nML4 = "advice"\n[rules.stages."*-prod"]\nML403 = "error"\n[rules.stages."*-dev"]\nML403 = "warning"\n'
    assert {f.severity for f in _check(folder, toml=toml).findings if f.code == "ML403"} == {"error"}
    toml = toml.replace("*-prod", "*-test")
    assert {f.severity for f in _check(folder, toml=toml).findings if f.code == "ML403"} == {"advice"}


def test_every_format_shows_what_is_exempted(folder: Path) -> None:
    """Text with the reason, SARIF suppressed, JUnit skipped, no annotation."""
    told: dict[str, Any] = _check(folder, ENTRY).to_json()
    findings = [finding for finding in told["findings"] if finding["address"] == "mlw-x/ci-demo"]
    text = findings_text(findings)
    assert "exempted ML403" in text
    assert f"let stand: {WORDS}" in text
    assert text.splitlines()[-1] == "Nothing found, 1 exempted."
    (result,) = json.loads(findings_sarif(findings))["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "status": "accepted", "justification": WORDS}]
    suite = ET.fromstring(findings_junit(findings))[0]  # ruff: ignore[suspicious-xml-element-tree-usage]  as above
    assert (suite.get("failures"), suite.get("skipped")) == ("0", "1")
    assert not findings_github(findings)


def test_a_plan_shows_what_is_exempted_and_is_bound_to_it(folder: Path) -> None:
    """With the reason and no risk; other exemptions than the reviewed ones are refused."""
    _check(folder, toml=TOML)
    plan = ("plan", "stack.py", "--target", "local")
    document = json.loads(run(*plan, "-o", "plan.json", "--format", "json", cwd=folder).out)
    (finding,) = [
        entry for entry in document["findings"] if entry["address"] == "mlw-x/ci-demo" and entry["code"] == "ML403"
    ]
    assert finding["exempted"] == WORDS
    risks = {change["address"]: change["risk"]["level"] for change in document["changes"]}
    assert (risks["mlw-x/ci-demo"], risks["mlw-x/ci-other"]) != ("high", "high")
    assert f"let stand: {WORDS}" in run(*plan, "--format", "markdown", cwd=folder).out
    (folder / "mlinfra.toml").write_text(TOML.replace("fair", "desk"), encoding="utf-8")
    deployed = run("deploy", "plan.json", "--target", "local", "--yes", cwd=folder)
    assert deployed.code == 1
    assert "rules.exempt" in deployed.err
