"""Custom roles: what their holders may do, in the words of Azure's operations."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, ClassVar

from mlinfra.arm import expressions as expr
from mlinfra.base.arm_types import MANAGEMENT_GROUPS
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.authorization import ROLE_DEFINITION
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._extension import Extended, Extension, check_on
from mlinfra.landing_zone.model._fields import Many
from mlinfra.landing_zone.model._known import known_items
from mlinfra.landing_zone.model._rows import Computed, Constant, Rows, at, deciding, elsewhere
from mlinfra.landing_zone.model._scope import ModelScope
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.scope import ManagementGroup
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading

_NAMES = uuid.UUID("0f6f2b0e-3f6c-5d8e-9a57-6d6c696e6672")
_LISTS = {
    "actions": "actions",
    "not_actions": "notActions",
    "data_actions": "dataActions",
    "not_data_actions": "notDataActions",
}


_ON_DATA = "whether a management group may have it"


def _permissions(role: RoleDefinition, context: BodyContext) -> expr.Value:
    return [{azure: context.value(getattr(role, name)) for name, azure in _LISTS.items()}]


def _read_permissions(value: Sequence[Mapping[str, Sequence[str]]] | None, _reading: Reading) -> dict[str, object]:
    if value is None or len(value) != 1:
        raise InvalidInput("a role with one set of permissions can be said here")
    return {name: tuple(value[0].get(azure, ())) for name, azure in _LISTS.items()}


def _scopes(role: RoleDefinition, context: BodyContext) -> expr.Value:
    return context.value(list(role.assignable_scopes)) if role.assignable_scopes else [context.scope_id]


def _read_scopes(value: Sequence[str], _reading: Reading) -> dict[str, object]:
    return {"assignable_scopes": tuple(value)}


@model
class RoleDefinition(Resource, Extension):
    """A custom role, for what no built-in one allows narrowly enough. A tenant has at most 5,000.

    A `RoleAssignment` or a `Grant` takes it as its ``role``. Who deploys it needs to be allowed to write role definitions in all
    its assignable scopes.
    """

    arm_type: ClassVar[str] = ROLE_DEFINITION.type

    name: str | None = None
    """A GUID; None: made of ``role_name``, so that it is always the same."""
    _: KW_ONLY
    on: Extended | None = elsewhere("its scope", default=None)
    """The resource group, subscription or management group that it is kept in; None: what the stack is deployed to."""
    role_name: str = at("properties.roleName", decides="its name in Azure, a GUID")
    """The name that people see, which no other role of the tenant has."""
    description: Value[str] = at("properties.description", default="")
    """What it is for."""
    actions: Values[str] = ()
    """Operations that it allows, such as ``Microsoft.MachineLearningServices/workspaces/computes/start/action``; ``*`` stands for
    any part."""
    not_actions: Values[str] = ()
    """Those of ``actions`` that it does not allow."""
    data_actions: Many[str] = deciding(_ON_DATA, default=())
    """Operations on data that it allows, such as reading blobs; not of a role that is kept, or can be assigned, in a management
    group."""
    not_data_actions: Many[str] = deciding(_ON_DATA, default=())
    """Those of ``data_actions`` that it does not allow."""
    assignable_scopes: Many[Value[str]] | None = None
    """The ids of resource groups, subscriptions, or one management group, in which it can be assigned; None: where it is kept."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        "role_name",
        "description",
        Constant("properties.type", "CustomRole"),
        Computed(
            "properties.permissions",
            _permissions,
            "a role has one set of permissions",
            tuple(_LISTS),
            _read_permissions,
        ),
        Computed(
            "properties.assignableScopes",
            _scopes,
            "where it is kept, unless others are said",
            ("assignable_scopes",),
            _read_scopes,
        ),
    )

    @property
    def derived_name(self) -> str:
        """The GUID that it has where none is given."""
        return str(uuid.uuid5(_NAMES, self.role_name.lower()))

    def _check(self) -> None:
        super()._check()
        check_on(self, self.on)
        place = f"{caller_location()} RoleDefinition"
        if self.on is not None and not isinstance(self.on, ModelScope):
            hint = "give ResourceGroup(...), Subscription(...) or ManagementGroup(...)"
            raise InvalidInput("a role is kept in a scope", where=f"{place}.on", hint=hint)
        if not self.role_name.strip():
            raise InvalidInput("give the name that people see", where=f"{place}.role_name")
        if not (self.actions or self.data_actions):
            raise InvalidInput("it allows nothing", where=f"{place}.actions", hint="give actions= or data_actions=")
        if self.data_actions and isinstance(self.on, ManagementGroup):
            hint = "keep it in a subscription"
            raise InvalidInput(
                "a role of a management group is about no data", where=f"{place}.data_actions", hint=hint
            )
        self._check_scopes(f"{place}.assignable_scopes")
        for name in _LISTS:
            for operation in known_items(getattr(self, name)):
                _check_operation(operation, f"{place}.{name}")

    def _check_scopes(self, place: str) -> None:
        """Hold the scopes in which it can be assigned to one management group, and operations on data to none."""
        groups = [
            scope for scope in self.assignable_scopes or () if isinstance(scope, str) and _IN_GROUP in scope.lower()
        ]
        if len(groups) > 1:
            raise InvalidInput("Azure takes one management group", where=place, hint="make a role for each")
        if groups and (self.data_actions or self.not_data_actions):
            message, hint = "a role of a management group is about no data", "name its subscriptions"
            raise InvalidInput(message, where=place, hint=hint)


_IN_GROUP = f"/{MANAGEMENT_GROUPS.lower()}/"


def _check_operation(operation: str, place: str) -> None:
    if not re.fullmatch(r"\*|[\w.*-]+(/[\w.*-]+)+", operation):
        hint = "such as Microsoft.MachineLearningServices/workspaces/*/read"
        raise InvalidInput(f"{operation!r} is no operation of Azure", where=place, hint=hint)
