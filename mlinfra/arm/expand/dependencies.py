"""Find what a resource of a template waits for: what its expressions read, and what it names in ``dependsOn``."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from mlinfra.arm.expand.mentions import mentioned
from mlinfra.arm.expand.trees import evaluate_at
from mlinfra.arm.expand.units import Unit, bodies
from mlinfra.arm.expand.values import Value
from mlinfra.base.errors import TemplateError

if TYPE_CHECKING:
    from mlinfra.arm.expand.template_expansion import TemplateExpansion


def dependencies(unit: Unit) -> list[Unit]:
    """The resources that come before a unit: what its body refers to, then what it names in ``dependsOn``."""
    if unit.condition is False:
        return []
    if unit.dependencies is None:
        names = evaluate_at(".dependsOn", unit.declaration.get("dependsOn") or [], unit.context)
        if type(names) is not list:
            raise TemplateError("dependsOn must be an array", where=".dependsOn")
        expansion = unit.expansion
        waited = [*_read(expansion, unit), *(other for name in names for other in _named(expansion, unit, name))]
        expansion.session.budget.step(len(waited))
        unit.dependencies = [
            other for other in dict.fromkeys(waited) if other is not unit and other.condition is not False
        ]
    return unit.dependencies


def _read(expansion: TemplateExpansion, unit: Unit) -> Iterator[Unit]:
    """The resources that a unit's body refers to; those of extensions have no order."""
    if unit.condition is False or unit.existing:
        return
    for target, whole in mentioned(bodies(unit), unit.context.at("body")):
        if type(target) is not str:
            continue
        if whole:
            yield from expansion.targets(target) or ()
            continue
        full = expansion.full_id(target)
        if type(full) is str:
            yield from (other for other in expansion.index.meant(full) if not other.extension)


def _named(expansion: TemplateExpansion, unit: Unit, name: Value) -> list[Unit]:
    """The resources that an item of ``dependsOn`` means."""
    if type(name) is not str:
        return []
    siblings = _siblings(expansion, unit, name)
    if siblings:
        return siblings
    index = expansion.index
    if expansion.session.checks:
        _refuse_unknown(name, expansion, {*index.by_id, *index.by_name, *expansion.loops})
    by_id = index.by_id.get(name.lower())
    if by_id is not None:
        return by_id
    key = name if expansion.symbolic else name.lower()
    return [*index.by_name.get(key, []), *expansion.loops.get(key, [])]


def _siblings(expansion: TemplateExpansion, unit: Unit, name: str) -> list[Unit]:
    """The resources inside the same parent that have this name of their own, without the parent's."""
    if unit.parent is None:
        return []
    beside = [other for other in expansion.units if other.parent is unit.parent and other is not unit]
    return [other for other in beside if other.short_name is not None and other.short_name.lower() == name.lower()]


def _refuse_unknown(name: str, expansion: TemplateExpansion, known: Collection[str]) -> None:
    """Raises TemplateError where ``dependsOn`` names what the template does not hold."""
    if (name if expansion.symbolic else name.lower()) in known or name.lower() in known:
        return
    if all(type(unit.id) is str for unit in expansion.units):  # an id that is not known may be the one that is named
        raise TemplateError(f"dependsOn names {name!r}, which the template does not hold", where=".dependsOn")
