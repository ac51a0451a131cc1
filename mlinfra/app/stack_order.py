"""Order the stacks of a run by what they depend on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlinfra.app.deployable import Deployable


def depends_on_all(work: Sequence[Deployable]) -> dict[str, tuple[str, ...]]:
    """Stack -> all stacks of the run that it depends on, also by way of others that need not be in the run."""
    direct = {deployable.name: deployable.depends_on for deployable in work}
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


def in_order(work: Sequence[Deployable]) -> list[Deployable]:
    """Each stack after those that it depends on, otherwise as they stand in the file."""
    after, names = depends_on_all(work), set[str]()
    ordered: list[Deployable] = []
    waiting = list(work)
    while waiting:
        ready = next(deployable for deployable in waiting if names.issuperset(after[deployable.name]))
        waiting.remove(ready)
        ordered.append(ready)
        names.add(ready.name)
    return ordered
