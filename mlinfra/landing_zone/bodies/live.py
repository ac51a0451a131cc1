"""Keep in the body of a resource what is live, where another write, or a child of it, says it."""

from __future__ import annotations

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call, Ternary
from mlinfra.base.errors import InvalidInput
from mlinfra.base.property_paths import written_names
from mlinfra.catalogue.body_values import first_at
from mlinfra.catalogue.lookup import api_version, find_type
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.graph.node import AnyNode
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._body import Body
from mlinfra.landing_zone.model._late import late_properties


def with_live(body: Body, node: AnyNode, file: Context) -> Body:
    """The body of one write with the live values of what later ones, or children, say: without them they would be taken away.

    Raises `InvalidInput` for a list of the resource's own that children of it change too.
    """
    if not isinstance(node.resource, Resource):
        return body
    own = node.id.write(0)
    for late in late_properties(node.resource):
        if late.phase > node.id.phase:
            live = file.keep(own, _version(node.resource), late.path, late.kind, "the first of its two writes keeps it")
            value = live if late.kind == "object" else Ternary(Call("empty", (live,)), None, live)
            body = _placed(body, written_names(late.path), value)
    for path, child in _changed(node, file):
        if first_at(body, path) is not None:
            raise _twice(node, file.graph.nodes[child], path)
        live = file.keep(
            own, _version(node.resource), path, "array", "its own write keeps it, as resources below it change it"
        )
        body = _placed(body, written_names(path), live)
    return body


def _version(resource: Resource) -> str:
    """The API version in which it is written, and read."""
    return resource.written_version or api_version(resource.arm_type)


def _changed(node: AnyNode, file: Context) -> list[tuple[str, NodeId]]:
    """The paths of lists that children of a resource change, each with the first child that does."""
    entry = find_type(node.id.type)
    changed: list[tuple[str, NodeId]] = []
    if entry is None or not entry.changed_by_children:
        return changed
    children = file.graph.listed.get(node.id.write(0), ())
    for path, segment in entry.changed_by_children.items():
        child = next((child for child in children if child.type == f"{node.id.type}/{segment}"), None)
        if child is not None:
            changed.append((path, child))
    return changed


def _twice(node: AnyNode, child: AnyNode, path: str) -> InvalidInput:
    message = f"{node.id.name} has {path} of its own, and {child.origin.where} changes it: each deployment would undo the other"
    return InvalidInput(message, where=f"{node.origin.where} {node.kind.__name__}", hint="say all of it in one place")


def _placed(body: expr.Value, names: tuple[str, ...], value: expr.Value) -> Body:
    """The body with a value at a path; objects above it that are not there are made."""
    first, *below = names
    members = dict(body) if isinstance(body, dict) else {}
    return {**members, first: _placed(members.get(first), tuple(below), value) if below else value}
