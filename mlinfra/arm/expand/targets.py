"""The scope keys of a resource or nested deployment -> the place they mean."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from mlinfra.arm.expand.files import template_scope
from mlinfra.arm.expand.functions.ids import subscription_guid
from mlinfra.arm.expand.place import Place, id_in
from mlinfra.arm.expand.syntax import Access, Call, Known
from mlinfra.arm.expand.values import Open, Value, kind_of
from mlinfra.base.errors import TemplateError

_GROUP = re.compile(r"/subscriptions/([^/]+)/resourceGroups/([^/]+)/?", re.IGNORECASE)
_SUBSCRIPTION = re.compile(r"/subscriptions/([^/]+)/?", re.IGNORECASE)
_MANAGEMENT_GROUP = re.compile(r"/providers/Microsoft\.Management/managementGroups/([^/]+)/?", re.IGNORECASE)


def check_keys(keys: dict[str, Value], *, deployed: bool) -> None:
    """Raises TemplateError where subscription or group can't be one; the shape counts even for what is not deployed."""
    for key in ("subscriptionId", "resourceGroup"):
        value = keys.get(key)
        if value is not None and type(value) not in {str, Open}:
            raise TemplateError(f"this must be a text, not {kind_of(value)}", where=f".{key}")
        if type(value) is str and "/" in value:
            raise TemplateError(f"{value!r} is an id, a name is wanted", where=f".{key}")
    if type(keys.get("scope", "")) not in {str, Open}:
        raise TemplateError("the scope must be a text", where=".scope")
    if deployed and type(keys.get("subscriptionId")) is str:
        subscription_guid(keys["subscriptionId"])


def full_scope(home: Place, scope: Value) -> Value:
    """The id that a ``scope`` key means; empty for the tenant."""
    if type(scope) is Open:
        return scope
    if scope.startswith("/"):
        return scope.rstrip("/")
    if home.kind in {"tenant", "managementGroup"} and scope.lower().startswith(
        "microsoft.management/managementgroups/"
    ):
        return f"/providers/{scope}"
    if type(home.id) is Open:
        return Open(Call("format", (Known("{0}/providers/{1}"), home.id.node, Known(scope))))
    return f"{home.id}/providers/{scope}"


def _keyed(home: Place, keys: dict[str, Value]) -> Place:
    """The place that ``subscriptionId`` and ``resourceGroup`` mean."""
    subscription = keys.get("subscriptionId", home.subscription)
    if "resourceGroup" not in keys:
        return replace(home, kind="subscription", subscription=subscription, group=None, management_group=None)
    group = keys["resourceGroup"]
    return replace(home, kind="resourceGroup", subscription=subscription, group=group, management_group=None)


def extended(home: Place, keys: dict[str, Value]) -> tuple[Place, Value]:
    """Where a resource with scope keys stands, and the id of what it extends."""
    if "scope" in keys:
        return home, full_scope(home, keys["scope"])
    return _keyed(home, keys), None


def _scoped(home: Place, scope: Value, declaration: dict[str, Any]) -> tuple[Place, Value]:
    """The place a ``scope`` key means; the id itself where it is none."""
    if type(scope) is Open:
        template = (declaration.get("properties") or {}).get("template") or {}
        return replace(home, kind=template_scope(template), management_group=scope), scope
    if not scope:
        return replace(home, kind="tenant", subscription=None, group=None, management_group=None), None
    if match := _GROUP.fullmatch(scope):
        return replace(home, kind="resourceGroup", subscription=match[1], group=match[2], management_group=None), None
    if match := _SUBSCRIPTION.fullmatch(scope):
        return replace(home, kind="subscription", subscription=match[1], group=None, management_group=None), None
    if match := _MANAGEMENT_GROUP.fullmatch(scope):
        return replace(home, kind="managementGroup", subscription=None, group=None, management_group=match[1]), None
    return home, scope


def target_place(home: Place, keys: dict[str, Value], declaration: dict[str, Any], name: Value) -> tuple[Place, Value]:
    """Where the contents of a nested deployment go, and the id its own starts with where that is no such place."""
    scope: Value = None
    place = home
    if "scope" in keys:
        place, scope = _scoped(home, full_scope(home, keys["scope"]), declaration)
    elif keys:
        place = _keyed(home, keys)
    location: Value = Open(Access(Call("deployment"), Known("location")))
    if place.kind == "resourceGroup":
        same = place is home or id_in(place, "x/x", "x", None) == id_in(home, "x/x", "x", None)
        location = home.location if same else Open(Access(Call("resourceGroup"), Known("location")))
    return replace(place, name=name, location=location), scope
