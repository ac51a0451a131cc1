"""Resource groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, field

from mlinfra.base.arm_types import RESOURCE_GROUPS
from mlinfra.landing_zone.model._base import check_name, model
from mlinfra.landing_zone.model._where import caller_location


@model
class ResourceGroup:
    """A resource group: where a stack is deployed, or where an existing resource lives."""

    name: str
    """1 to 90 letters, digits, '_', '-', '.', '(' and ')'."""
    _: KW_ONLY
    location: str | None = None
    """The region; None where the group exists already. Needed to create it."""
    subscription: str | None = None
    """The id of the subscription; None the one that is deployed to."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Tags of the group itself, when it is created."""

    def _check(self) -> None:
        check_name(RESOURCE_GROUPS, self.name, f"{caller_location()} ResourceGroup.name")
