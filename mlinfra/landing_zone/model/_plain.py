"""Check the values of a model class without pydantic, where they are plainly right.

Nearly everything that is written is right and of exactly the asked type. For that a few comparisons are enough, and
pydantic, which takes longer to import than a stack takes to render, need not be there. Whatever is not plainly right
is `NeedsValidation`: then pydantic judges, converts, or says what is wrong.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Container, Mapping
from datetime import date, timedelta
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, Union, get_args, get_origin

from mlinfra.landing_zone.model._field_types import Given, type_of

Check: TypeAlias = Callable[[Any], Any]
"""Returns the value to keep; raises `NeedsValidation` for all that is not plainly right."""


class NeedsValidation(Exception):
    """This may be wrong, or right after a conversion."""


class _Fields(NamedTuple):
    """What the fields of a class are, made once: a value of it copies ``defaults``, and looks at what it is given alone."""

    defaults: dict[str, Any]
    """By each field, in order; one without a default has None."""
    factories: tuple[tuple[str, Callable[[], Any]], ...]
    needed: frozenset[str]
    positional: tuple[str, ...]
    """Those that may be given without their name."""
    checks: _Checks


def plain_values(kind: type, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The values of a class's fields; raises `NeedsValidation` unless each is given plainly, or has a default."""
    fields, given = _fields(kind), kwargs
    if args:
        given = dict(zip(fields.positional, args, strict=False))
        if len(given) < len(args) or not given.keys().isdisjoint(kwargs):
            raise NeedsValidation
        given |= kwargs
    if not fields.needed <= given.keys():
        raise NeedsValidation
    values, checks = fields.defaults.copy(), fields.checks
    for name, value in given.items():
        values[name] = checks[name](value)
    for name, factory in fields.factories:
        if name not in given:
            values[name] = factory()
    return values


@cache
def _fields(kind: type) -> _Fields:
    given = [field for field in dataclasses.fields(kind) if field.init]
    if any(type(field.default).__name__ == "FieldInfo" for field in given):  # x: int = pydantic.Field(0, ge=0)
        raise NeedsValidation
    factories = tuple(
        (field.name, field.default_factory) for field in given if field.default_factory is not dataclasses.MISSING
    )
    defaults = {field.name: None if field.default is dataclasses.MISSING else field.default for field in given}
    optional = {name for name, _ in factories}
    optional |= {field.name for field in given if field.default is not dataclasses.MISSING}
    positional = tuple(field.name for field in given if not field.kw_only)
    return _Fields(defaults, factories, frozenset(defaults.keys() - optional), positional, _Checks(kind, defaults))


class _Checks(dict[str, Check]):  # ruff: ignore[subclass-builtin]  looked up for each value, __missing__ once for each field
    """The check of each field, made when the field is first given a value: until then its type may stay unloaded.

    A value is of a class that is loaded. So it is first held against those alone: ``computes`` of a workspace names ten
    classes, and most stacks have values of one.
    """

    def __init__(self, kind: type, names: Container[str]) -> None:
        super().__init__()
        self.kind, self.names = kind, names

    def __missing__(self, name: str) -> Check:
        if name not in self.names:
            raise NeedsValidation
        loaded = self._of(name, loaded=True)

        def check(value: Given) -> Given:
            try:
                return loaded(value)
            except NeedsValidation:
                self[name] = whole = self._of(name, loaded=False)
                return whole(value)

        self[name] = check
        return check

    def _of(self, name: str, *, loaded: bool) -> Check:
        try:
            return check_of(type_of(self.kind, name, loaded=loaded))
        except NameError:  # a class inside a function, with names of that function
            return _any_of(())


def check_of(hint: Any) -> Check:
    """The check of a type. A type that it does not know is never plainly right."""
    origin, members = get_origin(hint), get_args(hint)
    if origin is Annotated:
        plain = getattr(members[1], "plain", None)
        return plain(members[0]) if plain and len(members) == 2 else _any_of(())
    if origin in {Union, UnionType}:
        exact = frozenset(member for member in members if member in _EXACT)
        return _any_of(tuple(check_of(member) for member in members if member not in exact), exact)
    if origin is Literal:
        return _literal(members)
    if origin is Mapping:
        return _mapping(check_of(members[0]), check_of(members[1]))
    return _CHECKS.get(hint) or (_instance(hint) if dataclasses.is_dataclass(hint) else _any_of(()))


def _same(value: Any) -> Any:
    return value


def _exactly(kind: type) -> Check:
    def check(value: Given) -> Given:
        if type(value) is not kind:
            raise NeedsValidation
        return value

    return check


_EXACT = (str, int, bool, float, timedelta, date, NoneType)
_CHECKS: dict[Any, Check] = {kind: _exactly(kind) for kind in _EXACT}
_CHECKS[Any] = _same


def _instance(kind: Any) -> Check:
    def check(value: Given) -> Given:
        if not isinstance(value, kind):
            raise NeedsValidation
        return value

    return check


def _literal(words: tuple[Any, ...]) -> Check:
    def check(value: Given) -> Given:
        if type(value) not in {str, int} or value not in words:
            raise NeedsValidation
        return value

    return check


def _mapping(key: Check, item: Check) -> Check:
    def check(value: Given) -> Given:
        if type(value) is not dict:
            raise NeedsValidation
        return {key(name): item(held) for name, held in value.items()}

    return check


def _any_of(checks: tuple[Check, ...], exact: frozenset[type] = frozenset()) -> Check:
    """What one of the checks takes, or what is exactly of one of these classes."""

    def check(value: Given) -> Given:
        if value.__class__ in exact:
            return value
        for check_one in checks:
            try:
                return check_one(value)
            except NeedsValidation:  # ruff: ignore[try-except-in-loop]  an alternative that does not fit is no failure
                continue
        raise NeedsValidation

    return check
