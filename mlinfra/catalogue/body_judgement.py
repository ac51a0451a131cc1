"""Judge the body of a resource by the property table of its type: what Azure refuses, and what the type does not have."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mlinfra.base.property_paths import item, member, pattern
from mlinfra.catalogue.lookup import find_type, name_rule
from mlinfra.catalogue.manager_judgement import judge_envelope
from mlinfra.catalogue.property_table import ObjectType, Property, PropertyTable, nearest_table
from mlinfra.catalogue.reference_judgement import judge_references
from mlinfra.catalogue.refusal import CLOSED, KIND, NAME, READ_ONLY, REQUIRED, Refusal
from mlinfra.catalogue.rule_judgement import judge_rules
from mlinfra.catalogue.value_kinds import fits, is_open, kind_in_words, words_of
from mlinfra.catalogue.variant import member_of, value_at, variant_of

ENVELOPE: Final = frozenset({
    "type", "apiversion", "name", "id", "dependson", "condition", "copy", "comments", "metadata", "scope", "tags", "location",
    "zones", "plan", "managedby", "kind", "sku", "identity", "extendedlocation", "resources", "parent", "symbolicname",
})  # fmt: skip
"""Keys beside ``properties`` that every resource may have, in lower case: Resource Manager reads them itself."""

_LASTING: Final = frozenset({KIND, READ_ONLY, NAME})
"""Kinds of refusals that hold by the table of another API version too."""


@dataclass(frozen=True, slots=True)
class UnknownProperty:
    """A property that the type does not have, such as ``properties.properties.vmSiz``; ``fix`` says what to write instead."""

    path: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class BodyJudgement:
    """What the catalogue says of one body.

    ``open``: paths of values that are known only while deploying and were not judged; ``open_objects``: those of them that
    have properties of their own. ``known``: false where there is no table of the type, so that only name, rules and
    references were judged. ``table_version``: the API version of the table, empty without one; where it is not that of the
    body, a value that its closed list lacks is a doubt and no refusal, and missing properties are not judged, as they change
    between versions. Not judged at all: values of lists that are documented as open, and what depends on other resources.
    """

    refusals: tuple[Refusal, ...] = ()
    unknown: tuple[UnknownProperty, ...] = ()
    open: tuple[str, ...] = ()
    open_objects: tuple[str, ...] = ()
    known: bool = True
    table_version: str = ""
    doubts: tuple[Refusal, ...] = ()


def judge_body(
    arm_type: str, api_version: str, body: Mapping[str, object], table: PropertyTable | None = None
) -> BodyJudgement:
    """Judge one body as it is sent: kinds of values, closed lists, read-only and missing properties, name, unknown names.

    What is no plain Python value, or the text of an expression, is open and passed over. Example: a compute with
    ``{"properties": {"computeType": "AmlCompute", "properties": {"vmSiz": "x"}}}`` has an unknown property, with the fix
    ``did you mean vmSize?``; ``{"properties": 5}`` is refused, as it must be an object. ``table``: that of the catalogue.
    """
    walk = _Walk(api_version)
    walk.name(arm_type, api_version, body)
    table = table or nearest_table(arm_type, api_version)
    root = table.object_for(table.root) if table else None
    if table is not None and root is not None:
        walk.table = table
        walk.members(root, body, "")
        walk.never(arm_type, body)
    version = table.api_version if table else ""
    doubts: tuple[Refusal, ...] = ()
    if version != api_version:
        doubts = tuple(refusal for refusal in walk.refusals if refusal.code == CLOSED)
        walk.refusals = [refusal for refusal in walk.refusals if refusal.code in _LASTING]
    walk.rules(arm_type, body)
    refused = {refusal.path.casefold() for refusal in walk.refusals}
    return BodyJudgement(
        tuple(walk.refusals),
        tuple(walk.unknown),
        tuple(walk.open),
        tuple(walk.open_objects),
        table is not None,
        version,
        tuple(doubt for doubt in doubts if doubt.path.casefold() not in refused),
    )


@dataclass(slots=True)
class _Walk:
    """One body while it is judged."""

    version: str
    table: PropertyTable | None = None
    refusals: list[Refusal] = field(default_factory=list)
    unknown: list[UnknownProperty] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    open_objects: list[str] = field(default_factory=list)

    def refuse(self, code: str, path: str, message: str, fix: str) -> None:
        self.refusals.append(Refusal(code, path, message, fix))

    def name(self, arm_type: str, api_version: str, body: Mapping[str, object]) -> None:
        """The last part of the name; one that is left open is judged by nobody before Azure."""
        name = body.get("name")
        if is_open(name) or not isinstance(name, str):
            return
        rule = name_rule(arm_type, api_version, variant_of(arm_type, body))
        last = name.rsplit("/", 1)[-1]
        if rule and not rule.allows(last):
            self.refuse(NAME, "name", f"Azure refuses the name {last!r}", f"allowed: {rule.words}")

    def rules(self, arm_type: str, body: Mapping[str, object]) -> None:
        """What the entry of the type says beside its table, whatever the API version; each property is refused once."""
        entry, known = find_type(arm_type), {refusal.path.casefold() for refusal in self.refusals}
        manager = (refusal for _, refusal in judge_envelope(arm_type, self.version, body))
        for refusal in (*manager, *judge_rules(entry.rules if entry else (), body), *judge_references(arm_type, body)):
            if refusal.path.casefold() not in known:
                known.add(refusal.path.casefold())
                self.refusals.append(refusal)

    def never(self, arm_type: str, body: Mapping[str, object]) -> None:
        """Values that a type never takes, though their kind is right."""
        entry = find_type(arm_type)
        for path, values in entry.never.items() if entry else ():
            value = value_at(body, path)
            if any(value is refused for refused in values):
                shown = str(value).lower() if isinstance(value, bool) else value
                self.refuse(CLOSED, path, f"it cannot be {shown}", "leave it out, or give another value")

    def members(self, about: ObjectType, body: Mapping[str, object], path: str) -> None:
        by_name = {name.casefold(): name for name in about.properties}
        for key, value in body.items():
            here, known = member(path, str(key)), by_name.get(str(key).casefold())
            if not path and str(key).casefold() in ENVELOPE - by_name.keys() | {"name", "type", "id"}:
                continue
            if known is not None:
                self.property(about.properties[known], value, here)
            elif not about.additional:
                self.unknown.append(self._unknown(about, str(key), here))
        self.required(about, body, path)

    def _unknown(self, about: ObjectType, key: str, path: str) -> UnknownProperty:
        writable = [name for name, details in about.properties.items() if not details.read_only]
        near = difflib.get_close_matches(key, writable, n=1, cutoff=0.6)
        fix = f"did you mean {near[0]}?" if near else "check its name and place, or leave it out"
        return UnknownProperty(path, f"{self._type} has no property {path}", fix)

    @property
    def _type(self) -> str:
        return self.table.type if self.table else ""

    def property(self, about: Property, value: object, path: str) -> None:
        if value is None:  # Azure takes null for absent
            return
        if about.read_only:
            self.refuse(READ_ONLY, path, "it is read-only: Azure sets it", "leave it out")
            return
        self.value(about.kind, value, path)
        if about.values and not self._is_open_list(path):
            for place, text in _listed(value, path):
                if isinstance(text, str) and not is_open(text):
                    self.closed(about.values, text, place)

    def _is_open_list(self, path: str) -> bool:
        entry = find_type(self._type)
        return any(pattern(listed).match(path) for listed in entry.open_lists) if entry else False

    def closed(self, values: Iterable[str], value: str, path: str) -> None:
        """Letter case does not count, nor do blanks, and several values may stand with commas: ``Logging, Metrics``."""
        known = tuple(values)
        folded = {name.replace(" ", "").casefold() for name in known}
        text = value.replace(" ", "").casefold()
        if text in folded or ("," in text and folded.issuperset(text.split(","))):
            return
        near = difflib.get_close_matches(value, known, n=1, cutoff=0.6)
        fix = f"did you mean {near[0]}?" if near else f"one of {', '.join(known)}"
        self.refuse(CLOSED, path, f"{value!r} is none of its values", fix)

    def value(self, kind: str, value: object, path: str) -> None:
        if is_open(value):
            self.open.append(path)
            if self.table is not None and kind.removesuffix("[]") in self.table.objects:
                self.open_objects.append(path)
        elif not fits(kind, value, self.table):
            self.refuse(
                KIND, path, f"it must be {words_of(kind)}, not {kind_in_words(value)}", "give a value of that kind"
            )
        elif kind.endswith("[]") and isinstance(value, Sequence):
            for place, element in enumerate(value):
                self.value(kind.removesuffix("[]"), element, item(path, place))
        elif isinstance(value, Mapping):
            self.mapping(kind, value, path)

    def mapping(self, kind: str, value: Mapping[str, object], path: str) -> None:
        if kind.startswith("map<"):
            for key, inner in value.items():
                self.value(kind.removeprefix("map<").removesuffix(">"), inner, member(path, str(key)))
            return
        common = self.table.objects.get(kind) if self.table else None
        if common is None:
            return
        if not (common.discriminator and common.variants):
            self.members(common, value, path)
            return
        tag = member_of(value, common.discriminator)  # a name, which may hold a dot: odata.type
        variant = common.variant(tag)
        if variant and self.table:
            self.members(self.table.objects[variant], value, path)
        elif tag is None:
            here = member(path, common.discriminator)
            self.refuse(REQUIRED, here, "it is missing", f"one of {', '.join(common.variants)}")
        elif isinstance(tag, str) and not is_open(tag):
            self.closed(common.variants, tag, member(path, common.discriminator))

    def required(self, about: ObjectType, body: Mapping[str, object], path: str) -> None:
        given = {str(key).casefold() for key, value in body.items() if value is not None}
        for name, details in about.properties.items():
            if not details.required or details.read_only or name.casefold() in given:
                continue
            if path or name.casefold() not in {"name", "type", "id", "properties"}:
                self.refuse(REQUIRED, member(path, name), "it is missing", f"give it: {words_of(details.kind)}")
            elif name == "properties":  # what is missing in it is told, not that all of it is missing
                self.value(details.kind, {}, name)


def _listed(value: object, path: str) -> Iterator[tuple[str, object]]:
    """A value, or every item of a list and of an object, with its path."""
    if isinstance(value, list):
        yield from ((item(path, place), element) for place, element in enumerate(value))
    elif isinstance(value, Mapping):
        yield from ((member(path, str(key)), element) for key, element in value.items())
    else:
        yield path, value
