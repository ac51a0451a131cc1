"""Refer to existing resources of a class, by name or by ARM id."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mlinfra.arm.resource_id import resource_id
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._names import FIXED_NAMES, check_name
from mlinfra.landing_zone.model._where import caller_location

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._base import Resource
    from mlinfra.landing_zone.model.scope import ResourceGroup

R = TypeVar("R", bound="Resource")


def existing_named(kind: type[R], name: str, scope: ResourceGroup | str | None) -> Existing[R]:
    """The existing resource of this name; raises `InvalidInput` for a name that Azure would not allow."""
    from mlinfra.landing_zone.model.scope import ResourceGroup  # it is a resource itself

    place = f"{caller_location()} {kind.__name__}.existing"
    kinds = [part for part in kind.arm_type.split("/")[1:] if part not in FIXED_NAMES]
    parts = name.split("/") if isinstance(name, str) else []
    if len(parts) != len(kinds) or not all(parts):
        shape = "/".join(part.rstrip("s") for part in kinds)
        raise InvalidInput(f"give the name as '{shape}', got {name!r}", where=place)
    check_name(kind.arm_type, parts[-1], place)
    group = ResourceGroup(scope) if isinstance(scope, str) else scope
    if group is not None and not isinstance(group, ResourceGroup):
        got = f"give ResourceGroup(...) or the name of one, got {type(group).__name__}"
        raise InvalidInput(got, where=f"{place}.scope")
    return Existing(kind, name, group, caller_location())


def existing_with_id(kind: type[R], arm_id: str) -> Existing[R]:
    """The existing resource of this ARM id; raises `InvalidInput` for text that is no id, or the id of another type."""
    from mlinfra.landing_zone.model.scope import ResourceGroup  # it is a resource itself

    place = f"{caller_location()} {kind.__name__}.from_id"
    given = resource_id(arm_id) if isinstance(arm_id, str) else None
    group = given.group if given else None
    if given is None or group is None or "/" not in given.type or given.key == group.key:
        hint = "/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/TYPE/NAME"
        raise InvalidInput(f"{arm_id!r} is not the id of a resource", where=place, hint=f"an id looks like {hint}")
    if given.type.lower() != kind.arm_type.lower() or not given.complete:
        raise InvalidInput(f"this is the id of a {given.type}, not of a {kind.arm_type}", where=place)
    kinds = kind.arm_type.split("/")[1:]
    names = [name for segment, name in zip(kinds, given.names, strict=True) if segment not in FIXED_NAMES]
    home = ResourceGroup(group.name, subscription=given.subscription)
    return Existing(kind, "/".join(names), home, caller_location())
