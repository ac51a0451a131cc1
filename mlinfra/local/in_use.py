"""Refuse to delete what other resources need, as the services do."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.arm_types import ROLE_DEFINITIONS
from mlinfra.catalogue.built_in_roles import role_name
from mlinfra.catalogue.lookup import find_type
from mlinfra.local.errors import ArmError
from mlinfra.local.providers._base import Body, bad_request, read
from mlinfra.local.providers.brought import check_not_brought
from mlinfra.local.providers.placeholders import Source, filled
from mlinfra.local.store import View


def check_not_in_use(view: View, rid: ResourceId) -> None:
    """Raise for what another resource needs, such as a subnet with an endpoint in it, and for what nobody may delete.

    The storage account of a workspace can go, here as in Azure.
    """
    if rid.type.lower() == ROLE_DEFINITIONS.lower() and role_name(rid.name):
        raise bad_request("BadRequest", f"The role definition '{rid.name}' is built in and can't be deleted.")
    check_not_brought(rid, "deleted")
    _check_children(view, rid)
    for target in (rid, *(ResourceId(key) for key in view.under("resource", f"{rid.key}/"))):
        entry = find_type(target.type)
        error = entry.served.errors.in_use if entry else None
        user = next(_users(view, target, rid), None) if error else None
        if error and user:
            source = Source(target, user, view)
            raise bad_request(error[0], filled(error[1], source), target.text)


def _users(view: View, target: ResourceId, gone: ResourceId) -> Iterator[Body]:
    """What names the target at a path that holds it; what is deleted with it does not count."""
    for key, body in view.under("resource", "/").items():
        entry = find_type(str(body.get("type")))
        held = (str(read(body, path)).lower() for path in (entry.served.holds if entry else ()))
        if target.key in held and not key.startswith(f"{gone.key}/"):
            yield body


def _check_children(view: View, rid: ResourceId) -> None:
    entry = find_type(rid.type)
    segment = entry.served.blocked_by.lower() if entry else ""
    children = view.under("resource", f"{rid.key}/{segment}/") if segment else {}
    if children:
        first = next(iter(children.values()))["id"]
        raise ArmError(
            409,
            "CannotDeleteResource",
            f"Cannot delete resource while nested resources exist. Some existing nested resource IDs include: '{first}'. "
            "Please delete all nested resources before deleting this resource.",
            target=rid.text,
        )
