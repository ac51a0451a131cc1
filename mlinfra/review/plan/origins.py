"""Find where a resource was declared and why it exists."""

from __future__ import annotations

from collections.abc import Mapping

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.origin import Origin


def origin_of(resource_id: str, origins: Mapping[str, Origin]) -> Origin | None:
    """The origin noted for an id; keys are lower-case ids, or what follows the subscription in them."""
    return origins.get(ResourceId(resource_id).below_group) or origins.get(resource_id.casefold())
