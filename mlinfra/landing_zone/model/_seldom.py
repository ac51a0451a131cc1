"""Ask whether a value is of a class that few stacks use, without loading that class."""

from __future__ import annotations

import sys

from mlinfra.base.class_fields import Dynamic


class Seldom:
    """Stands for a class in `isinstance`: of a class that is not loaded there is no value.

    A module says ``from ... import Module`` where `TYPE_CHECKING`, and ``Module = Seldom("model.module", "Module")`` else; what else
    it needs of the class it imports in the function that has a value of it. A module of the model that is loaded takes 1 to
    4 million instructions, of 800 for rendering one stack.
    """

    __slots__ = ("module", "name")

    def __init__(self, module: str, name: str) -> None:
        """Stand for a class of a module of the model, or of the graph."""
        self.module, self.name = f"mlinfra.landing_zone.{module}", name

    def __instancecheck__(self, value: Dynamic) -> bool:
        return isinstance(value, getattr(sys.modules.get(self.module), self.name, ()))

    def __subclasscheck__(self, kind: type) -> bool:
        return issubclass(kind, getattr(sys.modules.get(self.module), self.name, ()))


def loaded(kinds: tuple[type, ...]) -> tuple[type, ...]:
    """Those of the classes that are loaded: to ask `isinstance` about many values, which takes ten times as long of a `Seldom`."""
    if Seldom not in map(type, kinds):
        return kinds
    held = [
        getattr(sys.modules.get(kind.module), kind.name, None) if isinstance(kind, Seldom) else kind for kind in kinds
    ]
    return tuple([kind for kind in held if kind is not None])
