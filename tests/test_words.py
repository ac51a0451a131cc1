"""One term for one idea: words that messages, docstrings and pages do not use, each with the term that they use."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

TERMS = {
    r"br(?:ing|ings|ought|inging)[ -]along": "existing",
    r"(?:in|is|are|form|makes?|through) an? circle|circles? of|circular": "dependency cycle",
    r"\bmend(?:s|ed|ing)?\b": "fix",
    r"\bis no (?:int|integer|float|number|bool|boolean|str|string|text|list|dict|date|mapping)\b": "is not a/an ...",
    r"longer than nothing": "greater than zero",
    r"says this itself": "mlinfra sets this property",
    r"\bgoes in\b.*\bcomes? out\b": "a sentence that says what the module does",
    r"\bnobody has evaluated\b": "cannot be evaluated",
}
"""What is not written, as a pattern without case -> the term that is."""

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
MODULES = sorted([*(ROOT / "mlinfra").rglob("*.py"), *(ROOT / "blueprints").rglob("*.py")])
LAYOUTS = sorted((ROOT / "templates").rglob("*.j2"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _wrong(text: str) -> Iterator[str]:
    for pattern, term in TERMS.items():
        for found in re.finditer(pattern, text, re.IGNORECASE):
            yield f"{found[0]!r}: say {term!r}"


@pytest.mark.parametrize("path", [*PAGES, *LAYOUTS], ids=_name)
def test_pages_keep_to_the_terms(path: Path) -> None:
    """A page or layout uses one term for one idea."""
    assert not list(_wrong(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_messages_and_docstrings_keep_to_the_terms(path: Path) -> None:
    """Every text in a module, message, docstring or comment, uses one term for one idea."""
    assert not list(_wrong(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_opens_with_a_sentence(path: Path) -> None:
    """A module's first line says in one sentence what it does: no arrows, no riddle of inputs and outputs."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    headline = text.partition("\n\n")[0]
    assert headline.endswith((".", ":", "?"))
    assert "->" not in headline
    assert not re.search(r"\bin[,;] .*\bout\b", headline.replace("\n", " "))
