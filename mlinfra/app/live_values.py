"""Read what is live of properties that a deployment writes last, so that the writes before keep it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mlinfra.app.replacing import replaced_ids
from mlinfra.azure.resources import read
from mlinfra.base.json_value import Json
from mlinfra.catalogue.body_values import first_at
from mlinfra.catalogue.lookup import find_type

if TYPE_CHECKING:
    from mlinfra.app.deployable import Deployable
    from mlinfra.azure.protocol import Cloud
    from mlinfra.landing_zone.bodies.context import LiveValue


def with_live_values(
    deployable: Deployable, cloud: Cloud, *, cloud_name: str | None = None, replaced: Sequence[str] = ()
) -> Deployable:
    """The same with a value for each parameter that holds what is live; none for what is not there yet.

    ``replaced``: addresses that `--replace` names; what is deleted before the deployment has nothing to keep. Raises
    CloudError where the target cannot be asked.
    """
    live = deployable.lowered.live if deployable.lowered else ()
    if not live:
        return deployable
    scope = deployable.scope.on(cloud.subscription)
    gone = replaced_ids(replaced, deployable.snapshot(scope, cloud_name), deployable.name) if replaced else frozenset()
    values = {value.parameter: _live(cloud, value, value.of.arm_id(scope), gone) for value in live}
    given = {name: {"value": value} for name, value in values.items() if value}
    return replace(deployable, values=replace(deployable.values, live=given))


def _live(cloud: Cloud, value: LiveValue, resource_id: str, gone: Collection[str]) -> Json:
    """What a property is now, without names of what is not there; None where the resource is not."""
    if resource_id.casefold() in gone:
        return None
    held = first_at(read(cloud, resource_id, value.version), value.path)
    entry = find_type(value.of.type)
    segment = entry.child_names.get(value.path) if entry else None
    if segment is None or not held:
        return held

    def is_there(name: str) -> bool:
        child = f"{resource_id}/{segment}/{name}"
        return child.casefold() not in gone and read(cloud, child, value.version) is not None

    if isinstance(held, Mapping):
        return _shares({name: share for name, share in held.items() if is_there(name)}, sum(held.values()))
    return held if is_there(str(held)) else None


def _shares(shares: dict[str, int], whole: int) -> dict[str, int]:
    """Shares that are as much together as before: what one that is gone had goes to the largest, as Azure takes no less."""
    largest = max(shares, key=lambda name: shares[name], default="")
    if not largest or not shares[largest]:
        return shares
    return {**shares, largest: shares[largest] + whole - sum(shares.values())}
