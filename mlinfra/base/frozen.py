"""Make dataclasses, most of them frozen, that behave as those of `dataclasses`, and are several times faster to create.

`dataclasses` looks at every field of a class, and writes and compiles six functions for each frozen one. That is 0.5 ms,
and a stack goes through values of two hundred classes, of which one run uses half: a fifth of the time in which one stack
is rendered. Here classes share their functions, and what a class needs of its own is made when it is first used.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from operator import attrgetter
from threading import RLock
from typing import TYPE_CHECKING

from mlinfra.base.class_fields import PARAMETERS, Dynamic, all_fields, annotations_of, is_no_field

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # ruff: ignore[useless-import-alias]  # exported
    from dataclasses import replace as replace  # ruff: ignore[useless-import-alias]  # exported
else:

    def replace(value: Dynamic, /, **changes: Dynamic) -> Dynamic:
        """What ``dataclasses.replace`` does, in a third of the time for a class of `dataclass`."""
        cls = value.__class__
        if not hasattr(cls, "_named"):
            return dataclasses.replace(value, **changes)
        return cls(**(dict(zip(cls._named, cls._all(value), strict=True)) | changes))

    def dataclass(*, slots: bool, frozen: bool = False, eq: bool = True, kw_only: bool = False) -> Dynamic:
        """What ``dataclasses.dataclass(slots=True)`` does, frozen or not."""
        assert slots, "as ``__init__`` fills slots"

        def decorate(cls: type) -> type:
            members = {"__init__": (init := _first_init(frozen)), "__repr__": _text, **_MADE}
            members |= {"__eq__": _equal, "__hash__": _hash if frozen else None} if eq else {}
            members |= {"__setattr__": _refuse, "__delattr__": _refuse} if frozen else {}
            slotted = init.owner = _slotted(cls, members)
            slotted._make = staticmethod(lambda: _give_fields(slotted, all_fields(cls, kw_only)))
            return slotted

        return decorate


def freeze(cls: Dynamic, make: Callable[[], Dynamic]) -> None:
    """Let a class refuse changes, compare, hash and print itself by its fields; ``make`` makes it a dataclass.

    That is done when something asks for its fields: a value is compared, or `dataclasses.fields` is called.
    """
    cls.__eq__, cls.__hash__ = _equal, _hash
    cls.__repr__, cls.__setattr__, cls.__delattr__ = _text, _refuse, _refuse
    for name, member in _MADE.items():
        setattr(cls, name, member)
    cls._make = staticmethod(make)


def make_fields(cls: Dynamic, kw_only: bool) -> None:
    """Make a class of the package a dataclass without functions of its own; `dataclasses` finds more mistakes."""
    fields = all_fields(cls, kw_only)
    for name in fields.keys() & vars(cls).keys():
        if fields[name].default is dataclasses.MISSING:
            delattr(cls, name)
        else:
            setattr(cls, name, fields[name].default)
    _give_fields(cls, fields)


def _give_fields(cls: Dynamic, fields: Dynamic) -> None:
    cls.__dataclass_params__ = PARAMETERS
    cls.__dataclass_fields__ = fields


_making = RLock()
"""Stacks are worked on in several threads."""


class _Later:
    """A member of a class that is made of its fields, with the others of `_MADE`, when it is first asked for."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, _: Dynamic, owner: Dynamic = None) -> Dynamic:
        with _making:
            cls = next(base for base in owner.__mro__ if self.name in vars(base))
            if vars(cls)[self.name] is self:
                cls._make()
                _sum_up(cls)
        return getattr(owner, self.name)


def _sum_up(cls: Dynamic) -> None:
    """Give a class what its fields make."""
    fields = dataclasses.fields(cls)
    positional = tuple(field.name for field in fields if field.init and not field.kw_only)
    setattr(cls, "__match_args__", positional)  # ruff: ignore[set-attr-with-constant] - mypy takes it for constant
    cls._shown = tuple(field.name for field in fields if field.repr)
    cls._given = tuple(field for field in fields if field.init)
    cls._named = tuple(field.name for field in cls._given)
    cls._all = getter(cls._named)
    cls._compared = attrgetter("__class__", *(field.name for field in fields if field.compare))


def getter(names: tuple[str, ...]) -> Callable[[Dynamic], tuple[Dynamic, ...]]:
    """What reads these attributes; `attrgetter` gives a tuple for several names alone."""
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)


class _Signature:
    """The signature of a class for `help`, made of its fields."""

    def __get__(self, _: Dynamic, owner: Dynamic) -> inspect.Signature:
        parameters = [_parameter(field) for field in dataclasses.fields(owner) if field.init]
        return inspect.Signature(sorted(parameters, key=lambda parameter: parameter.kind))


def _parameter(field: dataclasses.Field[Dynamic]) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY if field.kw_only else inspect.Parameter.POSITIONAL_OR_KEYWORD
    default = field.default if field.default_factory is dataclasses.MISSING else field.default_factory
    absent = default is dataclasses.MISSING
    return inspect.Parameter(
        field.name, kind, default=inspect.Parameter.empty if absent else default, annotation=field.type
    )


_MADE: dict[str, Dynamic] = {
    name: _Later(name)
    for name in (
        "__dataclass_fields__", "__dataclass_params__", "__match_args__",
        "_compared", "_shown", "_given", "_named", "_all",
    )
}  # fmt: skip
"""What a class has for its fields."""
_MADE["__signature__"] = _Signature()


def _slotted(cls: type, members: dict[str, Dynamic]) -> Dynamic:
    """The same class with a slot for each field, as `dataclasses` makes it, and with these members where it has none."""
    names = tuple(name for name, kind in annotations_of(cls).items() if not is_no_field(kind))
    members = {**members, **vars(cls), "__slots__": names, "__getstate__": _state, "__setstate__": _set_state}
    for name in ("__dict__", "__weakref__", *names):
        members.pop(name, None)
    slotted = type(cls)(cls.__name__, cls.__bases__, members)
    slotted.__qualname__ = cls.__qualname__
    return slotted


_FEW = 56
"""So many values of a class are made without an ``__init__`` of its own: to write and compile one takes as long."""


def _first_init(frozen: bool) -> Dynamic:
    """An ``__init__`` for the first values of a class: most classes have few in a run."""
    count = 0

    def init(self: Dynamic, /, *args: Dynamic, **kwargs: Dynamic) -> None:
        nonlocal count
        count += 1
        if count > _FEW or not _filled(self, args, kwargs):
            first.owner.__init__ = written = _init(first.owner, frozen)
            written(self, *args, **kwargs)
        elif hasattr(self, "__post_init__"):
            self.__post_init__()

    first: Dynamic = init
    return first


def _filled(self: Dynamic, args: tuple[Dynamic, ...], kwargs: dict[str, Dynamic]) -> bool:
    """Fill the slots of a value, if it is plain what goes where: else Python says what is wrong, or where it goes."""
    values, used = dict(zip(self.__match_args__, args)) | kwargs, 0  # ruff: ignore[zip-without-explicit-strict]  counted
    cls = type(self)
    for field in self._given:
        if field.name in values:
            value, used = values[field.name], used + 1
        elif field.default_factory is not dataclasses.MISSING:
            value = field.default_factory()
        elif (value := field.default) is dataclasses.MISSING:
            return False
        getattr(cls, field.name).__set__(self, value)  # past the refusing ``__setattr__``
    return used == len(args) + len(kwargs)


def _init(cls: Dynamic, frozen: bool) -> Dynamic:
    """Write the ``__init__`` of a class; that of a frozen one fills the slots past the refusing ``__setattr__``."""
    names: dict[str, Dynamic] = {"MISSING": dataclasses.MISSING}
    fields = [field for field in dataclasses.fields(cls) if field.init]
    fields.sort(key=lambda field: field.kw_only is True)
    parameters, lines = ["self"], []
    for field in fields:
        name, value = field.name, field.name
        if field.kw_only and "*" not in parameters:
            parameters.append("*")
        if field.default_factory is not dataclasses.MISSING:
            names[f"make_{name}"] = field.default_factory
            value = f"make_{name}() if {name} is MISSING else {name}"
            parameters.append(f"{name}=MISSING")
        elif field.default is not dataclasses.MISSING:
            names[f"default_{name}"] = field.default
            parameters.append(f"{name}=default_{name}")
        else:
            parameters.append(name)
        if frozen:
            names[f"set_{name}"] = getattr(cls, name).__set__
        lines.append(f" set_{name}(self, {value})" if frozen else f" self.{name} = {value}")
    lines += [" self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    text = f"def __init__({', '.join(parameters)}):\n" + ("\n".join(lines) or " pass")
    exec(text, names)  # ruff: ignore[exec-builtin]  made of names that are Python's already, as dataclasses does it
    return names["__init__"]


def _equal(self: Dynamic, other: Dynamic) -> Dynamic:
    if type(other) is not type(self):
        return NotImplemented
    return self._compared(self) == self._compared(other)


def _hash(self: Dynamic) -> int:
    return hash(self._compared(self))


def _text(self: Dynamic) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._shown)
    return f"{type(self).__qualname__}({shown})"


def _refuse(self: Dynamic, name: str, _: Dynamic = None) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change {name!r} of a {type(self).__name__}")


def _state(self: Dynamic) -> list[Dynamic]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Dynamic, state: list[Dynamic]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        getattr(type(self), field.name).__set__(self, value)
