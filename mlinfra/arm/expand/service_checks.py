"""What the service refuses although a prediction lets it pass: circles, twins, dependencies on what is not there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from mlinfra.base.errors import TemplateError

if TYPE_CHECKING:
    from mlinfra.arm.expand.units import Unit


def refuse_circles(units: list[Unit]) -> None:
    """Raises TemplateError where a unit waits for itself."""
    done: set[int] = set()
    for start in units:
        path: list[tuple[Unit, Iterator[Unit]]] = []
        following: Unit | None = start
        while following is not None or path:
            if following is not None and id(following) not in done:
                _refuse_circle(following, [unit for unit, _ in path])
                path.append((following, iter(following.frame.dependencies(following))))
            unit, dependencies = path[-1] if path else (start, iter(()))
            following = next(dependencies, None)
            if following is None and path:
                done.add(id(unit))
                path.pop()


def _refuse_circle(unit: Unit, waiting: list[Unit]) -> None:
    if unit in waiting:
        circle = [*waiting[waiting.index(unit) :], unit]
        names = " -> ".join(str(one.name) for one in circle)
        raise TemplateError(f"resources depend on each other in a circle: {names}", where=unit.frame.path + unit.path)


def refuse_twins(units: list[Unit]) -> None:
    """Raises TemplateError where a template deploys one resource twice."""
    seen: dict[str, Unit] = {}
    for unit in units:
        if type(unit.id) is not str or unit.existing or unit.condition is False:
            continue
        twin = seen.setdefault(unit.id.lower(), unit)
        if twin is not unit:
            where = unit.frame.path + unit.path
            raise TemplateError(f"the resource {unit.id} is deployed twice, also by {twin.path}", where=where)


def refuse_unknown(name: str, symbolic: bool, units: list[Unit], known: Collection[str]) -> None:
    """Raises TemplateError where ``dependsOn`` names what the template does not hold."""
    if (name if symbolic else name.lower()) in known or name.lower() in known:
        return
    if not any(unit.id is None for unit in units):  # what is not deployed may have no id to be named by
        raise TemplateError(f"dependsOn names {name!r}, which the template does not hold")
