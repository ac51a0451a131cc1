"""Small templates for tests, and what expansion makes of them."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.expand import Snapshot, expand
from mlinfra.base.scope import DeploymentScope, ScopeKind

SUBSCRIPTION = "/subscriptions/00000000-bbbb-4bbb-8bbb-000000000000"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg"
LATER = {"later": {"type": "string", "defaultValue": "[utcNow()]"}}
"""A parameter whose value only a deployment knows."""
FAR = "[reference('/subscriptions/x/resourceGroups/y/providers/A.B/c/far', '2020-01-01').p]"
_SCHEMAS: dict[ScopeKind, str] = {
    "resourceGroup": "2019-04-01/deploymentTemplate.json#",
    "subscription": "2018-05-01/subscriptionDeploymentTemplate.json#",
    "managementGroup": "2019-08-01/managementGroupDeploymentTemplate.json#",
    "tenant": "2019-08-01/tenantDeploymentTemplate.json#",
}
_PLACES = {
    "subscription": "00000000-bbbb-4bbb-8bbb-000000000000",
    "resource_group": "rg",
    "management_group": "mg",
    "location": "westeurope",
    "tenant": "00000000-aaaa-4aaa-8aaa-000000000000",
    "deployment": "main",
}


def template(resources: Any = (), *, kind: ScopeKind = "resourceGroup", **more: Any) -> dict[str, Any]:
    """A template for a scope, with these resources."""
    schema = f"https://schema.management.azure.com/schemas/{_SCHEMAS[kind]}"
    listed = resources if isinstance(resources, dict) else list(resources)
    return {"$schema": schema, "contentVersion": "1.0.0.0", "resources": listed, **more}


def resource(name: Any = "n", kind: str = "A.B/c", **more: Any) -> dict[str, Any]:
    """A resource."""
    return {"type": kind, "apiVersion": "2020-01-01", "name": name, **more}


def nested(inside: dict[str, Any] | None, *, evaluation: str | None = "inner", **more: Any) -> dict[str, Any]:
    """A nested deployment; ``properties`` add to its own."""
    properties: dict[str, Any] = {"mode": "Incremental", **more.pop("properties", {})}
    if inside is not None:
        properties["template"] = inside
    if evaluation:
        properties["expressionEvaluationOptions"] = {"scope": evaluation}
    return {
        **resource("d", "Microsoft.Resources/deployments"),
        "apiVersion": "2022-09-01",
        **more,
        "properties": properties,
    }


def expanded(made: dict[str, Any], **places: str | None) -> Snapshot:
    """What a template comes to in a group, subscription and management group that are known."""
    return expand(made, {}, DeploymentScope(**{**_PLACES, **places}))  # type: ignore[arg-type]  # names of its fields


def ids(snapshot: Snapshot) -> list[str]:
    """The ids of the resources, without the group's."""
    return [str(body["id"]).removeprefix(f"{GROUP}/providers/") for body in snapshot.resources]
