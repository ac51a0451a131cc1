from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mlinfra.arm.expand import expand
from mlinfra.arm.expand.syntax import Access, Call, Known, Node, is_identifier, parse
from mlinfra.arm.expand.values import quoted, text_of
from mlinfra.base.scope import DeploymentScope

_SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
_SCOPE = DeploymentScope(
    subscription="00000000-bbbb-4bbb-8bbb-000000000000", resource_group="rg", location="westeurope"
)
_NASTY = st.sampled_from(
    ["'", "''", "[", "]", "[[", "]]", "${", "{0}", "{{", "\n", "\r\n", "😀", "\u200f", "\\", '"', "[x]", "e\u0301"]
)
_TEXTS = st.lists(_NASTY | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=6).map("".join)


def _expanded(properties: Any, **more: Any) -> Any:
    resource = {"type": "N.S/a", "apiVersion": "2020-01-01", "name": "x", "properties": properties}
    template = {"$schema": _SCHEMA, "contentVersion": "1.0.0.0", "resources": [resource], **more}
    return expand(template, {}, _SCOPE).resources[0]["properties"]


def _escaped(text: str) -> str:
    return f"[{text}" if text[:1] == "[" and text[-1:] == "]" else text


def _as_argument(text: str) -> str:
    """What Azure makes of a literal that is an argument: of two apostrophes in a row one remains."""
    return text.replace("''", "'")


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_a_text_comes_out_as_it_went_in(text: str) -> None:
    """Any text, escaped as templates escape it, is that text: as value, whole expression, variable, output.

    Only as an argument it loses apostrophes that are doubled, as in Azure.
    """
    properties = {
        "value": _escaped(text),
        "whole": f"[{quoted(text)}]",
        "call": f"[concat({quoted(text)}, '')]",
        "variable": "[variables('v')]",
    }
    output = {"o": {"type": "string", "value": _escaped(text)}}
    expanded = _expanded(properties, variables={"v": _escaped(text)}, outputs=output)
    assert expanded == {**dict.fromkeys(properties, text), "call": _as_argument(text)}


@settings(max_examples=200, deadline=None)
@given(_TEXTS, _TEXTS.filter(lambda key: key != "copy"))
def test_a_key_comes_out_as_it_went_in(text: str, key: str) -> None:
    """Any key, escaped or made by an expression, is that key."""
    assert _expanded({_escaped(key): _escaped(text)}) == {key: text}
    assert _expanded({f"[string({quoted(key)})]": 1}) == {_as_argument(key): 1}


_NAMES = st.from_regex(r"[A-Za-z_$][A-Za-z0-9_$]{0,8}", fullmatch=True)
_SINGLE = _TEXTS.map(_as_argument).filter(lambda text: "''" not in text)
_LEAVES = st.builds(Known, _SINGLE | st.integers(-(1 << 63), (1 << 63) - 1))


def _calls(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    calls = st.builds(Call, _NAMES, st.lists(inner, max_size=3).map(tuple))
    return calls | st.builds(Access, calls, _SINGLE.map(Known) | inner)


@settings(max_examples=300, deadline=None)
@given(st.recursive(_LEAVES, _calls, max_leaves=12))
def test_printing_and_parsing_are_inverse(node: Node) -> None:
    """The tree of an expression's text is that tree again, but for doubled apostrophes, which no argument can hold."""
    assert parse(f"[{text_of(node)}]") == node


@given(st.sampled_from(["a", "_a", "$a", "é1"]), st.sampled_from(["", "1", "a-b", "a b", "a.b"]))
def test_members_are_named_as_identifiers_where_they_can_be(plain: str, other: str) -> None:
    """A member prints with a dot where its name is an identifier, else as a quoted text."""
    assert is_identifier(plain)
    assert not is_identifier(other)
    assert text_of(Access(Call("f"), Known(other))) == f"f()[{quoted(other)}]"
