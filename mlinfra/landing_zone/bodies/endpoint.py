"""Online endpoints as ARM bodies."""

from __future__ import annotations

from mlinfra.landing_zone.bodies.ml import VERSION
from mlinfra.landing_zone.bodies.shape import LOCATION, Body, Context, Shape, identity, some, switch
from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.model.endpoint import OnlineEndpoint


def _endpoint(node: Node, context: Context) -> Body:
    endpoint: OnlineEndpoint = node.resource
    properties = some(
        authMode=endpoint.auth_mode,
        description=endpoint.description,
        publicNetworkAccess=switch(bool(endpoint.public_access)),
    )
    return {
        "location": LOCATION,
        **context.all_tags(endpoint.tags),
        "kind": "Managed",
        **identity(node, context),
        "properties": properties,
    }


SHAPES = {OnlineEndpoint: Shape(VERSION, _endpoint)}
