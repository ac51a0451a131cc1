"""Write what a field says of the parameters in it: the only words that they may have, a number of a text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from mlinfra.arm import expressions as expr
from mlinfra.landing_zone.model._field_types import Given, type_of
from mlinfra.landing_zone.model._fields import members
from mlinfra.landing_zone.model._parameter_fit import closed_words
from mlinfra.landing_zone.model.parameter import Parameter

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext


def close(kind: type, field: str, value: Given, context: BodyContext) -> None:
    """Note the words of a field for each parameter that stands in it, alone, in a list or by name."""
    if isinstance(value, Parameter):
        words = _words(kind, field)
        if words:
            context.close(value, words)
    elif isinstance(value, (list, tuple)):
        for item in value:
            close(kind, field, item, context)
    elif isinstance(value, Mapping):
        for item in value.values():
            close(kind, field, item, context)


def as_number(kind: type, field: str, value: Given, written: expr.Value) -> expr.Value:
    """What is written for a value; the text of a parameter where a number may have a fraction, is read as one."""
    if isinstance(value, Parameter) and value.type == "string" and float in members(type_of(kind, field)):
        return expr.Call("json", (written,))
    return written


@cache
def _words(kind: type, field: str) -> tuple[str | int, ...]:
    return closed_words(type_of(kind, field))
