"""Who may do what: role definitions, role assignments of a scope and around it, the caller's permissions."""

from __future__ import annotations

import re
from re import Match

from mlinfra.arm.resource_id import resource_id
from mlinfra.base.arm_types import MANAGEMENT_GROUPS
from mlinfra.catalogue.built_in_roles import permissions_of, role_name, role_names
from mlinfra.catalogue.types.authorization import ROLE_ASSIGNMENT, ROLE_DEFINITION
from mlinfra.local.errors import ArmError
from mlinfra.local.faults import Faults
from mlinfra.local.http import Call, Reply, Route, paged
from mlinfra.local.providers._base import TENANT, Body
from mlinfra.local.store import Store

_AUTHORIZATION = r"(?P<scope>|/.+)/providers/microsoft\.authorization"
_FOLDER = f"/providers/{ROLE_ASSIGNMENT.key}/"


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _role(guid: str, scope: str = "") -> Body:
    """As the service tells it; what the role permits only where it is known here."""
    place = re.match(r"/subscriptions/[^/]+", scope, re.IGNORECASE)
    permissions = permissions_of(guid)
    return {
        "id": f"{place[0] if place else ''}/providers/{ROLE_DEFINITION.type}/{guid}",
        "name": guid,
        "type": ROLE_DEFINITION.type,
        "properties": {
            "roleName": role_name(guid),
            "type": "BuiltInRole",
            "assignableScopes": ["/"],
            **({"permissions": [dict(permissions)]} if permissions else {}),
        },
    }


def _has_name(body: Body, name: str) -> bool:
    return str(body["properties"].get("roleName", "")).lower() == name.lower()


class AccessRoutes:
    """The parts of Microsoft.Authorization that are more than resources."""

    def __init__(self, store: Store, faults: Faults) -> None:
        self.store, self.faults = store, faults

    def routes(self) -> tuple[Route, ...]:
        """What it serves."""
        group = _path(r"/providers/microsoft\.management/managementgroups/(?P<name>[^/]+)")
        return (
            ("GET", _path(rf"{_AUTHORIZATION}/roleassignments"), self._assignments),
            ("GET", _path(rf"{_AUTHORIZATION}/roledefinitions"), self._definitions),
            ("GET", _path(rf"{_AUTHORIZATION}/roledefinitions/(?P<name>[^/]+)"), self._definition),
            ("GET", _path(rf"{_AUTHORIZATION}/permissions"), self._permissions),
            ("GET", group, self._management_group),
        )

    def _assignments(self, call: Call, at: Match[str]) -> Reply:
        """At the scope and above it, and without ``atScope()`` also below it."""
        scope = resource_id(at["scope"]).text.lower().rstrip("/")
        wanted = call.query.get("$filter", "").lower()
        assignments = []
        for key, body in self.store.under("resource", "/").items():
            place, folder, name = key.rpartition(_FOLDER)
            if not folder or "/" in name:
                continue
            near = scope == place or scope.startswith(f"{place}/")
            if near or ("atscope()" not in wanted and place.startswith(f"{scope}/")):
                assignments.append(body)
        principal = re.search(r"(?:principalid eq|assignedto\()\s*'([^']+)'", wanted)
        if principal:
            assignments = [
                assignment
                for assignment in assignments
                if str(assignment["properties"]["principalId"]).lower() == principal[1]
            ]
        return paged(assignments)

    def _definitions(self, call: Call, at: Match[str]) -> Reply:
        """Built-in ones, and those that were made at the scope or above it."""
        wanted = re.search(r"rolename eq '([^']+)'", call.query.get("$filter", ""), re.IGNORECASE)
        scope = at["scope"].lower()
        folder = f"/providers/{ROLE_DEFINITION.type}/".lower()
        own = [
            body
            for key, body in self.store.under("resource", "/").items()
            if folder in key and scope.startswith(key.partition(folder)[0])
        ]
        roles = [*(_role(guid, scope) for guid in role_names()), *own]
        return paged([body for body in roles if not wanted or _has_name(body, wanted[1])])

    def _definition(self, _: Call, at: Match[str]) -> Reply:
        """A built-in role stands at every scope."""
        if role_name(at["name"]):
            return Reply(200, _role(at["name"].lower(), at["scope"]))
        key = f"{at['scope']}/providers/{ROLE_DEFINITION.type}/{at['name']}".lower()
        stored = self.store.get("resource", key)
        if stored is None:
            message = f"The specified role definition with ID '{at['name']}' does not exist."
            raise ArmError(404, "RoleDefinitionDoesNotExist", message)
        return Reply(200, stored)

    def _permissions(self, _: Call, __: Match[str]) -> Reply:
        """Everything, or nothing when access is refused without exception."""
        actions = [] if "access-denied" in self.faults.refuse else ["*"]
        return paged([{"actions": actions, "notActions": [], "dataActions": [], "notDataActions": []}])

    def _management_group(self, _: Call, at: Match[str]) -> Reply:
        name = at["name"]
        body: Body = {
            "id": f"/providers/{MANAGEMENT_GROUPS}/{name}",
            "name": name,
            "type": MANAGEMENT_GROUPS,
            "properties": {"tenantId": TENANT, "displayName": name, "details": {}},
        }
        return Reply(200, self.store.get("resource", str(body["id"]).lower()) or body)
