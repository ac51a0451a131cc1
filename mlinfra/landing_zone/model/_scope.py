"""Define what every scope of a deployment has in common."""

from __future__ import annotations

from typing import Annotated, ClassVar, TypeAlias

from mlinfra.base.scope import DeploymentScope
from mlinfra.landing_zone.model._fields import Choice


class ModelScope:
    """Where a stack is deployed, or where one of its resources lives."""

    spelled: ClassVar[str] = "ResourceGroup(...), Subscription(...), ManagementGroup(...) or Tenant(...)"
    """What authors write, for errors."""

    @property
    def place(self) -> DeploymentScope:
        """The same as the scope of a deployment."""
        raise NotImplementedError


AnyScope: TypeAlias = Annotated[ModelScope, Choice()]
"""A tenant, management group, subscription or resource group; YAML takes one without ``kind`` for a resource group."""
