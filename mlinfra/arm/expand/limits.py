"""Limit the time and memory of an expansion: the limits of Azure's engine, and a budget of calls and bytes.

Whatever a template does (arrays that hold each other by reference, loops in loops, functions that call functions) spends
from the budget. It is far beyond what Azure accepts, 4 MB of template.
"""

from __future__ import annotations

from typing import Any

from mlinfra.base.errors import TemplateError

LONGEST_TEXT = 131_072
"""Characters that a text may have which an expression yields."""
LONGEST_OPEN = 1_000_000
"""Characters that an expression may have that cannot be evaluated offline."""
_STEPS = 500_000
_MADE = 160_000_000
_KEPT = 48_000_000
_LIST, _ITEM, _MEMBER = 64, 40, 80
_CONTAINERS = frozenset({list, dict})
_SIMPLE = frozenset({int, float, bool, type(None)})
COPY_STEPS = 30
"""What one copy of a resource costs, in function calls."""
USER_FUNCTION_STEPS = 4
"""What the call of a user function costs besides its body."""


def too_long(name: str) -> TemplateError:
    """The error for a text that is longer than allowed."""
    return TemplateError(f"{name}() yields more than {LONGEST_TEXT} characters, which is the longest text allowed")


def too_long_open() -> TemplateError:
    """The error for an expression that stays and is longer than allowed."""
    return TemplateError(
        f"an expression that stays as it can't be evaluated gets longer than {LONGEST_OPEN} characters"
    )


def weight(value: Any) -> int:
    """About how many bytes a value takes, each part counted wherever it stands."""
    if value.__class__ is str:  # nearly always
        return len(value)
    total, waiting = 0, [value]
    while waiting:
        part = waiting.pop()
        kind = type(part)
        if kind is list:
            total += _LIST + _ITEM * len(part)
            _weigh_later(part, waiting)
        elif isinstance(part, dict):
            total += _LIST + _MEMBER * len(part) + sum(map(len, part))
            _weigh_later(part.values(), waiting)
        elif isinstance(part, str):
            total += len(part)
        elif kind not in _SIMPLE:
            total += getattr(getattr(part, "node", None), "size", _ITEM)  # of an open value, its expression
        if total > _MADE:
            break
    return total


def _weigh_later(parts: Any, waiting: list[Any]) -> None:
    """Adds the parts that are not simple; most arrays hold only simple values."""
    if not _SIMPLE.issuperset(map(type, parts)):
        waiting.extend(part for part in parts if type(part) not in _SIMPLE)


def shallow_weight(value: Any) -> int:
    """About how many bytes a value takes whose parts were there before."""
    kind = type(value)
    if kind is list:
        return _LIST + 8 * len(value)
    if kind is dict:
        return _LIST + 48 * len(value)
    return len(value) if kind is str else 0


class Budget:
    """The calls and bytes that an expansion has left; each method raises TemplateError where none are left."""

    __slots__ = ("_kept", "_made", "_steps")

    def __init__(self) -> None:
        self._steps, self._made, self._kept = _STEPS, _MADE, _KEPT

    def step(self, count: int = 1) -> None:
        """Spends function calls, or work that takes as long."""
        self._steps -= count
        if self._steps < 0:
            raise TemplateError(
                f"the template takes more than {_STEPS} function calls to evaluate",
                hint="Look for loops inside loops: map() in map(), copy in copy, functions that call functions.",
            )

    def make(self, size: int) -> None:
        """Spends bytes on a result, kept or not."""
        self._made -= size
        if self._made < 0:
            raise _too_large("its expressions make", _MADE)

    def keep(self, size: int) -> None:
        """Spends bytes on a value of the expanded template."""
        self._kept -= size
        if self._kept < 0:
            raise _too_large("it expands to", _KEPT)


def _too_large(what: str, most: int) -> TemplateError:
    return TemplateError(
        f"the template is too large: {what} more than {most // 1_000_000} MB of values",
        hint="Azure takes 4 MB. Look for values that are repeated inside each other.",
    )
