"""Scopes: tenants, management groups, subscriptions and resource groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, field

from mlinfra.base.arm_types import RESOURCE_GROUPS
from mlinfra.base.scope import DeploymentScope
from mlinfra.landing_zone.model._base import check_name, model
from mlinfra.landing_zone.model._scope import AnyScope, ModelScope
from mlinfra.landing_zone.model._where import caller_location


@model
class ResourceGroup(ModelScope):
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

    @property
    def place(self) -> DeploymentScope:
        """The same as the scope of a deployment."""
        return DeploymentScope(
            "resourceGroup", subscription=self.subscription, resource_group=self.name, location=self.location
        )

    def _check(self) -> None:
        check_name(RESOURCE_GROUPS, self.name, f"{caller_location()} ResourceGroup.name")


@model
class Subscription(ModelScope):
    """A subscription: what is deployed to it makes resource groups, and holds budgets, locks, roles and policies."""

    id: str | None = None
    """The GUID of the subscription; None the one that is deployed to."""
    _: KW_ONLY
    location: str | None = None
    """The region in which Azure keeps the deployment, and the one of resources that say no other; a stack needs it."""

    @property
    def place(self) -> DeploymentScope:
        """The same as the scope of a deployment."""
        return DeploymentScope("subscription", subscription=self.id, location=self.location)


@model
class ManagementGroup(ModelScope):
    """A management group: what is deployed to it holds for all subscriptions below it."""

    name: str
    """The id of the group, which is not the name that the portal shows: 1 to 90 letters, digits, '_', '-', '.', '(' and ')'."""
    _: KW_ONLY
    location: str | None = None
    """The region in which Azure keeps the deployment, and the one of resources that say no other; a stack needs it."""

    @property
    def place(self) -> DeploymentScope:
        """The same as the scope of a deployment."""
        return DeploymentScope("managementGroup", management_group=self.name, location=self.location)

    def _check(self) -> None:
        # a management group's id has the rule of a resource group's name
        check_name(RESOURCE_GROUPS, self.name, f"{caller_location()} ManagementGroup.name")


@model
class Tenant(ModelScope):
    """The whole tenant: what is deployed to it holds for everything in it. Few may do that."""

    location: str | None = None
    """The region in which Azure keeps the deployment, and the one of resources that say no other; a stack needs it."""

    @property
    def place(self) -> DeploymentScope:
        """The same as the scope of a deployment."""
        return DeploymentScope("tenant", location=self.location)


__all__ = ["AnyScope", "ManagementGroup", "ResourceGroup", "Subscription", "Tenant"]
