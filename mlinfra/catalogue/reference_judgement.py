"""Judge where the ids in a body lead: the type that must stand there, parts of it, and what is asked of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.json_value import Json
from mlinfra.base.property_paths import member
from mlinfra.catalogue.body_rules import Linked, Target
from mlinfra.catalogue.body_values import first_at, values_at
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.refusal import REFERENCE, Refusal
from mlinfra.catalogue.rule_judgement import holds, judge_rules
from mlinfra.catalogue.value_kinds import is_open

Find: TypeAlias = Callable[[ResourceId], "Mapping[str, object] | None"]
_IDENTITIES: Final = "identity.userAssignedIdentities"
_IDENTITY: Final = ("Microsoft.ManagedIdentity/userAssignedIdentities",)


class Reference(NamedTuple):
    """One id in a body, and the types that can stand there; none means any."""

    path: str
    text: str
    types: tuple[str, ...]


def references_of(arm_type: str, body: Mapping[str, object]) -> Iterator[Reference]:
    """Every id that the catalogue knows the place of; what is still an expression is left out."""
    entry = find_type(arm_type)
    for path, types in entry.references.items() if entry else ():
        for at, value in values_at(body, path):
            if isinstance(value, str) and value and not is_open(value):
                yield Reference(at, value, types)
    identities = first_at(body, _IDENTITIES)
    for key in identities if isinstance(identities, Mapping) else ():
        if not is_open(key):
            yield Reference(member(_IDENTITIES, str(key)), str(key), _IDENTITY)


def children_named(arm_type: str, body: Mapping[str, Json]) -> Iterator[Reference]:
    """Each name of a child in a body as its path, the end of its id and its type."""
    entry = find_type(arm_type)
    for path, segment in entry.child_names.items() if entry else ():
        value = first_at(body, path)
        for name in (value,) if isinstance(value, str) else value if isinstance(value, Mapping) else ():
            if name and not is_open(name):
                yield Reference(path, f"{segment}/{name}", (f"{arm_type}/{segment}",))


def judge_references(arm_type: str, body: Mapping[str, object]) -> Iterator[Refusal]:
    """Ids of another type than Azure takes, and private links to what a target does not have."""
    for reference in references_of(arm_type, body):
        if not reference.text.startswith("/"):
            yield from _no_id(reference)
            continue
        kind = ResourceId(reference.text).type
        if reference.types and kind.lower() not in map(str.lower, reference.types):
            yield Refusal(
                REFERENCE, reference.path, f"it leads to a resource of type {kind or 'none'}", _wanted(reference)
            )
    entry = find_type(arm_type)
    for rule in entry.rules if entry else ():
        if isinstance(rule, Linked):
            yield from _linked(rule, body)


def _no_id(reference: Reference) -> Iterator[Refusal]:
    """A text that is no id; versions of assets are also named by addresses, and a model by that of its files."""
    kinds = _asset_kinds(reference)
    address = _ADDRESS.fullmatch(reference.text)
    if kinds and (_SHORT.match(reference.text) or (address and address["kind"].casefold() in kinds)):
        return
    if kinds == ["models"] and _FILES.match(reference.text):
        return
    words = " or ".join(reference.types) or "a resource"
    message = (
        f"{reference.text!r} is no resource id" if not kinds else f"{reference.text!r} names no version of {kinds[0]}"
    )
    yield Refusal(REFERENCE, reference.path, message, _wanted(reference) if kinds else f"give the id of {words}")


_SHORT: Final = re.compile(r"azureml:(?!//)[^:@/]+")
_ADDRESS: Final = re.compile(
    r"azureml://(registries/[^/]+|locations/[^/]+/workspaces/[^/]+)/(?P<kind>[^/]+)/[^/]+/(versions|labels)/[^/]+"
)
_FILES: Final = re.compile(r"(?!azureml://(registries|locations)/)[a-z][a-z0-9+.-]*://.", re.IGNORECASE)
"""Files of a model that is not registered: ``azureml://datastores/...``, ``azureml://jobs/...``, ``https://...``."""


def _asset_kinds(reference: Reference) -> list[str]:
    """The kinds of assets that can stand there, such as ``models``; empty where resources of other types do."""
    versions = [kind for kind in reference.types if kind.endswith("/versions")]
    return [kind.split("/")[-2].casefold() for kind in versions]


def _wanted(reference: Reference) -> str:
    """What to give instead."""
    fix, kinds = f"give the id of {' or '.join(reference.types)}", _asset_kinds(reference)
    return f"{fix}, or azureml://registries/REGISTRY/{kinds[0]}/NAME/versions/VERSION" if kinds else fix


def _linked(rule: Linked, body: Mapping[str, object]) -> Iterator[Refusal]:
    for at, link in values_at(body, rule.path):
        target = first_at(link, rule.target)
        if not isinstance(target, str) or is_open(target) or not target.startswith("/"):
            continue
        entry = find_type(ResourceId(target).type)
        known = [group.name for group in entry.link_groups] if entry else []
        groups = list(values_at(link, rule.groups))
        for path, name in groups if known else ():
            if isinstance(name, str) and not is_open(name) and name.casefold() not in map(str.casefold, known):
                yield Refusal(
                    REFERENCE,
                    f"{at}.{path}",
                    f"{entry.type if entry else ''} has no part {name!r}",
                    f"one of {', '.join(known)}",
                )
        if known and not groups:
            yield Refusal(
                REFERENCE,
                f"{at}.{rule.groups.partition('[')[0]}",
                "no part of the target is named",
                f"one of {', '.join(known)}",
            )


def judge_targets(arm_type: str, body: Mapping[str, object], find: Find) -> Iterator[Refusal]:
    """What is asked of the resources that a body leads to; ``find`` gives their bodies, None for one that is not known."""
    entry = find_type(arm_type)
    for rule in entry.rules if entry else ():
        if not isinstance(rule, Target) or not all(holds(condition, body) for condition in rule.when):
            continue
        for path, text in values_at(body, rule.path):
            if isinstance(text, str) and text.startswith("/") and ResourceId(text).type.lower() == rule.type.lower():
                for refusal in judge_rules(rule.rules, find(ResourceId(text)) or {}):
                    yield Refusal(REFERENCE, path, f"its target has {refusal.path}: {refusal.message}", refusal.fix)
