"""The scope in a request path -> the deployment scope, with what the target knows about it."""

from __future__ import annotations

import re

from mlinfra.emulator.errors import ArmError, group_not_found
from mlinfra.emulator.ids import ResourceId, group_id
from mlinfra.emulator.providers._base import TENANT
from mlinfra.emulator.store import View
from mlinfra.scope import DeploymentScope

_GROUP = re.compile(r"/subscriptions/([^/]+)/resourcegroups/([^/]+)", re.IGNORECASE)
_SUBSCRIPTION = re.compile(r"/subscriptions/([^/]+)", re.IGNORECASE)
_MANAGEMENT = re.compile(r"/providers/microsoft\.management/managementgroups/([^/]+)", re.IGNORECASE)


def scope_of(path: str, view: View, deployment: str, location: str | None) -> DeploymentScope:
    """Where a deployment goes. Raises 404 for a group that isn't there, 400 for a location too many or too few."""
    if found := _GROUP.fullmatch(path):
        group = ResourceId(group_id(found[1], found[2]))
        stored = view.get("resource", group.key)
        if stored is None:
            raise group_not_found(found[2])
        if location:
            raise ArmError(
                400,
                "InvalidDeployment",
                "The 'location' property is not allowed for a deployment at resource group scope.",
            )
        return DeploymentScope(
            "resourceGroup",
            subscription=found[1],
            resource_group=str(stored["name"]),
            location=str(stored["location"]),
            tenant=TENANT,
            deployment=deployment,
        )
    if not location:
        raise ArmError(400, "LocationRequired", "The location property is required for a deployment at this scope.")
    if found := _SUBSCRIPTION.fullmatch(path):
        return DeploymentScope(
            "subscription", subscription=found[1], location=location, tenant=TENANT, deployment=deployment
        )
    if found := _MANAGEMENT.fullmatch(path):
        return DeploymentScope(
            "managementGroup", management_group=found[1], location=location, tenant=TENANT, deployment=deployment
        )
    if not path.strip("/"):
        return DeploymentScope("tenant", location=location, tenant=TENANT, deployment=deployment)
    raise ArmError(400, "InvalidDeploymentScope", f"'{path}' is not a scope for deployments.")


def deployment_id(scope: DeploymentScope, name: str) -> ResourceId:
    """The id of a deployment at a scope."""
    return ResourceId(f"{scope.id.rstrip('/')}/providers/Microsoft.Resources/deployments/{name}")
