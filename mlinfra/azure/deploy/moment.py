"""Describe the moment at which Azure refused something: one error code means different things at different moments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Step: TypeAlias = Literal["forecast", "group", "start", "deployment", "deletion"]
"""A forecast is asked for; the resource group is made; the deployment is sent; it runs; a resource is deleted."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When an error came, and what had happened until then."""

    step: Step = "deployment"
    type: str = ""
    """ARM type of the resource that was refused; empty for the deployment itself, or where nobody says."""
    deployed: bool = True
    """Whether this run had deployed a resource by then; the resource group is not counted."""
    group_made: bool = False
    """Whether this run had made the resource group."""
    group: str | None = None
    """The resource group that is deployed to; empty outside resource groups, None where nobody says."""

    def is_about_own_group(self, message: str) -> bool:
        """Whether a message, which names a resource group in quotes, is about the one that is deployed to."""
        return self.group is None or (bool(self.group) and f"'{self.group}'".casefold() in message.casefold())
