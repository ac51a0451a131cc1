"""Find where a resource was declared and why it exists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from mlinfra.arm.resource_id import ResourceId
from mlinfra.review.plan.change import Origin


class Declared(Protocol):
    """What an origin of the graph tells: ``file:line``, and the reason of a derived resource."""

    @property
    def where(self) -> str:
        """``file:line`` of the declaration."""

    @property
    def because(self) -> str:
        """Why a derived resource exists; empty for a declared one."""


def origin_of(resource_id: str, origins: Mapping[str, Declared]) -> Origin | None:
    """The origin noted for an id; keys are lower-case ids, or what follows the subscription in them."""
    declared = origins.get(ResourceId(resource_id).below_group) or origins.get(resource_id.casefold())
    return Origin(str(declared.where), str(declared.because or "")) if declared is not None else None
