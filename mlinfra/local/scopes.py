"""Read the deployment scope from the path of a request."""

from __future__ import annotations

import re

from mlinfra.arm.resource_id import ResourceId, group_id
from mlinfra.base.scope import DeploymentScope
from mlinfra.local.errors import ArmError, group_not_found
from mlinfra.local.providers._base import TENANT
from mlinfra.local.store import View

_GROUP = re.compile(r"/subscriptions/([^/]+)/resourcegroups/([^/]+)", re.IGNORECASE)
_SUBSCRIPTION = re.compile(r"/subscriptions/([^/]+)", re.IGNORECASE)
_MANAGEMENT = re.compile(r"/providers/microsoft\.management/managementgroups/([^/]+)", re.IGNORECASE)


def scope_of(path: str, view: View, deployment: str, location: str | None) -> DeploymentScope:
    """Where a deployment goes. Raises 404 for a group that isn't there, 400 for a location too many or too few."""
    if match := _GROUP.fullmatch(path):
        return _group_scope(match[1], match[2], view, deployment, location)
    if not location:
        raise ArmError(400, "LocationRequired", "The location property is required for a deployment at this scope.")
    known = {"location": location, "tenant": TENANT, "deployment": deployment}
    if match := _SUBSCRIPTION.fullmatch(path):
        return DeploymentScope("subscription", subscription=match[1], **known)
    if match := _MANAGEMENT.fullmatch(path):
        return DeploymentScope("managementGroup", management_group=match[1], **known)
    if not path.strip("/"):
        return DeploymentScope("tenant", **known)
    raise ArmError(400, "InvalidDeploymentScope", f"'{path}' is not a scope for deployments.")


def _group_scope(subscription: str, name: str, view: View, deployment: str, location: str | None) -> DeploymentScope:
    stored = view.get("resource", ResourceId(group_id(subscription, name)).key)
    if stored is None:
        raise group_not_found(name)
    if location:
        raise ArmError(
            400, "InvalidDeployment", "The 'location' property is not allowed for a deployment at resource group scope."
        )
    return DeploymentScope(
        "resourceGroup",
        subscription=subscription,
        resource_group=str(stored["name"]),
        location=str(stored["location"]),
        tenant=TENANT,
        deployment=deployment,
    )


def deployment_id(scope: DeploymentScope, name: str) -> ResourceId:
    """The id of a deployment at a scope."""
    return ResourceId(f"{scope.id.rstrip('/')}/providers/Microsoft.Resources/deployments/{name}")
