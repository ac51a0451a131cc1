"""Say which stack of a file has a resource in its code: what left one stack may have moved to another."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

from mlinfra.base.errors import MlinfraError

if TYPE_CHECKING:
    from mlinfra.app.settings import Settings
    from mlinfra.landing_zone.model.stack import Stack


@dataclass(frozen=True)
class OtherStacks:
    """All stacks of a stack file, read and expanded once for all that ask, when the first asks."""

    settings: Settings
    _lock: RLock = field(default_factory=RLock, repr=False, compare=False)
    """Stacks are planned at the same time."""
    _held: dict[str, Mapping[str, list[str]]] = field(default_factory=dict, repr=False, compare=False)
    """Subscription -> lower-case id -> the stacks whose code has it."""

    @cached_property
    def _stacks(self) -> tuple[Stack, ...]:
        """All of them, also those that were not selected: the file runs once for this."""
        return replace(self.settings, select="*").stacks()

    @property
    def names(self) -> frozenset[str]:
        """Their names, also of those that were not selected."""
        with self._lock:
            return frozenset(stack.name for stack in self._stacks)

    def holder(self, resource_id: str, stack: str, subscription: str) -> str | None:
        """The stack that has a resource now, another than ``stack``; None where there is none.

        ``subscription`` is where a stack goes that says no other.
        """
        with self._lock:
            if subscription not in self._held:
                self._held[subscription] = self._holders(subscription)
        holders = self._held[subscription].get(resource_id.casefold(), ())
        return next((name for name in holders if name != stack), None)

    def _holders(self, subscription: str) -> Mapping[str, list[str]]:
        holders: dict[str, list[str]] = {}
        for name, resource_id in self._ids(subscription):
            holders.setdefault(resource_id.casefold(), []).append(name)
        return holders

    def _ids(self, subscription: str) -> Iterator[tuple[str, str]]:
        """Each id with its stack; a stack that cannot be expanded is left out: its own plan says why."""
        from mlinfra.app.deployable import of_stack

        for stack in self._stacks:
            with contextlib.suppress(MlinfraError):
                deployable = of_stack(self.settings.prepare(stack), self.settings.file, None)
                snapshot = deployable.snapshot(deployable.scope.on(subscription), self.settings.cloud)
                yield from [(stack.name, str(body["id"])) for body in snapshot.resources if "id" in body]
