"""Check the order that the stacks of a file ask for with ``depends_on``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from mlinfra.base.errors import DependencyCycle, LoadError
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.stack import Stack


def check_order(path: Path, stacks: Sequence[Stack]) -> None:
    """Raise `LoadError` for a stack that depends on one outside the file, `DependencyCycle` where none can be first."""
    by_name = {stack.name: stack for stack in stacks}
    for stack in stacks:
        missing = next((other for other in stack.depends_on if other.name not in by_name), None)
        if missing is not None:
            message = f"{stack.name} depends on {missing.name}, which is not a stack of this file"
            hint = f"add {missing.name} to `stacks`, or take it out of the depends_on of {stack.name}"
            raise LoadError(message, where=_place(stack) or str(path), hint=hint)
    done: set[str] = set()
    for stack in stacks:
        _walk(stack, by_name, [], done)


def _walk(stack: Stack, by_name: Mapping[str, Stack], above: list[Stack], done: set[str]) -> None:
    """Follow the order from one stack on; ``above`` are those that wait for it, ``done`` those that were followed."""
    names = [waiting.name for waiting in above]
    if stack.name in names:
        raise cycle_error([(waiting.name, _place(waiting)) for waiting in [*above[names.index(stack.name) :], stack]])
    if stack.name not in done:
        for other in stack.depends_on:
            _walk(by_name[other.name], by_name, [*above, stack], done)
        done.add(stack.name)


def cycle_error(steps: Sequence[tuple[str, str]]) -> DependencyCycle:
    """The error for stacks, by name and place, of which each depends on the next; the last is the first again."""
    told = " -> ".join(f"{name} ({place})" if place else name for name, place in steps)
    hint = f"take {steps[1][0]} out of the depends_on of {steps[0][0]}"
    return DependencyCycle(f"dependency cycle of stacks: {told}", where=steps[0][1], hint=hint)


def _place(stack: Stack) -> str:
    return str(where(stack))
