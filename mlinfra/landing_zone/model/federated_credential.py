"""Federated credentials: who may act as a user-assigned identity without a secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar

from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.managed_identity import FEDERATED_CREDENTIAL
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._rows import Rows, at, elsewhere
from mlinfra.landing_zone.model.identity import UserAssignedIdentity
from mlinfra.landing_zone.model.value import Value


@model
class FederatedCredential(Resource):
    """Trust in the tokens of another issuer, such as GitHub: who shows one acts as the identity."""

    arm_type: ClassVar[str] = FEDERATED_CREDENTIAL.type
    parent_field: ClassVar[str | None] = "parent"

    name: str
    """3 to 120 letters, digits, '-' and '_'."""
    _: KW_ONLY
    parent: NewOrExisting[UserAssignedIdentity] | None = elsewhere("its place in the ARM id", default=None)
    """The identity, new or existing; None: the one that lists it."""
    issuer: Value[str] = at("properties.issuer")
    """Who makes the tokens, such as ``https://token.actions.githubusercontent.com``."""
    subject: Value[str] = at("properties.subject")
    """Whose tokens count, such as ``repo:contoso/ml:environment:prod``; no pattern."""
    audiences: Many[str] = at("properties.audiences", default=("api://AzureADTokenExchange",))
    """Whom the tokens are for."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ()
