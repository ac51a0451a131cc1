"""Define the values of the graph: resources with their keys, links and origins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cache
from typing import ClassVar, Generic, TypeAlias, TypeVar, overload

from mlinfra.base.errors import MlinfraError
from mlinfra.base.frozen import dataclass
from mlinfra.base.origin import Origin
from mlinfra.base.scope import DeploymentScope
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.model._base import Resource, public_class
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._seldom import loaded
from mlinfra.landing_zone.model.naming import NamingFunction
from mlinfra.landing_zone.model.stack import Stack

NO_LINKS = frozenset({"_where", "depends_on", "accept", "exempt", "omit"})
"""Members of a model value that name no resource which is part of it."""


class DerivedResource:
    """A resource that follows from others, and that nobody writes; the classes are in `derived`."""

    __slots__ = ()
    arm_type: ClassVar[str] = ""
    written_in_parent: ClassVar[bool] = False
    """Whether it is a part of its parent's body, as of a `Resource`."""


GraphResource: TypeAlias = Resource | Existing[Resource] | DerivedResource
"""What a node holds: what the author wrote, or what follows from it."""
R_co = TypeVar("R_co", bound=GraphResource, covariant=True)
A = TypeVar("A", bound=GraphResource)
B = TypeVar("B", bound=GraphResource)
C = TypeVar("C", bound=GraphResource)


@dataclass(frozen=True, slots=True)
class Node(Generic[R_co]):
    """One resource of the graph, or one of several writes of it.

    ``resource`` is the author's own value, never a copy of it (for an existing one the `Existing`), or a value of
    `derived` for what follows from others. ``settled`` are values of fields that the author left open, by field.
    ``links`` are the resources its fields name, by dotted field. ``depends_on`` are resources that must be there first
    though nothing in the body says so. ``owner`` is the workspace that a derived resource follows from.
    """

    id: NodeId
    resource: R_co
    origin: Origin
    existing: bool = False
    parent: NodeId | None = None
    links: Mapping[str, tuple[NodeId, ...]] = field(default_factory=dict)
    depends_on: tuple[NodeId, ...] = ()
    settled: Mapping[str, str | bool] = field(default_factory=dict)
    owner: NodeId | None = None

    @property
    def kind(self) -> type[Resource | DerivedResource]:
        """The class of its resource, whether created or existing; the public one where the author extends it."""
        resource: GraphResource = self.resource
        kind: type = resource.kind if isinstance(resource, (Existing, ExistingPart)) else type(resource)
        return _public(kind)


@cache
def _public(kind: type) -> type[Resource | DerivedResource]:
    return public_class(kind) if issubclass(kind, Resource) else kind


@dataclass(frozen=True, slots=True)
class ExistingPart(DerivedResource):
    """A resource that is there because the one above it is: existing without being written."""

    kind: type[Resource | DerivedResource]
    name: str


AnyNode: TypeAlias = Node[GraphResource]
"""A node of which only the resource's class is not known; `isinstance` on its ``resource`` tells."""


@dataclass(frozen=True, slots=True)
class Edge:
    """``source`` needs ``target``; ``why`` is the field or the word that says so.

    ``why`` is ``depends_on`` where nothing in the body says so.
    """

    source: NodeId
    target: NodeId
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """A stack with all that follows from it; two are the same only if they are one, so that what was found in one can be kept.

    ``nodes`` by their keys are in the order in which they were met, then sorted to deploy. ``references`` says what
    each of the author's values became, by `identity_of`; one that two workspaces list became two. ``listed`` are the
    children that the author wrote, by parent. ``faults`` is what the passes so far refuse; a resolved graph has none. ``convention``
    names what the author gives no name where the stack has no naming of its own; ``shortened`` are names that had to be
    shortened for Azure, with what they would be in full.
    """

    stack: Stack
    nodes: Mapping[NodeId, AnyNode] = field(default_factory=dict)
    edges: tuple[Edge, ...] = ()
    references: Mapping[int, tuple[NodeId, ...]] = field(default_factory=dict)
    listed: Mapping[NodeId, tuple[NodeId, ...]] = field(default_factory=dict)
    faults: tuple[MlinfraError, ...] = ()
    convention: NamingFunction | None = None
    shortened: Mapping[NodeId, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[AnyNode]:
        return iter(self.nodes.values())

    def __len__(self) -> int:
        return len(self.nodes)

    @property
    def deployed(self) -> DeploymentScope:
        """The scope that the stack is deployed to."""
        return self.stack.scope.place

    @overload
    def of(self, first: type[A], /) -> Iterator[Node[A]]: ...
    @overload
    def of(self, first: type[A], second: type[B], /) -> Iterator[Node[A | B]]: ...
    @overload
    def of(self, first: type[A], second: type[B], third: type[C], /) -> Iterator[Node[A | B | C]]: ...
    def of(self, *kinds: type) -> Iterator[AnyNode]:
        """The created resources of these classes; one that is written several times by its first write."""
        classes = loaded(kinds)
        for node in self.nodes.values() if classes else ():
            if isinstance(node.resource, classes) and not node.existing and not node.id.phase:
                yield node

    @overload
    def children(self, parent: NodeId, first: type[A], /) -> Iterator[Node[A]]: ...
    @overload
    def children(self, parent: NodeId, first: type[A], second: type[B], /) -> Iterator[Node[A | B]]: ...
    def children(self, parent: NodeId, *kinds: type) -> Iterator[AnyNode]:
        """The created children of a resource that the author wrote, of these classes."""
        for child in self.listed.get(parent, ()):
            node = self.nodes[child]
            if isinstance(node.resource, kinds) and not node.existing:
                yield node

    def node(self, id: NodeId | None) -> AnyNode | None:  # ruff: ignore[builtin-argument-shadowing]  Azure's word
        """Find a resource by its key."""
        return self.nodes.get(id) if id else None


def written_in_parent(node: AnyNode) -> bool:
    """Whether a resource is a part of the body of its parent, and no statement of its own; an existing parent has no body."""
    kind = node.kind
    if not kind.written_in_parent:
        return False
    above = getattr(node.resource, getattr(kind, "parent_field", None) or "parent", None)
    return not isinstance(above, Existing)
