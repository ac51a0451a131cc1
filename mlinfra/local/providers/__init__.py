"""Find how a resource type is served: by its entry in the catalogue; a type without one is kept as it comes."""

from __future__ import annotations

from functools import lru_cache

from mlinfra.catalogue.lookup import all_types, find_type
from mlinfra.local.private_links import SEGMENT
from mlinfra.local.providers.behaviours import BEHAVIOURS, CONNECTION
from mlinfra.local.providers.served_type import ServedType


@lru_cache(maxsize=1024)
def provider_of(resource_type: str) -> ServedType:
    """How a type, in any case, is served."""
    entry = find_type(resource_type)
    if entry is not None:
        return ServedType(entry.type, entry, tuple(BEHAVIOURS[name] for name in entry.served.behaviours))
    is_connection = resource_type.lower().endswith(f"/{SEGMENT.lower()}")
    return ServedType(resource_type, behaviours=(CONNECTION,) if is_connection else ())


def known_types() -> tuple[str, ...]:
    """All types that the catalogue has, as Azure spells them."""
    return tuple(entry.type for entry in all_types())
