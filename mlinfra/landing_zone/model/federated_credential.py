"""Federated credentials: who may act as a user-assigned identity without a secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, ClassVar

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.managed_identity import FEDERATED_CREDENTIAL, TOKEN_AUDIENCES
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import NewOrExisting
from mlinfra.landing_zone.model._rows import Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.identity import UserAssignedIdentity
from mlinfra.landing_zone.model.value import Filled, Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading


def _write_audiences(audiences: Sequence[str] | Filled | None, context: BodyContext, _field: str) -> expr.Value:
    return [TOKEN_AUDIENCES[context.cloud]] if audiences is None else context.value(audiences)


def _read_audiences(audiences: Sequence[str], _reading: Reading) -> tuple[str, ...] | None:
    usual = len(audiences) == 1 and audiences[0] in TOKEN_AUDIENCES.values()
    return None if usual else tuple(audiences)


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
    audiences: Values[str] | None = at(
        "properties.audiences",
        default=None,
        conversion=Conversion(_write_audiences, _read_audiences),
    )
    """Whom the tokens are for; Azure takes one. None: the one that Microsoft Entra ID of the stack's cloud expects, such as
    ``api://AzureADTokenExchange``."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        if isinstance(self.subject, str) and "*" in self.subject:
            where, hint = f"{caller_location()} FederatedCredential.subject", "write a credential for each subject"
            raise InvalidInput(f"{self.subject!r} is a pattern, which Azure takes for a text", where=where, hint=hint)
