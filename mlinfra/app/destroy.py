"""Remove what a stack owns, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import Unpack

from mlinfra.app.at_once import ask_at_once, each_result
from mlinfra.app.deleting import ToDelete, delete_at_once, failed_outcome
from mlinfra.app.observer import Observer
from mlinfra.app.read_stacks import HasPlace, read_places
from mlinfra.app.settings import Options, settings_for
from mlinfra.app.stack_failure import StackFailure
from mlinfra.app.stack_order import depends_on_all, in_order

if TYPE_CHECKING:
    from mlinfra.azure.deploy.destroy import Destruction
    from mlinfra.azure.deploy.outcome import Outcome
    from mlinfra.azure.protocol import Cloud, Watch


def destroy(
    file: Path | str, *, purge: bool = False, observer: Observer | None = None, **options: Unpack[Options]
) -> tuple[Outcome, ...]:
    """Delete what the deployments of each selected stack made, the last stack first, and each before those that
    it depends on; ``observer`` is asked about all of them before the first is deleted.

    A stack need not be renderable: what it owns stands in Azure's history. ``purge`` also frees the names that deleted
    workspaces and vaults keep. Stacks that own nothing have no outcome. What could not be deleted, or of several stacks
    not be read, is in the outcome, not an error; what such a stack depends on is not deleted either.
    """
    from mlinfra.azure.deploy.destroy import destroy as delete

    settings, observer = settings_for(file, **options), observer or Observer()
    stacks = list(reversed(in_order(read_places(settings))))
    with settings.connect(stacks, observer) as cloud:
        read = _read(stacks, cloud, observer)
        needed_by = _needed_by(stacks)
        failures = {
            place.name: failed_outcome(place.name, place.scope.on(cloud.subscription), "destroy", result.error)
            for place, result in zip(stacks, read, strict=True)
            if isinstance(result, StackFailure)
        }
        kept = set(failures)
        chosen: list[ToDelete] = []
        for destruction in read:
            if isinstance(destruction, StackFailure):
                continue
            if not observer.approve_destruction(destruction):
                kept.add(destruction.stack)
            elif not destruction.empty:
                chosen.append(ToDelete(destruction, needed_by[destruction.stack]))
        going = {item.destruction.stack for item in chosen} | kept
        chosen = [ToDelete(item.destruction, tuple(name for name in item.after if name in going)) for item in chosen]
        return delete_at_once(chosen, failures, partial(delete, cloud, purge=purge), name="destroy")


def _needed_by(stacks: Sequence[HasPlace]) -> dict[str, tuple[str, ...]]:
    """Stack -> those that depend on it."""
    after = depends_on_all(stacks)
    return {name: tuple(other for other, before in after.items() if name in before) for name in after}


def _read(stacks: Sequence[HasPlace], cloud: Cloud, observer: Observer) -> tuple[Destruction | StackFailure, ...]:
    """What each would lose. What two stacks of one group hold belongs to the one that goes last."""
    from mlinfra.azure.deploy.destroy import plan_destruction
    from mlinfra.azure.deploy.names import stack_name

    def look(place: HasPlace, _: Watch) -> Destruction:
        scope, name = place.scope.on(cloud.subscription), place.name
        gone = [other.name for other in stacks[: stacks.index(place)] if other.scope == place.scope]
        return plan_destruction(cloud, scope, name, deployment_stack=stack_name(name), gone=gone)

    return each_result(stacks, ask_at_once(stacks, cloud, look, observer, doing="looking at"))
