"""Make the ARM body of one resource of the graph by the rows of its class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call, Member
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.bodies.extra import with_extra
from mlinfra.landing_zone.graph.node import Node, NodeId
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model._body import Body, body_of


def resource_body(node: Node, file: Context) -> Body:
    """The body of a resource without its name and type, with its ``extra``.

    Raises `InvalidInput` for a key of ``extra`` that Azure takes for another.
    """
    return with_extra(body_of(node.kind, node.resource, NodeContext(node, file)), node, file)


def written_in_parent(node: Node) -> bool:
    """Whether a resource is a part of the body of its parent, and no statement of its own."""
    return bool(getattr(node.kind, "written_in_parent", False))


@dataclass(slots=True)
class NodeContext:
    """What the rows of one resource may ask for: the `BodyContext` of a node."""

    node: Node
    file: Context

    @property
    def names(self) -> tuple[str, ...]:
        """The parts of the resource's name."""
        return self.node.id.names

    @property
    def parent(self) -> Any:
        """The model value of the resource's parent."""
        return self._parent.resource

    @property
    def _parent(self) -> Node:
        parent = self.file.graph.node(self.node.parent)
        assert parent is not None, f"a {self.node.kind.__name__} has a parent"
        return parent

    def link(self, field: str) -> NodeId | None:
        """The resource that a field names; None where it names none."""
        return self.node.link(field)

    def parent_link(self, field: str) -> NodeId | None:
        """The resource that a field of the parent names."""
        return self._parent.link(field)

    def target(self, value: Any) -> NodeId | None:
        """The resource of the graph that a value stands for; None for None."""
        if value is None:
            return None
        return referred(self.file.graph, value, self.node.origin.where, self.node.id)

    def id(self, target: Any) -> expr.Value:
        """``symbol.id``; None for none."""
        return None if target is None else self.file.id(target)

    def name(self, target: Any) -> expr.Value:
        """``symbol.name``; None for none."""
        return None if target is None else Member(self.file.ref(target), "name")

    def tags(self, own: Mapping[str, str]) -> expr.Value:
        """The stack's tags and those of the resource; None when there are none."""
        tags = self.file.tags
        if not own:
            return tags
        return Call("union", (tags, dict(own))) if tags else dict(own)

    def value(self, value: Any) -> expr.Value:
        """A value of the model as an expression."""
        return self.file.value(value)

    def inner_bodies(self) -> Sequence[expr.Value]:
        """The bodies, each with its name, of the children that are written as part of this resource."""
        node_id = self.node.id
        return [
            {"name": child.id.name, **resource_body(child, self.file)}
            for child in self.file.graph
            if child.parent == node_id and not child.existing and written_in_parent(child)
        ]
