"""Grant the system-assigned identity of a new resource, such as a workspace, the roles that the service grants it."""

from __future__ import annotations

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.roles import ROLES
from mlinfra.catalogue.types.authorization import ROLE_ASSIGNMENT, ROLE_DEFINITION
from mlinfra.local.providers._base import Body, guid, read
from mlinfra.local.store import View

NAME = "service-grants"
"""``refuse=service-grants`` turns it on: whoever grants the same once more gets RoleAssignmentExists, as in Azure."""


def grant(view: View, rid: ResourceId, body: Body) -> None:
    """Write them, under names that only the service knows; nothing for any other type, or without that identity."""
    principal, entry = read(body, "identity.principalId"), find_type(rid.type)
    if entry is None or not principal:
        return
    for path, roles in entry.served.grants.items():
        target = read(body, path)
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
