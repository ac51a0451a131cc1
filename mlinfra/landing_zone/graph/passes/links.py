"""Collect the resources of a stack as nodes with ids, parents and links."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from mlinfra.base.errors import DuplicateResource, OutsideReference
from mlinfra.landing_zone.graph.derived import ExistingPart
from mlinfra.landing_zone.graph.node import DERIVED_NAME, NO_LINKS, Graph, Node, NodeId, Origin
from mlinfra.landing_zone.graph.references import existing_id
from mlinfra.landing_zone.model._base import Resource, identity_of
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._scope import ModelScope
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.stack import Stack


def link(graph: Graph) -> Graph:
    """Collect every resource that the stack's resources name.

    What is one is told from the ARM types: a field's resource is a child when its type continues its owner's, the
    parent when it is the other way round, a mere mention when it can only be a child of something else, and a
    resource of its own otherwise. Raises `DuplicateResource` and `OutsideReference`.
    """
    collector = _Collector(graph)
    for resource in graph.stack.resources:
        collector.visit(resource, None, "")
    collector.mentions()
    collector.attributes(graph.stack)
    references = {identity: tuple(ids) for identity, ids in collector.ids.items()}
    return dataclasses.replace(graph, nodes=collector.nodes, references=references)


class _Collector:
    """One walk: nodes by key, and the ids that each of the author's values became."""

    def __init__(self, graph: Graph) -> None:
        self.home = graph.stack.scope.place
        self.nodes: dict[str, Node] = {}
        self.ids: dict[object, list[NodeId]] = {}
        self.mentioned: list[tuple[NodeId, Resource, str, Resource]] = []

    def visit(self, value: Any, owner: NodeId | None, asked: str) -> NodeId:
        """Add a resource and all that it names; ``owner`` is the parent of a child."""
        if isinstance(value, Existing):
            return self.existing(value, asked)
        ids = self.ids.setdefault(identity_of(value), [])
        known = next((resource_id for resource_id in ids if owner is None or resource_id.is_below(owner)), None)
        if known is not None:
            return known
        if owner is None and value.parent_type and value.parent_field is None:
            message = f"{_called(value)} must belong to a {value.parent_type.split('/')[-1].rstrip('s')}"
            raise OutsideReference(message, where=str(where(value)), hint="list it in the workspace, not in the stack")
        resource_id = self._id(value, owner)
        ids.append(resource_id)
        self._add(resource_id, value, asked, owner)
        return resource_id

    def _id(self, value: Resource, owner: NodeId | None) -> NodeId:
        if value.parent_field is not None:
            owner = self.visit(getattr(value, value.parent_field), None, f"{_called(value)} is part of it")
        if owner is None:
            return NodeId(value.arm_type, value.segments)
        return owner.child(value.arm_type.removeprefix(f"{owner.type}/"), *value.segments)

    def _add(self, resource_id: NodeId, value: Resource, asked: str, owner: NodeId | None) -> None:
        twin = self.nodes.get(resource_id.key)
        if twin is not None:
            self._compare(resource_id, twin, value)
            return
        origin = Origin(str(where(value)), asked)
        above = getattr(value, value.parent_field) if value.parent_field else None
        parent = owner or (self.ids[identity_of(above)][0] if above is not None else None)
        node = Node(resource_id, value, origin, parent=parent)
        self.nodes[resource_id.key] = node
        links: dict[str, tuple[NodeId, ...]] = {}
        for field, item in _named(value):
            target = self._linked(value, resource_id, field, item)
            if target is not None:
                links[field] = (*links.get(field, ()), target)
        self.nodes[resource_id.key] = dataclasses.replace(node, links=links)

    def _linked(self, value: Resource, resource_id: NodeId, field: str, item: Any) -> NodeId | None:
        asked = f"{_called(value)} uses it as {field.rsplit('.', maxsplit=1)[-1].replace('_', ' ')}"
        if field == "network.outbound.resource":
            asked = f"nodes of {_called(value)} reach it"
        if (
            not isinstance(item, Existing)
            and item.arm_type.startswith(f"{resource_id.type}/")
            and item.parent_field is None
        ):
            return self.visit(item, resource_id, "")
        if isinstance(item, Existing) or not item.parent_type or item.parent_field is not None:
            return self.visit(item, None, asked)
        self.mentioned.append((resource_id, value, field, item))
        return None

    def _compare(self, resource_id: NodeId, twin: Node, value: Resource) -> None:
        if getattr(value, DERIVED_NAME, False):
            message = f"two {type(value).__name__} values without a name would both be called {value.name}"
            places = f"{twin.origin.where} and {where(value)}"
            raise DuplicateResource(message, where=places, hint="give each a name, or use one value in both places")
        if twin.existing or twin.resource != value:
            message = f"two different resources are called {'/'.join(resource_id.names)} ({_words(type(value))})"
            other = f" and {twin.origin.where}" if twin.origin.where else ""
            hint = "give one of them another name, or use one Python value in both places"
            raise DuplicateResource(message, where=f"{where(value)}{other}", hint=hint)

    def existing(self, value: Existing[Any], asked: str) -> NodeId:
        """Add an existing resource, and those above it in its name."""
        wanted = existing_id(value, self.home)
        origin = Origin(str(where(value)), asked)
        if len(wanted.names) == 1:
            return self._existing(wanted, value, origin, None)
        root = NodeId("/".join(wanted.type.split("/")[:2]), wanted.names[:1], wanted.group, wanted.subscription)
        self._existing(root, ExistingPart(value.kind, root.name), origin, None)
        return self._existing(wanted, value, origin, root)

    def _existing(self, resource_id: NodeId, value: Any, origin: Origin, parent: NodeId | None) -> NodeId:
        twin = self.nodes.get(resource_id.key)
        if twin is None:
            self.nodes[resource_id.key] = Node(resource_id, value, origin, existing=True, parent=parent)
        elif not twin.existing and not isinstance(value, ExistingPart):
            message = f"{'/'.join(resource_id.names)} is created here and existing there"
            places = f"{twin.origin.where} and {origin.where}"
            raise DuplicateResource(message, where=places, hint="use the created value in both places")
        return resource_id

    def attributes(self, stack: Stack) -> None:
        """Add the existing resources that only an attribute names."""
        values: list[Any] = [stack.outputs, stack.tags]
        for node in list(self.nodes.values()):
            fields = getattr(node.resource, "__dict__", {})
            values += [item for name, item in fields.items() if item.__class__ not in _PLAIN and name not in NO_LINKS]
        for attribute in attributes_in(values):
            if isinstance(attribute.resource, Existing):
                self.existing(attribute.resource, "an attribute of it is used")

    def mentions(self) -> None:
        """Point each mention at its node; it must be one that the same workspace lists."""
        for resource_id, user, field, item in self.mentioned:
            target = self._mentioned(resource_id, item)
            if target is None:
                message = f"{_called(user)} names {_called(item)} ({where(item)}), which its workspace does not list"
                hint = f"add it to the workspace's {item.arm_type.split('/')[2]}"
                raise OutsideReference(message, where=f"{where(user)} {type(user).__name__}.{field}", hint=hint)
            user_node = self.nodes[resource_id.key]
            links = {**user_node.links, field: (*user_node.links.get(field, ()), target)}
            self.nodes[resource_id.key] = dataclasses.replace(user_node, links=links)

    def _mentioned(self, resource_id: NodeId, item: Resource) -> NodeId | None:
        """What a mention means in the workspace of the id: the value itself, or an equal one if it stands nowhere."""
        ids = self.ids.get(identity_of(item), [])
        listed = NodeId(item.arm_type, (resource_id.names[0], *item.segments))
        node = self.nodes.get(listed.key)
        if node is None or (listed not in ids if ids else node.resource != item):
            return None
        return listed


def _named(value: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every resource that the fields of a value name, by dotted field."""
    for field, item in value.__dict__.items():
        if field in NO_LINKS or not item or isinstance(item, (str, int)):
            continue
        items = item if isinstance(item, tuple) else item.values() if isinstance(item, dict) else (item,)
        for member in items:
            if isinstance(member, ModelScope):
                continue  # a place, not a part
            if isinstance(member, (Resource, Existing)):
                yield prefix + field, member
            elif hasattr(member, "_where") and not isinstance(member, str):
                yield from _named(member, f"{prefix}{field}.")


_PLAIN = frozenset({str, int, bool, type(None)})
"""Classes of values in which no attribute can stand."""


def attributes_in(value: Any) -> Iterator[Attribute[Any]]:
    """Every attribute that stands somewhere in plain values or in values of the model."""
    if isinstance(value, Attribute):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from attributes_in(item)
    elif isinstance(value, dict):
        yield from attributes_in(list(value.values()))
    elif hasattr(value, "_where") and not isinstance(value, (Resource, Existing)):
        yield from attributes_in([item for name, item in value.__dict__.items() if name not in NO_LINKS])


def _called(value: Resource) -> str:
    return ":".join(value.segments)


def _words(kind: type) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind.__name__).strip()
