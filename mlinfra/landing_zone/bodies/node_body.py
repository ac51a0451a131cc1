"""Make the ARM body of one resource of the graph by the rows of its class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call, Member
from mlinfra.base.frozen import dataclass, replace
from mlinfra.base.property_paths import keyed_item
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.bodies.extra import with_extra
from mlinfra.landing_zone.bodies.live import with_live
from mlinfra.landing_zone.bodies.role import definition, object_id, scope_id
from mlinfra.landing_zone.graph.derived import written_by_author
from mlinfra.landing_zone.graph.node import AnyNode, written_in_parent
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._body import Body, body_of
from mlinfra.landing_zone.model._body_context import LinkedResource, Target
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model.parameter import Parameter
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.base.accept import Accept

R = TypeVar("R", bound=Resource)


def resource_body(node: AnyNode, file: Context) -> Body:
    """The body of a resource without its name and type, with its ``extra``; a first write keeps what is live.

    Raises `InvalidInput` for a key of ``extra`` that Azure takes for another.
    """
    body = body_of(node.kind, node.resource, NodeContext(node, file))
    return with_extra(with_live(body, node, file), node, file)


def accepted_in(node: AnyNode) -> tuple[NodeId, tuple[Accept, ...]]:
    """What the author of a resource accepts, and in whose body it stands: that of a part is its parent's."""
    author = None if node.id.phase else written_by_author(node)
    entries = author.accept if author is not None else ()
    if node.parent is None or not written_in_parent(node):
        return node.id, tuple(entries)
    at = keyed_item(f"properties.{node.id.type.rsplit('/', 1)[-1]}", node.id.name)
    return node.parent, tuple(replace(entry, path=f"{at}.{entry.path}") for entry in entries)


@dataclass(slots=True)
class NodeContext:
    """What the rows of one resource may ask for: the `BodyContext` of a node."""

    node: AnyNode
    file: Context

    @property
    def names(self) -> tuple[str, ...]:
        """The parts of the resource's name."""
        return self.node.id.names

    @property
    def phase(self) -> int:
        """Which write of the resource it is, counted from 0."""
        return self.node.id.phase

    @property
    def cloud(self) -> str:
        """The cloud that the stack is deployed to."""
        return self.file.graph.stack.cloud

    @property
    def settled(self) -> Mapping[str, str | bool]:
        """The values of fields that the author left open, by field."""
        return self.node.settled

    def parent(self, kind: type[R]) -> R | None:
        """The model value of the resource's parent; None for an existing one, of which nothing is known."""
        parent = self.file.graph.node(self.node.parent)
        return parent.resource if parent is not None and isinstance(parent.resource, kind) else None

    def resource(self, target: Target) -> NodeId:
        """The key of the resource that a value means."""
        if isinstance(target, (Resource, Existing)):
            return referred(self.file.graph, target, self.node.id)
        assert isinstance(target, NodeId), "what derived resources name is named by its key"
        return target

    def id(self, target: Target | None) -> expr.Value:
        """``symbol.id``; None for none."""
        return None if target is None else self.file.id(self.resource(target))

    def name(self, target: Target | None) -> expr.Value:
        """``symbol.name``; None for none."""
        return None if target is None else Member(self.file.ref(self.resource(target)), "name")

    def tags(self, own: Mapping[str, Value[str]]) -> expr.Value:
        """The stack's tags and those of the resource; None when there are none."""
        tags = self.file.tags
        if not own:
            return tags
        written = self.value(own)
        return Call("union", (tags, written)) if tags else written

    def value(self, value: object) -> expr.Value:
        """A value of the model as an expression."""
        return self.file.value(value)

    def close(self, parameter: Parameter, words: tuple[str | int, ...]) -> None:
        """Note the only words that a parameter may have where it stands."""
        self.file.close(parameter, words)

    @property
    def scope_id(self) -> expr.Value:
        """The id of what it extends, or of the scope that the file is deployed to."""
        return scope_id(self.node.id.scope, self.file)

    def definition(self, role: str) -> expr.Value:
        """The id of a role's definition."""
        return definition(role, self.node.id.home, self.file)

    def object_id(self, holder: LinkedResource | str | Parameter) -> expr.Value:
        """The object id of a resource's identity, or the given one."""
        return object_id(holder, self.file) if isinstance(holder, NodeId) else self.value(holder)

    def inner_bodies(self) -> Sequence[expr.Value]:
        """The bodies, each with its name, of the children that are written as part of this resource."""
        node_id = self.node.id
        return [
            {"name": child.id.name, **resource_body(child, self.file)}
            for child in self.file.graph
            if child.parent == node_id and not child.existing and written_in_parent(child)
        ]
