"""Rules of Microsoft.ManagedIdentity and Microsoft.Authorization."""

from __future__ import annotations

from mlinfra.local.errors import ArmError
from mlinfra.local.providers._base import TENANT, Body, Put, ResourceType, bad_request, guid

_ROLE = "Microsoft.Authorization/roleAssignments"
_GUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


def _identity(put: Put) -> Body:
    ids = {"principalId": guid(put.rid.key), "clientId": guid(f"{put.rid.key}#client")}
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
    if put.properties.get("conditionVersion") and not put.properties.get("condition"):
        raise bad_request("BadRequestFormat", "conditionVersion needs a condition.")
    if put.previous:
        if _grant(put.previous) != _grant(put.body):
            raise ArmError(
                400,
                "RoleAssignmentUpdateNotPermitted",
                "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
            )
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
    ResourceType(
        "Microsoft.ManagedIdentity/userAssignedIdentities",
        name=r"[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}",
        rule="3 to 128 letters, digits, '-' and '_', a letter or digit first",
        required=("location",),
        defaults=lambda _: {"properties": {"isolationScope": "None"}},
        computed=_identity,
        create_only=("location",),
    ),
    ResourceType(
        _ROLE,
        name=_GUID,
        rule="a GUID",
        name_error="InvalidRoleAssignmentId",
        required=("properties.roleDefinitionId", "properties.principalId"),
        defaults=_role_defaults,
        computed=_role_computed,
        check=_check_role,
        tracked=False,
    ),
    ResourceType("Microsoft.Authorization/locks", required=("properties.level",), tracked=False),
    ResourceType("Microsoft.Authorization/roleDefinitions", tracked=False),
    ResourceType(
        "Microsoft.Authorization/policyAssignments",
        defaults=lambda _: {"properties": {"enforcementMode": "Default"}},
        tracked=False,
    ),
)

BUILT_IN_ROLES = {
    "AzureML Data Scientist": "f6c7c914-8db3-469d-8ca1-694a8f32e121",
    "AzureML Compute Operator": "e503ece1-11d0-4e8e-8e2c-7a6c3bf38815",
    "AzureML Registry User": "1823dd4f-9b8c-4ab6-ab4e-7397a3684615",
    "Azure AI Enterprise Network Connection Approver": "b556d68e-0be0-4f35-a333-ad7ee1ce17ea",
    "Contributor": "b24988ac-6180-42a0-ab88-20f7382dd24c",
    "Reader": "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    "Owner": "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    "User Access Administrator": "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    "Role Based Access Control Administrator": "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
    "Network Contributor": "4d97b98b-1d4f-4787-a291-c67834d212e7",
    "Private DNS Zone Contributor": "b12aa53e-6015-4669-85d0-8515ebb3ae7f",
    "AcrPull": "7f951dda-4ed3-4680-a7ca-43fe172d538d",
    "AcrPush": "8311e382-0749-4cb8-b61a-304f252e45ec",
    "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    "Storage Blob Data Reader": "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    "Storage File Data Privileged Contributor": "69566ab7-960f-475b-8e7c-b3118f30c6bd",
    "Storage Queue Data Contributor": "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
    "Storage Table Data Contributor": "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    "Key Vault Administrator": "00482a5a-887f-4fb3-b363-3b7fe8e74483",
    "Key Vault Secrets Officer": "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    "Key Vault Secrets User": "4633458b-17de-408a-b874-0445c86b69e6",
    "Key Vault Crypto Service Encryption User": "e147488a-f6f5-4113-8e2d-b22465e65bf6",
}
"""The roles that landing zones grant, by name."""
