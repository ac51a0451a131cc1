"""Refuse writes and deletions that a lock or the deny settings of a deployment stack forbid."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.types.authorization import LOCK
from mlinfra.local.errors import ArmError
from mlinfra.local.providers._base import Body, guid
from mlinfra.local.store import View

_LOCKS = f"/providers/{LOCK.key}/"
OPERATOR = guid("operator")
"""Object id of the caller whose token names nobody."""


def _scopes(rid: ResourceId) -> Iterator[str]:
    text = rid.key
    while text:
        yield text
        text = text.rsplit("/", 1)[0]


def check_locks(view: View, rid: ResourceId) -> None:
    """Raise 409 when a lock on the resource, above it or on what it holds forbids deletion."""
    below = [body for key, body in view.under("resource", f"{rid.key}/").items() if _LOCKS in key]
    for scope in _scopes(rid):
        locks = [*view.under("resource", f"{scope}{_LOCKS}").values(), *below]
        for lock in locks:
            if rid.key != str(lock["id"]).lower():
                raise ArmError(
                    409,
                    "ScopeLocked",
                    f"The scope '{rid.text}' cannot perform delete operation because following scope(s) are locked: "
                    f"'{scope}'. Please remove the lock and try again.",
                )


def check_denied(view: View, rid: ResourceId, principal: str, *, delete: bool, stack: str = "") -> None:
    """Raise 403 when a stack other than ``stack`` protects the resource from this principal."""
    verb = "delete" if delete else "write"
    for scope in _scopes(rid):
        for settings in view.under("deny", f"{scope}|").values():
            inherited = scope != rid.key
            if settings["stack"].lower() != stack and _denies(settings, rid, principal, verb, inherited=inherited):
                raise ArmError(
                    403,
                    "DenyAssignmentAuthorizationFailed",
                    f"The client with object id '{principal}' has permission to perform action '{rid.type}/{verb}' on "
                    f"scope '{rid.text}'; however, the access is denied because of the deny assignment of the "
                    f"deployment stack '{settings['stack']}'.",
                )


def _denies(settings: Body, rid: ResourceId, principal: str, verb: str, *, inherited: bool) -> bool:
    mode = str(settings.get("mode", "none")).lower()
    if (
        mode == "none"
        or (mode == "denydelete" and verb == "write")
        or (inherited and not settings.get("applyToChildScopes"))
    ):
        return False
    if principal.lower() in {str(name).lower() for name in settings.get("excludedPrincipals") or ()}:
        return False
    return f"{rid.type}/{verb}".lower() not in {str(action).lower() for action in settings.get("excludedActions") or ()}
