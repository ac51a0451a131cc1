"""Refuse to delete what other resources need, as the services do."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.arm_types import ROLE_DEFINITIONS
from mlinfra.catalogue.built_in_roles import role_name
from mlinfra.catalogue.types.machine_learning_compute import COMPUTE
from mlinfra.local.errors import ArmError
from mlinfra.local.providers._base import Body, bad_request, read
from mlinfra.local.store import View

_NET = "microsoft.network/"
_ENDPOINT = f"{_NET}privateendpoints"
_COMPUTE = COMPUTE.key
_SYSTEM_DATASTORES = (
    "workspaceblobstore",
    "workspaceartifactstore",
    "workspacefilestore",
    "workspaceworkingdirectory",
)


def check_not_in_use(view: View, rid: ResourceId) -> None:
    """Raise for a network, subnet, security group or zone in use, for a system datastore and a built-in role.

    The storage account of a workspace can go, here as in Azure.
    """
    kind = rid.type.lower()
    if kind == f"{_NET}virtualnetworks":
        for key in view.under("resource", f"{rid.key}/subnets/"):
            check_subnet(view, ResourceId(key))
    elif kind == f"{_NET}virtualnetworks/subnets":
        check_subnet(view, rid)
    elif kind == f"{_NET}networksecuritygroups":
        _check_security_group(view, rid)
    elif kind == f"{_NET}privatednszones":
        _check_zone(view, rid)
    elif kind.endswith("/workspaces/datastores") and rid.name.lower() in _SYSTEM_DATASTORES:
        raise bad_request("UserError", f"The datastore '{rid.name}' is the workspace's own and can't be deleted.")
    elif kind == ROLE_DEFINITIONS.lower() and role_name(rid.name):
        raise bad_request("BadRequest", f"The role definition '{rid.name}' is built in and can't be deleted.")


def _users(view: View, subnet: str) -> Iterator[Body]:
    """The endpoints and computes that stand in a subnet, given by its key."""
    places = {_ENDPOINT: "properties.subnet.id", _COMPUTE: "properties.properties.subnet.id"}
    for body in view.under("resource", "/").values():
        path = places.get(str(body.get("type")).lower())
        if path and str(read(body, path)).lower() == subnet:
            yield body


def check_subnet(view: View, subnet: ResourceId) -> None:
    """Raise 400 for a subnet that something stands in."""
    user = next(_users(view, subnet.key), None)
    if user:
        raise bad_request(
            "InUseSubnetCannotBeDeleted",
            f"Subnet {subnet.name} is in use by {user['id']} and cannot be deleted. In order to delete the subnet, delete "
            "all the resources within the subnet. See aka.ms/deletesubnet.",
            subnet.text,
        )


def _check_security_group(view: View, rid: ResourceId) -> None:
    for body in view.under("resource", "/").values():
        path = "properties.networkSecurityGroup.id"
        if (
            str(body.get("type")).lower() == f"{_NET}virtualnetworks/subnets"
            and str(read(body, path)).lower() == rid.key
        ):
            raise bad_request(
                "InUseNetworkSecurityGroupCannotBeDeleted",
                f"Network security group {rid.text} cannot be deleted because it is in use by the following resources: "
                f"{body['id']}.",
                rid.text,
            )


def _check_zone(view: View, rid: ResourceId) -> None:
    links = view.under("resource", f"{rid.key}/virtualnetworklinks/")
    if links:
        first = next(iter(links.values()))["id"]
        raise ArmError(
            409,
            "CannotDeleteResource",
            f"Cannot delete resource while nested resources exist. Some existing nested resource IDs include: '{first}'. "
            "Please delete all nested resources before deleting this resource.",
            target=rid.text,
        )
