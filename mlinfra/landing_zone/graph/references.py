"""Find the resource of the graph that a value of the author's means: by the very object, never by its name."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.base.errors import InvalidInput, OutsideReference
from mlinfra.base.scope import DeploymentScope, Scope
from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.graph.node_id import OWN, NodeId, own_scope
from mlinfra.landing_zone.model._base import Resource, identity_of
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._scope import ModelScope
from mlinfra.landing_zone.model._where import where


def referred(
    graph: Graph, resource: Resource | Existing[Resource], near: NodeId | None = None, place: str = ""
) -> NodeId:
    """Find what became of the very value that was given, never of another with the same name.

    A value that two workspaces list became two resources: ``near`` tells which one is meant, by what lies in the same
    workspace. ``place`` is the line that refers. Raises `OutsideReference` where there is none, or more than one.
    """
    if isinstance(resource, Existing):
        return existing_id(resource, graph.deployed)
    ids = nearest(graph.references.get(identity_of(resource), ()), near)
    if len(ids) == 1:
        return ids[0]
    place = place or str(where(resource))
    if not ids:
        raise _outside(graph, resource, place)
    paths = " and ".join("/".join(candidate.names) for candidate in ids)
    raise OutsideReference(
        f"{called(resource)} ({where(resource)}) is two resources here: {paths}",
        where=place,
        hint="give each workspace a value of its own, and refer to one of them",
    )


def nearest(ids: tuple[NodeId, ...], near: NodeId | None) -> tuple[NodeId, ...]:
    """Those of the ids that share the most parents with ``near``; all of them where none shares any."""
    if len(ids) < 2 or near is None:
        return ids
    shared = [_shared(candidate, near) for candidate in ids]
    return tuple(candidate for candidate, count in zip(ids, shared, strict=True) if count == max(shared))


def _shared(first: NodeId, second: NodeId) -> int:
    """How many segments of two ids are the same, from the outermost on."""
    if first.scope.key != second.scope.key or first.type.split("/")[0] != second.type.split("/")[0]:
        return 0
    ours, theirs = (list(zip(own.type.lower().split("/")[1:], own.names, strict=False)) for own in (first, second))
    return next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))


def existing_id(value: Existing[Resource], home: DeploymentScope) -> NodeId:
    """The id of an existing resource; ``home`` is where the stack is deployed."""
    return NodeId(value.kind.arm_type, value.kind.names_of(value.name), scope_of(value.scope, home))


def scope_of(scope: ModelScope | None, home: DeploymentScope) -> Scope:
    """A scope of the author's as part of keys, which do not name what is the stack's own; ``home`` is its scope.

    Raises `InvalidInput` for a resource group of which no subscription is known.
    """
    if scope is None:
        return own_scope(home)
    place = scope.place
    subscription = None if place.subscription in {None, home.subscription} else place.subscription
    if place.kind == "resourceGroup":
        if home.kind in {"managementGroup", "tenant"} and subscription is None:
            message, hint = f"the subscription of {place.resource_group} is not known", "give the group subscription="
            raise InvalidInput(message, where=str(where(scope)), hint=hint)
        own = (place.resource_group or "").lower() == (home.resource_group or "").lower()
        return OWN if own and subscription is None else Scope("resourceGroup", subscription, place.resource_group)
    group = None if place.management_group == home.management_group else place.management_group
    return Scope(place.kind, subscription, None, group)


def _outside(graph: Graph, resource: Resource, place: str) -> OutsideReference:
    message = f"{called(resource)} ({where(resource)}) is not part of the stack {graph.stack.name}"
    other = next(_alike(graph, resource), None)
    if other is None:
        hint = (
            f"add it to the stack's resources, or drop what refers to it: {type(resource).__name__}({resource.name!r})"
        )
    else:
        hint = f"the stack has another one of that name ({other.origin.where}): refer to that value itself"
    return OutsideReference(message, where=place, hint=hint)


def _alike(graph: Graph, resource: Resource) -> Iterator[AnyNode]:
    return (node for node in graph if node.kind is type(resource) and node.id.name == resource.segments[-1])


def called(resource: Resource) -> str:
    """The class and name of a resource, for messages."""
    return f"{type(resource).__name__} {':'.join(own_names(resource, resource.name or ''))}".strip()


def own_names(resource: Resource, name: str) -> tuple[str, ...]:
    """Its own part of the ARM name without what is the same for all of its class, such as a blob service's ``default``."""
    names = resource.segments_named(name)
    if len(names) != len(resource.id_fields):  # of any type: its name has a part for each segment of the type
        return ("/".join(names),)
    return tuple(segment for field, segment in zip(resource.id_fields, names, strict=True) if field in vars(resource))
