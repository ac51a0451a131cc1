"""Make the layout document of a value of the expression tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Value
from mlinfra.arm.printers.address import inside
from mlinfra.arm.printers.bicep.arguments import arguments_of, comma_list, is_collection
from mlinfra.arm.printers.bicep.layout import (
    BLANK,
    COMMA_LINE,
    EMPTY_LINE,
    SPACE_LINE,
    Doc,
    Glue,
    Group,
    Indent,
    Note,
    bracket,
    flat_text,
    glue,
    indented,
    is_hard,
    raw,
)
from mlinfra.arm.printers.bicep.text import comment, escape, is_name, key, name, quote
from mlinfra.arm.tree import Decorator
from mlinfra.base.errors import Unprintable

_NOT_FORCING = (expr.Blank, expr.Comment, expr.Spread)
"""Items for which the formatter does not keep an object or array broken; a comment breaks it by itself."""
_INTEGERS = range(-(2**63), 2**63)


def value(node: Value) -> Doc:
    """The document of a value; `Unprintable` for what Bicep cannot say."""
    maker = _VALUES.get(type(node))
    if maker is not None:
        return maker(node)
    for kind in (str, int, Mapping, Sequence):  # subclasses, such as the members of an enumeration
        if isinstance(node, kind) and not isinstance(node, (bytes, bytearray)):
            return _VALUES[kind](node)
    hint = "Bicep has no fractions: write json('0.5')" if isinstance(node, float) else ""
    raise Unprintable(f"{node!r} ({type(node).__name__}) is not a Bicep value", hint=hint)


def property_of(item: expr.Prop) -> Doc:
    """``key: value``; an error in it names the key."""
    try:
        if not isinstance(item.key, str):
            head = _spelled(item.key) if isinstance(item.key, expr.Spelled) else _interp(item.key)
            return glue(head, ": ", value(item.value))
        return _named(quote(item.key) if item.quoted else key(item.key), value(item.value))
    except Unprintable as error:
        raise inside(error, item.key if isinstance(item.key, str) else "${…}") from None


def _named(head: str, item: Doc) -> Doc:
    """``head: item``."""
    return f"{head}: {item}" if type(item) is str else glue(head, ": ", item)


def lines(items: Sequence[Any], maker: Callable[[Any], Doc]) -> list[Doc]:
    """The documents of items, their decorators, comments, blank lines; a trailing comment joins the item before it.

    Properties are printed as `property_of` does, other items by ``maker``.
    """
    docs: list[Doc] = []
    for item in items:
        if type(item) is expr.Prop:
            docs.append(property_of(item))
        elif isinstance(item, expr.Blank):
            docs.append(BLANK)
        elif not isinstance(item, expr.Comment):
            docs += map(decorator, getattr(item, "decorators", ()))
            docs.append(maker(item))
        elif item.trailing and docs and docs[-1] is not BLANK:
            docs[-1] = glue(docs[-1], " ", Note(comment(item)))
        else:
            docs.append(Note(comment(item)))
    return docs


def braces(items: Sequence[Any], maker: Callable[[Any], Doc], *, broken: bool) -> Doc:
    """``{ … }`` around items; ``broken`` puts one on a line where there is any that is no spread."""
    force = broken and not all(isinstance(item, _NOT_FORCING) for item in items)
    return bracket("{", lines(items, maker), "}", COMMA_LINE, SPACE_LINE, force=force)


def decorator(node: Decorator) -> Doc:
    """``@name(arguments)``."""
    return call(f"@{node.namespace}.{node.name}" if node.namespace else f"@{node.name}", node.args)


def call(head: Doc, arguments: Sequence[Value]) -> Doc:
    """``head(arguments)``: a single argument hugs, a broken last one stays open in the head line."""
    if not arguments:
        return glue(head, "()")
    docs = [value(argument) for argument in arguments]
    if len(docs) == 1:
        return glue(head, "(", docs[0], ")")
    for at in range(len(docs) - 1):
        docs[at] = glue(docs[at], ",")
    last = arguments[-1]
    if isinstance(last, expr.Lambda) and is_collection(last.body):
        return glue(head, arguments_of(docs, _lambda_head(last), value(last.body)))
    return glue(head, arguments_of(docs, "", docs[-1]) if is_collection(last) else comma_list(docs))


def _mapping(node: Mapping[str, Value]) -> Doc:
    docs: list[Doc] = []
    for name_, item in node.items():
        if not isinstance(name_, str):
            raise Unprintable(f"the key {name_!r} is not text")
        try:
            docs.append(_named(key(name_), value(item)))
        except Unprintable as error:
            raise inside(error, name_) from None
    return bracket("{", docs, "}", COMMA_LINE, SPACE_LINE, force=True)


def _sequence(node: Sequence[Value]) -> Doc:
    return bracket("[", [value(item) for item in node], "]", COMMA_LINE, EMPTY_LINE, force=True)


def _object(node: expr.Obj) -> Doc:
    return braces(node.items, _spread, broken=node.broken)


def _array(node: expr.Arr) -> Doc:
    force = node.broken and not all(isinstance(item, _NOT_FORCING) for item in node.items)
    return bracket("[", lines(node.items, value), "]", COMMA_LINE, EMPTY_LINE, force=force)


def _integer(node: int) -> Doc:
    if node not in _INTEGERS:
        raise Unprintable(f"{node} does not fit into 64 bits")
    return str(int(node))


def _boolean(node: bool) -> Doc:
    return "true" if node else "false"


def _interp(node: expr.Interp) -> str:
    texts: list[str] = []
    pending = ""
    for part in node.parts:
        if isinstance(part, str):
            pending += part  # neighbours are escaped as one text: "$" next to "{" must not open a hole
        else:
            texts += (escape(pending), _hole(part))
            pending = ""
    return f"'{''.join(texts)}{escape(pending)}'"


def _hole(node: expr.Hole) -> str:
    text = flat_text(value(node.value))
    if "\n" in text:
        raise Unprintable("an expression inside an interpolated text cannot have line breaks")
    return f"${{{text}}}"


def _spelled(node: expr.Spelled) -> Doc:
    return raw(node.source)


def _ref(node: expr.Ref) -> Doc:
    return name(node.name)


def _child(node: expr.Child) -> Doc:
    return glue(value(node.base), f"::{name(node.name)}")


def _member(node: expr.Member) -> Doc:
    mark = "?" if node.safe else ""
    access = f".{mark}{node.name}" if is_name(node.name) else f"[{mark}{quote(node.name)}]"
    base = value(node.base)
    return base + access if isinstance(base, str) else glue(base, access)


def _index(node: expr.Index) -> Doc:
    mark = ("?" if node.safe else "") + ("^" if node.from_end else "")
    return glue(value(node.base), "[" + mark, value(node.index), "]")


def _non_null(node: expr.NonNull) -> Doc:
    return glue(value(node.base), "!")


def _call(node: expr.Call) -> Doc:
    return call(f"{name(node.namespace)}.{name(node.name)}" if node.namespace else name(node.name), node.args)


def _method(node: expr.MethodCall) -> Doc:
    return call(glue(value(node.base), ".?" if node.safe else ".", name(node.name)), node.args)


def _unary(node: expr.Unary) -> Doc:
    return glue(node.operator, value(node.operand))


def _binary(node: expr.Binary) -> Doc:
    return glue(value(node.left), f" {node.operator} ", value(node.right))


def _ternary(node: expr.Ternary) -> Doc:
    then, otherwise = Indent((value(node.then),)), Indent((value(node.otherwise),))
    condition = value(node.condition)
    hard = is_hard(condition) or is_hard(then.parts[0]) or is_hard(otherwise.parts[0])
    inner = (Indent((condition, SPACE_LINE, "? ", then, SPACE_LINE, ": ", otherwise)),)
    return Glue(inner, hard=True) if hard else Group(inner)


def _paren(node: expr.Paren) -> Doc:
    return glue("(", value(node.value), ")")


def _lambda_head(node: expr.Lambda) -> Doc:
    if len(node.names) == 1:
        return f"{name(node.names[0])} =>"
    names = [name(item) for item in node.names]
    return glue(comma_list([*(f"{item}," for item in names[:-1]), *names[-1:]]), " =>")


def _lambda(node: expr.Lambda) -> Doc:
    body = value(node.body)
    return glue(_lambda_head(node), " ", body if is_collection(node.body) else indented(EMPTY_LINE, body))


def _for(node: expr.For) -> Doc:
    return loop(node, value(node.body))


def loop(node: expr.For, body: Doc) -> Doc:
    """``[for … in …: body]`` around a body that is printed already."""
    names = f"({name(node.item)}, {name(node.index)})" if node.index is not None else name(node.item)
    condition = when(node.condition) if node.condition is not None else ""
    item = glue(f"for {names} in ", value(node.source), ": ", condition, body)
    return bracket("[", [item], "]", EMPTY_LINE, EMPTY_LINE)


def when(condition: Value) -> Doc:
    """``if (condition)`` and the space behind it."""
    return glue("if (", value(condition), ") ")


def _spread(node: expr.Spread) -> Doc:
    return glue("...", value(node.value))


_VALUES: dict[type, Callable[[Any], Doc]] = {
    str: quote,
    bool: _boolean,
    int: _integer,
    type(None): lambda _: "null",
    dict: _mapping,
    Mapping: _mapping,
    list: _sequence,
    tuple: _sequence,
    Sequence: _sequence,
    expr.Arr: _array,
    expr.Binary: _binary,
    expr.Call: _call,
    expr.Child: _child,
    expr.For: _for,
    expr.Index: _index,
    expr.Interp: _interp,
    expr.Lambda: _lambda,
    expr.Member: _member,
    expr.MethodCall: _method,
    expr.NonNull: _non_null,
    expr.Obj: _object,
    expr.Paren: _paren,
    expr.Ref: _ref,
    expr.Spelled: _spelled,
    expr.Spread: _spread,
    expr.Ternary: _ternary,
    expr.Unary: _unary,
}
