"""Scopes: tenants, management groups, subscriptions and resource groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from mlinfra.arm import expressions as expr
from mlinfra.base.arm_types import RESOURCE_GROUPS
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.base.scope import DeploymentScope
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import TAGS
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._names import check_name
from mlinfra.landing_zone.model._rows import Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._scope import AnyScope, ModelScope
from mlinfra.landing_zone.model._value_checks import is_guid
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from typing_extensions import Self

    from mlinfra.landing_zone.model._body_context import BodyContext


def _region(location: str | None, _context: BodyContext, _field: str) -> expr.Value:
    return location or expr.Ref("location")


@model
class ResourceGroup(Resource, ModelScope):
    """A resource group: where a stack is deployed, where a resource lives, or a resource of a stack itself."""

    arm_type: ClassVar[str] = RESOURCE_GROUPS

    name: str
    """1 to 90 letters, digits, '_', '-', '.', '(' and ')'."""
    _: KW_ONLY
    location: str | None = at(
        "location",
        default=None,
        conversion=Conversion(_region, lambda value, _reading: value),
        decides="where what lies in it is deployed",
    )
    """The region; None where the group exists already. Needed to create it. A group that a stack creates as one of its
    resources is in the stack's region where it says none."""
    subscription: str | None = elsewhere("its ARM id", default=None)
    """The id of the subscription; None the one that is deployed to."""
    tags: Mapping[str, str] = at(
        "tags",
        default_factory=dict,
        conversion=TAGS,
        decides="the tags of a group, which are read before anything is deployed",
    )
    """Tags of the group itself, when it is created."""
    managed_by: Value[str] | None = at("managedBy", default=None)
    """The ARM id of the resource that manages the group, as services make groups for themselves; fixed at creation."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ("location", "tags")

    @property
    def place(self) -> DeploymentScope:
        """The same as the scope of a deployment."""
        return _place("resourceGroup", self.subscription, self.name, None, self.location)

    @classmethod
    def existing(cls, name: str, *, scope: ResourceGroup | str | None = None) -> Existing[Self]:
        """Refused: a group that exists is ``ResourceGroup(name)``, without a location. Raises `InvalidInput`."""
        del scope
        hint = f"write ResourceGroup({name!r}), without a location"
        raise InvalidInput("an existing group is no resource", where=f"{caller_location()} {cls.__name__}", hint=hint)

    def _check(self) -> None:
        super()._check()
        if self.scope is not None:
            place = f"{caller_location()} ResourceGroup.scope"
            raise InvalidInput("a group lies in a subscription", where=place, hint="give subscription=, the id of it")


@model
class Subscription(ModelScope):
    """A subscription: what is deployed to it makes resource groups, and holds budgets, locks, roles and policies."""

    DECIDES: ClassVar[str] = "where it is deployed"

    id: str | None = None
    """The GUID of the subscription; None the one that is deployed to."""
    _: KW_ONLY
    location: str | None = None
    """The region in which Azure keeps the deployment, and the one of resources that say no other; a stack needs it."""

    @property
    def place(self) -> DeploymentScope:
        """The same as the scope of a deployment."""
        return _place("subscription", self.id, None, None, self.location)

    def _check(self) -> None:
        if self.id is not None and not is_guid(self.id):
            place, hint = f"{caller_location()} Subscription.id", "`az account list` prints it"
            raise InvalidInput(f"{self.id!r} is not the GUID of a subscription", where=place, hint=hint)


@model
class ManagementGroup(ModelScope):
    """A management group: what is deployed to it holds for all subscriptions below it."""

    DECIDES: ClassVar[str] = "where it is deployed"

    name: str
    """The id of the group, which is not the name that the portal shows: 1 to 90 letters, digits, '_', '-', '.', '(' and ')'."""
    _: KW_ONLY
    location: str | None = None
    """The region in which Azure keeps the deployment, and the one of resources that say no other; a stack needs it."""

    @property
    def place(self) -> DeploymentScope:
        """The same as the scope of a deployment."""
        return _place("managementGroup", None, None, self.name, self.location)

    def _check(self) -> None:
        # a management group's id has the rule of a resource group's name
        check_name(RESOURCE_GROUPS, self.name, f"{caller_location()} ManagementGroup.name")


@model
class Tenant(ModelScope):
    """The whole tenant: what is deployed to it holds for everything in it. Few may do that."""

    DECIDES: ClassVar[str] = "where it is deployed"

    location: str | None = None
    """The region in which Azure keeps the deployment, and the one of resources that say no other; a stack needs it."""

    @property
    def place(self) -> DeploymentScope:
        """The same as the scope of a deployment."""
        return _place("tenant", None, None, None, self.location)


_place = lru_cache(256)(DeploymentScope)
"""A scope is asked for its place by every resource in it."""

__all__ = ["AnyScope", "ManagementGroup", "ResourceGroup", "Subscription", "Tenant"]
