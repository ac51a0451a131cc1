"""Say which stack of a file has a resource in its code: what left one stack may have moved to another."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from mlinfra.base.errors import MlinfraError

if TYPE_CHECKING:
    from mlinfra.app.settings import Settings
    from mlinfra.landing_zone.model.stack import Stack


@dataclass(frozen=True)
class OtherStacks:
    """All stacks of a stack file, read and expanded when they are first asked for."""

    settings: Settings
    subscription: str
    """Where a stack says no other."""

    @cached_property
    def _stacks(self) -> tuple[Stack, ...]:
        """All of them, also those that were not selected: the file runs once for this."""
        return replace(self.settings, select="*").stacks()

    @cached_property
    def names(self) -> frozenset[str]:
        """Their names, also of those that were not selected."""
        return frozenset(stack.name for stack in self._stacks)

    def holder(self, resource_id: str, stack: str) -> str | None:
        """The stack that has a resource now, another than ``stack``; None where there is none."""
        holders = self._holders.get(resource_id.casefold(), ())
        return next((name for name in holders if name != stack), None)

    @cached_property
    def _holders(self) -> dict[str, list[str]]:
        """Lower-case id -> the stacks whose code has it."""
        holders: dict[str, list[str]] = {}
        for name, resource_id in self._ids():
            holders.setdefault(resource_id.casefold(), []).append(name)
        return holders

    def _ids(self) -> Iterator[tuple[str, str]]:
        """Each id with its stack; a stack that cannot be expanded is left out: its own plan says why."""
        from mlinfra.app.deployable import of_stack

        for stack in self._stacks:
            with contextlib.suppress(MlinfraError):
                deployable = of_stack(self.settings.prepare(stack), self.settings.file, None)
                snapshot = deployable.snapshot(deployable.scope.on(self.subscription), self.settings.cloud)
                yield from [(stack.name, str(body["id"])) for body in snapshot.resources if "id" in body]
