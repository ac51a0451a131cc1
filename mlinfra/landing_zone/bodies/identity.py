"""User-assigned identities as ARM bodies."""

from __future__ import annotations

from mlinfra.landing_zone.bodies.shape import LOCATION, Body, Context, Shape
from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.model.identity import UserAssignedIdentity


def _identity(node: Node, context: Context) -> Body:
    return {"location": LOCATION, **context.all_tags(node.resource.tags), "properties": {"isolationScope": "None"}}


SHAPES = {UserAssignedIdentity: Shape("2024-11-30", _identity)}
