"""The HTML page: self-contained, safe, and working in a real browser."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlinfra.review.report.html import embedded, report_html
from report._plans import GPU, change, churn, delta, plan

CHROMIUM = os.environ.get("MLINFRA_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH and MLINFRA_CHROMIUM is not set")
Browse = Callable[..., str]


def _element(page: str, tag: str, attributes: str = "") -> str:
    found = re.search(rf"<{tag}{attributes}>(.*?)</{tag}>", page, re.DOTALL)
    assert found
    return found[1]


def test_the_page_asks_the_network_for_nothing() -> None:
    """No attribute, style or import names anything outside the page."""
    page = report_html(churn())
    assert not re.search(r"""(?:src|href|action)\s*=\s*["'](?!#)""", page)
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest", page)


def test_the_policy_allows_exactly_the_pages_own_script_and_style() -> None:
    """The content security policy names the hashes of the one script and the one style, and nothing else."""
    page = report_html(churn())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    for name, text in (("script-src", _element(page, "script")), ("style-src", _element(page, "style"))):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy[1]
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1]


def test_the_data_holds_every_change() -> None:
    """Nothing is left out of the embedded JSON: also unchanged resources and noise are there to be filtered for."""
    data = json.loads(_element(report_html(churn()), "script", ' id="data" type="application/json"'))
    assert [each["address"] for each in data["changes"]][:2] == ["mlw-churn-prod/old", "mlw-churn-prod/cpu"]
    assert len(data["changes"]) == len(churn()["changes"])


def test_unchanged_stacks_take_one_card_together() -> None:
    """Their names stand in one card behind the others; a single unchanged stack has its own."""
    same = [plan(name, change("no_change")) for name in ("aa", "bb", "cc")]
    page = report_html([same[0], churn(), *same[1:]])
    assert page.count('<article class="stack') == 2
    assert "3 stacks unchanged" in _element(page, "article", ' class="stack unchanged"')
    assert "aa, bb, cc" in _element(page, "article", ' class="stack unchanged"')
    data = json.loads(_element(page, "script", ' id="data" type="application/json"'))
    assert (len(data["stacks"]), {each["plan"] for each in data["changes"]}) == (4, {0, 1, 2, 3})
    alone = report_html([same[0], churn()])
    assert (alone.count('<article class="stack'), alone.count('unchanged">')) == (2, 0)


def test_sensitive_values_are_masked_once_more() -> None:
    """A property marked as sensitive shows no value, even if the plan forgot its mask."""
    secret = delta("properties.key", before="hunter1", after="hunter2", sensitive=True)
    assert "hunter" not in report_html(plan("s", change("modify", deltas=[secret])))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, [name for name, _ in attrs]))


def _tags(text: str) -> list[tuple[str, list[str]]]:
    error = {"code": text, "message": text, "hint": text}
    gap = {"kind": "limit", "target": text, "message": text}
    document = plan(text, change("modify", text, deltas=[delta(text, before=text)], after={text: text}), error=error)
    document["scope"] = {"kind": "resourceGroup", "resource_group": text, "location": text}
    document["coverage"] = {"gaps": [gap]}
    parser = _Tags()
    parser.feed(report_html(document))
    return parser.tags


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["</script>", "<!--", "<script>", "-->", "]]>", '"', "'", "<b onclick=x>", "&lt;", "</style>", "\\"]
        )
        | st.text(max_size=3),
        max_size=6,
    ).map("".join)
)
def test_no_text_is_html(text: str) -> None:
    """Any text leaves the page's elements and attributes as a plain word has them."""
    assert _tags(f"x{text}x") == _tags("xyx")


@given(
    st.recursive(
        st.text() | st.none() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_embedded_json_is_the_same_value_and_harmless(value: Any) -> None:
    """What is embedded reads back as it was and holds no character that HTML or JavaScript might take for its own."""
    text = embedded(value)
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")


@pytest.fixture(scope="module")
def browse(tmp_path_factory: pytest.TempPathFactory) -> Browse:
    """Open a page from disk in a real browser and give back the document it became."""
    folder = tmp_path_factory.mktemp("browser")

    def run(plans: Any, fragment: str = "") -> str:
        file = folder / f"plan-{len(list(folder.iterdir()))}.html"
        file.write_text(report_html(plans), encoding="utf-8")
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
        options += ["--enable-logging=stderr", "--virtual-time-budget=4000", "--dump-dom", f"{file.as_uri()}{fragment}"]
        done = subprocess.run([str(CHROMIUM), *options], capture_output=True, text=True, timeout=60, check=True)
        assert "CONSOLE" not in done.stderr, done.stderr
        return done.stdout

    return run


def _rows(document: str) -> list[str]:
    return [unescape(name) for name in re.findall(r'class="name">([^<]*)<', document)]


@needs_chromium
def test_the_browser_lists_what_changes(browse: Browse) -> None:
    """Opened from disk, the page lists the changes, the most dangerous first, and runs without a complaint."""
    document = browse(churn())
    assert _rows(document)[0] == "mlw-churn-prod/old"
    assert len(_rows(document)) == 5
    assert "5 of 9 resources" in document


@needs_chromium
@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("#action=delete,no_change", ["mlw-churn-prod/old", "kv-platform", "appi-churn"]),
        ("#q=standard_zrs%20storage", ["stchurnprod"]),
        ("#noise=1&action=modify", ["stchurnprod", "log-churn"]),
        ("#stack=1", ["mlw-dev/cpu"]),
    ],
)
def test_the_browser_filters(browse: Browse, fragment: str, expected: list[str]) -> None:
    """Action, text, noise and stack filter the list, from the address as from the controls."""
    document = browse([churn(), plan("dev", change("create", "mlw-dev/cpu", after=GPU))], fragment)
    assert _rows(document) == expected


@needs_chromium
def test_the_browser_opens_changes_and_keeps_the_theme(browse: Browse) -> None:
    """An opened change shows its properties before and after; a chosen theme is on the page."""
    document = browse(churn(), "#open=1&theme=dark&q=stchurnprod")
    assert '<td class="was">"Standard_LRS"</td><td class="is">"Standard_ZRS"</td>' in document
    assert "1 property folded as noise" in document
    assert 'data-theme="dark"' in document


@needs_chromium
def test_ten_thousand_changes_stay_usable(browse: Browse) -> None:
    """A huge plan opens: the first rows are there, the rest comes when asked for."""
    changes = [change("create", f"mlw/n{i}", deltas=[delta(f"p{k}") for k in range(3)]) for i in range(10_000)]
    document = browse(plan("big", *changes))
    assert "10,000 of 10,000 resources" in document
    assert 200 <= len(_rows(document)) <= 1_000


@needs_chromium
def test_no_text_runs_in_the_browser(browse: Browse) -> None:
    """Markup in a name stays text in the finished document."""
    nasty = "<img src=x onerror=\"document.title='owned'\"></script><script>document.title='owned'</script>"
    document = browse(plan("s", change("modify", nasty, deltas=[delta(nasty, before=nasty)])), "#open=1")
    assert _rows(document) == [nasty]
    assert "<img" not in document
    assert "<title>owned" not in document


def test_own_styles_replace_the_bundled_ones(tmp_path: Path) -> None:
    """A user's report/plan.css is used, and the policy follows it."""
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "plan.css").write_text("body { color: teal }")
    page = report_html(churn(), templates=tmp_path)
    digest = base64.b64encode(hashlib.sha256(b"body { color: teal }").digest()).decode()
    assert "<style>body { color: teal }</style>" in page
    assert digest in page
