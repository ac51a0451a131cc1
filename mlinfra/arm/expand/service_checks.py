"""Refuse what the service refuses although a prediction lets it pass: dependency cycles, one resource twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlinfra.arm.expand.dependencies import dependencies
from mlinfra.base.errors import TemplateError

if TYPE_CHECKING:
    from mlinfra.arm.expand.units import Unit


def refuse_cycles(units: list[Unit]) -> None:
    """Raises TemplateError where a unit waits for itself."""
    done: set[int] = set()
    for start in units:
        path: list[tuple[Unit, Iterator[Unit]]] = []
        following: Unit | None = start
        while following is not None or path:
            if following is not None and id(following) not in done:
                _refuse_cycle(following, [unit for unit, _ in path])
                path.append((following, iter(dependencies(following))))
            unit, remaining = path[-1] if path else (start, iter(()))
            following = next(remaining, None)
            if following is None and path:
                done.add(id(unit))
                path.pop()


def _refuse_cycle(unit: Unit, waiting: list[Unit]) -> None:
    if unit in waiting:
        cycle = [*waiting[waiting.index(unit) :], unit]
        names = " -> ".join(str(waited.name) for waited in cycle)
        raise TemplateError(f"dependency cycle: {names}", where=unit.expansion.path + unit.path)


def refuse_twins(units: list[Unit]) -> None:
    """Raises TemplateError where a template deploys one resource twice."""
    seen: dict[str, Unit] = {}
    for unit in units:
        if type(unit.id) is not str or unit.existing or unit.condition is not True:
            continue
        twin = seen.setdefault(unit.id.lower(), unit)
        if twin is not unit:
            where = unit.expansion.path + unit.path
            raise TemplateError(f"the resource {unit.id} is deployed twice, also by {twin.path}", where=where)


def refuse_nameless(unit: Unit, target: str, version: str | None, *, symbolic: bool) -> None:
    """Raises TemplateError where ``reference()`` means a resource that is not deployed, and does not say id and version.

    The service reads such a resource as it is, so it must be told both; a symbolic name tells them.
    """
    if not symbolic and (version is None or not target.startswith("/")):
        raise TemplateError(
            f"reference() means {unit.name!r}, which is not deployed: its condition is false",
            hint="put the reference into if(), under the same condition",
        )
