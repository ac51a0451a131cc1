"""Translate a value by the function for its class: the recursion of the ARM printer, apart from what it does.

The functions stand in two tables of a unit (`Tables`), filled above all modules that call this one. So a module that
translates, say, an index can ask for the text of any value without importing the modules of all other classes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mlinfra.arm.expressions import Value
from mlinfra.arm.printers.arm.unit import Env, Handler, Unit
from mlinfra.base.errors import Unprintable


def text_of(unit: Unit, value: Value, env: Env) -> str:
    """The value as text inside a template expression, such as ``parameters('name')``."""
    table = unit.tables.text
    text: str = (table.get(type(value)) or _handler(table, value))(unit, value, env)
    return text


def json_of(unit: Unit, value: Value, env: Env) -> Any:
    """The value as JSON of a template: a literal as it is, everything else as ``"[…]"``."""
    table = unit.tables.json
    return (table.get(type(value)) or _handler(table, value))(unit, value, env)


def _handler(table: Mapping[type, Handler], value: Value) -> Handler:
    """The function for a value whose class has none; raises `Unprintable` for what is no value of Bicep."""
    for kind in (str, int, Mapping, Sequence):  # subclasses, such as the members of an enumeration
        if isinstance(value, kind) and not isinstance(value, (bytes, bytearray)):
            return table[kind]
    hint = "Bicep has no fractions: write json('0.5')" if isinstance(value, float) else ""
    raise Unprintable(f"{value!r} ({type(value).__name__}) is not a Bicep value", hint=hint)
