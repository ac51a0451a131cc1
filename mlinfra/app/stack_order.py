"""Order the stacks of a run by what they depend on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from mlinfra.app.read_stacks import HasPlace

Stack = TypeVar("Stack", bound="HasPlace")


def depends_on_all(stacks: Sequence[HasPlace]) -> dict[str, tuple[str, ...]]:
    """Stack -> all stacks of the run that it depends on, also by way of others that need not be in the run."""
    direct = {stack.name: stack.depends_on for stack in stacks}
    return {name: tuple(before for before in _reached(name, direct) if before in direct) for name in direct}


def _reached(name: str, direct: Mapping[str, Sequence[str]]) -> list[str]:
    reached: dict[str, None] = {}
    open_names = list(direct.get(name, ()))
    while open_names:
        before = open_names.pop(0)
        if before not in reached:
            reached[before] = None
            open_names += direct.get(before, ())
    return list(reached)


def in_order(stacks: Sequence[Stack]) -> list[Stack]:
    """Each stack after those that it depends on, otherwise as they stand in the file."""
    after, names = depends_on_all(stacks), set[str]()
    ordered: list[Stack] = []
    waiting = list(stacks)
    while waiting:
        ready = next(stack for stack in waiting if names.issuperset(after[stack.name]))
        waiting.remove(ready)
        ordered.append(ready)
        names.add(ready.name)
    return ordered
