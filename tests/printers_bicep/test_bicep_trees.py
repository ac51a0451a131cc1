"""Generated trees: what is printed reads back and prints the same, so the formatter has nothing to change."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from _reader import read_bicep_text
from mlinfra.arm.expressions import (
    Arr,
    Binary,
    Blank,
    Call,
    Comment,
    Hole,
    Index,
    Interp,
    Lambda,
    Member,
    MethodCall,
    Obj,
    Paren,
    Prop,
    Ref,
    Spread,
    Ternary,
    Unary,
    Value,
)
from mlinfra.arm.printers.bicep import print_bicep
from mlinfra.arm.printers.document import lay_out
from mlinfra.arm.tree import (
    Decorator,
    Metadata,
    Module,
    Output,
    Parameter,
    Resource,
    Template,
    Type,
    TypeArray,
    TypeLiteral,
    TypeName,
    TypeNullable,
    TypeObject,
    TypeParen,
    TypeProperty,
    TypeUnion,
    Variable,
)

NAMES = st.sampled_from(["a", "stage", "resourceGroup", "location", "aRatherLongNameForSomething", "x9", "_y"])
LONG = st.integers(1, 118).map("x".__mul__)
TEXTS = LONG | st.text("ab'\\${} \n\té😀[]/*-", max_size=8)
KEYS = NAMES | st.sampled_from(["with-dash", "true", "1st", "", "it's", "${x}"])
LINES = st.sampled_from(["// why", "// " + "y" * 130])
COMMENTS = st.builds(Comment, LINES, st.booleans()) | st.just(Comment("/* what\n   and why */"))
BREAKS = st.just(Blank()) | COMMENTS
REFS = st.builds(Ref, NAMES)
ATOMS: st.SearchStrategy[Value] = REFS | TEXTS | st.integers(-9, 2**63 - 1) | st.booleans() | st.none()


def bases(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    """What an access or a call can stand behind."""
    return REFS | st.builds(Paren, values)


def lambdas(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    """Functions as arguments."""
    return st.builds(Lambda, st.lists(NAMES, min_size=1, max_size=2, unique=True).map(tuple), values)


def holes(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    """Interpolated texts; only what stays on one line stands in a hole."""
    inner = st.builds(Hole, REFS | st.builds(Call, NAMES, st.lists(ATOMS, max_size=2).map(tuple)))
    return (
        st.lists(TEXTS | inner, min_size=1, max_size=4)
        .filter(lambda parts: any(isinstance(part, Hole) for part in parts))
        .map(lambda parts: Interp(tuple(parts)))
    )


def deeper(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    """One more level around values."""
    props = st.builds(Prop, KEYS, values, st.just(False))
    items = st.lists(props | st.builds(Spread, values) | BREAKS, max_size=4).map(tuple)
    entries = st.lists(values | st.builds(Spread, values) | BREAKS, max_size=4).map(tuple)
    few = st.lists(values, max_size=3)
    return st.one_of(
        st.dictionaries(KEYS, values, max_size=3),
        few,
        st.builds(Obj, items, st.booleans()),
        st.builds(Arr, entries, st.booleans()),
        st.builds(Call, NAMES, few.map(tuple)),
        st.builds(lambda name, first, last: Call(name, (first, last)), NAMES, values, lambdas(values) | values),
        st.builds(MethodCall, bases(values), NAMES, few.map(tuple), st.booleans()),
        st.builds(Member, bases(values), KEYS, st.booleans()),
        st.builds(Index, bases(values), REFS | st.integers(0, 9) | TEXTS, st.booleans(), st.booleans()),
        holes(values),
        st.builds(Paren, st.builds(Ternary, bases(values), values, values)),
        st.builds(Binary, st.sampled_from(["+", "==", "&&", "??"]), bases(values), bases(values)),
        st.builds(Unary, st.just("!"), bases(values)),
    )


VALUES = st.recursive(ATOMS, deeper, max_leaves=12) | st.builds(Ternary, REFS, ATOMS, st.recursive(ATOMS, deeper))
LITERALS = st.builds(TypeLiteral, LONG)
TYPES: st.SearchStrategy[Type] = st.recursive(
    st.builds(TypeName, st.sampled_from(["string", "int", "shortName"])),
    lambda types: st.one_of(
        st.builds(TypeArray, types),
        st.builds(TypeNullable, types),
        st.builds(TypeParen, st.builds(TypeUnion, st.lists(LITERALS, min_size=2, max_size=4).map(tuple))),
        st.builds(
            TypeObject,
            st.lists(
                st.builds(TypeProperty, KEYS, types, st.just(()) | st.just((Decorator("secure"),))) | BREAKS, max_size=3
            ).map(tuple),
            st.booleans(),
        ),
    ),
    max_leaves=5,
)
PROPS = st.lists(st.builds(Prop, NAMES, VALUES) | BREAKS, max_size=4).map(tuple)
STATEMENTS: st.SearchStrategy[Any] = st.one_of(
    st.builds(Metadata, NAMES, VALUES),
    st.builds(Parameter, NAMES, TYPES, VALUES, st.booleans(), st.just(()) | st.just((Decorator("minLength", (1,)),))),
    st.builds(Variable, NAMES, VALUES),
    st.builds(Output, NAMES, TYPES, VALUES),
    st.builds(
        Resource, NAMES, st.just("Microsoft.Storage/storageAccounts"), st.just("2025-08-01"), PROPS, st.booleans()
    ),
    st.builds(Module, NAMES, st.just("m.bicep"), st.just(Template(())), PROPS, st.none() | VALUES),
    BREAKS,
)
TEMPLATES = st.lists(STATEMENTS, max_size=4).map(lambda body: Template(tuple(body)))


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(TEMPLATES)
@example(Template((Variable("v", Call("union", ("x" * 100, Obj((Prop("k", "y" * 100),), broken=False)))),)))
def test_a_printed_tree_is_a_fixed_point(template: Template) -> None:
    """Reading what was printed, brackets remembered as the formatter remembers them, prints the same text."""
    text = print_bicep(template)
    assert print_bicep(read_bicep_text(text)) == text
    assert not [line for line in text.split("\n") if line != line.rstrip()]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(TEMPLATES)
def test_a_laid_out_tree_is_a_fixed_point(template: Template) -> None:
    """The Jinja layout leaves the formatter nothing to change, and its own order stays."""
    document = lay_out(template)
    assert print_bicep(read_bicep_text(document.text)) == document.text
    assert lay_out(document.template).text == document.text
