"""Read the scope of a deployment, and other parts, from ARM ids."""

from __future__ import annotations

import re

from mlinfra.base.scope import DeploymentScope

_DEPLOYMENT = re.compile(r"(?P<scope>.*)/providers/microsoft\.resources/deployments/(?P<name>[^/]+)", re.IGNORECASE)
_GROUP = re.compile(r"/subscriptions/([^/]+)/resourcegroups/([^/]+)", re.IGNORECASE)
_SUBSCRIPTION = re.compile(r"/subscriptions/([^/]+)", re.IGNORECASE)
_MANAGEMENT = re.compile(r"/providers/microsoft\.management/managementgroups/([^/]+)", re.IGNORECASE)
DEPLOYMENTS = "microsoft.resources/deployments"
GROUPS = "microsoft.resources/resourcegroups"


def deployment_of(resource_id: str) -> tuple[DeploymentScope, str] | None:
    """Scope and name of a deployment by its id; None for an id of something else."""
    match = _DEPLOYMENT.fullmatch(resource_id)
    return (scope_of(match["scope"]), match["name"]) if match else None


def scope_of(scope_id: str) -> DeploymentScope:
    """The scope that an id names; anything unknown is the tenant."""
    if group := _GROUP.fullmatch(scope_id):
        return DeploymentScope("resourceGroup", subscription=group[1], resource_group=group[2])
    if subscription := _SUBSCRIPTION.fullmatch(scope_id):
        return DeploymentScope("subscription", subscription=subscription[1])
    if management := _MANAGEMENT.fullmatch(scope_id):
        return DeploymentScope("managementGroup", management_group=management[1])
    return DeploymentScope("tenant")


def type_of(resource_id: str) -> str:
    """The resource type in an id, as it is spelt there."""
    if _GROUP.fullmatch(resource_id):
        return "Microsoft.Resources/resourceGroups"
    _, separator, tail = resource_id.rpartition("/providers/")
    parts = tail.split("/")
    return "/".join([parts[0], *parts[1::2]]) if separator else ""


def name_of(resource_id: str) -> str:
    """Parent and own name: ``mlw-churn/gpu``."""
    _, separator, tail = resource_id.rpartition("/providers/")
    return "/".join(tail.split("/")[2::2]) if separator else resource_id.rstrip("/").rsplit("/", 1)[-1]
