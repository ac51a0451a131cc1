"""Find what is meant where a field names a part of another resource, which is listed there and not here."""

from __future__ import annotations

from mlinfra.base.errors import OutsideReference, ResolveError, noting, raise_noted
from mlinfra.base.frozen import dataclass, replace
from mlinfra.landing_zone.graph.node import AnyNode
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.references import nearest, own_names
from mlinfra.landing_zone.graph.words import kind_of_type, listed_as
from mlinfra.landing_zone.model._base import Resource, identity_of
from mlinfra.landing_zone.model._where import where


@dataclass(frozen=True, slots=True)
class Mention:
    """A resource that a field names although it is part of something else than the field's owner."""

    user: NodeId
    field: str
    item: Resource


def point_mentions(mentions: list[Mention], nodes: dict[NodeId, AnyNode], ids: dict[int, list[NodeId]]) -> None:
    """Link each mention in ``nodes`` to its node; ``ids`` are those that each of the author's values became.

    Raises `OutsideReference` for one that stands nowhere; several are told together.
    """
    errors: list[ResolveError] = []
    for mention in mentions:
        user = nodes[mention.user]
        with noting(errors, ResolveError):
            target = _meant(mention, nodes, ids)
            links = {**user.links, mention.field: (*user.links.get(mention.field, ()), target)}
            nodes[user.id] = replace(user, links=links)
    raise_noted(errors)


def _meant(mention: Mention, nodes: dict[NodeId, AnyNode], ids: dict[int, list[NodeId]]) -> NodeId:
    """The value itself, or an equal one of the same parent if it stands nowhere.

    A part of another workspace is not meant, though it is the same value.
    """
    user, item = mention.user, mention.item
    near = nearest(tuple(ids.get(identity_of(item), ())), user)
    if len(near) == 1 and (near[0].top.type != user.top.type or near[0].top == user.top):
        return near[0]
    equal = user.top.child(item.arm_type.removeprefix(f"{user.top.type}/"), *item.segments)
    node = nodes.get(equal)
    if near or node is None or node.resource != item:
        raise _unlisted(mention, nodes[user])
    ids[identity_of(item)] = [equal]
    return equal


def _unlisted(mention: Mention, user: AnyNode) -> OutsideReference:
    item = mention.item
    name = ":".join(own_names(item, item.name or ""))
    parent = kind_of_type(item.parent_type)
    message = f"{_called(user)} names {name} ({where(item)}), which its {parent} does not list"
    place = f"{user.origin.where} {user.kind.__name__}.{mention.field}"
    return OutsideReference(message, where=place, hint=f"add it to the {parent}'s {listed_as(item)}")


def _called(node: AnyNode) -> str:
    assert isinstance(node.resource, Resource), "only what the author wrote mentions anything"
    return ":".join(node.id.names[-len(node.resource.id_fields) :])
