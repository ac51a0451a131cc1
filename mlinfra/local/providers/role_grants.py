"""Refuse to grant the same role to the same principal twice."""

from __future__ import annotations

from mlinfra.catalogue.types.authorization import ROLE_ASSIGNMENT
from mlinfra.local.errors import ArmError
from mlinfra.local.providers._base import Body, Put


def _grant(body: Body) -> tuple[str, str]:
    properties = body.get("properties") or {}
    role = str(properties.get("roleDefinitionId", "")).rsplit("/", 1)[-1].lower()
    return str(properties.get("principalId", "")).lower(), role


def check_one_grant(put: Put) -> None:
    """Raise 409 where another role assignment at the scope says the same."""
    if put.previous:
        return
    folder = f"{put.rid.scope}/providers/{ROLE_ASSIGNMENT.type}/".lower()
    for key, other in put.view.under("resource", folder).items():
        if key != put.rid.key and _grant(other) == _grant(put.body):
            name = key.rsplit("/", 1)[-1].replace("-", "")
            raise ArmError(
                409,
                "RoleAssignmentExists",
                f"The role assignment already exists. The ID of the existing role assignment is {name}.",
            )
