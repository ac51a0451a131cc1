"""Convert what an alert watches, resources of any class and whole scopes, to ARM ids and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, TypeAlias

import mlinfra
from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call, Hole, Interp, Member
from mlinfra.arm.resource_id import resource_id
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._fields import Choice, Existing
from mlinfra.landing_zone.model._rows import Conversion
from mlinfra.landing_zone.model.scope import ResourceGroup, Subscription

if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from mlinfra.landing_zone.model._body_context import BodyContext, Reading

Monitored: TypeAlias = Annotated[Resource | Existing[Resource] | ResourceGroup | Subscription, Choice()]
"""A resource of any class, new or existing; or all of a type in a resource group or subscription."""


def is_scope(watched: Monitored) -> TypeIs[ResourceGroup | Subscription]:
    """Whether an alert watches all that a resource group or subscription holds."""
    return isinstance(watched, (ResourceGroup, Subscription))


def watched_type(watched: Resource | Existing[Resource]) -> str:
    """The ARM type of a resource that an alert watches."""
    return watched.kind.arm_type if isinstance(watched, Existing) else watched.arm_type


def _scope_id(scope: ResourceGroup | Subscription) -> expr.Value:
    place = scope.place
    own = Member(Call("subscription"), "id")
    above = f"/subscriptions/{place.subscription}" if place.subscription else own
    if place.resource_group is None:
        return above
    below = f"/resourceGroups/{place.resource_group}"
    return above + below if isinstance(above, str) else Interp((Hole(above), below))


def _write(watched: Sequence[Monitored], context: BodyContext, _field: str) -> expr.Value:
    return [_scope_id(item) if is_scope(item) else context.id(item) for item in watched]


def _read(ids: Sequence[str], reading: Reading) -> list[Monitored]:
    return [_of_id(text, reading) for text in ids]


def _of_id(text: str, reading: Reading) -> Monitored:
    given = resource_id(text)
    if given is None:
        raise InvalidInput(f"{text!r} is not the id of a resource, resource group or subscription")
    group = given.group
    if group is None:
        return Subscription(given.subscription)
    if group.key == given.key:
        return ResourceGroup(group.name, subscription=given.subscription)
    return reading.linked(_class_of(given.type), text)


def _class_of(arm_type: str) -> type[Resource]:
    """The public class of an ARM type; the first of several, as an id tells no more."""
    public = (getattr(mlinfra, name) for name in mlinfra.__all__)
    kinds = (kind for kind in public if isinstance(kind, type) and issubclass(kind, Resource))
    kind = next((kind for kind in kinds if kind.arm_type.lower() == arm_type.lower()), None)
    if kind is None:
        raise InvalidInput(f"no class stands for a {arm_type}, which an alert watches here")
    return kind


MONITORED = Conversion(_write, _read)
"""The ids of what an alert watches."""
