from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from _bicep_rules import parse_errors
from _expected import cases
from _reader import read_bicep, read_bicep_text, read_parameter_file
from _shared import SHARED, needs_shared
from mlinfra.arm.printers.bicep import print_bicep
from mlinfra.arm.printers.bicepparam import print_bicepparam
from mlinfra.arm.printers.document import lay_out

CORPUS = SHARED / "reference" / "lowering" if SHARED else Path("missing")
FRAGMENTS: list[dict[str, Any]] = json.loads((CORPUS / "fragments.json").read_text(encoding="utf-8")) if SHARED else []

HEADER = "// Rendered by mlinfra: change the stack file, not this one.\n"

# Where the tree has no place for a comment: see "Comments" in docs/design/printed-subset.md.
ODD_COMMENTS = {
    "/* before a statement on its line */ ": "",
    " // after a decorator\n// on a line of its own": "",
    "/* before the value */ 'ml' /* after the value */": "'ml'",
    "/* before the name */ ": "",
    "/* before the value */ ": "",
    "/* before an item */ ": "",
    "/* inside one line */ ": "",
    "flag\n  // before the first branch\n  ? 'yes'\n  // before the second branch\n  : 'no'": "flag ? 'yes' : 'no'",
}


def named(pattern: str, corpus: str = "parameter files") -> list[Any]:
    """The corpus files of a pattern, each as a case of its own name; those of the list must fail."""
    paths = [path for path in sorted(CORPUS.glob(f"*/{pattern}")) if not path.name.endswith(".formatted.bicep")]
    return cases(corpus, paths, lambda path: f"{path.parent.name}/{path.name}")


def formatted(path: Path) -> Path:
    """What the official formatter makes of a file: the file itself unless another one stands beside it."""
    other = path.with_name(path.name.replace(".bicep", ".formatted.bicep"))
    return other if other.is_file() else path


def without_odd_comments(text: str) -> str:
    """The text without the comments that the tree has no place for."""
    for odd, plain in ODD_COMMENTS.items():
        text = text.replace(odd, plain)
    return text


@needs_shared
@pytest.mark.parametrize("path", named("*.bicep", "formatted files"))
def test_a_file_prints_as_the_formatter_prints_it(path: Path) -> None:
    """Read and printed, every file of the corpus is byte for byte the output of ``bicep format``, twice over."""
    wanted = without_odd_comments(formatted(path).read_text(encoding="utf-8"))
    assert print_bicep(read_bicep_text(without_odd_comments(path.read_text(encoding="utf-8")))) == wanted
    assert print_bicep(read_bicep_text(wanted)) == wanted


@needs_shared
@pytest.mark.parametrize("path", named("*.bicep", "laid out files"))
def test_a_laid_out_file_says_the_same_and_stays(path: Path) -> None:
    """Laid out, a file is a fixed point of the printer, and the same statements in another order."""
    template = read_bicep(path)
    document = lay_out(template)
    headless = document.text.removeprefix(HEADER).lstrip("\n")
    assert headless != document.text
    assert print_bicep(read_bicep_text(headless)) == (headless or "\n")
    assert lay_out(document.template).text == document.text
    assert sorted(map(repr, document.template.body)) == sorted(map(repr, _placed(template.body)))


def _placed(body: tuple[Any, ...]) -> Iterator[Any]:
    """Statements and comments, and the empty lines that set comments apart."""
    for before, node in zip((None, *body), body, strict=False):
        if type(node).__name__ != "Blank" or (type(before).__name__ == "Comment" and not before.trailing):
            yield node


@needs_shared
@pytest.mark.parametrize("path", named("*.bicepparam"))
def test_a_parameter_file_prints_as_it_is(path: Path) -> None:
    """Parameter files of the corpus are fixed points of the formatter, and of ours."""
    text = path.read_text(encoding="utf-8")
    if "\nextends " in text:
        with pytest.raises(NotImplementedError, match="extends"):
            read_parameter_file(path)
    else:
        assert print_bicepparam(read_parameter_file(path)) == text


@needs_shared
def test_every_fragment_prints_as_it_is() -> None:
    """All single expressions of the corpus, and their declarations, come back as written."""
    context, *fragments = FRAGMENTS
    assert print_bicep(read_bicep_text(context["context"])) == context["context"].strip() + "\n"
    texts = [f"output o array = {fragment['bicep']}\n" for fragment in fragments]
    assert len(texts) == 457
    assert [print_bicep(read_bicep_text(text)) for text in texts] == texts


@needs_shared
@pytest.mark.parametrize("folder", ["38-private-workspace", "39-landing-zone", "42-hub-and-projects", "49-hub-network"])
def test_what_an_independent_parser_knows_it_parses(folder: str) -> None:
    """tree-sitter-bicep reads the laid-out landing zones without an error."""
    for path in (CORPUS / folder).glob("*.bicep"):
        assert parse_errors(lay_out(read_bicep(path)).text) == []
