"""Azure's real answers, read into plans, through every renderer."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from markdown_it import MarkdownIt

from _shared import SHARED, needs_shared
from mlinfra.review.plan import read_stack_what_if, read_what_if
from mlinfra.review.plan.codec import to_json
from mlinfra.review.report.annotations import report_azure_annotations, report_github_annotations
from mlinfra.review.report.as_json import report_json
from mlinfra.review.report.html import report_html
from mlinfra.review.report.markdown import report_markdown
from mlinfra.review.report.text import report_text
from plan._plans import context

SAMPLES = {path.stem: path for path in sorted((SHARED / "reference/whatif-samples").glob("*.json"))} if SHARED else {}
RENDERERS: list[Callable[[Any], str]] = [
    report_text,
    report_markdown,
    report_html,
    report_json,
    report_github_annotations,
    report_azure_annotations,
]


def _plan(name: str) -> dict[str, Any]:
    read = read_stack_what_if if name.startswith("stack") else read_what_if
    return to_json(read(json.loads(SAMPLES[name].read_text()), context()))


@needs_shared
@pytest.mark.parametrize("render", RENDERERS, ids=lambda render: render.__name__)
def test_every_real_answer_renders_alone_and_together(render: Callable[[Any], str]) -> None:
    """Each sample, and all of them as one report, are rendered; a second time the same."""
    plans = [_plan(name) for name in SAMPLES]
    for plans_or_one in (*plans, plans):
        assert render(plans_or_one) == render(plans_or_one)


@needs_shared
def test_a_real_answer_reads_as_azure_says_it() -> None:
    """The storage sample's one difference is there, in words and in Markdown."""
    plan = _plan("rg-storage-sku-modify")
    assert '~ sku.name: "Standard_LRS" => "Standard_GRS"' in report_text(plan)
    assert '- sku.name: "Standard_LRS"\n+ sku.name: "Standard_GRS"' in report_markdown(plan)


@needs_shared
@pytest.mark.parametrize("name", SAMPLES)
def test_every_shown_change_is_in_the_text(name: str) -> None:
    """No change of a real answer is lost: each address that counts is in text and Markdown."""
    plan = _plan(name)
    shown = [c["address"] for c in plan["changes"] if not c["noise"] and c["action"] not in {"no_change", "ignore"}]
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(report_markdown(plan))
    for address in shown:
        assert address in report_text(plan)
        assert address in html.replace("&amp;", "&").replace("&quot;", '"').replace("&#39;", "'") or "_" in address
