"""A plan file that somebody wrote by hand, or names that somebody gave in Azure, only ever show as text."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from mlinfra.review.report.annotations import report_azure_annotations, report_github_annotations
from mlinfra.review.report.html import report_html
from mlinfra.review.report.markdown import report_markdown
from mlinfra.review.report.text import report_text
from mlinfra.review.report.values import printable, visible
from report._plans import churn

EVIL = "::error::x\x1b]0;owned\x07\x1b[2J\u202e\r\n::warning::y ##vso[task.setvariable variable=x]y ##[group]<script>alert(1)</script>@me"
_KEPT = {"format_version", "kind", "action", "certainty", "level", "severity"}


def poisoned(value: Any, key: str = "") -> Any:
    """The same document with evil in front of every text that is free."""
    if isinstance(value, dict):
        return {name: poisoned(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [poisoned(part, key) for part in value]
    return EVIL + value if isinstance(value, str) and key not in _KEPT else value


@pytest.fixture
def plan() -> Any:
    """A plan that is evil all over."""
    data = poisoned(json.loads(json.dumps(churn())))
    evil = {"before": EVIL, "after": "x"}
    data["counts"] = {EVIL: 3, "delete": 1}
    data["changes"][0] |= {"management": {EVIL: evil}, "before": {EVIL: {EVIL: EVIL}}, "after": {EVIL: EVIL}}
    data["changes"][0]["deltas"] = [{"path": EVIL, "action": "modify", **evil, "security": True}]
    data["coverage"] = {"gaps": [{"kind": EVIL, "target": EVIL, "message": EVIL, "blocking": True}] * 2}
    data["diagnostics"] = [{"level": EVIL, "code": EVIL, "message": EVIL, "target": EVIL}]
    data["findings"] = [{"code": EVIL, "severity": "error", "message": EVIL, "where": f"{EVIL}:3", "address": EVIL}]
    return data


@pytest.mark.parametrize("color", [True, False])
@pytest.mark.parametrize("width", [None, 100])
def test_text_moves_no_cursor_and_commands_no_pipeline(plan: Any, width: int | None, color: bool) -> None:
    """Nothing but our own colours; no line that GitHub obeys, and nothing anywhere that Azure Pipelines obeys."""
    text = report_text([plan], width=width, color=color, verbose=True, show_noise=True)
    assert not re.findall(r"\x1b(?!\[[0-9;]*m)|[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202e]", text)
    assert "##vso[" not in text
    assert "##[" not in text
    lines = re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()
    assert width or not [line for line in lines if line.lstrip().startswith("::")]


def test_markdown_holds_no_markup_of_others(plan: Any) -> None:
    """Outside of fenced blocks there is no tag, no mention and no command."""
    text = re.sub(r"(?ms)^(`{3,})diff$.*?^\1$", "", report_markdown([plan], show_noise=True))
    assert "<script" not in text
    assert "@me" not in text
    assert "##vso[" not in text


def test_the_page_runs_its_own_script_alone(plan: Any) -> None:
    """What the plan holds is data."""
    page = report_html([plan])
    assert "<script>alert" not in page
    assert "alert(1)</script>" not in page


def test_annotations_are_one_command_a_line(plan: Any) -> None:
    """No line is begun by what a plan holds, and no property ended by it."""
    for line in report_github_annotations([plan]).splitlines():
        assert re.match(r"::(error|warning|notice) [^:]*::", line)
    for line in report_azure_annotations([plan]).splitlines():
        assert line.startswith("##vso[task.logissue ")
        assert line.count("##vso[") == 1


def test_json_in_a_log_commands_nothing_and_says_the_same() -> None:
    """The escape is JSON's own."""
    text = json.dumps({"a": EVIL, "b": "##", "c": ["##VSO[x]"]}, ensure_ascii=False)
    assert "##[" not in printable(text)
    assert "##vso[" not in printable(text).lower()
    assert json.loads(printable(text)) == json.loads(text)


@pytest.mark.parametrize("text", ["## heading", "a::b", "#[x]", ":one", "tags['hidden-link:x']", "https://a"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    """Only what a pipeline reads as a command is spelled otherwise."""
    assert visible(text) == text
