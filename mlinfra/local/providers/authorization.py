"""Rules of Microsoft.ManagedIdentity and Microsoft.Authorization."""

from __future__ import annotations

from mlinfra.base.arm_types import ROLE_DEFINITIONS
from mlinfra.catalogue.types.authorization import LOCK, POLICY_ASSIGNMENT, POLICY_EXEMPTION, ROLE_ASSIGNMENT
from mlinfra.catalogue.types.managed_identity import USER_ASSIGNED_IDENTITY
from mlinfra.local.errors import ArmError
from mlinfra.local.providers._base import TENANT, Body, Put, ServedType, guid, identity_seed

_ROLE = ROLE_ASSIGNMENT.type


def _identity(put: Put) -> Body:
    seed = identity_seed(put.view, put.rid.key)
    ids = {"principalId": guid(seed), "clientId": guid(f"{seed}#client")}
    return {"properties": {**ids, "tenantId": TENANT}}


def _role_defaults(_: Put) -> Body:
    return {"properties": {"principalType": "ServicePrincipal"}}


def _role_computed(put: Put) -> Body:
    return {
        "properties": {
            "scope": put.rid.scope or "/",
            "createdOn": put.since("properties.createdOn"),
            "updatedOn": put.now,
        }
    }


def _grant(body: Body) -> tuple[str, str]:
    properties = body.get("properties") or {}
    role = str(properties.get("roleDefinitionId", "")).rsplit("/", 1)[-1].lower()
    return str(properties.get("principalId", "")).lower(), role


def _check_role(put: Put) -> None:
    if put.previous:
        return
    folder = f"{put.rid.scope}/providers/{_ROLE}/".lower()
    for key, other in put.view.under("resource", folder).items():
        if key != put.rid.key and _grant(other) == _grant(put.body):
            name = key.rsplit("/", 1)[-1].replace("-", "")
            raise ArmError(
                409,
                "RoleAssignmentExists",
                f"The role assignment already exists. The ID of the existing role assignment is {name}.",
            )


TYPES = (
    ServedType(
        USER_ASSIGNED_IDENTITY.type,
        required=("location",),
        defaults=lambda _: {"properties": {"isolationScope": "None"}},
        computed=_identity,
    ),
    ServedType(
        _ROLE,
        name_error="InvalidRoleAssignmentId",
        body_errors={"properties.principalId": "InvalidPrincipalId"},
        defaults=_role_defaults,
        computed=_role_computed,
        change_error=(400, "RoleAssignmentUpdateNotPermitted"),
        check=_check_role,
        tracked=False,
    ),
    ServedType(LOCK.type, tracked=False),
    ServedType(ROLE_DEFINITIONS, tracked=False),
    ServedType(
        POLICY_ASSIGNMENT.type,
        defaults=lambda _: {"properties": {"enforcementMode": "Default"}},
        tracked=False,
    ),
    ServedType(POLICY_EXEMPTION.type, tracked=False),
)
