"""Policy assignments: what Azure Policy refuses, changes or reports in a scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from mlinfra.arm import expressions as expr
from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.arm_types import POLICY_DEFINITIONS, POLICY_SET_DEFINITIONS
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.authorization import POLICY_ASSIGNMENT
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._extension import Extended, Extension, check_on
from mlinfra.landing_zone.model._fields import Choice, Existing, Many
from mlinfra.landing_zone.model._rows import Computed, Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.identity import IDENTITY, SystemAssigned, UserAssignedIdentity, principal_of
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading

_DEFINITIONS = frozenset((POLICY_DEFINITIONS.lower(), POLICY_SET_DEFINITIONS.lower()))


def _write_parameters(values: Mapping[str, Json], context: BodyContext, _field: str) -> expr.Value:
    return {name: {"value": context.value(value)} for name, value in values.items()}


def _read_parameters(values: Mapping[str, Mapping[str, Json]], _reading: Reading) -> dict[str, Json]:
    return {name: entry["value"] for name, entry in values.items()}


def _write_message(text: str, _context: BodyContext, _field: str) -> expr.Value:
    return [{"message": text}] if text else None


def _read_message(messages: Sequence[Mapping[str, Json]], _reading: Reading) -> str:
    if len(messages) != 1 or set(messages[0]) != {"message"}:
        raise InvalidInput("one message for all policies can be said here")
    return str(messages[0]["message"])


def _write_scopes(scopes: Sequence[Any], context: BodyContext, _field: str) -> expr.Value:
    return context.value(list(scopes)) if scopes else None


def _location(assignment: PolicyAssignment, _context: BodyContext) -> expr.Value:
    return expr.Ref("location") if assignment.identity is not None else None


@model
class PolicyAssignment(Resource, Extension):
    """Lets a policy, or a set of policies, hold for a scope or a resource."""

    arm_type: ClassVar[str] = POLICY_ASSIGNMENT.type

    name: str
    """1 to 64 characters without < > * % & : ? . + / \\ and spaces at the end; in a management group at most 24."""
    _: KW_ONLY
    on: Extended | None = elsewhere("its scope", default=None)
    """The resource, resource group, subscription or management group that it holds for; None: what the stack is deployed to."""
    definition: Value[str] = at("properties.policyDefinitionId")
    """The id of a policy definition or of a set; that of a built-in one begins with
    ``/providers/Microsoft.Authorization/policyDefinitions/``."""
    parameters: Mapping[str, Json] = at(
        "properties.parameters", default_factory=dict, conversion=Conversion(_write_parameters, _read_parameters)
    )
    """Values of the definition's parameters, by their names."""
    identity: Annotated[SystemAssigned | UserAssignedIdentity | Existing[UserAssignedIdentity], Choice()] | None = at(
        "identity", default=None, conversion=IDENTITY
    )
    """Who changes resources, which policies of the effects ``deployIfNotExists`` and ``modify`` need; give it the roles
    that the definition names, with a `RoleAssignment`."""
    enforce: bool = at("properties.enforcementMode", default=True, words={True: "Default", False: "DoNotEnforce"})
    """False: what does not comply is reported, and nothing refused or changed."""
    message: str = at(
        "properties.nonComplianceMessages", default="", conversion=Conversion(_write_message, _read_message)
    )
    """What people read when it refuses something."""
    display_name: str = at("properties.displayName", default="")
    """The name in the portal, at most 128 characters; empty: ``name``."""
    description: str = at("properties.description", default="")
    """What it is for."""
    not_scopes: Many[Value[str]] = at(
        "properties.notScopes", default=(), conversion=Conversion(_write_scopes, lambda value, _reading: tuple(value))
    )
    """Ids of groups and resources in the scope that it does not hold for, such as ``group.id``."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = dict.fromkeys(
        [
            f"properties.{name}"
            for name in ("assignmentType", "definitionVersion", "metadata", "overrides", "resourceSelectors")
        ],
        "said with `extra`: no field yet",
    )
    ROWS: ClassVar[Rows] = (
        Computed("location", _location, "of its identity; without one it has none", ("identity",)),
        "identity",
        "display_name",
        "description",
        "definition",
        "parameters",
        "enforce",
        "message",
        "not_scopes",
    )

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity, which roles are assigned to."""
        return principal_of(self)

    def _check(self) -> None:
        super()._check()
        check_on(self, self.on)
        if isinstance(self.definition, str) and ResourceId(self.definition).type.lower() not in _DEFINITIONS:
            raise InvalidInput(
                f"{self.definition!r} is not the id of a policy definition",
                where=f"{caller_location()} PolicyAssignment.definition",
                hint=f"such as /providers/{POLICY_DEFINITIONS}/GUID",
            )
