"""Make stand-ins on the local target for what stacks only point to: in Azure it is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mlinfra.app.deployable import Deployable
from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.arm_types import MANAGEMENT_GROUPS, SUBSCRIPTIONS
from mlinfra.base.errors import TemplateError
from mlinfra.catalogue.reference_judgement import Reference, references_of
from mlinfra.catalogue.types.authorization import ROLE_DEFINITION

if TYPE_CHECKING:
    from mlinfra.arm.expand import Snapshot
    from mlinfra.azure.local_cloud import LocalCloud
    from mlinfra.azure.protocol import Cloud

_NEVER_MADE = {SUBSCRIPTIONS.lower(), MANAGEMENT_GROUPS.lower(), ROLE_DEFINITION.key}
"""The first two the local target never holds; of a role a stack needs the permissions, which a stand-in has not."""


def make_stand_ins(cloud: Cloud, deployables: Sequence[Deployable]) -> tuple[str, ...]:
    """On the local target, make stand-ins for what the stacks only point to; the ids that were made.

    What another of these stacks makes is not made: it comes with that one.
    """
    from mlinfra.azure.local_cloud import LocalCloud

    if not isinstance(cloud, LocalCloud):
        return ()
    snapshots = [_snapshot(deployable, cloud) for deployable in deployables]
    made_here = frozenset().union(*(deployable.creates(cloud.subscription) for deployable in deployables))
    made_here = made_here.union(*map(_deployed, snapshots))
    return tuple(
        new_id
        for deployable, snapshot in zip(deployables, snapshots, strict=True)
        for new_id in (*_existing(cloud, deployable, made_here), *_written(cloud, deployable, snapshot, made_here))
    )


def _snapshot(deployable: Deployable, cloud: LocalCloud) -> Snapshot | None:
    """What it deploys; None where that cannot be told, which the forecast says with its reason."""
    try:
        return deployable.snapshot(deployable.scope.on(cloud.subscription), None)
    except TemplateError:
        return None


def _deployed(snapshot: Snapshot | None) -> frozenset[str]:
    """Ids, in lower case, of what it deploys or a condition switches off."""
    if snapshot is None:
        return frozenset()
    return snapshot.switched_off | {str(body["id"]).lower() for body in snapshot.resources if "id" in body}


def _existing(cloud: LocalCloud, deployable: Deployable, made_here: frozenset[str]) -> tuple[str, ...]:
    """Of what the author calls existing."""
    scope = deployable.scope.on(cloud.subscription)
    existing = [node_id for node_id in deployable.existing if node_id.top.arm_id(scope).lower() not in made_here]
    references = (entry["reference"] for entry in deployable.values.secrets.values() if "reference" in entry)
    ids = [node_id.arm_id(scope) for node_id in existing]
    ids += [f"{reference['keyVault']['id']}/secrets/{reference['secretName']}" for reference in references]
    return cloud.make_stand_ins(ids, scope.location or "westeurope")


def _written(
    cloud: LocalCloud, deployable: Deployable, snapshot: Snapshot | None, made_here: frozenset[str]
) -> Iterator[str]:
    """Of what bodies name by an id; an id that cannot be is left for the forecast to refuse."""
    from mlinfra.local.errors import ArmError

    location = deployable.scope.location or "westeurope"
    for body in snapshot.resources if snapshot else ():
        for reference in references_of(str(body["type"]), body):
            if _points_elsewhere(reference, made_here):
                try:
                    yield from cloud.make_stand_ins([reference.text], location)
                except ArmError:
                    continue


def _points_elsewhere(reference: Reference, made_here: frozenset[str]) -> bool:
    """Whether an id is one of a type that can stand there, and no part of what is deployed."""
    if not reference.text.startswith("/subscriptions/"):
        return False
    target = ResourceId(reference.text)
    arm_type = target.type.lower()
    if not arm_type or arm_type in _NEVER_MADE or (reference.types and arm_type not in map(str.lower, reference.types)):
        return False
    return not any(part.key in made_here for part in _with_parents(target))


def _with_parents(target: ResourceId) -> Iterator[ResourceId]:
    yield target
    if target.parent:
        yield from _with_parents(target.parent)
