"""Identities, and roles that people hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import KW_ONLY, field
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import Choice, Existing
from mlinfra.landing_zone.model._where import here


@model
class SystemAssigned:
    """An identity that Azure makes with its resource and deletes with it."""


@model
class UserAssignedIdentity(Resource):
    """An identity of its own, which outlives the resource that uses it."""

    arm_type: ClassVar[str] = "Microsoft.ManagedIdentity/userAssignedIdentities"

    name: str | None = None
    """3 to 128 letters, digits, '-' and '_'. None: ``id-`` and the owner's name."""
    _: KW_ONLY
    tags: Mapping[str, str] = field(default_factory=dict)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Merged into the ARM body, for what has no field here."""


Identity: TypeAlias = Annotated[SystemAssigned | UserAssignedIdentity | Existing[UserAssignedIdentity], Choice()]
"""Who a resource is: made with it, made by this stack, or brought along."""

_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@model
class Grant:
    """A role for people or a pipeline on a workspace."""

    role: Literal[
        "AzureML Data Scientist", "AzureML Compute Operator", "AzureML Registry User", "Reader", "Contributor"
    ]
    """The role's name, as Azure shows it."""
    _: KW_ONLY
    principal_id: str
    """The Entra object id of the group, user or service principal."""
    principal_type: Literal["Group", "User", "ServicePrincipal"] = "Group"
    """What the object id belongs to."""

    def _check(self) -> None:
        if not _GUID.fullmatch(self.principal_id):
            raise InvalidInput(
                f"give an Entra object id, got {self.principal_id!r}",
                where=f"{here()} Grant.principal_id",
                hint="`az ad group show -g NAME --query id` prints it",
            )
