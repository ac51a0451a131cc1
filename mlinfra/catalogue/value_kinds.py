"""Tell whether a value is of the kind that a property table wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mlinfra.arm.expression_text import is_expression
from mlinfra.base.json_value import MASK
from mlinfra.catalogue.property_table import PropertyTable

_PLAIN = (str, int, float, Mapping, list, tuple)
_WORDS = {"string": "a text", "integer": "an integer", "number": "a number", "boolean": "true or false"}


def is_open(value: object) -> bool:
    """Whether a value is known only while deploying: an expression, a mask, or a node of the template tree."""
    if isinstance(value, str):
        return is_expression(value) or MASK in value
    return value is not None and not isinstance(value, _PLAIN)


def fits(kind: str, value: object, table: PropertyTable | None) -> bool:
    """Whether a known value is of a kind; inside of lists and objects is not looked."""
    if value is None or kind == "any":
        return True
    if kind.endswith("[]"):
        return isinstance(value, Sequence) and not isinstance(value, str)
    if kind.startswith("map<") or (table is not None and kind in table.objects):
        return isinstance(value, Mapping)
    if kind == "boolean":
        return isinstance(value, bool) or _is_boolean_text(value, table)
    if kind in {"integer", "number"}:
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return number and (kind == "number" or float(str(value)).is_integer())
    return isinstance(value, str) if kind == "string" else True


def _is_boolean_text(value: object, table: PropertyTable | None) -> bool:
    """Azure ML reads ``"true"`` and ``"false"`` as booleans: its own client azure-ai-ml sends them so."""
    read = table is not None and table.type.lower().startswith("microsoft.machinelearningservices/")
    return read and isinstance(value, str) and value.lower() in {"true", "false"}


def words_of(kind: str) -> str:
    """The kind in words: ``a text``, ``a list``, ``an object``."""
    if kind.endswith("[]"):
        return "a list"
    return _WORDS.get(kind, "an object")


def kind_in_words(value: object) -> str:
    """What a value is, in words; never the value itself, which may be a secret."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, (int, float)):
        return "a number"
    return "an object" if isinstance(value, Mapping) else "a list"
