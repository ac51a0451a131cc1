"""Read the deployment scope from the path of a request."""

from __future__ import annotations

from dataclasses import replace

from mlinfra.arm.resource_id import ResourceId, deployment_scope, group_id, id_below
from mlinfra.base.arm_types import DEPLOYMENTS
from mlinfra.base.scope import DeploymentScope
from mlinfra.local.errors import ArmError, group_not_found
from mlinfra.local.providers._base import TENANT
from mlinfra.local.store import View


def scope_of(path: str, view: View, deployment: str, location: str | None) -> DeploymentScope:
    """Where a deployment goes. Raises 404 for a group that isn't there, 400 for a location too many or too few."""
    scope = deployment_scope(path)
    if scope is None:
        raise ArmError(400, "InvalidDeploymentScope", f"'{path}' is not a scope for deployments.")
    if scope.subscription and scope.resource_group:
        return _group_scope(scope.subscription, scope.resource_group, view, deployment, location)
    if not location:
        raise ArmError(400, "LocationRequired", "The location property is required for a deployment at this scope.")
    return replace(scope, location=location, tenant=TENANT, deployment=deployment)


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
    return ResourceId(id_below(scope.id, DEPLOYMENTS, [name]))
