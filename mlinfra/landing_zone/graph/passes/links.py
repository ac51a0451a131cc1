"""Collect the resources of a stack. Adds a node with its key, parent and links for each that the author wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlinfra.base.errors import (
    DuplicateResource,
    InvalidInput,
    MlinfraError,
    OutsideReference,
    ResolveError,
    noting,
    raise_noted,
)
from mlinfra.base.frozen import dataclass, replace
from mlinfra.base.scope import Scope
from mlinfra.landing_zone.graph.members import Held, held_in, resources_in, values_in
from mlinfra.landing_zone.graph.naming import Asked, Namer
from mlinfra.landing_zone.graph.node import AnyNode, ExistingPart, Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId, own_scope
from mlinfra.landing_zone.graph.passes.mentions import Mention, point_mentions
from mlinfra.landing_zone.graph.places import check_place
from mlinfra.landing_zone.graph.references import existing_id, nearest, own_names, scope_of
from mlinfra.landing_zone.graph.words import kind_of_type, words_of
from mlinfra.landing_zone.model._base import Resource, identity_of
from mlinfra.landing_zone.model._extension import Extension
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._scope import ModelScope
from mlinfra.landing_zone.model._seldom import Seldom
from mlinfra.landing_zone.model._where import where, written
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.scope import ResourceGroup
from mlinfra.landing_zone.model.stack import Stack

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.azure_resource import AzureResource
    from mlinfra.landing_zone.model.module import Module
    from mlinfra.landing_zone.model.private_endpoint import PrivateEndpoint
    from mlinfra.landing_zone.model.role import RoleAssignment
    from mlinfra.landing_zone.model.role_definition import RoleDefinition
else:
    AzureResource = Seldom("model.azure_resource", "AzureResource")
    Module = Seldom("model.module", "Module")
    PrivateEndpoint = Seldom("model.private_endpoint", "PrivateEndpoint")
    RoleAssignment = Seldom("model.role", "RoleAssignment")
    RoleDefinition = Seldom("model.role_definition", "RoleDefinition")


def link(graph: Graph) -> Graph:
    """Collect every resource that the stack's resources name.

    What is one is told from the ARM types: a field's resource that is part of this type is a child, unless it says
    itself what it is part of; one that can only be part of something else is a mere mention, and any other a resource
    of its own. Raises `DuplicateResource` and `OutsideReference`, which tell all that is wrong
    together.
    """
    collector = _Collector(graph)
    # what extends a resource, or leads to it, comes after all that may list that resource
    for resource in sorted(
        graph.stack.resources, key=lambda resource: isinstance(resource, (Extension, PrivateEndpoint))
    ):
        with noting(collector.faults, ResolveError, InvalidInput):
            collector.visit(resource, None, _Asked("", graph.stack.name, collector.own))
    if graph.stack.diagnostics is not None:
        with noting(collector.faults, ResolveError, InvalidInput):
            asked = _Asked("the stack sends its diagnostics to it", graph.stack.name, collector.own)
            collector.visit(graph.stack.diagnostics, None, asked)
    raise_noted(collector.faults)
    point_mentions(collector.mentioned, collector.nodes, collector.ids)
    collector.attributes(graph.stack)
    references = {identity: tuple(ids) for identity, ids in collector.ids.items()}
    listed: dict[NodeId, tuple[NodeId, ...]] = {}
    for node in collector.nodes.values():
        if node.parent is not None:
            listed[node.parent] = (*listed.get(node.parent, ()), node.id)
    shortened = {own: full for own, full in collector.shortened.items() if own in collector.nodes}
    return replace(graph, nodes=collector.nodes, references=references, listed=listed, shortened=shortened)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who asks for a resource: ``why`` for people, ``owner`` after whom it is named, ``beside`` where that lives."""

    why: str
    owner: str
    beside: Scope


class _Collector:
    """One walk: nodes by key, and the ids that each of the author's values became."""

    def __init__(self, graph: Graph) -> None:
        stack = graph.stack
        self.home = stack.scope.place
        self.own = own_scope(self.home)
        self.listed = {identity_of(resource) for resource in stack.resources}
        self.namer = Namer(stack, graph.convention)
        self.nodes: dict[NodeId, AnyNode] = {}
        self.ids: dict[int, list[NodeId]] = {}
        self.names: dict[int, str] = {}
        self.held: dict[NodeId, Held] = {}
        self.shortened: dict[NodeId, str] = {}
        self.mentioned: list[Mention] = []
        self.faults: list[MlinfraError] = []

    def visit(self, value: Resource | Existing[Resource], owner: NodeId | None, asked: _Asked) -> NodeId:
        """Add a resource and all that it names; ``owner`` is the parent of a child that is listed in it."""
        if isinstance(value, Existing):
            return self.existing(value, asked.why)
        ids = self.ids.setdefault(identity_of(value), [])
        for known in ids:
            if owner is None or known.is_below(owner):
                return known
        if identity_of(value) in self.listed:
            asked = replace(asked, beside=self.own)
        full = self._give_name(value, asked)
        parent = self._parent(value, owner, asked)
        own = self._id(value, parent, asked)
        if full:
            self.shortened[own] = full
        ids.append(own)
        self._add(own, value, asked.why, self._directly_above(own, value, parent))
        return own

    def _directly_above(self, own: NodeId, value: Resource, parent: NodeId | None) -> NodeId | None:
        """What a resource of any type is part of: the names above it in its own name are of existing resources."""
        if not isinstance(value, AzureResource):
            return parent
        from mlinfra.landing_zone.model.azure_resource import kind_of

        levels = len(own.names) - (len(parent.names) if parent else 0)
        for level in range(levels - 1, 0, -1):
            above = own.above(level)
            part = ExistingPart(kind_of(value, above.type), above.name)
            origin = written(value, f"{self._called(value)} is part of it")
            self._existing(Node(above, part, origin, existing=True, parent=parent))
            parent = above
        return parent

    def _give_name(self, value: Resource, asked: _Asked) -> str:
        """Name a resource that has no name yet; returns the whole name where it had to be shortened."""
        if value.name is not None or identity_of(value) in self.names:
            return ""
        if isinstance(value, RoleAssignment):  # its name is made of what it becomes
            role = value.role if isinstance(value.role, str) else value.role.name
            self.names[identity_of(value)] = f"{role} at {where(value)}"
            return ""
        if isinstance(value, RoleDefinition):
            self.names[identity_of(value)] = value.derived_name
            return ""
        scope = asked.beside if value.scope is None else scope_of(value.scope, self.home)
        name = self.namer.name(value.arm_type, Asked(type(value).__name__, str(where(value)), asked.owner, scope))
        self.names[identity_of(value)] = name.text
        return "" if name.text == name.full else name.full

    def _parent(self, value: Resource, owner: NodeId | None, asked: _Asked) -> NodeId | None:
        above = value.parent_resource
        if above is not None:
            why = f"{self._called(value)} is part of it"
            return self.visit(above, None, _Asked(why, self._name(value), asked.beside))
        if owner is None and value.parent_type:
            kind, field = kind_of_type(value.parent_type), value.parent_field
            message = f"{self._called(value)} must belong to {'an' if kind[0] in 'aeiou' else 'a'} {kind}"
            raise OutsideReference(
                message, where=str(where(value)), hint=f"list it in the {kind}, or give it {field}=..."
            )
        return owner

    def _name(self, value: Resource) -> str:
        return value.name or self.names[identity_of(value)]

    def _id(self, value: Resource, parent: NodeId | None, asked: _Asked) -> NodeId:
        segments = value.segments_named(self._name(value))
        if parent is None:
            return NodeId(value.arm_type, segments, self._scope(value, asked))
        if value.scope is not None:
            message, place = "it lives where its parent does", f"{where(value)} {type(value).__name__}.scope"
            raise InvalidInput(message, where=place, hint="leave scope= out, or give it to the parent")
        return parent.child(value.arm_type.removeprefix(f"{parent.type}/"), *segments)

    def _scope(self, value: Resource, asked: _Asked) -> Scope | NodeId:
        """Where a resource lives that is no part of another; a group that is created with the stack is added."""
        if isinstance(value, ResourceGroup):
            if scope_of(value, self.home) == self.own:
                message, place = "the stack is deployed to this group", f"{where(value)} ResourceGroup"
                raise InvalidInput(message, where=place, hint="leave it out: with a location it is created before")
            return Scope("subscription", scope_of(value, self.home).subscription)
        on = value.on if isinstance(value, (Extension, AzureResource)) else None
        wanted = value.scope if on is None else on
        if isinstance(wanted, ModelScope):
            scope = scope_of(wanted, self.home)
            if isinstance(wanted, ResourceGroup) and wanted.location is not None and scope != self.own:
                self.visit(wanted, None, _Asked(f"{self._called(value)} lives in it", self._name(value), self.own))
        elif wanted is not None:
            return self.visit(wanted, None, _Asked(f"{self._called(value)} belongs to it", self._name(value), self.own))
        else:
            scope = self.own if isinstance(value, Extension) else asked.beside
        check_place(value, scope)
        if isinstance(value, Module):
            from mlinfra.landing_zone.model.module import check_scope

            check_scope(value, scope.kind)
        return scope

    def _add(self, own: NodeId, value: Resource, asked: str, parent: NodeId | None) -> None:
        twin = self.nodes.get(own)
        if twin is not None:
            self._compare(own, twin, value)
            return
        links: dict[str, tuple[NodeId, ...]] = {}
        self.nodes[own] = Node(own, value, written(value, asked), parent=parent, links=links)  # filled by what follows
        self.held[own] = held = held_in(value)
        for field, item in resources_in(held):
            with noting(self.faults, ResolveError, InvalidInput):
                target = self._linked(value, own, field, item)
                if target is not None:
                    links[field] = (*links.get(field, ()), target)

    def _linked(self, value: Resource, own: NodeId, field: str, item: Resource | Existing[Resource]) -> NodeId | None:
        """Add what a field names; None for a mention, which is looked up when everything is there."""
        if not isinstance(item, Existing) and (part_of := item.parent_type):
            if part_of == own.type:
                return self._listed(value, own, item)
            if item.parent_resource is None:
                self.mentioned.append(Mention(own, field, item))
                return None
        asked = f"{self._called(value)} uses it as {field.rsplit('.', maxsplit=1)[-1].replace('_', ' ')}"
        if field in {"network.outbound.resource", "network.inline_outbound.resource"}:
            asked = f"nodes of {self._called(value)} reach it"
        return self.visit(item, None, _Asked(asked, self._name(value), own.home))

    def _listed(self, value: Resource, own: NodeId, item: Resource) -> NodeId:
        """Add a child that its parent lists; it may say the same itself, but no other parent."""
        listed = self.visit(item, None if item.parent_resource else own, _Asked("", self._name(value), own.home))
        if not listed.is_below(own):
            message = f"{self._called(item)} is listed in {self._called(value)}, and says that it is part of another"
            hint = "drop parent=, or take it out of the list"
            raise OutsideReference(message, where=f"{where(item)} and {where(value)}", hint=hint)
        return listed

    def _compare(self, own: NodeId, twin: AnyNode, value: Resource) -> None:
        if value.name is None:
            message = f"two {type(value).__name__} values without a name would both be called {self._name(value)}"
            places = f"{twin.origin.where} and {where(value)}"
            raise DuplicateResource(message, where=places, hint="give each a name, or use one value in both places")
        if twin.existing or twin.resource != value:
            message = f"two different resources are called {'/'.join(own.names)} ({words_of(type(value))})"
            other = f" and {twin.origin.where}" if twin.origin.where else ""
            hint = "give one of them another name, or use one Python value in both places"
            raise DuplicateResource(message, where=f"{where(value)}{other}", hint=hint)

    def existing(self, value: Existing[Resource], asked: str) -> NodeId:
        """Add an existing resource, and those above it in its name."""
        wanted = existing_id(value, self.home)
        origin, parent = written(value, asked), None
        for level in range(len(wanted.names) - 1, 0, -1):
            above = wanted.above(level)
            self._existing(Node(above, ExistingPart(value.kind, above.name), origin, existing=True, parent=parent))
            parent = above
        self._existing(Node(wanted, value, origin, existing=True, parent=parent))
        return wanted

    def _existing(self, node: AnyNode) -> None:
        twin = self.nodes.setdefault(node.id, node)
        if not twin.existing and isinstance(node.resource, Existing):
            message = f"{'/'.join(node.id.names)} is created here and existing there"
            places = f"{twin.origin.where} and {node.origin.where}"
            raise DuplicateResource(message, where=places, hint="use the created value in both places")

    def attributes(self, stack: Stack) -> None:
        """Link the resources of which a field holds a value, and add the existing ones that nothing else names."""
        for attribute in values_in([stack.outputs, stack.tags], Attribute):
            self._told_by(attribute, None)
        for own, held in self.held.items():
            told = [(field, attribute) for field, item in held for attribute in values_in(item, Attribute)]
            if told:
                links = dict(self.nodes[own].links)
                for field, attribute in told:
                    if (target := self._told_by(attribute, own)) is not None:
                        links[field] = tuple(dict.fromkeys((*links.get(field, ()), target)))
                self.nodes[own] = replace(self.nodes[own], links=links)

    def _told_by(self, attribute: Attribute[object], near: NodeId | None) -> NodeId | None:
        """The resource that an attribute is of; None where the stack does not have it, which the body refuses."""
        if isinstance(attribute.resource, Existing):
            return self.existing(attribute.resource, "an attribute of it is used")
        ids = nearest(tuple(self.ids.get(identity_of(attribute.resource), ())), near)
        return ids[0] if len(ids) == 1 and ids[0] != near else None

    def _called(self, value: Resource) -> str:
        return ":".join(own_names(value, self._name(value)))
