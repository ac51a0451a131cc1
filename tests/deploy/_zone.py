"""Requests that the deployment tests send, and the local target they go to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from emulator import _landing as landing
from mlinfra.azure import Request, connect
from mlinfra.azure.deploy.names import deployment_name
from mlinfra.azure.local_cloud import SUBSCRIPTION, LocalCloud
from mlinfra.base.scope import DeploymentScope
from mlinfra.local.faults import Faults

GROUP = DeploymentScope("resourceGroup", subscription=SUBSCRIPTION, resource_group="rg-ml", location="westeurope")
OTHER = DeploymentScope("resourceGroup", subscription=SUBSCRIPTION, resource_group="rg-lake", location="westeurope")


def request(template: dict[str, Any], stack: str = "churn", scope: DeploymentScope = GROUP, **more: Any) -> Request:
    """A request as the command line would make it."""
    parameters = more.get("parameters", {})
    name = more.pop("name", None) or deployment_name(stack, template, parameters, scope)
    return Request(stack, scope, name, template, **more)


def local(folder: Path, faults: Faults | None = None) -> LocalCloud:
    """The local target, to be opened."""
    cloud = connect("local", state=folder / "state.db", faults=faults)
    assert isinstance(cloud, LocalCloud)
    return cloud


def small(sku: str = "Standard_LRS") -> dict[str, Any]:
    """One storage account, one identity, and the identity's role on the account."""
    resources = {"st": landing.storage(sku=sku), "id": landing.identity(), "role": landing.role()}
    outputs = {
        "blob": {"type": "string", "value": "[reference('st').primaryEndpoints.blob]"},
        "key": {"type": "securestring", "value": "[listKeys('st', '2025-06-01').keys[0].value]"},
    }
    return landing.template(resources, outputs=outputs)


def changes(wire: dict[str, Any]) -> dict[str, str]:
    """Last name of each resource -> its change type."""
    return {each["resourceId"].rsplit("/", 1)[-1]: each["changeType"] for each in wire["properties"]["changes"]}
