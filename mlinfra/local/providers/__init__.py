"""Find the rules of a resource type; a type without rules of its own is kept as it comes."""

from __future__ import annotations

from functools import cache

from mlinfra.local.providers._base import ServedType


@cache
def _known() -> dict[str, ServedType]:
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


def provider_of(resource_type: str) -> ServedType:
    """The rules of a type, in any case."""
    known = _known().get(resource_type.lower())
    return known or (
        _connection(resource_type) if resource_type.lower().endswith(_CONNECTIONS) else ServedType(resource_type)
    )


_CONNECTIONS = "/privateendpointconnections"


def _connection(resource_type: str) -> ServedType:
    """The connections that private endpoints make on a target of any type."""
    from mlinfra.local.private_links import check_connection, connection_parts

    return ServedType(resource_type, computed=connection_parts, check=check_connection, tracked=False)


def known_types() -> tuple[str, ...]:
    """All types with rules of their own, as Azure spells them."""
    return tuple(kind.type for kind in _known().values())
