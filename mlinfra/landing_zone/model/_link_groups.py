"""Know the parts of a resource that private endpoints lead to, of a network of yours or of one that Azure manages."""

from __future__ import annotations

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.lookup import find_type
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._fields import Existing


def link_groups(target: Resource | Existing[Resource]) -> tuple[str, ...]:
    """The parts of a resource that a private endpoint can lead to; none where the catalogue does not know any."""
    entry = find_type(target.kind.arm_type if isinstance(target, Existing) else target.arm_type)
    return tuple(group.name for group in entry.link_groups) if entry else ()


def check_group(target: Resource | Existing[Resource], group: str | None, place: str) -> None:
    """Raise `InvalidInput` for a part that a resource does not have, and for none where it has several."""
    groups = link_groups(target)
    if group is None and len(groups) != 1:
        hint = f"one of: {', '.join(groups)}" if groups else "see Microsoft's page"
        raise InvalidInput(f"say which part of {target.name} it leads to", where=f"{place}.group", hint=hint)
    if groups and group is not None and group not in groups:
        hint = f"it has: {', '.join(groups)}"
        raise InvalidInput(f"{target.name} has no part {group!r}", where=f"{place}.group", hint=hint)


def class_of(target: str) -> type[Resource]:
    """The class of the public model for an ARM id; `AzureResource` where there is none for its type."""
    import mlinfra

    wanted = ResourceId(target).type.lower()
    kinds = (getattr(mlinfra, name) for name in mlinfra.__all__ if name[0].isupper())
    return next((kind for kind in kinds if getattr(kind, "arm_type", "").lower() == wanted), mlinfra.AzureResource)
