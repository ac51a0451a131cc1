"""What the compiler would refuse is an error with an address; plain Python values are values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinfra.arm.expressions import Arr, Call, For, Index, Interp, Member, Obj, Prop, Ref, Spelled, Value
from mlinfra.arm.printers.arm import arm_json, print_arm
from mlinfra.arm.tree import (
    Decorator,
    Function,
    Import,
    Output,
    Parameter,
    Resource,
    Statement,
    Template,
    TypeAliasDeclaration,
    TypeGeneric,
    TypeMember,
    TypeName,
    TypeUnion,
    Variable,
)
from mlinfra.base.errors import Unprintable

_ACCOUNT = "Microsoft.Storage/storageAccounts"


def _resource(*items: Prop, symbol: str = "account", decorators: tuple[Decorator, ...] = ()) -> Resource:
    return Resource(symbol, _ACCOUNT, "2025-08-01", (Prop("name", "st"), *items), decorators=decorators)


def _value_of(value: Value) -> object:
    return arm_json(Template((Output("o", TypeName("object"), value),)))["outputs"]["o"]["value"]


_REFUSED: dict[str, tuple[Statement, str]] = {
    "unknown name": (_resource(Prop("location", Ref("nowhere"))), "account.location"),
    "unknown name deep inside": (_resource(Prop("properties", {"a": [Ref("x")]})), "account.properties.a"),
    "unknown name in an output": (Output("o", TypeName("string"), Ref("x")), "o"),
    "unknown type": (Parameter("p", TypeName("text")), "p"),
    "fraction": (Variable("v", 0.5), "v"),  # type: ignore[arg-type]
    "bytes": (Variable("v", b"x"), "v"),  # type: ignore[arg-type]
    "too large a number": (Variable("v", 2**63), "v"),
    "half a character": (Variable("v", "a\ud800"), "v"),
    "half a character as a key": (Variable("v", {"a\udfff": 1}), "v"),
    "NUL": (Variable("v", "a\0b"), "v"),
    "loop inside an array": (Variable("v", [For("i", [1], Ref("i"))]), "v"),
    "loop as an argument": (Variable("v", Call("concat", (For("i", [1], Ref("i")),))), "v"),
    "parent that is no resource": (_resource(Prop("parent", "x")), "account.parent"),
    "scope that is no scope": (_resource(Prop("scope", "x")), "account.scope"),
    "no name": (Resource("account", _ACCOUNT, "2025-08-01", ()), "account"),
    "no version": (Resource("account", _ACCOUNT, None, (Prop("name", "x"),)), "account"),
    "no such file": (Variable("v", Call("loadTextContent", ("missing.txt",))), "v"),
    "unknown resource type's property": (
        TypeAliasDeclaration("t", TypeMember(TypeGeneric("resourceInput", f"{_ACCOUNT}@2025-08-01"), ".odd")),
        "t",
    ),
    "union of kinds": (TypeAliasDeclaration("t", TypeUnion((TypeName("string"), TypeName("int")))), "t"),
    "import without a template": (Import("x.bicep", (("a", None),)), "x.bicep"),
    "two options": (
        _resource(decorators=(Decorator("onlyIfNotExists"), Decorator("retryOn", (["Conflict"], 3)))),
        "account",
    ),
    "odd symbol": (Parameter("a-b", TypeName("string")), "a-b"),
    "unknown name in a function": (Function("f", (), TypeName("string"), Ref("x")), "f"),
}


@pytest.mark.parametrize(("statement", "where"), _REFUSED.values(), ids=_REFUSED)
def test_a_fault_is_named_with_its_address(statement: Statement, where: str) -> None:
    """`Unprintable` says where the fault stands."""
    with pytest.raises(Unprintable) as caught:
        print_arm(Template((statement,)))
    assert caught.value.where == where


def test_two_symbols_of_one_name_are_refused() -> None:
    """A parameter and a resource share one name space."""
    with pytest.raises(Unprintable, match="two symbols"):
        print_arm(Template((Parameter("account", TypeName("string")), _resource())))


def test_a_whole_collection_has_no_members() -> None:
    """``identities.id`` needs an index."""
    loop = Resource("many", _ACCOUNT, "2025-08-01", (Prop("name", Ref("i")),), loop=For("i", ["a"], None))
    with pytest.raises(Unprintable, match="collection"):
        print_arm(Template((loop, _resource(Prop("tags", {"id": Member(Ref("many"), "id", safe=True)})))))


def test_an_escaped_nul_is_printed() -> None:
    """A text whose spelling escapes NUL is Bicep, and comes out."""
    assert _value_of(Spelled("a\0", r"'a\u{0}'")) == "a\0"


@pytest.mark.parametrize(
    ("plain", "nodes"),
    [
        ({"a": [1, "x", None, True]}, Obj((Prop("a", Arr((1, "x", None, True))),))),
        (("a", "b"), Arr(("a", "b"))),
        ("text", Interp(("te", "xt"))),
        ({}, Obj()),
    ],
)
def test_plain_python_says_the_same_as_nodes(plain: Value, nodes: Value) -> None:
    """Dicts, lists and tuples are objects and arrays, as values and inside expressions."""
    assert _value_of(plain) == _value_of(nodes)
    assert _value_of(Call("string", (plain,))) == _value_of(Call("string", (nodes,)))


def test_an_index_with_a_literal_name_is_a_member() -> None:
    """``a['b']`` is ``a.b``; what is no name stays in brackets."""
    base = Call("json", ("{}",))
    assert _value_of(Index(base, "b")) == "[json('{}').b]"
    assert _value_of(Index(base, "b-c")) == "[json('{}')['b-c']]"


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")))
def test_any_text_keeps_its_meaning(text: str) -> None:
    """Any text comes out as itself: as a value behind at most one bracket, in an expression with doubled quotes."""
    value = _value_of(text)
    assert value == (f"[{text}" if text.startswith("[") and text.endswith("]") else text)
    doubled = text.replace("'", "''")
    assert _value_of(Call("toUpper", (text,))) == f"[toUpper('{doubled}')]"


def test_variables_that_double_are_followed_once() -> None:
    """Sixty variables, each made of the one before twice, are no more work than sixty."""
    chain = [Variable(f"v{at}", [Ref(f"v{at - 1}"), Ref(f"v{at - 1}")]) for at in range(1, 60)]
    body = (_resource(), Variable("v0", Member(Ref("account"), "id")), *chain)
    user = _resource(Prop("tags", Ref("v59")), symbol="user")
    printed = arm_json(Template((*body, user)))["resources"][1]
    assert len(printed["dependsOn"]) == 1


def test_a_cycle_of_parents_is_refused() -> None:
    """A resource that is its own ancestor is an error, not a crash."""
    with pytest.raises(Unprintable, match="dependency cycle"):
        print_arm(Template((_resource(Prop("parent", Ref("account"))),)))
