"""Read the ``copy`` of a resource: its name, count and mode."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.form import check_loop
from mlinfra.arm.expand.letter_case import loop_in_usual_case
from mlinfra.arm.expand.trees import evaluate_count, evaluate_tree, within
from mlinfra.arm.expand.units import USUAL_KEYS
from mlinfra.arm.expand.values import Open, Value, find_key, kind_of
from mlinfra.base.errors import TemplateError


class ResourceLoop(NamedTuple):
    """A loop of resources."""

    name: str
    count: Value
    """How many items; an open value where that is not known."""


def read_loop(declared: Any, context: Context) -> ResourceLoop:
    """The loop that a ``copy`` describes. Raises TemplateError where it is none."""
    loop = loop_in_usual_case(declared)
    check_loop(loop, "", named=True)
    name = within(".name", evaluate_tree, loop["name"], context)
    if type(name) is not str:
        raise TemplateError(f"the name of a loop must be a text, not {kind_of(name)}", where=".name")
    _check_mode(loop, context)
    return ResourceLoop(name, evaluate_count(loop["count"], context))


def _check_mode(loop: Mapping[str, Any], context: Context) -> None:
    mode = within(".mode", evaluate_tree, loop.get("mode"), context)
    if mode is None:
        mode = "parallel"
    if type(mode) is Open:
        return
    if type(mode) is not str or mode.lower() not in {"parallel", "serial"}:
        raise TemplateError(f"the mode of a loop is 'parallel' or 'serial', not {mode!r}", where=".mode")
    if loop.get("batchSize") is not None and mode.lower() != "serial":
        raise TemplateError("batchSize needs mode 'serial'", where=".batchSize")


def check_loop_names(resources: Mapping[str, Any], path: str) -> None:
    """Refuses two loops of one name, in any casing, among resources by symbol."""
    seen: dict[str, str] = {}
    for symbol, declaration in resources.items():
        if isinstance(declaration, dict) and "copy" not in declaration and declaration.keys() <= USUAL_KEYS:
            continue  # as nearly all: no other key can be another spelling of it
        loop = _member(declaration, "copy")
        name = _member(loop, "name")
        if type(name) is not str:
            continue
        other = seen.setdefault(name.lower(), symbol)
        if other != symbol:
            raise TemplateError(
                f"the loop {name!r} has the name of that of {other!r}", where=f"{path}.{symbol}.copy.name"
            )


def _member(value: Any, key: str) -> Any:
    name = find_key(value, key) if isinstance(value, dict) else None
    return None if name is None else value[name]
