from __future__ import annotations

import enum
from collections import OrderedDict
from itertools import starmap
from typing import Any

import pytest

from mlinfra.arm.expressions import (
    Arr,
    Blank,
    Call,
    Child,
    Comment,
    For,
    Hole,
    Index,
    Interp,
    Lambda,
    Member,
    MethodCall,
    NonNull,
    Obj,
    Paren,
    Prop,
    Ref,
    Spelled,
    Spread,
    Ternary,
    Unary,
    Value,
)
from mlinfra.arm.printers.bicep import print_bicep
from mlinfra.arm.printers.bicepparam import print_bicepparam
from mlinfra.arm.tree import (
    Assignment,
    Decorator,
    ParameterFile,
    Resource,
    Template,
    TypeAliasDeclaration,
    TypeName,
    TypeObject,
    TypeProperty,
    TypeTuple,
    Variable,
)
from mlinfra.base.errors import Unprintable

a, b = Ref("a"), Ref("b")
LONG = "x" * 55


class Size(str, enum.Enum):
    """Text that is more than text."""

    SMALL = "small"


def printed(value: Value) -> str:
    """What stands behind ``var v = ``."""
    return print_bicep(Template((Variable("v", value),))).removeprefix("var v = ").removesuffix("\n")


def flat(*items: Any) -> Obj:
    """A one-line object of ``key, value`` in turn."""
    return Obj(tuple(starmap(Prop, zip(items[::2], items[1::2], strict=True))), broken=False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({}, "{}"),
        ([], "[]"),
        ((), "[]"),
        ({"a": 1}, "{\n  a: 1\n}"),
        (OrderedDict(a=[1]), "{\n  a: [\n    1\n  ]\n}"),
        (flat("a", 1, "b-c", flat("true", None)), "{ a: 1, 'b-c': { 'true': null } }"),  # ruff: ignore[missing-f-string-syntax]  # Bicep
        (flat("a", {"b": 1}), "{\n  a: {\n    b: 1\n  }\n}"),
        (Arr((1, -2, True, Size.SMALL), broken=False), "[1, -2, true, 'small']"),
        (Obj((Blank(), Blank())), "{}"),
        (Obj((Comment("// c"),), broken=False), "{\n  // c\n}"),
        (
            Obj((Prop("a", 1), Comment("// c", trailing=True), Blank(), Blank(), Spread(b), Blank())),
            "{\n  a: 1 // c\n\n  ...b\n}",
        ),
        (Obj((Prop("a", 1, quoted=True), Prop(Interp((Hole(b), "-x")), 2)), broken=False), "{ 'a': 1, '${b}-x': 2 }"),
        (Member(a, "b c"), "a['b c']"),
        (Member(a, "b", safe=True), "a.?b"),
        (Member(a, "null", safe=True), "a[?'null']"),
        (Index(a, 0, safe=True, from_end=True), "a[?^0]"),
        (Child(a, "b"), "a::b"),
        (NonNull(MethodCall(a, "listKeys")), "a.listKeys()!"),
        (MethodCall(a, "f", (1, "x"), safe=True), "a.?f(1, 'x')"),
        (Unary("!", Paren(Unary("!", a))), "!(!a)"),
        (Call("concat", ("x",), namespace="sys"), "sys.concat('x')"),
        (Call("f", ({"x": 1},)), "f({\n  x: 1\n})"),
        (Interp(("$", Hole({"x": [1]}), "$", "{y}")), "'$${{ x: [1] }}\\${y}'"),
        (Spelled("a\nb", "'''a\nb'''"), "'''a\nb'''"),
        (For("i", a, {"x": b}, "n", b), "[\n  for (i, n) in a: if (b) {\n    x: b\n  }\n]"),
        (For("i", a, b), "[for i in a: b]"),
        (Call("map", (a, Lambda(("x", "y"), Arr((Ref("x"),), broken=False)))), "map(a, (x, y) => [x])"),
    ],
)
def test_each_value_has_one_spelling(value: Value, text: str) -> None:
    """Every node of the expression tree prints as the formatter would leave it."""
    assert printed(value) == text


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        # an object that breaks only for its width is opened in the head line at once: a second run would do so
        (Call("union", (a, flat("k", LONG, "l", LONG))), ["union(a, {", f"  k: '{LONG}'", f"  l: '{LONG}'", "})"]),
        (
            Call("map", (a, Lambda(("x",), flat("k", LONG, "l", LONG)))),
            ["map(a, x => {", f"  k: '{LONG}'", f"  l: '{LONG}'", "})"],
        ),
        # ... but not when it fits on a line of its own
        (
            Call("union", (a, flat("k", LONG, "l", LONG[:31]))),
            ["union(a, { k: '" + LONG + "', l: '" + LONG[:31] + "' })"],
        ),
        (
            Call("union", (Ref("a" * 9), flat("k", LONG, "l", LONG[:40]))),
            ["union(", f"  {'a' * 9},", "  { k: '" + LONG + "', l: '" + LONG[:40] + "' }", ")"],
        ),
        # ... nor when the head is too long
        (
            Call("union", (LONG, LONG, {"k": 1})),
            ["union(", f"  '{LONG}',", f"  '{LONG}',", "  {", "    k: 1", "  }", ")"],
        ),
        # the formatter counts nothing behind an empty last argument
        (
            Arr((Call("union", (a, {})), LONG, LONG, LONG), broken=False),
            [f"[union(a, {{}}), '{LONG}', '{LONG}', '{LONG}']"],
        ),
        # UTF-16 units, not characters
        (
            Arr(("😀" * 20, LONG, "y" * 10), broken=False),
            ["[", f"  '{'😀' * 20}'", f"  '{LONG}'", f"  '{'y' * 10}'", "]"],
        ),
        (
            Ternary(Call("f", (LONG, LONG, LONG)), {"x": 1}, b),
            [
                "f(",
                *(f"    '{LONG}'{comma}" for comma in (",", ",", "")),
                "  )",
                "  ? {",
                "      x: 1",
                "    }",
                "  : b",
            ],
        ),
    ],
)
def test_wide_lines_break_as_the_formatter_breaks_them(value: Value, lines: list[str]) -> None:
    """Column 120 is the limit of a group; calls hug a broken last argument."""
    assert printed(value).split("\n") == lines


def test_decorated_types_stand_on_lines_of_their_own() -> None:
    """A decorator needs its line, in object and tuple types too."""
    text = (Decorator("description", ("x",)),)
    item = TypeProperty("a", TypeName("string"), text)
    body = (
        TypeAliasDeclaration("o", TypeObject((item, TypeProperty(None, TypeName("int"))), broken=False), text),
        TypeAliasDeclaration("t", TypeTuple((TypeProperty(None, TypeName("int"), text),))),
    )
    assert print_bicep(Template(body)) == (
        "@description('x')\ntype o = {\n  @description('x')\n  a: string\n  *: int\n}\n"
        "type t = [\n  @description('x')\n  int\n]\n"
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (1.5, "write json('0.5')"),
        (b"x", "not a Bicep value"),
        (object(), "not a Bicep value"),
        (2**63, "64 bits"),
        ({1: "x"}, "key 1 is not text"),
        (Ref("a-b"), "not a Bicep name"),
        (Ref("null"), "not a Bicep name"),
        (Obj((Comment("no comment"),)), "not one comment"),
        (Obj((Comment("// two\nlines"),)), "not one comment"),
        (Obj((Comment("// two\u2028lines"),)), "not one comment"),
        (Obj((Comment("/* a */ b /* c */"),)), "not one comment"),
        (Obj((Comment("/*/"),)), "not one comment"),
        (Interp((Hole(Obj((Comment("// c"),))),)), "cannot stand inside an interpolated text"),
        (Interp((Hole(Spelled("a\nb", "'''a\nb'''")),)), "cannot have line breaks"),
    ],
)
def test_what_bicep_cannot_say_is_refused(value: Any, message: str) -> None:
    """A wrong value is an error with the statement and the path in it."""
    with pytest.raises(Unprintable, match=r"^resource storage\.tags\.") as caught:
        print_bicep(Template((Resource("storage", "A/b", "1", (Prop("tags", {"deep": value}),)),)))
    assert message in str(caught.value)
    assert caught.value.where == "resource storage.tags.deep"


def test_values_nested_beyond_reason_are_refused() -> None:
    """A tower of objects is an error, not a crash."""
    tower: Value = 1
    for _ in range(5000):
        tower = {"x": tower}
    with pytest.raises(Unprintable, match="nested too deeply"):
        printed(tower)


def test_empty_lines_of_a_file_are_none_or_one() -> None:
    """Runs of empty lines become one; none at the ends; targetScope stands first."""
    body = (
        Blank(),
        Variable("x", 1),
        Comment("// t", trailing=True),
        Blank(),
        Blank(),
        Comment("// c"),
        Variable("y", 2),
        Blank(),
    )
    assert (
        print_bicep(Template(body, scope="tenant")) == "targetScope = 'tenant'\n\nvar x = 1 // t\n\n// c\nvar y = 2\n"
    )
    assert print_bicep(Template(())) == "\n"


def test_a_parameter_file_is_its_assignments() -> None:
    """``using``, an empty line, then the assignments, comments and empty lines in order."""
    body = (Comment("// dev"), Assignment("a", "x"), Blank(), Assignment("b", {"c": []}))
    assert print_bicepparam(ParameterFile("main.bicep", body)) == (
        "using 'main.bicep'\n\n// dev\nparam a = 'x'\n\nparam b = {\n  c: []\n}\n"
    )
    with pytest.raises(Unprintable, match=r"^param b\.c: "):
        print_bicepparam(ParameterFile("main.bicep", (Assignment("b", {"c": "\0"}),)))
