"""Say why a parameter cannot stand at a field: it holds another kind of value, or its default is none of the field's."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from mlinfra.landing_zone.model._conversions import read_iso_duration
from mlinfra.landing_zone.model._field_types import Given, Hint, type_of, types_of
from mlinfra.landing_zone.model._fields import members
from mlinfra.landing_zone.model._plain import NeedsValidation, check_of
from mlinfra.landing_zone.model._rows import Elsewhere, decided_by, field_rows
from mlinfra.landing_zone.model.parameter import KINDS, Parameter

_TYPES: dict[Hint, tuple[str, ...]] = {
    str: ("string",),
    int: ("int",),
    bool: ("bool",),
    float: ("int", "string"),
    timedelta: ("string",),
    date: ("string",),
}
"""The types of parameters that hold values of a class: templates know neither fractions nor times, which are texts there."""


def misfit(parameter: Parameter, hint: Hint) -> str:
    """What is wrong with a parameter where values of a type stand; empty where nothing is."""
    kinds = parameter_types(hint)
    if kinds and parameter.type not in kinds:
        wanted = " or ".join(map(repr, kinds))
        return f"the parameter {parameter.name!r} holds {KINDS[parameter.type]}: give it type={wanted}"
    values = parameter.allowed or (() if parameter.default is None else (parameter.default,))
    wrong = next((value for value in values if kinds and not _fits(value, hint)), None)
    if wrong is None:
        return ""
    words = closed_words(hint)
    times = "a length of time is written as PT30M" if timedelta in members(hint) else "it is no value of this field"
    told = f"give {' or '.join(map(repr, words))}" if words else times
    return f"the parameter {parameter.name!r} has {wrong!r} for a value: {told}"


def why_known(kind: type, field: str) -> str:
    """What the value of a field decides that takes no parameter: which resources there are, or what they are called."""
    row = field_rows(kind).get(field)
    if field in {"name", *getattr(kind, "id_fields", ())}:
        return "what it is called"
    if isinstance(row, Elsewhere):
        return row.what.removeprefix("nothing: ")
    hint = type_of(kind, field)
    told = decided_by(kind).get(field) or ("" if Parameter in members(hint) else getattr(kind, "DECIDES", ""))
    return str(told) or _why_not_whole(hint)


def _why_not_whole(hint: Hint) -> str:
    """Why no parameter stands for all the names of a mapping, or for an object; empty where one may, or for plain values."""
    if Parameter in members(hint):
        return ""
    if _has_plain(hint) and not _takes(hint):
        return ""
    if not _takes(hint) and any(map(_is_object, members(hint))):
        return "which objects there are; values in them may be parameters"
    origins = {get_origin(member) for member in members(hint)}
    if Mapping in origins:
        return "which names there are; a value by one may be a parameter"
    return "how many there are; each in the list may be a parameter" if Sequence in origins else ""


def _is_object(member: Hint) -> bool:
    """Whether an object stands at a field, or several do."""
    held = _held(member)
    return any(map(_is_object, members(held))) if held else dataclasses.is_dataclass(get_origin(member) or member)


def _held(member: Any) -> Hint:
    """The type of what a list or a mapping holds; None for all else."""
    return get_args(member)[-1] if get_origin(member) in {Sequence, Mapping} else None


def parameterless(kind: type) -> dict[str, str]:
    """The fields of a class that hold texts, numbers, times, dates, closed words, or several of them, and take no parameter.

    Each with what its value decides; "" where nothing says so.
    """
    hints = {name: hint for name, hint in types_of(kind).items() if not name.startswith("_")}
    plain = [name for name, hint in hints.items() if _has_plain(hint) and not _takes(hint)]
    return {name: why_known(kind, name) for name in plain}


def _has_plain(hint: Hint) -> bool:
    """Whether a value of a type may be a plain one, or several of them in a list or by name."""
    return any(
        member in _TYPES or get_origin(member) is Literal or (_held(member) and _has_plain(_held(member)))
        for member in members(hint)
    )


def _takes(hint: Hint) -> bool:
    """Whether a parameter may stand for a value of a type, or for one in a list or by name."""
    return any(member is Parameter or (_held(member) and _takes(_held(member))) for member in members(hint))


def parameter_types(hint: Hint) -> tuple[str, ...]:
    """The types of parameters that hold values of a type; none where any may: JSON, or several kinds of values."""
    found: dict[str, None] = {}
    for member in members(hint):
        kinds = _types(member)
        if kinds is None:
            return ()
        found |= dict.fromkeys(kinds)
    return tuple(found)


def _types(member: Any) -> tuple[str, ...] | None:
    """The same for one alternative; None where it cannot be said."""
    if member is NoneType or member is Parameter:
        return ()
    if get_origin(member) is Literal:
        return tuple(dict.fromkeys(kind for word in get_args(member) for kind in _TYPES[type(word)]))
    return ("array",) if get_origin(member) is Sequence else _TYPES.get(member)


def closed_words(hint: Any) -> tuple[str | int, ...]:
    """The only words that may stand where values of a type do, or in a list or by name there; none where any may."""
    words: dict[str | int, None] = {}
    for member in members(hint):
        if get_origin(member) is Literal:
            words |= dict.fromkeys(get_args(member))
        elif get_origin(member) is not None and get_args(member):
            words |= dict.fromkeys(closed_words(get_args(member)[-1]))
        elif member in _TYPES:
            return ()
    return tuple(words)


def _fits(value: Given, hint: Hint) -> bool:
    """Whether a value that a parameter may have is one of a type; times and fractions are written as texts."""
    read = next((_AS_TEXT[kind] for kind in members(hint) if kind in _AS_TEXT), check_of(hint))
    try:
        return read(value) is not None
    except (NeedsValidation, ValueError):
        return False


_AS_TEXT: dict[Hint, Callable[[Given], Given]] = {timedelta: read_iso_duration, date: date.fromisoformat, float: float}
