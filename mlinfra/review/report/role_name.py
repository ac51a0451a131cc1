"""Call a role assignment by what it grants: ``Storage Blob Data Reader on stlake to cpu``, not by its GUID."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from mlinfra.base.arm_types import ROLE_DEFINITIONS
from mlinfra.catalogue.roles import ROLES_BY_GUID
from mlinfra.review.report.values import plain

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_QUOTED_ID = re.compile(r"'(/subscriptions/[^']+)'")
NONE: Mapping[str, str] = {}
"""No custom roles are known."""


def granted_role(body: Any, custom: Mapping[str, str] = NONE) -> str | None:
    """The built-in role, one of the ``custom`` roles, or the GUID of another one; None where the body says none."""
    guids = _GUID.findall(_text(body, "roleDefinitionId"))
    if not guids:
        return None
    guid = guids[-1].lower()  # the subscription's GUID may stand before it
    role = ROLES_BY_GUID.get(guid)
    return role.name if role else custom.get(guid, guids[-1])


def custom_roles(bodies: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """GUID in lower case -> name, of the definitions of roles among these ids with their bodies."""
    kept = f"/{ROLE_DEFINITIONS.lower()}/"
    named = (
        (guid.lower(), _text(body, "roleName"))
        for at, body in bodies
        if kept in at.lower()
        for guid in _GUID.findall(at)[-1:]
    )
    return {guid: name for guid, name in named if name}


def granted_on(body: Any) -> str | None:
    """Name of the resource or scope that the role holds for; None where the body says none."""
    scope = _text(body, "scope")
    return scope.rstrip("/").rsplit("/", 1)[-1] or None


def granted_to(body: Any) -> str | None:
    """Name of an identity that does not exist yet: the expression that will give its object id names it."""
    principal = _QUOTED_ID.search(_text(body, "principalId"))
    return principal[1].rsplit("/", 1)[-1] if principal else None


def role_name(address: str, body: Any, principals: Mapping[str, str], custom: Mapping[str, str] = NONE) -> str:
    """What to call a role assignment of an address such as ``stlake/GUID``.

    ``principals``: object id in lower case -> address of the identity. An identity that nobody knows is its object id;
    ``custom``: what `custom_roles` tells.
    """
    role, on = granted_role(body, custom), address.rpartition("/")[0] or granted_on(body)
    if role is None:
        return address
    principal = _text(body, "principalId")
    known = granted_to(body) or principals.get(principal.casefold(), "").rsplit("/", 1)[-1]
    to = known or (principal if _GUID.fullmatch(principal) else "")
    return f"{role}{f' on {on}' if on else ''}{f' to {to}' if to else ''}"


def is_role_guid(name: str) -> bool:
    """Whether a role assignment's name says nothing to people."""
    return _GUID.fullmatch(name) is not None


def _text(body: Any, name: str) -> str:
    properties = body.get("properties") if isinstance(body, Mapping) else None
    return plain(properties.get(name)) if isinstance(properties, Mapping) else ""
