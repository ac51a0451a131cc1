"""Print what decorators say as JSON: descriptions, ``metadata``, constants."""

from __future__ import annotations

import re
from typing import Any

from mlinfra.arm.expressions import Value
from mlinfra.arm.printers.arm.dispatch import json_of
from mlinfra.arm.printers.arm.tables import TABLES
from mlinfra.arm.printers.arm.unit import GLOBAL, Unit, decorator, make_unit, plain
from mlinfra.arm.tree import Decorator, Template
from mlinfra.base.errors import Unprintable

_NOTHING: Unit = make_unit(Template(()), TABLES)
_INDENT = r"[ \t]*"


def constant(value: Value) -> Any:
    """The JSON of a compile-time constant: it may name nothing."""
    return json_of(_NOTHING, value, GLOBAL)


def argument(decorators: tuple[Decorator, ...], name: str) -> Any:
    """The only argument of a decorator as JSON; None without that decorator."""
    decoration = decorator(decorators, name)
    if decoration is None:
        return None
    if len(decoration.args) != 1:
        raise Unprintable(f"@{name}() takes one argument")
    return constant(decoration.args[0])


def description(decorators: tuple[Decorator, ...], *, as_written: bool = False) -> str | None:
    r"""The text of ``@description``, its lines from the second on without their common indentation.

    Line ends become ``\n``, unless they stay ``as_written``: they do for exported variables alone.
    """
    decoration = decorator(decorators, "description")
    if decoration is None:
        return None
    text = plain(decoration.args[0]) if decoration.args else None
    if not isinstance(text, str):
        raise Unprintable("@description() takes a literal text")
    if not as_written:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return str(constant(_unindented(text)))


def _unindented(text: str) -> str:
    first, *rest = text.split("\n")
    indents = [len(re.match(_INDENT, line).group()) for line in rest if line]  # type: ignore[union-attr]  # it matches nothing, too
    width = min(indents, default=0)
    return "\n".join([first, *(line[width:] for line in rest)])


def described(decorators: tuple[Decorator, ...]) -> dict[str, Any]:
    """``metadata`` with nothing but the description; empty without one."""
    text = description(decorators)
    return {} if text is None else {"metadata": {"description": text}}


def metadata_of(decorators: tuple[Decorator, ...], *, exports: bool = False) -> dict[str, Any]:
    """What stands under ``metadata``: the export mark, ``@metadata``, the description."""
    result: dict[str, Any] = {}
    if exports and decorator(decorators, "export"):
        result["__bicep_export!"] = True
    result |= argument(decorators, "metadata") or {}
    text = description(decorators)
    return result if text is None else result | {"description": text}
