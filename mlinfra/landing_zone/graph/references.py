"""Find the resource of the graph that a value of the author's means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mlinfra.base.errors import OutsideReference
from mlinfra.base.scope import DeploymentScope
from mlinfra.landing_zone.graph.node import Graph, Node, NodeId
from mlinfra.landing_zone.model._base import Resource, identity_of
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.scope import ResourceGroup


def referred(graph: Graph, resource: Resource | Existing[Any], place: str, near: NodeId | None = None) -> NodeId:
    """Find what became of the very value that was given, never of another with the same name.

    A value that two workspaces list became two resources: ``near`` tells which one is meant, by what lies in the same
    workspace. ``place`` is the line that refers. Raises `OutsideReference` where there is none, or more than one.
    """
    if isinstance(resource, Existing):
        return existing_id(resource, graph.stack.scope.place)
    ids = graph.references.get(identity_of(resource), ())
    if len(ids) > 1 and near is not None:
        ids = tuple(candidate for candidate in ids if _same_root(candidate, near)) or ids
    if len(ids) == 1:
        return ids[0]
    if not ids:
        raise _outside(graph, resource, place)
    paths = " and ".join("/".join(candidate.names) for candidate in ids)
    raise OutsideReference(
        f"{_called(resource)} ({where(resource)}) is two resources here: {paths}",
        where=place,
        hint="give each workspace a value of its own, and refer to one of them",
    )


def existing_id(value: Existing[Any], home: DeploymentScope) -> NodeId:
    """The id of an existing resource; ``home`` is where the stack is deployed."""
    group, subscription = _place(value.scope, home)
    return NodeId(value.kind.arm_type, tuple(value.name.split("/")), group, subscription)


def _place(group: ResourceGroup | None, home: DeploymentScope) -> tuple[str | None, str | None]:
    if group is None:
        return None, None
    same_subscription = group.subscription in {None, home.subscription}
    if same_subscription and group.name.lower() == (home.resource_group or "").lower():
        return None, None
    return group.name, None if same_subscription else group.subscription


def _same_root(first: NodeId, second: NodeId) -> bool:
    return first.names[0] == second.names[0] and first.type.split("/")[:2] == second.type.split("/")[:2]


def _outside(graph: Graph, resource: Resource, place: str) -> OutsideReference:
    message = f"{_called(resource)} ({where(resource)}) is not part of the stack {graph.stack.name}"
    other = next(_alike(graph, resource), None)
    if other is None:
        hint = (
            f"add it to the stack's resources, or drop what refers to it: {type(resource).__name__}({resource.name!r})"
        )
    else:
        hint = f"the stack has another one of that name ({other.origin.where}): refer to that value itself"
    return OutsideReference(message, where=place, hint=hint)


def _alike(graph: Graph, resource: Resource) -> Iterator[Node]:
    return (node for node in graph if node.kind is type(resource) and node.id.name == resource.segments[-1])


def _called(resource: Resource) -> str:
    return f"{type(resource).__name__} {':'.join(resource.segments)}".strip()
