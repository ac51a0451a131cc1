"""Compute resource ids from types and names, completed from the scope of the deployment."""

from __future__ import annotations

import re

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.evaluate import arguments, stays
from mlinfra.arm.expand.place import Place, group_id, management_group_id, subscription_id
from mlinfra.arm.expand.registry import special
from mlinfra.arm.expand.syntax import Call
from mlinfra.arm.expand.values import Open, Value, kind_of, open_call
from mlinfra.arm.resource_id import interleaved
from mlinfra.base.arm_types import RESOURCE_GROUPS
from mlinfra.base.errors import TemplateError

_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")

_GROUP = RESOURCE_GROUPS.lower()
_TEXTS = frozenset({str, Open})


def _texts(node: Call, context: Context, least: int) -> list[Value]:
    args = arguments(node, context)
    if len(args) < least:
        raise TemplateError(f"{node.name}() takes at least {least} arguments, {len(args)} are given")
    if not _TEXTS.issuperset(map(type, args)):
        at = next(at for at, arg in enumerate(args) if type(arg) not in _TEXTS)
        raise TemplateError(f"argument {at + 1} of {node.name}() must be a text, not {kind_of(args[at])}")
    return args


def subscription_guid(value: str) -> str:
    """A subscription's GUID. Raises TemplateError for anything else."""
    if not _GUID.fullmatch(value):
        raise TemplateError(f"{value!r} is not the GUID of a subscription")
    return value


def _check_names(node: Call, resource_type: str, names: list[Value]) -> None:
    """Raises TemplateError where there is not one name for each part of the type behind its namespace.

    An empty part, as in ``/N.S/a``, needs a name too, but not one at the end.
    """
    if len(names) != resource_type.removesuffix("/").count("/"):
        raise TemplateError(
            f"{node.name}() needs a name for each part of the type {resource_type!r}, {len(names)} are given"
        )
    slashed = [name for name in names if type(name) is str and "/" in name]
    if slashed:
        raise TemplateError(f"a name given to {node.name}() can't hold a slash: {'; '.join(slashed)}")


def _tail(node: Call, resource_type: str, names: list[str]) -> str:
    _check_names(node, resource_type, names)
    namespace, *types = [part for part in resource_type.split("/") if part] or [""]
    if not namespace:
        raise TemplateError(f"{node.name}() needs a type such as 'Microsoft.Storage/storageAccounts'")
    return f"/providers/{namespace}/{interleaved(types, [name for name in names if name])}"


def _check_open(node: Call, args: list[Value]) -> None:
    """Raises TemplateError where names are missing or too many, though some arguments are open."""
    at = next((at for at, arg in enumerate(args) if type(arg) is str and "/" in arg), None)
    if at is not None:
        _check_names(node, args[at], args[at + 1 :])


def _split(node: Call, args: list[str], most: int) -> tuple[list[str], str, list[str]]:
    """What stands before the type, the type, the names."""
    at = 0 if "/" in args[0] else next((at for at, arg in enumerate(args) if "/" in arg), None)
    if at is None or at > most:
        raise TemplateError(
            f"{node.name}() needs a type such as 'Microsoft.Storage/storageAccounts' as argument 1 to {most + 1}"
        )
    return args[:at], args[at], args[at + 1 :]


@special("resourceId")
def _resource_id(node: Call, context: Context) -> Value:
    args = _texts(node, context, 2)
    place = context.expansion.place
    if Open in map(type, args):
        _check_open(node, args)
        return _open_resource_id(node, args, place)
    before, resource_type, names = _split(node, args, 2)
    tail = _tail(node, resource_type, names)
    prefix = _prefix(before, place)
    if resource_type.lower() == _GROUP and type(prefix) is str and prefix.count("/") == 2:
        return group_id(prefix.rpartition("/")[2], names[0])  # in a subscription: the short id
    return _open_resource_id(node, args, place) if type(prefix) is Open else prefix + tail


def _open_resource_id(node: Call, args: list[Value], place: Place) -> Open:
    """The call that stays, with the scope it leaves out."""
    at = next((at for at, arg in enumerate(args) if type(arg) is str and "/" in arg), 2)
    return open_call(node.name, *_completed(args[:at], place), *args[at:])


def _completed(before: list[Value], place: Place) -> list[Value]:
    if place.kind == "resourceGroup":
        return [place.subscription, place.group][: 2 - len(before)] + before
    return before or ([place.subscription] if place.kind == "subscription" else [])


def _prefix(before: list[str], place: Place) -> Value:
    if len(before) == 2:
        return group_id(subscription_guid(before[0]), before[1])
    if place.kind == "resourceGroup":
        return group_id(place.subscription, before[0]) if before else place.id
    if before:
        return subscription_id(subscription_guid(before[0]))
    return place.subscription_id if place.kind == "subscription" else ""


def _with_default_scope(node: Call, args: list[Value], default: Value) -> Open:
    """The call that stays, with the subscription or management group it leaves out."""
    first = args[0]
    left_out = default is not None and type(first) is str and "/" in first
    return open_call(node.name, default, *args) if left_out else stays(node, args)


@special("subscriptionResourceId")
def _subscription_resource_id(node: Call, context: Context) -> Value:
    args = _texts(node, context, 2)
    if Open in map(type, args):
        _check_open(node, args)
        return _with_default_scope(node, args, context.expansion.place.subscription)
    before, resource_type, names = _split(node, args, 1)
    tail = _tail(node, resource_type, names)
    subscription = subscription_guid(before[0]) if before else context.expansion.place.subscription
    if subscription is None:
        raise TemplateError("subscriptionResourceId() needs a subscription first at this scope")
    if type(subscription) is Open:
        return open_call(node.name, subscription, resource_type, *names)
    if resource_type.lower() == _GROUP:
        return group_id(subscription, names[0])
    return subscription_id(subscription) + tail


@special("tenantResourceId")
def _tenant_resource_id(node: Call, context: Context) -> Value:
    args = _texts(node, context, 2)
    if Open in map(type, args):
        return stays(node, args)
    _, resource_type, names = _split(node, args, 0)
    return _tail(node, resource_type, names)


@special("managementGroupResourceId")
def _management_group_resource_id(node: Call, context: Context) -> Value:
    args = _texts(node, context, 2)
    if Open in map(type, args):
        return _with_default_scope(node, args, context.expansion.place.management_group)
    before, resource_type, names = _split(node, args, 1)
    tail = _tail(node, resource_type, names)
    name = before[0] if before else context.expansion.place.management_group
    if name is None:
        raise TemplateError("managementGroupResourceId() needs a management group first at this scope")
    prefix = management_group_id(name)
    return open_call(node.name, name, resource_type, *names) if type(prefix) is Open else prefix + tail


@special("extensionResourceId")
def _extension_resource_id(node: Call, context: Context) -> Value:
    args = _texts(node, context, 3)
    if Open in map(type, args):
        return stays(node, args)
    scope, resource_type, *names = args
    if not scope.startswith("/") or not scope.strip("/"):
        raise TemplateError(f"extensionResourceId() takes the id of what is extended first, not {scope!r}")
    return scope.removesuffix("/") + _tail(node, resource_type, names)
