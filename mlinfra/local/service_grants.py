"""Grant a new workspace's system-assigned identity the roles that the service grants it."""

from __future__ import annotations

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.roles import ROLES
from mlinfra.catalogue.types.authorization import ROLE_ASSIGNMENT, ROLE_DEFINITION
from mlinfra.catalogue.types.machine_learning import WORKSPACE
from mlinfra.local.providers._base import Body, guid, read
from mlinfra.local.store import View

NAME = "service-grants"
"""``refuse=service-grants`` turns it on: whoever grants the same once more gets RoleAssignmentExists, as in Azure."""
_ROLES = {
    "storageAccount": ("Contributor", "Storage Blob Data Contributor"),
    "keyVault": ("Contributor", "Key Vault Administrator"),
    "containerRegistry": ("Contributor",),
    "applicationInsights": ("Contributor",),
}


def grant(view: View, rid: ResourceId, workspace: Body) -> None:
    """Write them, under names that only the service knows; nothing for any other type, or without that identity."""
    principal = read(workspace, "identity.principalId")
    if rid.type.lower() != WORKSPACE.key or not principal:
        return
    for link, roles in _ROLES.items():
        target = read(workspace, f"properties.{link}")
        for role in roles if target else ():
            definition = f"/subscriptions/{rid.subscription}/providers/{ROLE_DEFINITION.type}/{ROLES[role].guid}"
            name = guid(f"{rid.key}|{target}|{role}")
            text = f"{target}/providers/{ROLE_ASSIGNMENT.type}/{name}"
            properties = {
                "roleDefinitionId": definition,
                "principalId": principal,
                "principalType": "ServicePrincipal",
                "scope": target,
            }
            view.put(
                "resource",
                text.lower(),
                {"id": text, "name": name, "type": ROLE_ASSIGNMENT.type, "properties": properties},
            )
