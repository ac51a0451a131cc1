"""Policy assignments: what Azure Policy refuses, changes or reports in a scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, field
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
    from mlinfra.landing_zone.model.policy_options import PolicyOverride, ResourceSelector

_DEFINITIONS = frozenset((POLICY_DEFINITIONS.lower(), POLICY_SET_DEFINITIONS.lower()))


def _write_parameters(values: Mapping[str, Json], context: BodyContext, _field: str) -> expr.Value:
    return {name: {"value": context.value(value)} for name, value in values.items()}


def _read_parameters(values: Mapping[str, Mapping[str, Json]], _reading: Reading) -> dict[str, Json]:
    return {name: entry["value"] for name, entry in values.items()}


def _messages(assignment: PolicyAssignment, context: BodyContext) -> expr.Value:
    whole: list[expr.Value] = [{"message": context.value(assignment.message)}] if assignment.message else []
    named = [
        {"message": context.value(text), "policyDefinitionReferenceId": name}
        for name, text in assignment.messages.items()
    ]
    return [*whole, *named] or None


def _read_messages(messages: Sequence[Mapping[str, str]] | None, _reading: Reading) -> dict[str, object]:
    whole = [entry["message"] for entry in messages or () if "policyDefinitionReferenceId" not in entry]
    if len(whole) > 1:
        raise InvalidInput("one message for all policies can be said here")
    named = {entry["policyDefinitionReferenceId"]: entry["message"] for entry in messages or () if len(entry) > 1}
    return {"message": "".join(whole), "messages": named}


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
    enforce: Value[bool] = at(
        "properties.enforcementMode", default=True, words={True: "Default", False: "DoNotEnforce"}
    )
    """False: what does not comply is reported, and nothing refused or changed."""
    message: Value[str] = ""
    """What people read when it refuses something."""
    messages: Mapping[str, Value[str]] = field(default_factory=dict)
    """What people read instead of ``message`` when one policy of a set refuses, by the name that the set has for it."""
    definition_version: Value[str | None] = at("properties.definitionVersion", default=None)
    """The version of the definition, such as ``2.*.*``; None the newest."""
    resource_selectors: Many[ResourceSelector] | None = at("properties.resourceSelectors", default=None, nested=True)
    """Resources in the scope that it holds for, those of any of these; None all."""
    overrides: Many[PolicyOverride] | None = at("properties.overrides", default=None, nested=True)
    """Other effects and versions than the definition says; None none."""
    metadata: Mapping[str, Json] = at("properties.metadata", default_factory=dict)
    """What is kept with it, such as ``{"assignedBy": "platform"}``."""
    display_name: Value[str] = at("properties.displayName", default="")
    """The name in the portal, at most 128 characters; empty: ``name``."""
    description: Value[str] = at("properties.description", default="")
    """What it is for."""
    not_scopes: Many[Value[str]] = at(
        "properties.notScopes", default=(), conversion=Conversion(_write_scopes, lambda value, _reading: tuple(value))
    )
    """Ids of groups and resources in the scope that it does not hold for, such as ``group.id``."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = {"properties.assignmentType": "Azure tells who made it: people's are Custom"}
    ROWS: ClassVar[Rows] = (
        Computed("location", _location, "of its identity; without one it has none", ("identity",)),
        "identity",
        "display_name",
        "description",
        "definition",
        "parameters",
        "enforce",
        Computed(
            "properties.nonComplianceMessages",
            _messages,
            "one message for all, and one for each policy of a set",
            ("message", "messages"),
            _read_messages,
        ),
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
