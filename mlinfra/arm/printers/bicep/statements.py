"""Print one statement of a template or parameter file as Bicep."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mlinfra.arm.printers.address import inside
from mlinfra.arm.printers.bicep.arguments import is_collection
from mlinfra.arm.printers.bicep.layout import (
    COMMA_LINE,
    EMPTY_LINE,
    SPACE_LINE,
    Doc,
    bracket,
    glue,
    indented,
)
from mlinfra.arm.printers.bicep.sheet import print_layout
from mlinfra.arm.printers.bicep.text import key, name, quote
from mlinfra.arm.printers.bicep.types import type_of
from mlinfra.arm.printers.bicep.values import braces, decorator, loop, value, when
from mlinfra.arm.tree import (
    Assignment,
    Function,
    Import,
    Metadata,
    Module,
    Output,
    Parameter,
    Resource,
    TypeAliasDeclaration,
    Variable,
)
from mlinfra.base.errors import Unprintable


def print_statement(node: Any) -> str:
    """The lines of one statement, decorators first; `Unprintable` names the statement and the property in it."""
    kind, maker = _STATEMENTS[type(node)]
    try:
        docs = [*map(decorator, getattr(node, "decorators", ())), maker(node)]
    except Unprintable as error:
        raise inside(error, f"{kind} {symbol_of(node)}".strip()) from None
    except RecursionError:
        raise Unprintable("values are nested too deeply", where=f"{kind} {symbol_of(node)}") from None
    return "\n".join(map(print_layout, docs))


def symbol_of(node: Any) -> str:
    """The name that a statement declares, empty when it has none."""
    return str(getattr(node, "symbol", None) or getattr(node, "name", ""))


def _metadata(node: Metadata) -> Doc:
    return glue(f"metadata {name(node.name)} = ", value(node.value))


def _import(node: Import) -> Doc:
    source = f" from {quote(node.path)}"
    if node.wildcard is not None:
        return f"import * as {name(node.wildcard)}{source}"
    names = [key(item) + (f" as {name(alias)}" if alias else "") for item, alias in node.names]
    return glue(bracket("import {", names, "}", COMMA_LINE, SPACE_LINE), source)


def _type(node: TypeAliasDeclaration) -> Doc:
    return glue(f"type {name(node.name)} =", " ", type_of(node.type))


def _function(node: Function) -> Doc:
    docs = [glue(name(item), " ", type_of(kind)) for item, kind in node.parameters]
    head = bracket("(", [*(glue(doc, ",") for doc in docs[:-1]), *docs[-1:]], ")", SPACE_LINE, EMPTY_LINE)
    body = value(node.body)
    tail = glue("=> ", body) if is_collection(node.body) else indented("=>", SPACE_LINE, body)
    return glue(f"func {name(node.name)}", head, " ", type_of(node.output), " ", tail)


def _parameter(node: Parameter) -> Doc:
    default = glue(" = ", value(node.default)) if node.has_default else ""
    return glue(f"param {name(node.name)}", " ", type_of(node.type), default)


def _variable(node: Variable) -> Doc:
    if node.type is None:
        return glue(f"var {name(node.name)} = ", value(node.value))
    return glue(f"var {name(node.name)}", " ", type_of(node.type), " = ", value(node.value))


def _output(node: Output) -> Doc:
    return glue(f"output {name(node.name)}", " ", type_of(node.type), " = ", value(node.value))


def _resource(node: Resource) -> Doc:
    target = quote(f"{node.type}@{node.version}" if node.version else node.type)
    existing = " existing" if node.existing else ""
    return glue(f"resource {name(node.symbol)} {target}{existing} = ", _body(node))


def _module(node: Module) -> Doc:
    return glue(f"module {name(node.symbol)} {quote(node.path)} = ", _body(node))


def _body(node: Resource | Module) -> Doc:
    body = braces(node.items, _nested, broken=True)
    if node.condition is not None:
        body = glue(when(node.condition), body)
    return body if node.loop is None else loop(node.loop, body)


def _nested(item: Resource) -> Doc:
    try:
        return _resource(item)
    except Unprintable as error:
        raise inside(error, item.symbol) from None


def _assignment(node: Assignment) -> Doc:
    return glue(f"param {name(node.name)} = ", value(node.value))


_STATEMENTS: dict[type, tuple[str, Callable[[Any], Doc]]] = {
    Assignment: ("param", _assignment),
    Function: ("func", _function),
    Import: ("import", _import),
    Metadata: ("metadata", _metadata),
    Module: ("module", _module),
    Output: ("output", _output),
    Parameter: ("param", _parameter),
    Resource: ("resource", _resource),
    TypeAliasDeclaration: ("type", _type),
    Variable: ("var", _variable),
}
