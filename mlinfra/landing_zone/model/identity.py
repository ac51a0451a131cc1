"""Identities, and roles that people hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Hole, Interp, Obj, Prop
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.managed_identity import USER_ASSIGNED_IDENTITY
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, TAGS
from mlinfra.landing_zone.model._fields import Choice, Existing, Many, NewOrExisting
from mlinfra.landing_zone.model._known import known
from mlinfra.landing_zone.model._rows import Conversion, Rows, at, deciding, elsewhere
from mlinfra.landing_zone.model._value_checks import is_guid
from mlinfra.landing_zone.model._where import caller_location, where
from mlinfra.landing_zone.model.attribute import Attribute, told
from mlinfra.landing_zone.model.value import Parameter, Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model.federated_credential import FederatedCredential
    from mlinfra.landing_zone.model.role_definition import RoleDefinition


@model
class SystemAssigned:
    """An identity that Azure makes with its resource and deletes with it."""


@model
class UserAssignedIdentity(Resource):
    """An identity of its own, which outlives the resource that uses it."""

    arm_type: ClassVar[str] = USER_ASSIGNED_IDENTITY.type

    name: str | None = None
    """3 to 128 letters, digits, '-' and '_'. None: ``id-`` and the owner's name."""
    _: KW_ONLY
    isolation_scope: Value[Literal["None", "Regional"]] = at("properties.isolationScope", default="None")
    """``Regional`` lets only resources of its region use it."""
    federated_credentials: Many[FederatedCredential] = elsewhere("federated identity credentials", default=())
    """Who else may act as it without a secret, such as a pipeline; at most 20."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (LOCATION, "tags", "isolation_scope")

    @property
    def principal_id(self) -> Attribute[str]:
        """Its Entra object id, which roles are assigned to."""
        return told(self, "principal_id")

    @property
    def client_id(self) -> Attribute[str]:
        """Its client id, by which programs ask for a token."""
        return told(self, "client_id")

    @property
    def tenant_id(self) -> Attribute[str]:
        """The id of its tenant."""
        return told(self, "tenant_id")


@model
class Identities:
    """Several identities of one resource."""

    user_assigned: Many[NewOrExisting[UserAssignedIdentity]]
    """Those made by this stack, and existing ones; without a system-assigned one the resource acts as the first."""
    _: KW_ONLY
    system_assigned: bool = deciding("which identity the resource acts as, and so who gets its roles", default=False)
    """Azure makes one with the resource too, and the resource acts as it."""

    def _check(self) -> None:
        if not self.user_assigned:
            where = f"{caller_location()} Identities.user_assigned"
            raise InvalidInput("give one or more identities", where=where, hint="SystemAssigned() alone needs no list")


Identity: TypeAlias = Annotated[
    SystemAssigned | UserAssignedIdentity | Existing[UserAssignedIdentity] | Identities, Choice()
]
"""Who a resource is: made with it, made by this stack, existing, or several of them."""


def _identity(both: str) -> Conversion:
    """Who a resource is, as Azure writes it; ``both`` is its word for a resource with identities of both kinds."""

    def write(
        identity: SystemAssigned | UserAssignedIdentity | Existing[UserAssignedIdentity] | Identities | None,
        context: BodyContext,
        _field: str,
    ) -> expr.Value:
        if identity is None:
            return None
        if isinstance(identity, SystemAssigned):
            return {"type": "SystemAssigned"}
        listed = identity.user_assigned if isinstance(identity, Identities) else (identity,)
        held = Obj(tuple(Prop(Interp((Hole(context.id(item)),)), {}) for item in listed))
        system = isinstance(identity, Identities) and identity.system_assigned
        return {"type": both if system else "UserAssigned", "userAssignedIdentities": held}

    return Conversion(write, _read_identity)


def _read_identity(
    value: Mapping[str, Json], reading: Reading
) -> SystemAssigned | UserAssignedIdentity | Existing[UserAssignedIdentity] | Identities | None:
    kind, held = value.get("type"), list(value.get("userAssignedIdentities") or ())
    if kind == "SystemAssigned":
        return SystemAssigned()
    if kind == "None":
        return None
    listed = [reading.linked(UserAssignedIdentity, arm_id) for arm_id in held]
    if kind == "UserAssigned" and len(listed) == 1:
        return listed[0]
    return Identities(listed, system_assigned=kind != "UserAssigned")


IDENTITY = _identity("SystemAssigned,UserAssigned")
"""Who a resource is, as most providers write it."""
IDENTITY_SPACED = _identity("SystemAssigned, UserAssigned")
"""The same, as Microsoft.ContainerRegistry writes it."""


def principal_of(owner: Resource | Existing[Resource]) -> Attribute[str]:
    """The object id of the identity that a resource acts as: its own, or the user-assigned one."""
    identity = SystemAssigned() if isinstance(owner, Existing) else getattr(owner, "identity", None)
    if identity is None:
        place = f"{where(owner)} {type(owner).__name__}.principal_id"
        raise InvalidInput(f"{owner.name} has no identity of its own", where=place, hint="give it identity=...")
    if isinstance(identity, Identities) and not identity.system_assigned:
        identity = identity.user_assigned[0]
    if isinstance(identity, (SystemAssigned, Identities)):
        return told(owner, "principal_id")
    return told(identity, "principal_id")


@model
class Grant:
    """A role for people or a pipeline on a workspace."""

    DECIDES: ClassVar[str] = "which role is assigned, and what the assignment is called in the template"

    role: Annotated[
        Literal["AzureML Data Scientist", "AzureML Compute Operator", "AzureML Registry User", "Reader", "Contributor"]
        | RoleDefinition
        | Existing[RoleDefinition],
        Choice(),
    ]
    """The role's name, as Azure shows it; or a custom role."""
    _: KW_ONLY
    principal_id: Value[str]
    """The Entra object id of the group, user or service principal; or the ``principal_id`` of a resource that has an
    identity, with ``principal_type="ServicePrincipal"``."""
    principal_type: Literal["Group", "User", "ServicePrincipal"] = "Group"
    """What the object id belongs to."""

    def _check(self) -> None:
        check_principal(self.principal_id, self.principal_type, f"{caller_location()} Grant")


def check_principal(principal_id: object, principal_type: str, place: str, field: str = "principal_id") -> None:
    """Raise `InvalidInput` for what names nobody: text that is no object id, or an attribute that is none."""
    if isinstance(principal_id, Parameter) and known(principal_id) is None:
        return
    principal_id = known(principal_id) if isinstance(principal_id, Parameter) else principal_id
    if isinstance(principal_id, Attribute):
        _check_attribute(principal_id, principal_type, place, field)
    elif not isinstance(principal_id, str) or not is_guid(principal_id):
        given = repr(principal_id) if isinstance(principal_id, str) else type(principal_id).__name__
        raise InvalidInput(
            f"give an Entra object id, got {given}",
            where=f"{place}.{field}",
            hint="`az ad group show -g NAME --query id` prints it",
        )


def _check_attribute(attribute: Attribute[Any], principal_type: str, place: str, field: str) -> None:
    if attribute.path[-1:] != ("principalId",):
        attribute_name = attribute.path[-1] if attribute.path else "id"
        hint = "give the principal_id of a resource"
        message = f"the {attribute_name} of a resource is not an object id"
        raise InvalidInput(message, where=f"{place}.{field}", hint=hint)
    if principal_type != "ServicePrincipal":
        hint = 'add principal_type="ServicePrincipal"'
        message = "the identity of a resource is a service principal"
        raise InvalidInput(message, where=f"{place}.principal_type", hint=hint)
