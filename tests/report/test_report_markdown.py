"""The Markdown of plans: complete, safe, and never over the limit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mlinfra.base.errors import ReportError
from mlinfra.review.report.escape import fence, size
from mlinfra.review.report.html import report_html
from mlinfra.review.report.markdown import SMALLEST_LIMIT, report_markdown
from mlinfra.review.report.outcome import outcome_markdown
from report._plans import GPU, change, churn, delta, plan

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")


def test_the_headline_table_has_a_row_per_stack() -> None:
    """Each stack has its counts and whether it is destructive, incomplete, failed or unchanged."""
    failed = plan(
        "c", errored=True, error={"code": "AuthorizationFailed", "message": "no right", "hint": "grant Reader"}
    )
    text = report_markdown([churn(), plan("b", change("no_change")), failed])
    place = "<code>rg-churn-prod (westeurope)</code>"
    assert "**The forecast failed for 1 stack.**" in text
    assert "**2 resources will be deleted or replaced.**" in report_markdown(churn())
    assert f"| <code>churn-prod</code> | {place} | 2 | 1 | 1 | 1 | **destructive**, **incomplete** |" in text
    assert f"| <code>b</code> | {place} |  |  |  |  | no changes |" in text
    assert f"| <code>c</code> | {place} |  |  |  |  | **failed** |" in text
    assert "**Failed.** <code>AuthorizationFailed</code> no right grant Reader" in text


def test_a_change_is_a_folded_section_with_a_diff() -> None:
    """What differs stands in a diff fence, with notes on replacement, security and effect."""
    text = report_markdown(churn())
    assert (
        '- properties.properties.vmSize: "Standard_D4s_v5"\n+ properties.properties.vmSize: "Standard_D8s_v5"' in text
    )
    assert "! cannot change in place" in text
    assert "! security" in text
    assert text.count("<details>") == text.count("</details>") == 5


def test_the_most_dangerous_change_stands_first() -> None:
    """Deletions and replacements come before the rest."""
    text = report_markdown(churn())
    places = [text.index(name) for name in ("prod/old", "prod/cpu", "stchurnprod", "gpu-a100")]
    assert places == sorted(places)


def test_noise_is_counted_and_shown_on_request() -> None:
    """A folded property is not in the text unless asked for."""
    assert "hidden-link" not in report_markdown(churn())
    assert "1 property folded as noise" in report_markdown(churn())
    assert "hidden-link" in report_markdown(churn(), show_noise=True)


def _shown(text: str) -> dict[str, int]:
    blocks = len(re.findall(r"^<details>", text, re.MULTILINE))
    return {"blocks": blocks, "lines": len(re.findall(r"^- <code>[^<]*</code> \*\*", text, re.MULTILINE))}


@pytest.mark.parametrize("number", [700, 3_000])
@pytest.mark.parametrize("limit", [SMALLEST_LIMIT, 20_000, 65_536, 150_000])
def test_what_is_cut_is_said_exactly(number: int, limit: int) -> None:
    """Shown blocks, lines and cut changes add up; the dangerous ones are the last to go."""
    kinds = ["create", "modify", "delete"]
    changes = [
        change(kinds[i % 3], f"mlw/{kinds[i % 3]}{i}", deltas=[delta(f"p{k}", after=f"v{i:05}") for k in range(6)])
        for i in range(number)
    ]
    text = report_markdown(plan("s", *changes), limit=limit)
    assert size(text) <= limit
    cut = re.search(r"^> Cut .*$", text, re.MULTILINE)
    assert cut
    named = re.search(r"Shown by name only: ([^.]*)\.", cut[0])
    hidden = re.search(r"Not shown: ([^.]*)\.", cut[0])
    numbers = [
        sum(int(n.replace(",", "")) for n in re.findall(r"[\d,]*\d", found[1])) if found else 0
        for found in (named, hidden)
    ]
    shown = _shown(text)
    assert shown["blocks"] > 0
    assert numbers[0] == shown["lines"]
    assert sum(shown.values()) + numbers[1] == number
    if hidden and "to delete" in hidden[1]:
        assert "mlw/create" not in text


def test_a_thousand_stacks_stay_under_the_limit() -> None:
    """Rows and sections are cut too, the stacks that destroy something last."""
    plans = [plan(f"s{i}", *[change("create", f"m/{i}-{k}", after=GPU) for k in range(5)]) for i in range(999)]
    text = report_markdown([*plans, plan("danger", change("delete", "m/gone"))])
    assert size(text) <= 65_536
    assert "m/gone" in text
    assert re.search(r"… and [\d,]+ more stacks", text)
    assert "the details of" in text


def test_everything_fits_when_there_is_room() -> None:
    """Nothing is said to be cut when nothing is."""
    assert "> Cut" not in report_markdown(churn())


NASTY = st.lists(
    st.sampled_from([
        "<b>", "</details>", "<!--", "-->", "|", "\n", "\r\n", "\n\n", "```", "````", "~~~", "`", "@admin", "#12",
        "[x](http://y)", "![i](j)", "**", "__", "\\", "&lt;", "$x$", "</code>", "<script>", "\u2028", "- ", "# ", "a", " ", "😀",
    ])
    | st.text(max_size=4),
    min_size=1,
    max_size=8,
).map("".join)  # fmt: skip


def _with(text: str) -> dict[str, Any]:
    """A plan that carries one text in every place where users' words can stand."""
    words = {"code": text, "slug": text, "message": text, "address": text, "where": text, "why": text, "fix": text}
    item = change(
        "modify",
        text,
        text,
        deltas=[delta(text, before=text, after={text: [text]}, ineffective=text, noise={"rule": text, "reason": text})],
        origin={"where": text, "because": text},
        risk={"level": "high", "why": text},
        unsupported_reason=text,
        management={"status": {"before": text, "after": None}},
    )
    made = change("create", text, after={"sku": {"name": text}, text: text})
    gap = {"kind": text, "target": text, "message": text}
    document = plan(
        text,
        item,
        made,
        findings=[{**words, "severity": "error"}],
        coverage={"analysed": 1, "gaps": [gap]},
        diagnostics=[{"level": text, "code": text, "message": text, "target": text}],
        noise={"hidden": 1, "unused": [{"path": text}], "expired": []},
        source={"kind": "git", "detail": text},
        errored=True,
        error={"code": text, "message": text, "where": text, "hint": text},
    )
    document["scope"] = {"kind": "resourceGroup", "id": text, "resource_group": text, "location": text}
    return document


def _outcome(text: str) -> dict[str, Any]:
    operation = {
        "id": text,
        "type": text,
        "name": text,
        "state": text,
        "duration": 1,
        "error": {"code": text, "message": text},
    }
    error = {"code": text, "message": text, "explanation": text, "advice": text, "path": [text]}
    head = {"format_version": "1.0", "kind": "outcome", "stack": text, "scope": {"kind": "tenant"}, "deployment": text}
    return {**head, "state": text, "duration": 1, "operations": [operation], "outputs": {text: text}, "error": error}


def _structure(text: str) -> list[tuple[str, str]]:
    """What the text means: every token, with the HTML tags in it, and without the words."""
    found = []
    for token in PARSER.parse(text):
        inner = [child for child in token.children or [] if child.type != "text" or child.content.strip()]
        found += [
            (token.type, "".join(re.findall(r"</?\w+>", token.content)) if token.type == "html_block" else token.tag)
        ]
        found += [(child.type, child.content if child.type == "html_inline" else "") for child in inner]
    return found


@settings(max_examples=250, deadline=None)
@given(NASTY)
def test_no_text_means_anything_in_markdown(text: str) -> None:
    """Any text leaves the structure of the document as a plain word has it: no HTML, cell, fence, link, list."""
    for render in (lambda t: report_markdown(_with(t), show_noise=True), lambda t: outcome_markdown(_outcome(t))):
        assert _structure(render("x" + text + "x")) == _structure(render("xyx"))


@settings(max_examples=100, deadline=None)
@given(NASTY)
def test_no_text_is_a_mention(text: str) -> None:
    """Outside code, no @ or # touches a word."""
    rendered = report_markdown(_with(f"@admin {text} #12"), show_noise=True)
    outside = re.sub(r"(`{3,})diff\n.*?\n\1\n", "", rendered, flags=re.DOTALL)
    assert not re.search(r"@\w", outside)
    assert not re.search(r"(?<!&)#\d", outside)


@settings(max_examples=60, deadline=None)
@given(NASTY, st.integers(1, 400), st.integers(SMALLEST_LIMIT, 30_000))
def test_no_text_breaks_the_limit(text: str, times: int, limit: int) -> None:
    """Whatever the texts, and however long, the limit holds, counted in UTF-16 units."""
    rendered = report_markdown([_with(text * times), _with(text)], limit=limit)
    assert len(rendered.encode("utf-16-le")) // 2 <= limit
    assert size(rendered) == len(rendered.encode("utf-16-le")) // 2


def test_an_own_template_extends_the_bundled_one(tmp_path: Path) -> None:
    """A user's report/plan.md.j2 may change one block and keep the rest."""
    (tmp_path / "report").mkdir()
    own = '{% extends "mlinfra/report/plan.md.j2" %}{% block title %}\n## Platform team: review me\n{% endblock %}'
    (tmp_path / "report" / "plan.md.j2").write_text(own)
    text = report_markdown(churn(), templates=tmp_path)
    assert "## Platform team: review me" in text
    assert "### mlinfra plan" not in text
    assert "<code>churn-prod</code>" in text


def test_an_own_template_takes_its_room_from_the_details(tmp_path: Path) -> None:
    """What a user's template adds is made up for by cutting more; the limit holds."""
    (tmp_path / "report").mkdir()
    own = '{% extends "mlinfra/report/plan.md.j2" %}{% block title %}' + "long " * 2_000 + "{% endblock %}"
    (tmp_path / "report" / "plan.md.j2").write_text(own)
    changes = [change("create", f"mlw/c{i}", after=GPU) for i in range(300)]
    text = report_markdown(plan("s", *changes), templates=tmp_path, limit=30_000)
    assert size(text) <= 30_000
    assert "mlw/c0" in text


def test_no_line_closes_a_fence() -> None:
    """A fence is longer than any run of backticks in it."""
    tokens = PARSER.parse(fence(["```", "x", "`````"]))
    assert [token.content for token in tokens] == ["```\nx\n`````\n"]


def test_an_own_template_over_the_limit_leaves_one_sentence(tmp_path: Path) -> None:
    """A template that alone exceeds the limit cannot make a comment fail."""
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "plan.md.j2").write_text("x" * 70_000)
    assert report_markdown(churn(), templates=tmp_path).startswith("1 stack, 1 with changes.")


@pytest.mark.parametrize(
    "own", ["a\n{{ nothing }}", "a\n{% if %}", "a\n{{ rows + 1 }}", "a\n{{ 1 // 0 }}", "a\n{% extends 'no' %}"]
)
def test_a_broken_own_template_is_told_with_its_line(tmp_path: Path, own: str) -> None:
    """A template of the user's that fails ends in an error with file and line."""
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "plan.md.j2").write_text(own)
    with pytest.raises(ReportError) as caught:
        report_markdown(churn(), templates=tmp_path)
    assert caught.value.where.endswith(f"{tmp_path.name}/report/plan.md.j2:2")
    assert caught.value.hint


def test_an_own_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are an error that names the file."""
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "plan.css").write_bytes(b"\xff\xfe")
    with pytest.raises(ReportError) as caught:
        report_html(churn(), templates=tmp_path)
    assert caught.value.where == "report/plan.css"
