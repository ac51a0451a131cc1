"""Access policies of key vaults, the older way to hold rights in a vault that has no roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.key_vault import ACCESS_POLICIES
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import TENANT_ID
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._known import known
from mlinfra.landing_zone.model._rows import Computed, Rows, at, elsewhere
from mlinfra.landing_zone.model._value_checks import is_guid
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.identity import check_principal
from mlinfra.landing_zone.model.value import Value, Values
from mlinfra.landing_zone.model.vault import KeyVault

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading

_Keys: TypeAlias = Literal[
    "all", "encrypt", "decrypt", "wrapKey", "unwrapKey", "sign", "verify", "get", "list", "create", "update", "import",
    "delete", "backup", "restore", "recover", "purge", "release", "rotate", "getrotationpolicy", "setrotationpolicy",
]  # fmt: skip
_Secrets: TypeAlias = Literal["all", "get", "list", "set", "delete", "backup", "restore", "recover", "purge"]
_Certificates: TypeAlias = Literal[
    "all", "get", "list", "delete", "create", "import", "update", "managecontacts", "getissuers", "listissuers",
    "setissuers", "deleteissuers", "manageissuers", "recover", "purge", "backup", "restore",
]  # fmt: skip
_Storage: TypeAlias = Literal[
    "all", "get", "list", "delete", "set", "update", "regeneratekey", "recover", "purge", "backup", "restore", "setsas",
    "listsas", "getsas", "deletesas",
]  # fmt: skip


def _tenant(policy: AccessPolicy, context: BodyContext) -> expr.Value:
    return context.value(policy.tenant or TENANT_ID)


def _read_tenant(tenant: str | None, reading: Reading) -> dict[str, str | None]:
    return {"tenant": None if tenant in {None, reading.tenant} else tenant}


@model
class AccessPolicy:
    """What one person, group or identity may do in a vault."""

    object_id: Value[str] = at("objectId")
    """The Entra object id, or the ``principal_id`` of a resource that has an identity."""
    _: KW_ONLY
    key_permissions: Values[_Keys] | None = at("permissions.keys", default=None)
    """What it may do with keys; None nothing."""
    secret_permissions: Values[_Secrets] | None = at("permissions.secrets", default=None)
    """What it may do with secrets; None nothing."""
    certificate_permissions: Values[_Certificates] | None = at("permissions.certificates", default=None)
    """What it may do with certificates; None nothing."""
    storage_permissions: Values[_Storage] | None = at("permissions.storage", default=None)
    """What it may do with keys of storage accounts that the vault manages; None nothing."""
    application_id: Value[str] | None = at("applicationId", default=None)
    """The client id of the application that it must use; None any."""
    tenant: Value[str] | None = None
    """Its Entra tenant; None that of the subscription."""

    ROWS: ClassVar[Rows] = (
        Computed("tenantId", _tenant, "the tenant of the subscription is not said", ("tenant",), _read_tenant),
        "object_id",
    )

    def _check(self) -> None:
        place = f"{caller_location()} AccessPolicy"
        check_principal(self.object_id, "ServicePrincipal", place, "object_id")
        for name in ("application_id", "tenant"):
            given = getattr(self, name)
            if isinstance(given, str) and not is_guid(given):
                raise InvalidInput(f"{given!r} is not an Entra id (a GUID)", where=f"{place}.{name}")
        if not any(
            (self.key_permissions, self.secret_permissions, self.certificate_permissions, self.storage_permissions)
        ):
            hint = "give key_permissions=, secret_permissions=, certificate_permissions= or storage_permissions="
            raise InvalidInput("it allows nothing", where=f"{place}.key_permissions", hint=hint)


@model
class VaultAccessPolicies(Resource):
    """Access policies that are added to a vault, beside those that it has.

    A vault of this stack has either these or ``access_policies``: with these its own write keeps what is live, which would
    else be taken away, so that a workspace that the vault serves may hold rights in it. Azure keeps no resource of its own for
    them: what is taken out of the code stays in the vault until it is removed there, and Azure's forecast calls them new each
    time. A vault whose rights are roles takes none.
    """

    arm_type: ClassVar[str] = ACCESS_POLICIES.type
    parent_field: ClassVar[str | None] = "parent"

    name: Literal["add", "replace", "remove"] = "add"
    """What becomes of them: ``add`` joins them to what the same holders have, ``replace`` puts them in the place of all
    policies of the vault, ``remove`` takes them away."""
    _: KW_ONLY
    parent: NewOrExisting[KeyVault] = elsewhere("its place in the ARM id")
    """The vault, new or existing."""
    policies: Many[AccessPolicy] = at("properties.accessPolicies", nested=True)
    """The policies: one or more, at most one for each holder and application."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} VaultAccessPolicies"
        if isinstance(self.parent, KeyVault) and known(self.parent.rbac):
            hint = "use a RoleAssignment, or give the vault rbac=False"
            raise InvalidInput("rights in this vault are roles", where=f"{place}.parent", hint=hint)
        holders = [(policy.object_id, policy.application_id, policy.tenant) for policy in self.policies]
        if not holders or any(holder in holders[:at] for at, holder in enumerate(holders)):
            message = "two policies are for one holder" if holders else "there are no policies"
            hint = "say in one policy all that it may do" if holders else "give one or more"
            raise InvalidInput(message, where=f"{place}.policies", hint=hint)
