"""Serve one resource type by its entry in the catalogue; a type without one is kept as it comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mlinfra.catalogue.resource_type import ResourceType
from mlinfra.catalogue.rule_judgement import holds
from mlinfra.catalogue.service import PLAIN, Action, Given, Served
from mlinfra.local.inner_children import write_children
from mlinfra.local.providers._base import Body, Put, merged, read, tree
from mlinfra.local.providers.behaviour import Behaviour
from mlinfra.local.providers.brought import bring
from mlinfra.local.providers.placeholders import filled, source_of
from mlinfra.local.store import View

_GENERATIONS = "properties.keyGenerations"
"""Where the local target keeps how often each key was renewed: never returned, and never sent."""


@dataclass(frozen=True, slots=True)
class ServedType:
    """What one type's provider does: what its entry says, and its behaviours."""

    type: str
    entry: ResourceType | None = None
    behaviours: tuple[Behaviour, ...] = ()

    @property
    def served(self) -> Served:
        """How its requests are served."""
        return self.entry.served if self.entry else PLAIN

    @property
    def tracked(self) -> bool:
        """Whether it is listed with the resources of its group, if it has a location."""
        return self.served.tracked and not any(behaviour.hidden for behaviour in self.behaviours)

    def filled_in(self, put: Put) -> Body:
        """All that the service assumes where the body says nothing; what it keeps is what there was."""
        defaults = {**(self.entry.defaults if self.entry else {})}
        for case in self._cases(put):
            defaults |= case.defaults
        before = {path: value for path in self.kept if (value := read(put.previous, path)) is not None}
        known = {path: before.get(path, value) for path, value in defaults.items()}
        return tree({path: filled(value, source_of(put, path)) for path, value in known.items()})

    def set_by_service(self, put: Put) -> Body:
        """All read-only members, the service's alone whatever the body says."""
        computed = {**(self.entry.computed if self.entry else {})}
        for case in self._cases(put):
            computed |= case.computed
        body = tree({path: filled(value, source_of(put, path)) for path, value in computed.items()})
        for behaviour in self.behaviours:
            body = merged(body, behaviour.computed(put))
        return body

    def _cases(self, put: Put) -> Iterator[Given]:
        for case in self.served.cases:
            in_time = not case.before or put.api_version < case.before
            if in_time and put.api_version >= case.since and all(holds(when, put.body) for when in case.when):
                yield case

    def check(self, put: Put) -> None:
        """Raise ArmError for what only the behaviours of the type refuse."""
        for behaviour in self.behaviours:
            behaviour.check(put)

    def after(self, put: Put) -> None:
        """Write what the service creates beside it."""
        if self.entry and self.entry.listed_children:
            write_children(put)
        bring(put, self.served.brings)
        for behaviour in self.behaviours:
            behaviour.after(put)

    def gone(self, view: View, body: Body) -> None:
        """Remove what the service removes with it."""
        for behaviour in self.behaviours:
            behaviour.gone(view, body)

    def action(self, name: str) -> Action | None:
        """Its action of this name, in any case."""
        return next((action for action in self.served.actions if action.name.lower() == name.lower()), None)

    def principal_of(self, body: Body) -> Any:
        """The object id of its own identity; None where it has none."""
        return read(body, (self.entry and self.entry.principal) or "identity.principalId")

    @property
    def internal(self) -> tuple[str, ...]:
        """What the local target keeps beside the body for itself."""
        return (_GENERATIONS,) if any(action.renews for action in self.served.actions) else ()

    @property
    def write_only(self) -> tuple[str, ...]:
        """Never returned; stored as masks, other than what is read again."""
        return (*self.internal, *(self.entry.write_only if self.entry else ()))

    @property
    def kept(self) -> tuple[str, ...]:
        """Left as they are when the body omits them."""
        return (*self.internal, *(self.entry.kept if self.entry else ()))

    @property
    def unique(self) -> str:
        """``global`` or ``region``: how far its name must be unique."""
        return self.entry.unique_in if self.entry else ""

    @property
    def soft_deleted_days(self) -> int:
        """How long a deleted one blocks its name; 0 when it goes at once."""
        return self.entry.soft_deleted_days if self.entry and self.entry.blocks_name else 0

    @property
    def remembered_days(self) -> int:
        """How long a deleted one is listed as such, while its name is free."""
        return self.entry.soft_deleted_days if self.entry and not self.entry.blocks_name else 0
