"""Evaluate the variables of a template, each when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mlinfra.arm.expand.trees import evaluate_loop, evaluate_tree, within
from mlinfra.arm.expand.values import Value
from mlinfra.base.errors import TemplateError

if TYPE_CHECKING:
    from mlinfra.arm.expand.context import Context


class Variables:
    """The variables of one template."""

    def __init__(self, declared: Mapping[str, Any]) -> None:
        loops = declared.get("copy")
        self._loops = {loop["name"].lower(): loop for loop in loops} if isinstance(loops, list) else {}
        self._declared = {
            name.lower(): (name, value)
            for name, value in declared.items()
            if not (name == "copy" and isinstance(value, list))
        }
        self._values: dict[str, Value] = {}
        self._active: list[str] = []

    def evaluate_all(self, context: Context) -> None:
        """Evaluates every variable, used or not."""
        for name in (*self._loops, *self._declared):
            self.value(name, context)

    def value(self, name: str, context: Context) -> Value:
        """The value of a variable."""
        key = name.lower()
        if key in self._values:
            return self._values[key]
        if key not in self._declared and key not in self._loops:
            raise TemplateError(f"the template has no variable {name!r}")
        if key in self._active:
            raise TemplateError(f"variables depend on each other: cycle {' -> '.join([*self._active, key])}")
        self._active.append(key)
        if key in self._loops:
            loop = self._loops[key]
            value = within(f"variables.copy.{loop['name']}", evaluate_loop, loop, loop["name"], context)
        else:
            shown, source = self._declared[key]
            value = within(f"variables.{shown}", _evaluate, source, context)
        self._active.pop()
        self._values[key] = value
        return value


def _evaluate(source: Any, context: Context) -> Value:
    return evaluate_tree(source, context, loops=True)
