"""Findings as text, SARIF, JUnit and annotations; plans as annotations and JSON; outcomes."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET  # ruff: ignore[suspicious-xml-etree-import]  it reads what we wrote

import pytest

from mlinfra.base.errors import ReportError
from mlinfra.review.report.annotations import (
    findings_azure,
    findings_github,
    report_azure_annotations,
    report_github_annotations,
)
from mlinfra.review.report.as_json import report_json
from mlinfra.review.report.findings import findings_text
from mlinfra.review.report.junit import findings_junit
from mlinfra.review.report.outcome import duration, outcome_markdown, outcome_text
from mlinfra.review.report.sarif import findings_sarif
from report._plans import FINDING, churn, plan

ERROR = {**FINDING, "code": "ML101", "slug": "name-too-long", "severity": "error", "where": "", "why": "", "fix": ""}
ADVICE = {**FINDING, "code": "ML403", "severity": "advice", "where": "C:\\x\\prod.py:7"}


def _xml(text: str) -> ET.Element:
    return ET.fromstring(text)  # ruff: ignore[suspicious-xml-element-tree-usage]  as above


def test_findings_read_as_sentences_errors_first() -> None:
    """Each finding has severity, code, place, consequence and remedy; the last line counts."""
    text = findings_text([FINDING, ERROR, ADVICE])
    lines = [line.strip() for line in text.splitlines()]
    assert lines[0] == "error ML101 name-too-long  mlw/gpu: keeps 1 GPU node running"
    assert "warning ML402 gpu-idle-floor  prod.py:28: mlw/gpu: keeps 1 GPU node running" in lines
    assert "Azure bills every node that runs, used or not." in lines
    assert "-> write nodes=Autoscale(0, 8)" in lines
    assert lines[-1] == "1 error, 1 warning, 1 piece of advice."
    assert findings_text([]) == "Nothing found.\n"


def test_sarif_locates_each_result_and_describes_each_rule_once() -> None:
    """Results point to their rule, file and line; derived things have a logical place only."""
    log = json.loads(findings_sarif([FINDING, FINDING, ERROR], version="1.2"))
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["version"] == "1.2"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["ML101", "ML402"]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == ["ML101", "ML402", "ML402"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "warning"]
    assert run["results"][1]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "prod.py"},
        "region": {"startLine": 28},
    }
    assert "physicalLocation" not in run["results"][0]["locations"][0]


def test_junit_fails_a_case_per_finding() -> None:
    """Errors and warnings fail, advice is skipped; no finding at all is one case that passed."""
    suite = _xml(findings_junit([FINDING, ERROR, ADVICE])).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "2", "1")
    cases = suite.findall("testcase")
    assert [case.find("failure") is not None for case in cases] == [True, True, False]
    assert (cases[1].get("file"), cases[1].get("line")) == ("prod.py", "28")
    empty = _xml(findings_junit([])).find("testsuite")
    assert empty is not None
    assert (empty.get("tests"), empty.get("failures")) == ("1", "0")


def test_junit_holds_any_text() -> None:
    """Control characters and surrogates, which XML forbids, do not break the file."""
    nasty = "a\x00b\x1b\ud800\ufffe<&]]>"
    case = _xml(findings_junit([{**FINDING, "message": nasty, "stack": nasty}])).find(".//failure")
    assert case is not None
    assert "<&]]>" in (case.get("message") or "")


def test_github_annotations_point_at_the_line() -> None:
    """A finding becomes a workflow command with file, line and title, escaped as the runner reads it back."""
    nasty = {**FINDING, "message": "100%\n::error::x", "slug": "a,b:c"}
    line = findings_github([nasty])
    assert line == (
        "::warning file=prod.py,line=28,title=ML402 a%2Cb%3Ac::mlw/gpu: 100%25\\n::error::x"
        " -> write nodes=Autoscale(0, 8)\n"
    )
    assert findings_github([ADVICE]).startswith("::notice file=C%3A\\x\\prod.py,line=7,")


def test_azure_annotations_point_at_the_line() -> None:
    """A finding becomes a logging command; ] and ; cannot end its properties, and % is the agent's escape."""
    line = findings_azure([{**FINDING, "where": "a];b.py:3", "message": "100%"}])
    assert line.startswith(
        "##vso[task.logissue type=warning;sourcepath=a%5D%3Bb.py;linenumber=3]ML402 gpu-idle-floor: "
    )
    assert "100%AZP25" in line
    assert findings_azure([ADVICE]).startswith("##vso[task.logissue type=warning;")


def test_a_plans_annotations_tell_dangers_gaps_and_findings() -> None:
    """Deletions, replacements, security changes, gaps and findings are annotated at their lines, errors first."""
    failed = plan("c", errored=True, error={"code": "Denied", "message": "no right", "where": "c.py:3"})
    lines = report_github_annotations([churn(), failed]).splitlines()
    assert lines[0] == "::error file=c.py,line=3,title=c%3A Denied::no right"
    assert any(line.startswith("::warning file=prod.py,line=40,title=mlw-churn-prod/cpu%3A replace") for line in lines)
    assert any("security-relevant change::properties.allowSharedKeyAccess: false => true" in line for line in lines)
    assert any("not analysed (short circuit)" in line for line in lines)
    assert any("title=ML402 gpu-idle-floor" in line for line in lines)
    azure = report_azure_annotations([churn(), failed]).splitlines()
    assert len(azure) == len(lines)
    assert azure[0].startswith("##vso[task.logissue type=error;sourcepath=c.py;linenumber=3]")


def test_json_is_the_plan_itself() -> None:
    """One plan prints as itself, several as one document, and both are read again by every renderer."""
    assert json.loads(report_json(churn())) == churn()
    several = json.loads(report_json([churn(), plan("b")]))
    assert (several["format_version"], several["kind"], several["plans"]) == ("2.0", "plans", [churn(), plan("b")])
    assert json.loads(report_json(several)) == several
    assert json.loads(report_json({**several, "plans": [plan("b")]}))["kind"] == "plans"


OUTCOME: dict[str, Any] = {
    "format_version": "1.0",
    "kind": "outcome",
    "stack": "churn",
    "scope": {"kind": "resourceGroup", "resource_group": "rg", "location": "westeurope"},
    "deployment": "mlinfra-churn",
    "state": "Failed",
    "duration": 65.2,
    "operations": [
        {"id": "1", "type": "Microsoft.Storage/storageAccounts", "name": "st", "state": "Succeeded", "duration": 3.24},
        {
            "id": "2",
            "type": "Microsoft.MachineLearningServices/workspaces/computes",
            "name": "mlw/gpu",
            "state": "Failed",
            "duration": 40,
            "error": {"code": "QuotaExceeded", "message": "needs 24 cores"},
        },
    ],
    "outputs": {"mlflow": {"type": "String", "value": "azureml://x"}, "key": {"type": "SecureString"}},
    "error": {
        "code": "QuotaExceeded",
        "message": "needs 24 cores",
        "explanation": "The region grants 0 cores of this family.",
        "advice": "ask for quota",
        "path": ["main", "compute"],
    },
}


def test_a_failed_deployment_says_the_innermost_error_first() -> None:
    """The error with its explanation and advice comes before the operations, the failed ones before the others."""
    assert outcome_text(OUTCOME).splitlines() == [
        "churn -> rg (westeurope)   mlinfra-churn",
        "  error: QuotaExceeded: needs 24 cores",
        "    why: The region grants 0 cores of this family.",
        "    -> ask for quota",
        "    in: main > compute",
        "  Failed    compute  mlw/gpu  40 s",
        "                     QuotaExceeded: needs 24 cores",
        "  Succeeded storage  st  3.2 s",
        '  mlflow = "azureml://x"',
        "  key = *******",
        "Failed after 1 min 5 s: 1 failed, 1 succeeded.",
    ]


def test_an_outcome_in_markdown_tells_the_same() -> None:
    """State, error, advice, operations and outputs stand in the Markdown."""
    text = outcome_markdown([{**OUTCOME, "state": "Succeeded", "error": None}, OUTCOME])
    assert text.startswith("### <code>churn</code> → <code>rg (westeurope)</code>: Failed after 1 min 5 s\n")
    assert "**QuotaExceeded**: needs 24 cores" in text
    assert "**What to do**: ask for quota" in text
    assert "| Failed | compute | <code>mlw/gpu</code> | 40 s | QuotaExceeded: needs 24 cores |" in text


def test_many_operations_are_counted_instead_of_listed() -> None:
    """A deployment of thousands of resources stays under the comment limit."""
    operations = [{**OUTCOME["operations"][0], "name": "n" * 80 + str(i)} for i in range(5_000)]
    text = outcome_markdown([{**OUTCOME, "operations": operations}] * 9)
    assert len(text) <= 65_536
    assert "more operations." in text
    assert (
        outcome_markdown([OUTCOME] * 3_000)
        == "3,000 deployments, 0 succeeded. The report does not fit into a comment.\n"
    )


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, ""), (0.04, "0.0 s"), (9.94, "9.9 s"), (59, "59 s"), (125, "2 min 5 s"), (3_840, "1 h 4 min")],
)
def test_durations_are_short(seconds: float | None, text: str) -> None:
    """Durations are rounded to what a reader wants to know."""
    assert duration(seconds) == text


def test_what_is_no_outcome_is_refused() -> None:
    """A plan is not an outcome."""
    with pytest.raises(ReportError):
        outcome_text(churn())
