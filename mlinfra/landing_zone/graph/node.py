"""Define the values of the graph: resources with their ids, links and origins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from mlinfra.arm.resource_id import group_id, id_below
from mlinfra.base.frozen import dataclass
from mlinfra.landing_zone.model._base import Resource, public_class
from mlinfra.landing_zone.model.stack import Stack

DERIVED_NAME = "_derived_name"
"""The member of a value whose name was filled in."""
NO_LINKS = frozenset({"_where", "_identity", DERIVED_NAME, "depends_on", "accept"})
"""Members of a model value that name no resource which is part of it."""


@dataclass(frozen=True, slots=True)
class NodeId:
    """An ARM id with what is known of it: ``group`` None is the stack's own, ``subscription`` None the deployed one.

    ``names`` has one part for each segment of ``type``. ``on`` is the resource that an extension (a role
    assignment) belongs to; its own group and subscription are then those of ``on``.
    """

    type: str
    names: tuple[str, ...]
    group: str | None = None
    subscription: str | None = None
    on: NodeId | None = None

    @property
    def name(self) -> str:
        """The last part of the name."""
        return self.names[-1]

    @property
    def top(self) -> NodeId:
        """The resource that it is part of, such as the account of a container; itself where it stands for itself."""
        return NodeId("/".join(self.type.split("/")[:2]), self.names[:1], self.group, self.subscription)

    def child(self, segment: str, *names: str) -> NodeId:
        """Name a resource below this one; ``segment`` may have several parts, one for each name."""
        return NodeId(f"{self.type}/{segment}", (*self.names, *names), self.group, self.subscription)

    def is_below(self, other: NodeId) -> bool:
        """Whether this is a child, or a child of a child, of the other."""
        place, others = (self.group, self.subscription), (other.group, other.subscription)
        above = self.names[: len(other.names)]
        return self.type.startswith(f"{other.type}/") and above == other.names and place == others

    def path(self, own_group: str) -> str:
        """The id from ``/resourcegroups/`` on, in lower case: how origins are keyed."""
        before = self.on.path(own_group) if self.on else f"/resourcegroups/{self.group or own_group}"
        return id_below(before, self.type, self.names).lower()

    def full(self, subscription: str, own_group: str) -> str:
        """The whole ARM id, where ``subscription`` and ``own_group`` stand for what it leaves open."""
        group = group_id(self.subscription or subscription, self.group or own_group)
        before = self.on.full(subscription, own_group) if self.on else group
        return id_below(before, self.type, self.names)

    @property
    def key(self) -> str:
        """The id as Azure compares it, without regard to case; two resources with one key are one."""
        on = self.on.key if self.on else ""
        return f"{self.subscription or ''}|{self.group or ''}|{self.type}|{'/'.join(self.names)}|{on}".lower()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something comes from: the line that wrote it, or for derived things the line that asked for it, and why."""

    where: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """One resource of the graph.

    ``resource`` is the model's value (for an existing one the `Existing`), or a value of `derived` for what
    follows from others. ``links`` are the resources its fields name, by dotted field; ``symbol`` is its name in
    the template, empty before it is given. ``depends_on`` are resources that must be there first though nothing in
    the body says so.
    """

    id: NodeId
    resource: Any
    origin: Origin
    existing: bool = False
    parent: NodeId | None = None
    links: Mapping[str, tuple[NodeId, ...]] = field(default_factory=dict)
    symbol: str = ""
    depends_on: tuple[NodeId, ...] = ()

    def link(self, field_name: str) -> NodeId | None:
        """The one resource that a field names; None when it names none."""
        targets = self.links.get(field_name)
        return targets[0] if targets else None

    @property
    def scope(self) -> str | None:
        """The resource group it lives in; None the stack's own."""
        return self.id.on.group if self.id.on else self.id.group

    @property
    def kind(self) -> type:
        """The class of its resource, whether created or existing; the public one where the author extends it."""
        if self.existing and hasattr(self.resource, "kind"):
            kind: type = self.resource.kind
        else:
            kind = type(self.resource)
        return public_class(kind) if issubclass(kind, Resource) else kind


@dataclass(frozen=True, slots=True)
class Edge:
    """``source`` needs ``target``; ``why`` is the field or the word that says so.

    ``why`` is ``depends_on`` where nothing in the body says so.
    """

    source: NodeId
    target: NodeId
    why: str


@dataclass(frozen=True, slots=True)
class Graph:
    """A stack with all that follows from it.

    ``nodes`` by the key of their id are in the order in which they were met, then sorted to deploy. ``references``
    says what each of the author's values became, by `identity_of`; one that two workspaces list became two.
    """

    stack: Stack
    nodes: Mapping[str, Node] = field(default_factory=dict)
    edges: tuple[Edge, ...] = ()
    references: Mapping[object, tuple[NodeId, ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes.values())

    def __len__(self) -> int:
        return len(self.nodes)

    def of(self, *kinds: type) -> Iterator[Node]:
        """The created resources of these classes."""
        return (node for node in self.nodes.values() if not node.existing and isinstance(node.resource, kinds))

    def node(self, id: NodeId | None) -> Node | None:  # ruff: ignore[builtin-argument-shadowing]  Azure's word
        """Find a resource by its id."""
        return self.nodes.get(id.key) if id else None
