"""Refuse what the service refuses although a prediction lets it pass: cycles, duplicates, unknown dependencies."""

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
        raise TemplateError(f"dependency cycle: {names}", where=unit.frame.path + unit.path)


def refuse_twins(units: list[Unit]) -> None:
    """Raises TemplateError where a template deploys one resource twice."""
    seen: dict[str, Unit] = {}
    for unit in units:
        if type(unit.id) is not str or unit.existing or unit.condition is not True:
            continue
        twin = seen.setdefault(unit.id.lower(), unit)
        if twin is not unit:
            where = unit.frame.path + unit.path
            raise TemplateError(f"the resource {unit.id} is deployed twice, also by {twin.path}", where=where)


def refuse_unknown(name: str, symbolic: bool, units: list[Unit], known: Collection[str]) -> None:
    """Raises TemplateError where ``dependsOn`` names what the template does not hold."""
    if (name if symbolic else name.lower()) in known or name.lower() in known:
        return
    if all(type(unit.id) is str for unit in units):  # an id that is not known may be the one that is named
        raise TemplateError(f"dependsOn names {name!r}, which the template does not hold")


def refuse_nameless(unit: Unit, target: str, version: str | None, *, symbolic: bool) -> None:
    """Raises TemplateError where ``reference()`` means a resource that is not deployed, and does not say id and version.

    The service reads such a resource as it is, so it must be told both; a symbolic name tells them.
    """
    if not symbolic and (version is None or not target.startswith("/")):
        raise TemplateError(
            f"reference() means {unit.name!r}, which is not deployed: its condition is false",
            hint="put the reference into if(), under the same condition",
        )
