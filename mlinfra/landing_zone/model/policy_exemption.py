"""Policy exemptions: what a policy assignment does not hold for, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, ClassVar, Literal

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.authorization import POLICY_ASSIGNMENT, POLICY_EXEMPTION
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._extension import Extended, Extension, check_on
from mlinfra.landing_zone.model._fields import Many
from mlinfra.landing_zone.model._rows import Rows, at, elsewhere
from mlinfra.landing_zone.model._value_checks import check_moments
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.policy_options import ResourceSelector


@model
class PolicyExemption(Resource, Extension):
    """Lets a resource or a scope be without what a policy assignment asks for."""

    arm_type: ClassVar[str] = POLICY_EXEMPTION.type

    name: str
    """1 to 64 characters without < > * % & : ? . + / \\ and spaces at the end."""
    _: KW_ONLY
    on: Extended | None = elsewhere("its scope", default=None)
    """The resource, resource group, subscription or management group that is let off; None: what the stack is deployed to."""
    assignment_id: Value[str] = at("properties.policyAssignmentId")
    """The ARM id of the policy assignment, such as ``regions.id``."""
    category: Value[Literal["Waiver", "Mitigated"]] = at("properties.exemptionCategory", default="Waiver")
    """Whether somebody accepts it as it is, or what the policy is for is reached in another way."""
    policies: Values[str] | None = at("properties.policyDefinitionReferenceIds", default=None)
    """The policies of a set, by the names that the set has for them; None all."""
    expires: Value[str] | None = at("properties.expiresOn", default=None)
    """The moment at which it ends, such as ``2027-01-04T18:00:00Z``; None never."""
    display_name: Value[str] = at("properties.displayName", default="")
    """The name in the portal, at most 128 characters; empty: ``name``."""
    description: Value[str] = at("properties.description", default="")
    """Why, at most 512 characters."""
    metadata: Mapping[str, Json] = at("properties.metadata", default_factory=dict)
    """What is kept with it, such as a number of the ticket that asked for it."""
    resource_selectors: Many[ResourceSelector] | None = at("properties.resourceSelectors", default=None, nested=True)
    """Resources in the scope that are let off, those of any of these; None all."""
    validate_scope: Value[bool] | None = at(
        "properties.assignmentScopeValidation", default=None, words={True: "Default", False: "DoNotValidate"}
    )
    """Refuse it where the assignment does not hold; False: take it, as for an assignment above what you may read. None: yes."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ("assignment_id", "category")

    def _check(self) -> None:
        super()._check()
        check_on(self, self.on)
        place = f"{caller_location()} PolicyExemption"
        given = self.assignment_id
        if isinstance(given, str) and ResourceId(given).type.lower() != POLICY_ASSIGNMENT.key:
            hint = "give the .id of a PolicyAssignment"
            raise InvalidInput(f"{given!r} is not the id of an assignment", where=f"{place}.assignment_id", hint=hint)
        check_moments(None, self.expires, place, end_field="expires")
