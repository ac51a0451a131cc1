"""Work out where a nested deployment goes from its scope keys."""

from __future__ import annotations

import re
from typing import Any

from mlinfra.arm.expand.files import template_scope
from mlinfra.arm.expand.functions.ids import subscription_guid
from mlinfra.arm.expand.place import Place, full_scope, id_in, member_of
from mlinfra.arm.expand.trees import within
from mlinfra.arm.expand.values import Open, Value, find_key, kind_of
from mlinfra.base.errors import TemplateError
from mlinfra.base.frozen import replace
from mlinfra.base.scope import ScopeKind

_GROUP = re.compile(r"/subscriptions/([^/]+)/resourceGroups/([^/]+)/?", re.IGNORECASE)
_SUBSCRIPTION = re.compile(r"/subscriptions/([^/]+)/?", re.IGNORECASE)
_MANAGEMENT_GROUP = re.compile(r"/providers/Microsoft\.Management/managementGroups/([^/]+)/?", re.IGNORECASE)


def scope_keys(keys: dict[str, Value]) -> dict[str, Value]:
    """The keys that say something: an empty subscription or group means none. Raises TemplateError for wrong ones."""
    if not keys:
        return keys
    for key in ("subscriptionId", "resourceGroup"):
        value = keys.get(key)
        if value is not None and type(value) not in {str, Open}:
            raise TemplateError(f"this must be a text, not {kind_of(value)}", where=f".{key}")
        if type(value) is str and "/" in value:
            raise TemplateError(f"{value!r} is an id, a name is wanted", where=f".{key}")
    if type(keys.get("scope", "")) not in {str, Open}:
        raise TemplateError("the scope must be a text", where=".scope")
    if type(keys.get("subscriptionId")) is str and keys["subscriptionId"]:
        within(".subscriptionId", subscription_guid, keys["subscriptionId"])
    return {key: value for key, value in keys.items() if value}


def keyed_place(home: Place, keys: dict[str, Value]) -> Place:
    """The place that ``subscriptionId`` and ``resourceGroup`` mean."""
    subscription = keys.get("subscriptionId", home.subscription)
    if "resourceGroup" not in keys:
        return replace(home, kind="subscription", subscription=subscription, group=None, management_group=None)
    if subscription is None:
        raise TemplateError(
            "a resource group alone says nothing at this scope",
            where=".resourceGroup",
            hint="Give subscriptionId, too.",
        )
    group = keys["resourceGroup"]
    return replace(home, kind="resourceGroup", subscription=subscription, group=group, management_group=None)


def _scoped(home: Place, scope: Value, declaration: dict[str, Any]) -> tuple[Place, Value]:
    """The place a ``scope`` key means; the key itself where it is none."""
    if type(scope) is Open:
        return replace(home, kind=_scope_kind(home, declaration), management_group=scope), scope
    full = full_scope(home, scope)
    if type(full) is Open:
        return home, scope
    if not full:  # from a management group the engine stays there
        to_tenant = replace(home, kind="tenant", subscription=None, group=None, management_group=None)
        return home if home.kind == "managementGroup" else to_tenant, None
    if match := _GROUP.fullmatch(full):
        return replace(home, kind="resourceGroup", subscription=match[1], group=match[2], management_group=None), None
    if match := _SUBSCRIPTION.fullmatch(full):
        return replace(home, kind="subscription", subscription=match[1], group=None, management_group=None), None
    if match := _MANAGEMENT_GROUP.fullmatch(full):
        return replace(home, kind="managementGroup", subscription=None, group=None, management_group=match[1]), None
    return home, scope


def _scope_kind(home: Place, declaration: dict[str, Any]) -> ScopeKind:
    """The kind of scope that the template of a nested deployment is for."""
    properties = declaration.get("properties")
    key = find_key(properties, "template") if isinstance(properties, dict) else None
    template = properties[key] if isinstance(properties, dict) and key else None
    return template_scope(template) if isinstance(template, dict) else home.kind


def target_place(home: Place, keys: dict[str, Value], declaration: dict[str, Any], name: Value) -> tuple[Place, Value]:
    """Where the contents of a nested deployment go, and the id its own starts with where that is no such place."""
    scope: Value = None
    place = home
    if "scope" in keys:
        place, scope = _scoped(home, keys["scope"], declaration)
    elif keys:
        place = keyed_place(home, keys)
    location: Value = member_of("deployment", "location")
    if place.kind == "resourceGroup":
        same = place is home or id_in(place, "x/x", "x") == id_in(home, "x/x", "x")
        location = home.location if same else member_of("resourceGroup", "location")
    return replace(place, name=name, location=location), scope
