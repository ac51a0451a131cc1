"""Check the values of a model class without pydantic, where they are plainly right.

Nearly everything that is written is right and of exactly the asked type. For that a few comparisons are enough, and
pydantic, which takes longer to import than a stack takes to render, need not be there. Whatever is not plainly right
is `NeedsValidation`: then pydantic judges, converts, or says what is wrong.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, Union, get_args, get_origin

from mlinfra.landing_zone.model._field_types import type_of

Check: TypeAlias = Callable[[Any], Any]
"""Returns the value to keep; raises `NeedsValidation` for all that is not plainly right."""


class NeedsValidation(Exception):
    """This may be wrong, or right after a conversion."""


class _Field(NamedTuple):
    name: str
    check: Check
    default: Any
    factory: Any


def plain_values(kind: type, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The values of a class's fields; raises `NeedsValidation` unless each is given plainly, or has a default."""
    fields, positional = _fields(kind)
    given = dict(zip(positional, args, strict=False))
    if len(given) < len(args) or not given.keys().isdisjoint(kwargs):
        raise NeedsValidation
    given |= kwargs
    values: dict[str, Any] = {}
    used = 0
    for name, check, default, factory in fields:
        if name in given:
            values[name] = check(given[name])
            used += 1
        elif factory is not dataclasses.MISSING:
            values[name] = factory()
        elif default is not dataclasses.MISSING:
            values[name] = default
        else:
            raise NeedsValidation
    if used < len(given):
        raise NeedsValidation
    return values


@cache
def _fields(kind: type) -> tuple[tuple[_Field, ...], tuple[str, ...]]:
    """The fields of a class, and the names of those that may be given without their name."""
    given = [field for field in dataclasses.fields(kind) if field.init]
    if any(type(field.default).__name__ == "FieldInfo" for field in given):  # x: int = pydantic.Field(0, ge=0)
        raise NeedsValidation
    fields = tuple(
        _Field(field.name, _check_when_given(kind, field.name), field.default, field.default_factory) for field in given
    )
    return fields, tuple(field.name for field in given if not field.kw_only)


def _check_when_given(kind: type, field: str) -> Check:
    """The check of a field, made when the field is first given a value: until then its type may stay unloaded.

    A value is of a class that is loaded. So it is first held against those alone: ``computes`` of a workspace names ten
    classes, and most stacks have values of one.
    """

    @cache
    def made(*, loaded: bool) -> Check:
        try:
            return check_of(type_of(kind, field, loaded=loaded))
        except NameError:  # a class inside a function, with names of that function
            return _any_of(())

    def check(value: Any) -> Any:
        try:
            return made(loaded=True)(value)
        except NeedsValidation:
            return made(loaded=False)(value)

    return check


def check_of(hint: Any) -> Check:
    """The check of a type. A type that it does not know is never plainly right."""
    origin, members = get_origin(hint), get_args(hint)
    if origin is Annotated:
        plain = getattr(members[1], "plain", None)
        return plain(members[0]) if plain and len(members) == 2 else _any_of(())
    if origin in {Union, UnionType}:
        return _any_of(tuple(map(check_of, members)))
    if origin is Literal:
        return _literal(members)
    if origin is Mapping:
        return _mapping(check_of(members[0]), check_of(members[1]))
    return _CHECKS.get(hint) or (_instance(hint) if dataclasses.is_dataclass(hint) else _any_of(()))


def _same(value: Any) -> Any:
    return value


def _exactly(kind: type) -> Check:
    def check(value: Any) -> Any:
        if type(value) is not kind:
            raise NeedsValidation
        return value

    return check


_CHECKS: dict[Any, Check] = {kind: _exactly(kind) for kind in (str, int, bool, float, timedelta, date, NoneType)}
_CHECKS[Any] = _same


def _instance(kind: Any) -> Check:
    def check(value: Any) -> Any:
        if not isinstance(value, kind):
            raise NeedsValidation
        return value

    return check


def _literal(words: tuple[Any, ...]) -> Check:
    def check(value: Any) -> Any:
        if type(value) not in {str, int} or value not in words:
            raise NeedsValidation
        return value

    return check


def _mapping(key: Check, item: Check) -> Check:
    def check(value: Any) -> Any:
        if type(value) is not dict:
            raise NeedsValidation
        return {key(name): item(held) for name, held in value.items()}

    return check


def _any_of(checks: tuple[Check, ...]) -> Check:
    def check(value: Any) -> Any:
        for check_one in checks:
            try:
                return check_one(value)
            except NeedsValidation:  # ruff: ignore[try-except-in-loop]  an alternative that does not fit is no failure
                continue
        raise NeedsValidation

    return check
