"""Give rules and refusals what they look at: every resource of a deployment with its ARM body, whatever wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeAlias

from mlinfra.arm.expand.runtime import Entry
from mlinfra.arm.expand.snapshot import Snapshot
from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.json_value import Json
from mlinfra.base.property_paths import names
from mlinfra.catalogue.body_judgement import BodyJudgement, judge_body
from mlinfra.catalogue.value_kinds import is_open
from mlinfra.landing_zone.bodies.listed_parts import Facts, facts_of, part_at
from mlinfra.landing_zone.graph.node import AnyNode
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.lower.lowered import Lowered, origin_key, origin_of


class Unknown(Enum):
    """What `Subject.get` answers where it has no value."""

    OPEN = "open"
    """There is one, and it is known only while deploying."""
    ABSENT = "absent"
    """The body does not have it."""


OPEN, ABSENT = Unknown.OPEN, Unknown.ABSENT


@dataclass(frozen=True, slots=True)
class Met:
    """A value that a rule asked for and could not have."""

    subject: Subject
    path: str
    why: str

    @property
    def words(self) -> str:
        """``properties.keyVault is known only while deploying``."""
        return f"{self.path} {self.why}"


_DEPLOYING = "is known only while deploying"
_ELSEWHERE = "is a resource that this deployment does not make"


@dataclass(frozen=True, slots=True)
class Resources:
    """Every resource of one deployment; ``met`` notes which open values were asked for since `fresh` made it."""

    subjects: tuple[Subject, ...] = ()
    """Those that are written, with the bodies that are sent."""
    template: Mapping[str, Json] = field(default_factory=dict)
    """The ARM JSON itself, with its parameters and outputs."""
    written: bool = False
    """Whether it is a template that somebody wrote, rather than what a stack is printed as."""
    where: str = ""
    """``file:line`` of the template."""
    met: list[Met] = field(default_factory=list, compare=False)
    _facts: list[Facts] = field(default_factory=list, compare=False, repr=False)
    """What `facts` found, which is the same whoever asks."""

    def miss(self, subject: Subject, path: str, why: str = _DEPLOYING) -> None:
        """Note that something at a path of a resource could not be told, and why."""
        self.met.append(Met(subject, path, why))

    def fresh(self) -> Resources:
        """The same resources with nothing asked yet."""
        return replace(self, met=[])

    def facts(self) -> Facts:
        """Every resource once, wherever it was written."""
        if not self._facts:
            self._facts.append(facts_of(self.subjects))
        return self._facts[0]

    def __iter__(self) -> Iterator[Subject]:
        return (subject.asked(self) for subject in self.facts().subjects)

    def sent(self) -> Iterator[Subject]:
        """The resources with their bodies as they are sent: a subnet that its network lists is no resource of its own."""
        return (subject.asked(self) for subject in self.subjects)

    def of(self, *types: str, below: str = "") -> Iterator[Subject]:
        """The resources of these ARM types, in any letter case; without one all; ``below``: only those below this id.

        A part that its parent's body lists, such as a subnet, is a resource here. Where only the deployment knows the
        list of a type that was asked for, this is noted.
        """
        wanted, start = {name.casefold() for name in types}, f"{below.casefold()}/" if below else ""
        for hidden in self.facts().hidden:
            if hidden.type.casefold() in wanted and f"{hidden.subject.id.casefold()}/".startswith(start):
                self.miss(hidden.subject, hidden.path)
        for subject in self:
            if (not wanted or subject.type.casefold() in wanted) and subject.id.casefold().startswith(start):
                yield subject

    def by_id(self, resource_id: str) -> Subject | None:
        """The resource of an ARM id; None for what this deployment does not make."""
        key = resource_id.casefold()
        return next((subject for subject in self if subject.id.casefold() == key), None)


@dataclass(frozen=True, slots=True)
class Subject:
    """One resource with its body; ``node`` is that of the stack's graph, None for what came from a template."""

    id: str
    """The ARM id; where subscription or resource group are not said, an example stands for them."""
    type: str
    api_version: str
    body: Mapping[str, Json]
    """As it is sent, with type and name; what is known only while deploying is the text of an expression."""
    where: str = ""
    """``file:line`` of what wrote it."""
    node: AnyNode | None = field(default=None, compare=False)
    parts: Mapping[str, AnyNode] = field(default_factory=dict, compare=False)
    """Path -> the node that is written there: of a resource that is a part of this body, such as a subnet."""
    among: Resources = field(default_factory=Resources, compare=False, repr=False)
    at: str = ""
    """Path of the part that is looked at; empty for the whole body."""
    listed: str = ""
    """Path in the body of its parent where it is written; empty where it is written as a resource of its own."""
    _inner: tuple[Json, ...] = field(default=(), compare=False, repr=False)
    """The part itself, where it is not the whole body."""
    _judged: list[BodyJudgement] = field(default_factory=list, compare=False, repr=False)

    def asked(self, among: Resources) -> Subject:
        """The same resource, which notes there what is asked of it and finds the others."""
        return replace(self, among=among)

    def judgement(self) -> BodyJudgement:
        """What the catalogue says of the body, which is judged once."""
        if not self._judged:
            self._judged.append(judge_body(self.type, self.api_version, self.body))
        return self._judged[0]

    @property
    def name(self) -> str:
        """The last part of the name."""
        return str(self.body.get("name", "")).rsplit("/", 1)[-1]

    @property
    def address(self) -> str:
        """What people call it, as plans do: ``mlw-churn/gpu``."""
        return ResourceId(self.id).address

    def get(self, path: str) -> Json | Unknown:
        """The value at a dotted path in any letter case: known, `OPEN` or `ABSENT`; null is absent.

        Of a rule that was answered `OPEN` and found nothing it is told that the resource was not evaluated. Example:
        ``get("properties.publicNetworkAccess")``.
        """
        value: Json = self._looked_at
        for name in names(path):
            if is_open(value):
                break
            value = _member(value, name)
        if is_open(value):
            self.among.miss(self, path)
            return OPEN
        return ABSENT if value is None else value

    def shown(self, path: str, otherwise: str) -> str:
        """The value at a path as a message shows it; ``otherwise`` where there is none or it is not known."""
        value = self.get(path)
        return otherwise if isinstance(value, Unknown) else str(value)

    def part(self, path: str) -> Subject:
        """The same resource with paths that begin at this one, such as ``properties``."""
        value = self.get(path)
        below = f"{self.at}.{path}" if self.at else path
        return replace(self, at=below, _inner=({} if isinstance(value, Unknown) else value,))

    def members(self, path: str) -> tuple[tuple[str, Subject], ...]:
        """Each member of an object, or item of a list, by its name or number: a subject whose paths begin there."""
        value = self.get(path)
        pairs: Iterable[tuple[str, Json]] = ()
        if isinstance(value, Mapping):
            pairs = ((str(key), inner) for key, inner in value.items())
        elif isinstance(value, list):
            pairs = ((str(number), inner) for number, inner in enumerate(value))
        below = f"{self.at}.{path}" if self.at else path
        return tuple((key, replace(self, at=f"{below}.{key}", _inner=(inner,))) for key, inner in pairs)

    def target(self, path: str) -> Subject | Unknown:
        """The resource whose id stands at a path; `OPEN` where this deployment does not make it, so that its body is not known."""
        value = self.get(path)
        if isinstance(value, Unknown):
            return value
        other = self.among.by_id(value) if isinstance(value, str) else None
        if other is None:
            self.among.miss(self, path, _ELSEWHERE)
            return OPEN
        return other

    def parent(self) -> Subject | Unknown:
        """The resource that this one is a part of; `OPEN` where this deployment does not make it, `ABSENT` where there is none."""
        above = ResourceId(self.id).parent
        if above is None:
            return ABSENT
        other = self.among.by_id(above.text)
        if other is None:
            self.among.miss(self, "parent", _ELSEWHERE)
            return OPEN
        return other

    def children(self, *types: str) -> Iterator[Subject]:
        """The resources of these types that lie below this one, such as the computes of a workspace."""
        return self.among.of(*types, below=self.id)

    @property
    def _looked_at(self) -> Json:
        return self._inner[0] if self._inner else self.body

    def place(self, path: str) -> tuple[str, str]:
        """Address and ``file:line`` of what wrote the value at a path: a part of the body may have a line of its own."""
        for prefix, node in self.parts.items():
            if path == prefix or path.startswith(f"{prefix}."):
                return "/".join(node.id.names), node.origin.where
        part = part_at(self, path)
        return (part or self).address, self.where


Lines: TypeAlias = Mapping[str, str]
"""Path of a resource in its template, in lower case -> ``file:line``."""
_NO_LINES: Lines = {}


def stack_resources(lowered: Lowered, snapshot: Snapshot, template: Mapping[str, Json]) -> Resources:
    """The resources of a stack, each with its node."""
    nodes = lowered.nodes()
    parts = _parts(lowered)
    subjects = []
    for entry in _last_writes(snapshot):
        body = entry.resource
        node = nodes.get(origin_key(str(body.get("id", "")), body))
        inner = _placed(body, parts.get(node.id, ())) if node else {}
        origin = node.origin if node else origin_of(lowered, template, entry.path, body)
        subjects.append(_subject(body, origin.where if origin else "", node, inner))
    return Resources(tuple(subjects), template)


def _last_writes(snapshot: Snapshot) -> Iterable[Entry]:
    """Each resource as the deployment leaves it: one that is written in two phases has two bodies."""
    entries: dict[str, Entry] = {}
    for number, entry in enumerate(snapshot.entries):
        resource_id = str(entry.resource.get("id", ""))
        key = resource_id.casefold() if resource_id.startswith("/") else f"{number}"  # an expression may name several
        entries[key] = entry
    return entries.values()


def template_resources(snapshot: Snapshot, template: Mapping[str, Json], lines: Lines = _NO_LINES) -> Resources:
    """The resources of anyone's template, each with its line."""
    subjects = (_subject(entry.resource, lines.get(entry.path.casefold(), "")) for entry in snapshot.entries)
    return Resources(tuple(subjects), template, written=True, where=lines.get("", ""))


def _subject(
    body: Mapping[str, Json], where: str, node: AnyNode | None = None, parts: Mapping[str, AnyNode] | None = None
) -> Subject:
    resource_id, arm_type, version = (str(body.get(key, "")) for key in ("id", "type", "apiVersion"))
    return Subject(resource_id, arm_type, version, body, where, node, parts or {})


def _parts(lowered: Lowered) -> dict[NodeId, list[AnyNode]]:
    """The nodes that are written in the body of their parent, by its id."""
    parts: dict[NodeId, list[AnyNode]] = {}
    for node in lowered.parts:
        if node.parent:
            parts.setdefault(node.parent, []).append(node)
    return parts


def _placed(body: Mapping[str, Json], nodes: Iterable[AnyNode]) -> dict[str, AnyNode]:
    """Where each of these parts stands: ``properties.subnets[0]``."""
    places = {}
    for node in nodes:
        segment = node.id.type.rsplit("/", 1)[-1]
        for number, item in enumerate((body.get("properties") or {}).get(segment) or ()):
            if isinstance(item, Mapping) and str(item.get("name")).casefold() == node.id.name.casefold():
                places[f"properties.{segment}[{number}]"] = node
    return places


def _member(value: Json, name: str) -> Json:
    if isinstance(value, list):
        return value[int(name)] if name.isdigit() and int(name) < len(value) else None
    members = value.items() if isinstance(value, Mapping) else ()
    return next((inner for key, inner in members if str(key).casefold() == name), None)
