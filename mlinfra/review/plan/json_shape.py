"""Derive the JSON of dataclasses from their fields: how it is written, how it is read, and its JSON Schema.

A dataclass becomes an object with one member for each field, and after them the properties that `DERIVED` names: facts
that follow from the fields, written for readers and never read back. ``Annotated[bool, "text"]`` describes a member.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from mlinfra.base.json_value import Json

T = TypeVar("T")
Schema = dict[str, Any]

_PLAIN = {str: "string", bool: "boolean", int: "integer"}


class Shape:
    """The JSON of a tree of dataclasses; ``derived`` names the properties that are written beside the fields."""

    def __init__(self, derived: Mapping[type, tuple[str, ...]]) -> None:
        self._derived = derived

    def write(self, value: Any) -> Json:
        """A value as JSON: enums as their value, dates in ISO form, tuples as lists."""
        if is_dataclass(value):
            names = (*(field.name for field in fields(value)), *self._derived.get(type(value), ()))
            return {name: self.write(getattr(value, name)) for name in names}
        if isinstance(value, tuple):
            return [self.write(item) for item in value]
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, date):
            return value.isoformat()
        return dict(value) if isinstance(value, Mapping) else value

    def read(self, kind: type[T], data: object) -> T:
        """The dataclass that ``write`` made this of; members that nobody knows are left aside.

        Raises TypeError or ValueError for what does not fit.
        """
        if not isinstance(data, Mapping):
            raise TypeError(f"expected an object, got {data!r}")
        hints: dict[str, Any] = _hints(kind)  # type: ignore[arg-type]  # a class is hashable
        missing = [field.name for field in fields(kind) if field.name not in data]  # type: ignore[arg-type]  # only dataclasses come here
        if missing:
            raise TypeError(f"{kind.__name__} lacks {', '.join(missing)}")
        return kind(**{name: self._value(hint, data[name]) for name, hint in hints.items()})

    def _value(self, hint: Any, data: Any) -> Any:
        hint = _bare(hint)
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in {Union, types.UnionType}:
            inner = next(argument for argument in arguments if argument is not type(None))
            return None if data is None else self._value(inner, data)
        if origin is tuple:
            if not isinstance(data, list):
                raise TypeError(f"expected a list, got {data!r}")
            return tuple(self._value(arguments[0], item) for item in data)
        if origin is Literal:
            if data not in arguments:
                raise ValueError(f"{data!r} is none of {arguments}")
            return data
        if is_dataclass(hint):
            return self.read(hint, data)  # type: ignore[arg-type]  # a class, not an instance
        return _plain(hint, origin, data)

    def schema(self, kind: type) -> tuple[Schema, dict[str, Schema]]:
        """The JSON Schema of a dataclass, and of those below it by their names."""
        definitions: dict[str, Schema] = {}
        return self._object(kind, definitions), definitions

    def _object(self, kind: type, definitions: dict[str, Schema]) -> Schema:
        """An object whose members are all there; a newer minor version may add some."""
        members = {name: self._member(hint, definitions) for name, hint in _hints(kind).items()}
        for name in self._derived.get(kind, ()):
            getter = _getter(kind, name)
            member = self._member(get_type_hints(getter)["return"], definitions)
            members[name] = {**member, "description": _first_line(getter.__doc__)}
        described = {"description": _first_line(kind.__doc__)}
        return {**described, "type": "object", "required": list(members), "properties": members}

    def _member(self, hint: Any, definitions: dict[str, Schema]) -> Schema:
        if get_origin(hint) is Annotated:
            bare, *described = get_args(hint)
            return {**self._member(bare, definitions), **_described(described)}
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in {Union, types.UnionType}:
            inner = next(argument for argument in arguments if argument is not type(None))
            return _or_null(self._member(inner, definitions))
        if origin is tuple:
            return {"type": "array", "items": self._member(arguments[0], definitions)}
        if origin is Literal:
            return {"enum": list(arguments)}
        if is_dataclass(hint):
            return {"$ref": f"#/$defs/{self._define(hint, definitions)}"}  # type: ignore[arg-type]  # a class
        return _plain_schema(hint, origin, arguments)

    def _define(self, kind: type, definitions: dict[str, Schema]) -> str:
        name = kind.__name__
        if name not in definitions:
            definitions[name] = {}  # stands while its members are described
            definitions[name] = self._object(kind, definitions)
        return name


def _getter(kind: type, name: str) -> Callable[..., Any]:
    getter: Callable[..., Any] = getattr(kind, name).fget
    return getter


def _first_line(text: str | None) -> str:
    return (text or "").strip().partition("\n")[0]


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: hints[field.name] for field in fields(kind)}


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _plain(hint: Any, origin: Any, data: Any) -> Any:
    if hint is Any:
        return data
    if hint is date:
        return date.fromisoformat(data)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(data)
    expected = Mapping if origin is not None else hint
    if not isinstance(data, expected) or (hint is int and isinstance(data, bool)):
        raise TypeError(f"expected {getattr(expected, '__name__', expected)}, got {data!r}")
    return data


def _plain_schema(hint: Any, origin: Any, arguments: tuple[Any, ...]) -> Schema:
    if hint is Any:
        return {}
    if hint is date:
        return {"type": "string", "format": "date"}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if origin is not None:
        values = _plain_schema(arguments[1], None, ())
        return {"type": "object", "additionalProperties": values} if values else {"type": "object"}
    return {"type": _PLAIN[hint], "minimum": 0} if hint is int else {"type": _PLAIN[hint]}


def _or_null(schema: Schema) -> Schema:
    kind = schema.get("type")
    return {**schema, "type": [kind, "null"]} if isinstance(kind, str) else {"anyOf": [{"type": "null"}, schema]}


def _described(notes: list[Any]) -> Schema:
    texts = [note for note in notes if isinstance(note, str)]
    rest = {key: value for note in notes if isinstance(note, dict) for key, value in note.items()}
    return {**rest, **({"description": texts[0]} if texts else {})}
