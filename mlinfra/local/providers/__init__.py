"""Find the rules of a resource type; a type without rules of its own is kept as it comes."""

from __future__ import annotations

from functools import cache

from mlinfra.local.providers._base import ResourceType


@cache
def _known() -> dict[str, ResourceType]:
    from mlinfra.local.providers import (
        authorization,
        compute,
        endpoints,
        ml,
        monitoring,
        network,
        registry,
        resources,
        storage,
        vault,
    )

    rooms = (resources, storage, vault, monitoring, registry, authorization, ml, compute, endpoints, network)
    return {kind.type.lower(): kind for room in rooms for kind in room.TYPES}


def provider_of(resource_type: str) -> ResourceType:
    """The rules of a type, in any case."""
    return _known().get(resource_type.lower()) or ResourceType(resource_type)


def known_types() -> tuple[str, ...]:
    """All types with rules of their own, as Azure spells them."""
    return tuple(kind.type for kind in _known().values())
