"""Container registries as ARM bodies."""

from __future__ import annotations

from mlinfra.landing_zone.bodies.shape import LOCATION, Body, Context, Shape, switch
from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.model.registry import ContainerRegistry


def _registry(node: Node, context: Context) -> Body:
    registry: ContainerRegistry = node.resource
    properties: Body = {
        "adminUserEnabled": False,
        "anonymousPullEnabled": False,
        "dataEndpointEnabled": False,
        "networkRuleBypassOptions": "AzureServices",
        "publicNetworkAccess": switch(bool(registry.public_access)),
        "roleAssignmentMode": "LegacyRegistryPermissions",
        "zoneRedundancy": "Disabled",
    }
    return {
        "location": LOCATION,
        **context.all_tags(registry.tags),
        "sku": {"name": registry.sku},
        "properties": properties,
    }


SHAPES = {ContainerRegistry: Shape("2025-11-01", _registry)}
