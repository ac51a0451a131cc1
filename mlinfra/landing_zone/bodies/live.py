"""Keep in the first write of a resource what is live of the properties that a later write has."""

from __future__ import annotations

from mlinfra.arm import expressions as expr
from mlinfra.base.property_paths import written_names
from mlinfra.catalogue.lookup import api_version
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.graph.node import AnyNode
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._body import Body
from mlinfra.landing_zone.model._late import late_properties


def with_live(body: Body, node: AnyNode, file: Context) -> Body:
    """The body of one write with the live values of what later ones say: without them a live endpoint would lose its shares."""
    if not isinstance(node.resource, Resource):
        return body
    version = node.resource.written_version or api_version(node.id.type)
    for late in late_properties(node.resource):
        if late.phase > node.id.phase:
            body = _placed(body, written_names(late.path), file.keep(node.id.write(0), version, late))
    return body


def _placed(body: expr.Value, names: tuple[str, ...], value: expr.Value) -> Body:
    """The body with a value at a path; objects above it that are not there are made."""
    first, *below = names
    members = dict(body) if isinstance(body, dict) else {}
    return {**members, first: _placed(members.get(first), tuple(below), value) if below else value}
