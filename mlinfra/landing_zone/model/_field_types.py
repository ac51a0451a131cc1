"""Find the types of a class's fields, and load a class that a type names when the type is asked for.

A module of the model imports the classes that only some stacks use for its type checker alone (``TYPE_CHECKING``). So
``StorageAccount("st")`` loads no class for network rules; ``StorageAccount("st", network_rules=...)`` does.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
from functools import cache
from types import NoneType, SimpleNamespace
from typing import Any, TypeAlias, get_type_hints

import mlinfra
from mlinfra.landing_zone.model._seldom import Seldom

_OURS = "mlinfra."
Hint: TypeAlias = Any
"""The annotation of a field, or a part of one, such as ``Many[str]``: typing has no type of these."""
Given: TypeAlias = Any
"""What may be given for a field, before it is judged: a value of any kind."""


class NotLoaded:
    """Stands for each class that is not loaded: there is no value of it yet."""

    def __class_getitem__(cls, _: Hint) -> Hint:
        return cls


class _LoadedNames(dict[str, Hint]):  # ruff: ignore[subclass-builtin]  eval() asks __missing__ of a dict alone
    """Names of types, in which a public class that is not loaded is `NotLoaded`."""

    def __missing__(self, name: str) -> Hint:
        if name not in mlinfra.__all__:
            raise KeyError(name)
        home = mlinfra._HOME[name]  # ruff: ignore[private-member-access]  it tells a module without loading it
        return getattr(sys.modules.get(f"{_OURS}{home}"), name, NotLoaded)


class _PublicNames(dict[str, Any]):  # ruff: ignore[subclass-builtin]  eval() asks __missing__ of a dict alone
    """Names of types, in which a public class is imported when it is first looked up."""

    def __missing__(self, name: str) -> Hint:
        if name not in mlinfra.__all__:
            raise KeyError(name)
        self[name] = getattr(mlinfra, name)
        return self[name]


_PUBLIC = _PublicNames()
_LOADED = _LoadedNames()


def type_of(kind: type, field: str, *, loaded: bool = False) -> Hint:
    """The type of one field, with its annotations; raises NameError for a name that is not at hand.

    ``loaded``: load no class for it. What the type says of a value is the same then, unless the value is of no kind that it has.
    """
    owner = next(base for base in kind.__mro__ if field in inspect.get_annotations(base))
    text = SimpleNamespace(__annotations__={field: inspect.get_annotations(owner)[field]})
    names: dict[str, Hint] = {}
    if owner.__module__.startswith(_OURS):
        names = _LOADED if loaded else _PUBLIC
    return get_type_hints(text, vars(sys.modules[owner.__module__]), names, include_extras=True)[field]


def types_of(kind: type) -> dict[str, Hint]:
    """The types of a class's fields, with their annotations; raises NameError for a name that is not at hand."""
    return {field.name: type_of(kind, field.name) for field in dataclasses.fields(kind)}


@cache
def load_all() -> None:
    """Load every public class, and put its name into the modules of the model, where pydantic looks for it."""
    public = {name: getattr(mlinfra, name) for name in mlinfra.__all__}
    for module in [module for name, module in sys.modules.items() if name.startswith(f"{_OURS}landing_zone.model.")]:
        for name, value in public.items():
            if isinstance(vars(module).get(name), (Seldom, NoneType)):
                vars(module)[name] = value
