"""Make what few runs read of an entry when it is read: its rules, and what its service does with requests.

A module of `mlinfra.catalogue.types` imports the classes of both for its type checker alone, and says of each name that it is
made later. ``Served(required=("location",))`` is then a value that becomes a `Served` when something of it is asked for: to
make all of them takes 1 in 25 of rendering one stack, which asks for none.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from mlinfra.base.class_fields import Dynamic


class Later:
    """A value of a module that is not loaded yet, or what a call of one gives; used as that value, it is loaded or made."""

    __slots__ = ("_args", "_kwargs", "_made", "_of")

    def __init__(self, of: Later | tuple[str, str], *args: Dynamic, **kwargs: Dynamic) -> None:
        """``of``: a module and a name in it, or what is called with the arguments."""
        self._of, self._args, self._kwargs = of, args, kwargs

    def __call__(self, *args: Dynamic, **kwargs: Dynamic) -> Later:
        """What the call gives, later too."""
        return Later(self, *args, **kwargs)

    def __getattr__(self, name: str) -> Dynamic:
        if name == "_made":  # asked for the first time
            self._made = self._make()
            return self._made
        return getattr(self._made, name)

    def _make(self) -> Dynamic:
        if isinstance(self._of, Later):
            given = {name: made(value) for name, value in self._kwargs.items()}
            return made(self._of)(*map(made, self._args), **given)
        module, name = self._of
        return getattr(import_module(module), name)

    def __iter__(self) -> Iterator[Dynamic]:
        return iter(self._made)

    def __bool__(self) -> bool:
        return bool(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def __getitem__(self, key: Dynamic) -> Dynamic:
        return self._made[key]

    def __eq__(self, other: Dynamic) -> bool:
        return bool(self._made == made(other))

    def __hash__(self) -> int:
        return hash(self._made)


class LaterModule:
    """A module of the catalogue that is loaded when a value of it is used."""

    __slots__ = ("_module",)

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Later:
        return Later((f"mlinfra.catalogue.{self._module}", name))


def later(module: str, *names: str) -> list[Later]:
    """Values of a module of the catalogue, by their names."""
    return [getattr(LaterModule(module), name) for name in names]


def made(value: Dynamic) -> Dynamic:
    """A value without anything in it that is made later."""
    if isinstance(value, Later):
        return value._made  # ruff: ignore[private-member-access]  this makes it
    if type(value) is tuple or type(value) is list:
        return type(value)(map(made, value))
    if type(value) is dict:
        return {key: made(item) for key, item in value.items()}
    return value
