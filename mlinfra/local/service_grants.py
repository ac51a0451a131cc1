"""Grant a new workspace's system-assigned identity the roles that the service grants it."""

from __future__ import annotations

from mlinfra.arm.resource_id import ResourceId
from mlinfra.local.providers._base import Body, guid, read
from mlinfra.local.providers.authorization import BUILT_IN_ROLES
from mlinfra.local.store import View

NAME = "service-grants"
"""``refuse=service-grants`` turns it on: whoever grants the same once more gets RoleAssignmentExists, as in Azure."""
_ROLES = {
    "storageAccount": ("Contributor", "Storage Blob Data Contributor"),
    "keyVault": ("Contributor", "Key Vault Administrator"),
    "containerRegistry": ("Contributor",),
    "applicationInsights": ("Contributor",),
}
_TYPE = "Microsoft.Authorization/roleAssignments"


def grant(view: View, rid: ResourceId, workspace: Body) -> None:
    """Write them, under names that only the service knows; nothing for any other type, or without that identity."""
    principal = read(workspace, "identity.principalId")
    if rid.type.lower() != "microsoft.machinelearningservices/workspaces" or not principal:
        return
    for link, roles in _ROLES.items():
        target = read(workspace, f"properties.{link}")
        for role in roles if target else ():
            definition = f"/subscriptions/{rid.subscription}/providers/Microsoft.Authorization/roleDefinitions/{BUILT_IN_ROLES[role]}"
            name = guid(f"{rid.key}|{target}|{role}")
            text = f"{target}/providers/{_TYPE}/{name}"
            properties = {
                "roleDefinitionId": definition,
                "principalId": principal,
                "principalType": "ServicePrincipal",
                "scope": target,
            }
            view.put("resource", text.lower(), {"id": text, "name": name, "type": _TYPE, "properties": properties})
