"""Judge what Azure Resource Manager reads itself, before any provider: type, API version, scope, location, tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from typing import Final, NamedTuple

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.arm_types import MANAGEMENT_GROUPS, RESOURCE_GROUPS
from mlinfra.catalogue.api_versions import api_versions, is_published
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.refusal import API_VERSION, LOCATION, NAME, SCOPE, TAG, TYPE, Refusal
from mlinfra.catalogue.regions import REGIONS, region
from mlinfra.catalogue.resource_places import namespace_is_known, scopes_of
from mlinfra.catalogue.service_facts import location_of
from mlinfra.catalogue.value_kinds import is_open

_VERSION = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-[a-z]+)?", re.ASCII | re.IGNORECASE)
_OLDEST: Final = "2014-01-01"
MOST_TAGS: Final = 50
_NAME_LENGTH, _VALUE_LENGTH, _STORAGE_NAME_LENGTH = 512, 256, 128
_RESERVED = set("<>%&\\?/")
_WORDS: Final = {
    "group": "a resource group",
    "subscription": "a subscription",
    "managementGroup": "a management group",
    "tenant": "the tenant",
    "resource": "a resource",
}


class ManagerRefusal(NamedTuple):
    """A refusal with the code that Resource Manager answers."""

    azure: str
    refusal: Refusal


def is_version(text: str) -> bool:
    """Whether a text can be an API version: a date since 2014 that has come, with or without a word such as preview."""
    match = _VERSION.fullmatch(text)
    today = datetime.now(timezone.utc).date().isoformat()
    return match is not None and _OLDEST <= match[1] <= today


def judge_envelope(arm_type: str, api_version: str, body: Mapping[str, object]) -> Iterator[ManagerRefusal]:
    """What Resource Manager refuses wherever the resource stands; expressions are passed over."""
    if namespace_is_known(arm_type) and not is_open(arm_type):
        yield from _type(arm_type)
        if api_version and not is_open(api_version):
            yield from _version(arm_type, api_version)
        yield from _location(arm_type, body.get("location"))
    yield from judge_tags(body.get("tags"), arm_type)


def judge_scope(rid: ResourceId) -> Iterator[ManagerRefusal]:
    """Whether a resource of the type can stand where its id says."""
    scopes, place = scopes_of(rid.type), place_of(rid)
    entry = find_type(rid.type)
    most = entry.longest_in.get(place) if entry else None
    if most is not None and len(rid.name) > most:
        message = f"{rid.name!r} has {len(rid.name)} characters"
        fix = f"allowed in {_WORDS[place]}: at most {most}"
        yield ManagerRefusal("InvalidResourceName", Refusal(NAME, "name", message, fix))
    if scopes is None or "extension" in scopes or place in scopes:
        return
    words = " or ".join(_WORDS[scope] for scope in sorted(scopes))
    message = f"a resource of type {rid.type} can't stand at the scope of {_WORDS[place]}: it stands in {words}"
    yield ManagerRefusal("InvalidTemplate", Refusal(SCOPE, "scope", message, "deploy it to another scope"))


def place_of(rid: ResourceId) -> str:
    """Where a resource stands: the kind of its scope."""
    if "/providers/" not in rid.key:
        return "subscription"
    scope = ResourceId(rid.scope)
    if not rid.scope:
        return "tenant"
    if "/providers/" in scope.key:
        return "managementGroup" if scope.type.lower() == MANAGEMENT_GROUPS.lower() else "resource"
    return "group" if scope.group else "subscription"


def in_regions(arm_type: str) -> bool:
    """Whether resources of a type, or what they are a part of, stand in a resource group and so have a location."""
    scopes = scopes_of("/".join(arm_type.split("/")[:2]))
    return scopes is not None and "group" in scopes and "extension" not in scopes


def _type(arm_type: str) -> Iterator[ManagerRefusal]:
    if scopes_of(arm_type) is None:
        namespace, _, kind = arm_type.partition("/")
        message = f"The resource type '{kind}' could not be found in the namespace '{namespace}'"
        yield ManagerRefusal("InvalidResourceType", Refusal(TYPE, "type", message, "check its spelling"))


def _version(arm_type: str, version: str) -> Iterator[ManagerRefusal]:
    if is_version(version) and is_published(arm_type, version):
        return
    known = ", ".join(api_versions(arm_type)[:4])
    message = f"there is no API version '{version}' of {arm_type}"
    fix = f"take one of {known}, ..." if known else "take a published one"
    yield ManagerRefusal("NoRegisteredProviderFound", Refusal(API_VERSION, "apiVersion", message, fix))


def _location(arm_type: str, given: object) -> Iterator[ManagerRefusal]:
    if not isinstance(given, str) or not given or is_open(given):
        return
    kind, place = arm_type.lower(), region(given)
    where = location_of(arm_type)
    if (place in REGIONS and where != "only") or (place == "global" and where):
        return
    offered = "global" if where == "only" else ",".join(REGIONS)
    what = "resource group" if kind == RESOURCE_GROUPS.lower() else f"resource type '{arm_type}'"
    message = f"The provided location '{given}' is not available for {what}"
    azure = f"LocationNotAvailableForResource{'Group' if kind == RESOURCE_GROUPS.lower() else 'Type'}"
    yield ManagerRefusal(azure, Refusal(LOCATION, "location", message, f"List of available regions: '{offered}'"))


def judge_tags(tags: object, arm_type: str = "") -> Iterator[ManagerRefusal]:
    """Tags that Resource Manager does not keep: more than 50, too long, not texts, reserved characters."""
    if not isinstance(tags, Mapping) or is_open(tags):
        return
    texts = {name: value for name, value in tags.items() if isinstance(name, str) and not is_open(name)}
    if len(tags) > MOST_TAGS:
        yield _tag("InvalidTagCount", f"{len(tags)} tags were given", f"a resource takes at most {MOST_TAGS}")
    if len({name.lower() for name in texts}) < len(texts):
        yield _tag("InvalidTagName", "two names differ in letter case alone", "leave one out")
    length = _STORAGE_NAME_LENGTH if arm_type.lower().startswith("microsoft.storage/") else _NAME_LENGTH
    for name, value in texts.items():
        yield from _judge_tag(name, value, length)


def _judge_tag(name: str, value: object, length: int) -> Iterator[ManagerRefusal]:
    shown = name[:60]
    if not name.strip() or len(name) > length:
        yield _tag("InvalidTagName", f"the name '{shown}' has {len(name)} characters", f"allowed: 1 to {length}")
    elif _RESERVED & set(name) or any(ord(letter) < 0x20 for letter in name):
        fix = "leave out < > % & \\ ? / and control characters"
        yield _tag("InvalidTagNameCharacters", f"the name '{shown}' has reserved characters", fix)
    if isinstance(value, (Mapping, list)):
        yield _tag("InvalidRequestContent", f"the value of '{shown}' is not a text", "give a text")
    elif isinstance(value, (str, int, float)) and not is_open(value) and len(str(value)) > _VALUE_LENGTH:
        said = f"the value of '{shown}' has {len(str(value))} characters"
        yield _tag("InvalidTagValueLength", said, f"allowed: {_VALUE_LENGTH}")


def _tag(azure: str, message: str, fix: str) -> ManagerRefusal:
    return ManagerRefusal(azure, Refusal(TAG, "tags", message, fix))
