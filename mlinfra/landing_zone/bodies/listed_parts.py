"""Tell rules one fact of what can be written in two places: subnets, security rules, routes, private endpoint connections.

Each of these is an item of a list in its parent's body, or a resource of its own. Whichever way it is written, it is a
subject of its own type, and the list of its parent has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.json_value import Json
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.value_kinds import is_open
from mlinfra.catalogue.variant import value_at

if TYPE_CHECKING:
    from mlinfra.landing_zone.bodies.subjects import Subject

_CONNECTIONS = {"properties.privateEndpointConnections": "privateEndpointConnections"}
"""Where everything that has private endpoints lists the connections of them."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A list of parts, or one of its items, that only the deployment knows: resources of ``type`` may stand there."""

    subject: Subject
    path: str
    type: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Every resource once, parts too, with the lists of parents made whole; ``hidden`` is what nobody can tell yet."""

    subjects: tuple[Subject, ...]
    hidden: tuple[Hidden, ...]


def lists_of(arm_type: str) -> Mapping[str, str]:
    """Path of each list of parts in a body of this type -> the last part of the type of what stands there."""
    entry = find_type(arm_type)
    if entry is None:
        return {}
    return {**entry.listed_children, **(_CONNECTIONS if entry.link_groups else {})}


def facts_of(written: Sequence[Subject]) -> Facts:
    """Say once what was written once, wherever that was."""
    by_id = {subject.id.casefold(): subject for subject in written}
    children = _children(written, by_id)
    subjects: list[Subject] = []
    hidden: list[Hidden] = []
    for subject in written:
        subjects.append(_whole(subject, children.get(subject.id.casefold(), ())))
        for path, segment in lists_of(subject.type).items():
            for part in _parts(subject, path, segment):
                if isinstance(part, Hidden):
                    hidden.append(part)
                elif part.id.casefold() not in by_id:
                    subjects.append(part)
    return Facts(tuple(subjects), tuple(hidden))


def part_at(subject: Subject, path: str) -> Subject | None:
    """The part of a body in whose item of a list a path is; None where it is in no such list."""
    for start, segment in lists_of(subject.type).items():
        if path.casefold().startswith(f"{start}[".casefold()):
            parts = (part for part in _parts(subject, start, segment) if not isinstance(part, Hidden))
            return next(
                (part for part in parts if f"{path}.".casefold().startswith(f"{part.listed}.".casefold())), None
            )
    return None


def _parts(subject: Subject, path: str, segment: str) -> Iterator[Subject | Hidden]:
    """What a list of a body holds."""
    items = value_at(subject.body, path)
    arm_type = f"{subject.type}/{segment}"
    if is_open(items):
        yield Hidden(subject, path, arm_type)
    for number, item in enumerate(items if isinstance(items, list) else ()):
        place = f"{path}[{number}]"
        if isinstance(item, Mapping):
            yield _part(subject, place, arm_type, item)
        elif is_open(item):
            yield Hidden(subject, place, arm_type)


def _part(subject: Subject, place: str, arm_type: str, item: Mapping[str, Json]) -> Subject:
    name = str(item.get("name", ""))
    own_id = f"{subject.id}/{arm_type.rsplit('/', 1)[-1]}/{name}"
    words = {"id": own_id, "type": arm_type, "apiVersion": subject.api_version}
    body = {**item, **words, "name": f"{subject.body.get('name', '')}/{name}"}
    node = subject.parts.get(place)
    where = node.origin.where if node else subject.where
    return replace(
        subject, id=own_id, type=arm_type, body=body, where=where, node=node, parts={}, listed=place, _judged=[]
    )


def _children(written: Iterable[Subject], by_id: Mapping[str, Subject]) -> dict[str, list[Subject]]:
    """The parts that are written as resources of their own, by the id of their parent."""
    children: dict[str, list[Subject]] = {}
    for subject in written:
        above = ResourceId(subject.id).parent if subject.type.count("/") > 1 else None
        parent = by_id.get(above.key) if above else None
        if parent is not None and _is_listed(subject.type, parent.type):
            children.setdefault(parent.id.casefold(), []).append(subject)
    return children


def _is_listed(arm_type: str, parent: str) -> bool:
    segments = (segment.casefold() for segment in lists_of(parent).values())
    return arm_type.rsplit("/", 1)[-1].casefold() in segments


def _whole(subject: Subject, children: Sequence[Subject]) -> Subject:
    """A parent with what was written beside it in its lists; a list that is not known stays so."""
    outer, properties = _named(subject.body, "properties")
    if not children or is_open(properties):
        return subject
    members: dict[str, Json] = dict(properties or {})
    for path, segment in lists_of(subject.type).items():
        own = [child for child in children if child.type.rsplit("/", 1)[-1].casefold() == segment.casefold()]
        name, items = _named(members, path.removeprefix("properties."))
        if own and not is_open(items):
            members[name] = _joined(items or [], own)
    return replace(subject, body={**subject.body, outer: members}, _judged=[])


def _named(body: Mapping[str, Json], name: str) -> tuple[str, Json]:
    """A member as it is spelt there, whose letters may be of any case."""
    return next(((key, value) for key, value in body.items() if key.casefold() == name.casefold()), (name, None))


def _joined(items: Sequence[Json], children: Iterable[Subject]) -> list[Json]:
    """A list with these children; one that it has already is as the child says, which is written later."""
    listed = list(items)
    names = [str(item.get("name")).casefold() if isinstance(item, Mapping) else "" for item in listed]
    for child in children:
        item = {"name": child.name, "properties": child.body.get("properties")}
        if child.name.casefold() in names:
            listed[names.index(child.name.casefold())] = item
        else:
            listed.append(item)
    return listed
