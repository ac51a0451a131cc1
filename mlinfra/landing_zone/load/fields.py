"""Say which fields the classes of the public model have, as YAML and JSON Schema need them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import mlinfra
from mlinfra.base.accept import Accept
from mlinfra.base.exempt import Exempt
from mlinfra.base.ignore import Ignore
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._field_types import Hint, types_of
from mlinfra.landing_zone.model._fields import Choice, Existing
from mlinfra.landing_zone.model._scope import ModelScope
from mlinfra.landing_zone.model.stack import Stack

ENTRIES: tuple[type, ...] = (Ignore, Accept, Exempt)
"""Public classes that are no classes of the model: entries with a reason and a last day."""


@cache
def kinds() -> dict[str, type]:
    """Every public class that a stack file may name, by its name."""
    public = {name: getattr(mlinfra, name) for name in mlinfra.__all__}
    return {name: kind for name, kind in public.items() if hasattr(kind, "__pydantic_config__") or kind in ENTRIES}


@cache
def hints(kind: type) -> dict[str, Hint]:
    """The fields of a class that can be given, with their types."""
    given = [field.name for field in dataclasses.fields(kind) if field.init]
    types = types_of(kind)
    return {name: types[name] for name in given}


def required(kind: type) -> list[str]:
    """The fields without a default."""
    nothing = dataclasses.MISSING
    return [
        field.name
        for field in dataclasses.fields(kind)
        if field.init and field.default is nothing and field.default_factory is nothing
    ]


def members(hint: Any) -> Iterator[Any]:
    """The alternatives of a type, without annotations."""
    origin = get_origin(hint)
    if origin is Annotated:
        yield from members(get_args(hint)[0])
    elif origin in {Union, UnionType}:
        for member in get_args(hint):
            yield from members(member)
    else:
        yield hint


def item_of(hint: Any) -> Hint:
    """What a list, or the values of a mapping, hold; None for a type that is neither."""
    for member in members(hint):
        if get_origin(member) is Sequence:
            return get_args(member)[0]
        if get_origin(member) is Mapping:
            return get_args(member)[1]
    return None


def has_names(item: Hint) -> bool:
    """Whether the items of a list have names by which an overlay finds them."""
    return any("name" in hints(kind) for kind in classes_in(item) if kind is not Stack)


def key_classes(hint: Any) -> list[type[Resource]]:
    """The classes of resources that are the keys of a mapping, such as deployments with their shares."""
    keys = [key for member in members(hint) if get_origin(member) is Mapping for key in members(get_args(member)[0])]
    return [key for key in keys if isinstance(key, type) and issubclass(key, Resource)]


def classes_in(hint: Hint) -> list[type]:
    """The model classes that may stand at a place; any resource where the type says `Resource`."""
    public = kinds()
    classes: list[type] = []
    for member in members(hint):
        if member in {Resource, ModelScope}:
            classes += [kind for kind in public.values() if issubclass(kind, member)]
        elif isinstance(member, type) and public.get(member.__name__) is member:
            classes.append(member)
    return classes


def usual_class(hint: Hint) -> type | None:
    """The class that a mapping without ``kind`` means: the only one of its place, the usual one, of scopes the group."""
    allowed = classes_in(hint)
    named = next((note.usual for note in _choices(hint) if note.usual), "")
    if named:
        return next(kind for kind in allowed if kind.__name__ == named)
    if set(members(hint)) - {type(None)} == {ModelScope}:
        return next(kind for kind in allowed if kind.__name__ == "ResourceGroup")
    return allowed[0] if len(allowed) == 1 else None


def _choices(hint: Any) -> Iterator[Choice]:
    """What annotations say of the choices of classes in a type."""
    if get_origin(hint) is Annotated:
        inner, *notes = get_args(hint)
        yield from (note for note in notes if isinstance(note, Choice))
        yield from _choices(inner)
    elif get_origin(hint) in {Union, UnionType}:
        for inner in get_args(hint):
            yield from _choices(inner)


def existing_in(hint: Any) -> list[type]:
    """The classes of which an existing resource may stand at a place; any where the type says `Resource`."""
    named = [get_args(member)[0] for member in members(hint) if get_origin(member) is Existing]
    if Resource not in named:
        return named
    return [kind for kind in kinds().values() if issubclass(kind, Resource)]


def literals_in(hint: Any) -> list[str | int | bool]:
    """The literal values that may stand at a place."""
    return [value for member in members(hint) if get_origin(member) is Literal for value in get_args(member)]
