"""Make the layout document of a type expression."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mlinfra.arm.printers.address import inside
from mlinfra.arm.printers.bicep.layout import (
    COMMA_LINE,
    EMPTY_LINE,
    SPACE_LINE,
    Broken,
    Doc,
    bracket,
    glue,
    indented,
)
from mlinfra.arm.printers.bicep.text import key, quote
from mlinfra.arm.printers.bicep.values import lines, value
from mlinfra.arm.tree import (
    Type,
    TypeArray,
    TypeGeneric,
    TypeLiteral,
    TypeMember,
    TypeName,
    TypeNullable,
    TypeObject,
    TypeParen,
    TypeProperty,
    TypeTuple,
    TypeUnion,
)
from mlinfra.base.errors import Unprintable


def type_of(node: Type) -> Doc:
    """The document of a type; `Unprintable` for what is none."""
    maker = _TYPES.get(type(node))
    if maker is None:
        raise Unprintable(f"{node!r} is not a type")
    return maker(node)


def _property(node: TypeProperty) -> Doc:
    head = "*" if node.name is None else quote(node.name) if node.quoted else key(node.name)
    try:
        declared = type_of(node.type)
    except Unprintable as error:
        raise inside(error, head) from None
    return glue(head + ":", " ", declared)


def _broken(node: TypeObject | TypeTuple) -> bool:
    """Whether the brackets stand on lines of their own: as asked for, and where a decorator needs its line."""
    return any((node.broken or item.decorators) for item in node.items if isinstance(item, TypeProperty))


def _object(node: TypeObject) -> Doc:
    return bracket("{", lines(node.items, _property), "}", COMMA_LINE, SPACE_LINE, force=_broken(node))


def _tuple(node: TypeTuple) -> Doc:
    items = lines(node.items, lambda item: type_of(item.type))
    decorated = any(item.decorators for item in node.items if isinstance(item, TypeProperty))
    return bracket("[", items, "]", COMMA_LINE, EMPTY_LINE, force=decorated)


def _union(node: TypeUnion) -> Doc:
    first, *others = (type_of(member) for member in node.members)
    parts: list[Doc] = [EMPTY_LINE, Broken("| "), first]
    for other in others:
        parts += (SPACE_LINE, "| ", other)
    return indented(*parts)


_TYPES: dict[type, Callable[[Any], Doc]] = {
    TypeArray: lambda node: glue(type_of(node.item), "[]"),
    TypeGeneric: lambda node: f"{node.name}<{quote(node.argument)}>",
    TypeLiteral: lambda node: value(node.value),
    TypeMember: lambda node: glue(type_of(node.base), node.access),
    TypeName: lambda node: node.name,
    TypeNullable: lambda node: glue(type_of(node.item), "?"),
    TypeObject: _object,
    TypeParen: lambda node: glue("(", type_of(node.item), ")"),
    TypeTuple: _tuple,
    TypeUnion: _union,
}
