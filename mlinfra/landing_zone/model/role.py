"""Role assignments: who may do what, on what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.arm_types import ROLE_DEFINITIONS
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.roles import ROLES, ROLES_BY_GUID
from mlinfra.catalogue.types.authorization import ROLE_ASSIGNMENT
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._extension import Extended, Extension, check_on
from mlinfra.landing_zone.model._fields import Choice, Existing
from mlinfra.landing_zone.model._rows import Computed, Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._value_checks import is_guid
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.identity import check_principal
from mlinfra.landing_zone.model.role_definition import RoleDefinition
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading


def _write_role(role: str | RoleDefinition | Existing[RoleDefinition], context: BodyContext, _field: str) -> expr.Value:
    return context.definition(role if isinstance(role, str) else role.name or "")


def _read_role(definition: str, _reading: Reading) -> str:
    guid = definition.rsplit("/", maxsplit=1)[-1].lower()
    return ROLES_BY_GUID[guid].name if guid in ROLES_BY_GUID else definition


def _version(assignment: RoleAssignment, _context: BodyContext) -> expr.Value:
    return "2.0" if assignment.condition else None


@model
class RoleAssignment(Resource, Extension):
    """A role that somebody holds on a resource, a resource group, a subscription or a management group.

    Azure needs up to an hour until it takes effect. Who deploys it needs the right to assign roles there.
    """

    arm_type: ClassVar[str] = ROLE_ASSIGNMENT.type

    name: str | None = None
    """A GUID; None: made of role, holder and ``on``, so that it is always the same."""
    _: KW_ONLY
    on: Extended | None = elsewhere("its scope", default=None)
    """What it is held on: a resource, a resource group, a subscription or a management group; None: what the stack is
    deployed to."""
    role: Annotated[str | RoleDefinition | Existing[RoleDefinition], Choice()] = at(
        "properties.roleDefinitionId",
        conversion=Conversion(_write_role, _read_role),
        decides="which role is assigned, and what the assignment is called",
    )
    """The name of a built-in role, such as ``Reader``; a `RoleDefinition`; of any other role its GUID, or the id of its
    definition."""
    principal_id: Value[str] = at("properties.principalId")
    """The Entra object id of a group, user or service principal; or the ``principal_id`` of a resource that has an identity,
    with ``principal_type="ServicePrincipal"``."""
    principal_type: Literal["Group", "User", "ServicePrincipal", "ForeignGroup", "Device"] = at(
        "properties.principalType", default="Group", decides="what the assignment is called in the template"
    )
    """What the object id belongs to."""
    description: str = at("properties.description", default="", decides="which assignment is meant in plans")
    """Why, shown in Azure; empty: who holds what."""
    condition: Value[str] = at("properties.condition", default="")
    """Narrows what the role allows, in the language of Azure's attribute-based access control, version 2.0."""
    delegated_identity_id: Value[str] | None = at("properties.delegatedManagedIdentityResourceId", default=None)
    """The ARM id of the identity that the object id belongs to, where it is of another tenant that manages this one by Azure
    Lighthouse; None it is not."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        "role",
        "principal_id",
        "principal_type",
        "description",
        Computed(
            "properties.conditionVersion", _version, "the version of the language, with a condition", ("condition",)
        ),
        "condition",
    )

    def _check(self) -> None:
        super()._check()
        check_on(self, self.on)
        place = f"{caller_location()} RoleAssignment"
        exists = (
            not isinstance(self.role, str)
            or self.role in ROLES
            or is_guid(self.role)
            or ResourceId(self.role).type.lower() == ROLE_DEFINITIONS.lower()
        )
        if not exists:
            from difflib import get_close_matches

            close = get_close_matches(str(self.role), ROLES, n=1)
            hint = f"did you mean {close[0]!r}?" if close else "give the role's GUID, or the id of its definition"
            raise InvalidInput(f"no built-in role is known as {self.role!r}", where=f"{place}.role", hint=hint)
        check_principal(self.principal_id, self.principal_type, place)
