"""Refuse what Resource Manager itself refuses, before any resource provider is asked."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.arm_types import MANAGEMENT_GROUPS, RESOURCE_GROUPS
from mlinfra.catalogue.resource_places import namespace_is_known, scopes_of
from mlinfra.catalogue.service_facts import COLLECTIONS, GLOBAL
from mlinfra.local.errors import ArmError
from mlinfra.local.http import Call
from mlinfra.local.providers._base import Body
from mlinfra.local.regions import REGIONS, region

_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_VERSION = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-[a-z]+)?", re.ASCII | re.IGNORECASE)
_OLDEST = "2014-01-01"
_UNVERSIONED = "/history/"
"""The run history of Azure ML has its version in the path."""
MOST_TAGS = 50
_NAME_LENGTH, _VALUE_LENGTH = 512, 256
_STORAGE_NAME_LENGTH = 128
_RESERVED = set("<>%&\\?/")
_RESOURCE_GROUP = RESOURCE_GROUPS.lower()


def check_request(call: Call) -> None:
    """Raise for a request without Authorization, with a wrong api-version or for a subscription that can't be."""
    if not call.headers.get("authorization", "").strip():
        raise ArmError(
            401,
            "AuthenticationFailed",
            "Authentication failed. The 'Authorization' header is missing.",
            headers={"WWW-Authenticate": f'Bearer authorization_uri="{call.base}/", error="invalid_token"'},
        )
    if call.path.lower().startswith(_UNVERSIONED):
        return
    if not call.api_version:
        message = "The api-version query parameter (?api-version=) is required for all requests."
        raise ArmError(400, "MissingApiVersionParameter", message)
    if not is_version(call.api_version):
        message = f"The api-version '{call.api_version}' is invalid: it is the date of a published version, such as 2025-04-01."
        raise ArmError(400, "InvalidApiVersionParameter", message)
    subscription = ResourceId(call.path).subscription
    if subscription is not None and not _GUID.fullmatch(subscription):
        message = f"The provided subscription identifier '{subscription}' is malformed or invalid."
        raise ArmError(400, "InvalidSubscriptionId", message)


def is_version(text: str) -> bool:
    """Whether a text can be an API version: a date since 2014 that has come, with or without a word such as preview."""
    match = _VERSION.fullmatch(text)
    today = datetime.now(timezone.utc).date().isoformat()
    return match is not None and _OLDEST <= match[1] <= today


def check_declared(rid: ResourceId, body: Body) -> None:
    """Raise for a resource that no provider would get to see: its type, place, version, location or tags.

    ``body``: as sent, in a template or a PUT. What is still an expression there is checked when it has a value.
    """
    _check_type(rid, str(body.get("apiVersion") or ""))
    _check_place(rid)
    _check_location(rid, body.get("location"))
    check_tags(body.get("tags"), _STORAGE_NAME_LENGTH if rid.type.lower().startswith("microsoft.storage/") else 0)


def check_type(rid: ResourceId) -> None:
    """Raise 404 for a type that its namespace does not have."""
    if namespace_is_known(rid.type) and scopes_of(rid.type) is None and rid.type.lower() not in COLLECTIONS:
        raise _no_type(404, rid, "")


def _open(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("[")


def _check_type(rid: ResourceId, version: str) -> None:
    if not namespace_is_known(rid.type):
        return
    if version and not _open(version) and not is_version(version):
        namespace, _, kind = rid.type.partition("/")
        raise ArmError(
            400,
            "NoRegisteredProviderFound",
            f"No registered resource provider of '{namespace}' was found for the API version '{version}' and the type "
            f"'{kind}'.",
            target=rid.text,
        )
    if scopes_of(rid.type) is None:
        raise _no_type(400, rid, version)


def _no_type(status: int, rid: ResourceId, version: str) -> ArmError:
    namespace, _, kind = rid.type.partition("/")
    asked = f" for api version '{version}'" if version else ""
    message = f"The resource type '{kind}' could not be found in the namespace '{namespace}'{asked}."
    return ArmError(status, "InvalidResourceType", message, target=rid.text)


def _check_place(rid: ResourceId) -> None:
    scopes, place = scopes_of(rid.type), _place(rid)
    if scopes is None or "extension" in scopes or place in scopes:
        return
    words = " or ".join(_WORDS[scope] for scope in sorted(scopes))
    raise ArmError(
        400,
        "InvalidTemplate",
        f"Deployment template validation failed: 'The resource '{rid.text}' of type '{rid.type}' can't stand at the "
        f"scope of {_WORDS[place]}: it stands in {words}.'.",
        target=rid.text,
    )


_WORDS = {
    "group": "a resource group",
    "subscription": "a subscription",
    "managementGroup": "a management group",
    "tenant": "the tenant",
    "resource": "a resource",
}


def _place(rid: ResourceId) -> str:
    """Where a resource stands: the kind of its scope."""
    if "/providers/" not in rid.key:
        return "subscription"
    scope = ResourceId(rid.scope)
    if not rid.scope:
        return "tenant"
    if "/providers/" in scope.key:
        return "managementGroup" if scope.type.lower() == MANAGEMENT_GROUPS.lower() else "resource"
    return "group" if scope.group else "subscription"


def _check_location(rid: ResourceId, given: Any) -> None:
    if not isinstance(given, str) or not given or _open(given) or not namespace_is_known(rid.type):
        return
    kind, place = rid.type.lower(), region(given)
    if place in REGIONS and kind not in GLOBAL.only:
        return
    if place == "global" and (kind in GLOBAL.only or kind in GLOBAL.also):
        return
    offered = "global" if kind in GLOBAL.only else ",".join(REGIONS)
    if kind == _RESOURCE_GROUP:
        code, what = "LocationNotAvailableForResourceGroup", "resource group. List of available regions"
    else:
        code = "LocationNotAvailableForResourceType"
        what = f"resource type '{rid.type}'. List of available regions for the resource type"
    message = f"The provided location '{given}' is not available for {what} is '{offered}'."
    raise ArmError(400, code, message, target=rid.text)


def check_tags(tags: Any, name_length: int = 0) -> None:
    """Raise 400 for tags that Resource Manager does not keep: more than 50, too long, not texts, reserved characters.

    The limits are documented, the error codes are not.
    """
    if not isinstance(tags, dict):
        return
    if len(tags) > MOST_TAGS:
        raise _bad_tags("InvalidTagCount", f"{len(tags)} tags were given; a resource takes at most {MOST_TAGS}.")
    if len({name.lower() for name in tags}) < len(tags):
        raise _bad_tags("InvalidTagName", "The names of tags do not differ in letter case alone.")
    for name, value in tags.items():
        if not _open(name) and not _open(value):
            _check_tag(name, value, name_length or _NAME_LENGTH)


def _check_tag(name: str, value: Any, length: int) -> None:
    if not name.strip() or len(name) > length:
        raise _bad_tags("InvalidTagName", f"The tag name '{name[:60]}' must have 1 to {length} characters.")
    if _RESERVED & set(name) or any(ord(letter) < 0x20 for letter in name):
        text = f"The tag name '{name}' has reserved characters '<,>,%,&,\\,?,/' or control characters."
        raise _bad_tags("InvalidTagNameCharacters", text)
    if isinstance(value, (dict, list)):
        raise _bad_tags("InvalidRequestContent", f"The value of the tag '{name}' must be a string.")
    if len(str(value)) > _VALUE_LENGTH:
        raise _bad_tags(
            "InvalidTagValueLength", f"The value of the tag '{name}' has more than {_VALUE_LENGTH} characters."
        )


def _bad_tags(code: str, message: str) -> ArmError:
    return ArmError(400, code, message, target="tags")
