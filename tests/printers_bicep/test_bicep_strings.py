from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from _bicep_rules import parse_errors, read_literal, tree
from mlinfra.arm.apostrophes import as_argument, survives
from mlinfra.arm.expand import expand
from mlinfra.arm.expressions import Call, Hole, Interp, Ref, Value
from mlinfra.arm.printers.arm import print_arm
from mlinfra.arm.printers.bicep import print_bicep
from mlinfra.arm.tree import Output, Parameter, Template, TypeName, Variable
from mlinfra.base.errors import Unprintable

NASTY = "'\\$${}[]()\n\r\t\f\v\x01\x1b\x7f\x85\u2028\u2029\u200e\u200f\u202e\u061c\ufeff\u0301\u00e9\U0001f600 \"/*#@%,:a1_n"
TOKENS = (
    "${",
    "$${",
    "\\${",
    "'''",
    "\\'",
    "\\u{41}",
    "[x]",
    "[[",
    "]]",
    "//",
    "/*",
    "*/",
    "{0}",
    "\r\n",
    "\U0001f468\u200d\U0001f4bb",
)
TEXTS = st.lists(st.sampled_from([*NASTY, *TOKENS]), max_size=8).map("".join) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
)
EXAMPLES, EACH = 210, 50


def printed_literals(texts: list[str]) -> list[str]:
    """The literals of ``var v0 = …`` lines, one for each text."""
    body = tuple(Variable(f"v{number}", text) for number, text in enumerate(texts))
    lines = print_bicep(Template(body)).removesuffix("\n").split("\n")
    assert len(lines) == len(texts), "a text broke its line"
    return [line.removeprefix(f"var v{number} = ") for number, line in enumerate(lines)]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.lists(TEXTS, min_size=EACH, max_size=EACH))
def test_any_text_is_read_back_from_its_literal(texts: list[str]) -> None:
    """More than 10,000 generated texts a run come back from the printed literal, read by rules of our own."""
    assert EXAMPLES * EACH >= 10_000
    assert [read_literal(literal) for literal in printed_literals(texts)] == texts


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.lists(TEXTS, min_size=EACH, max_size=EACH))
def test_any_text_is_what_the_arm_json_evaluates_to(texts: list[str]) -> None:
    """More than 10,000 generated texts a run survive the ARM printer and the deployment engine's evaluation."""
    assert evaluated("string", list(texts)) == texts


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.lists(TEXTS, min_size=EACH, max_size=EACH))
def test_any_text_survives_wherever_it_stands(texts: list[str]) -> None:
    """As a value or key of an object, beside a hole, as an argument: the text comes out of ARM JSON as it went in.

    Beside a hole and as an argument Azure leaves one of two apostrophes, and nothing else is lost.
    """
    hole = Hole(Ref("hole"))
    assert evaluated("object", [{"key": text} for text in texts]) == [{"key": text} for text in texts]
    assert evaluated("object", [{f"k{text}": 1} for text in texts]) == [{f"k{text}": 1} for text in texts]
    assert evaluated("string", [Interp((text, hole, text)) for text in texts]) == [
        as_argument(f"{text}|{text}") for text in texts
    ]
    calls: list[Value] = [Call("createArray", (text, Ref("hole"))) for text in texts]
    assert evaluated("array", calls) == [[as_argument(text), "|"] for text in texts]
    assert all((as_argument(text) == text) is survives(text) for text in texts)


def evaluated(kind: str, values: list[Value]) -> list[object]:
    """What the outputs of a template evaluate to once it is printed as ARM JSON."""
    outputs = (Output(f"o{number}", TypeName(kind), value) for number, value in enumerate(values))
    template = Template((Parameter("hole", TypeName("string"), "|", has_default=True), *outputs))
    found = expand(json.loads(print_arm(template))).outputs
    return [found[f"o{number}"] for number in range(len(values))]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.lists(TEXTS, min_size=30, max_size=30))
def test_an_independent_parser_sees_one_literal(texts: list[str]) -> None:
    """For tree-sitter each printed text is one string without holes, whatever stands in it."""
    texts = [text.replace("/", "|") for text in texts]  # that grammar sees comments inside texts
    root = tree("".join(f"var v{number} = {literal}\n" for number, literal in enumerate(printed_literals(texts))))
    assert not root.has_error
    literals = [declaration.children[-1] for declaration in root.children]
    assert [node.type for node in literals] == ["string"] * len(texts)
    assert not [part for node in literals for part in node.children if part.type == "interpolation"]
    assert [read_literal((node.text or b"").decode()) for node in literals] == texts


@settings(max_examples=100, deadline=None, database=None)
@given(st.lists(TEXTS | st.just(None), min_size=1, max_size=6))
def test_text_around_holes_stays_text(parts: list[str | None]) -> None:
    """In an interpolated text exactly the holes are holes: no text opens one, not even with its neighbour's help."""
    texts = [part and part.replace("/", "|") for part in parts]  # that grammar sees comments inside texts
    node = Interp(tuple(Hole(Ref("x")) if text is None else text for text in texts))
    text = print_bicep(Template((Output("o", TypeName("string"), node),)))
    assert not parse_errors(text)
    literal = tree(text).children[0].children[-1]
    assert [part.type for part in literal.children].count("interpolation") == parts.count(None)


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x\udfff", "\udc00\ud800"])
@pytest.mark.parametrize("wrap", [lambda v: v, lambda v: {v: 1}, lambda v: [{"k": v}], lambda v: Interp((v,))])
def test_what_azure_cannot_take_is_refused(text: str, wrap) -> None:
    """NUL and half a surrogate pair are errors that say where, not broken output."""
    value: Value = {"outer": wrap(text)}
    with pytest.raises(Unprintable, match="cannot be deployed") as caught:
        print_bicep(Template((Variable("settings", value),)))
    assert caught.value.where.startswith("var settings.outer")


def test_line_ends_that_the_formatter_would_rewrite_are_escaped() -> None:
    """Form feed, next line, line and paragraph separator are spelled out: raw, the formatter makes line breaks of them."""
    assert printed_literals(["\f\x85\u2028\u2029"]) == ["'\\u{c}\\u{85}\\u{2028}\\u{2029}'"]


@pytest.mark.parametrize("char", "\x1b\x07\x7f\x9b\xad\u061c\u200b\u200d\u202e\u2060\u2066\u3164\ufeff\U000e0041")
def test_characters_that_a_reader_does_not_see_are_escaped(char: str) -> None:
    """Controls, zero-width and bidirectional characters and tags show as their code, in texts and in keys."""
    code = f"\\u{{{ord(char):x}}}"
    text = print_bicep(Template((Variable("v", {f"a {char}": Interp((char, Hole(Ref("x"))))}),)))
    assert char not in text
    assert f"'a {code}': '{code}${{x}}'" in text
