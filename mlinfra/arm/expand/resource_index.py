"""Find the resources of a template by id, name or symbol."""

from __future__ import annotations

from collections.abc import Iterable

from mlinfra.arm.expand.trees import closed_text
from mlinfra.arm.expand.units import Unit


class ResourceIndex:
    """The resources of one template; several may have one id, or one name."""

    def __init__(self, units: Iterable[Unit], prefix: str, *, symbolic: bool) -> None:
        """``prefix``: what ids in the template's own scope start with; ``symbolic``: symbols count, not names."""
        self.by_id: dict[str, list[Unit]] = {}
        """By id in lower case, whole and without the prefix."""
        self.by_name: dict[str, list[Unit]] = {}
        """By symbol, or by name in lower case."""
        self._symbolic = symbolic
        for unit in units:
            if type(unit.id) is str:
                key = unit.id.lower()
                self.by_id.setdefault(key, []).append(unit)
                if key.startswith(prefix):
                    self.by_id.setdefault(key[len(prefix) :], []).append(unit)
            if symbolic and unit.symbol:
                self.by_name.setdefault(unit.symbol, []).append(unit)
            elif type(unit.name) is str:
                self.by_name.setdefault(unit.name.lower(), []).append(unit)

    def meant(self, name: str) -> list[Unit]:
        """Every resource that a name, symbol or id means, deployed or not."""
        by_id = self.by_id.get(name.lower())
        return self.by_name.get(name if self._symbolic else name.lower(), []) if by_id is None else by_id

    def deployed(self, name: str) -> Unit | None:
        """The last deployed resource that a name, symbol or id means; None where there is none, or the ids differ."""
        units = [unit for unit in self.meant(name) if unit.condition is not False]
        ids = {id(unit) if unit.id is None else closed_text(unit.id) for unit in units}
        return units[-1] if len(ids) == 1 else None

    def switched_off(self, name: str) -> Unit | None:
        """The resource that a name, symbol or id means where none of that meaning is deployed, by its condition."""
        units = self.meant(name)
        off = [unit for unit in units if unit.condition is False and type(unit.id) is str]
        return off[0] if len(off) == len(units) == 1 else None

    def ids_switched_off(self) -> set[str]:
        """Ids, in lower case, of what is not deployed because its condition is false."""
        units = [unit for units in self.by_id.values() for unit in units]
        return {unit.id.lower() for unit in units if unit.condition is False}
