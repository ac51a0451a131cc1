"""Tell where and by whom the template is deployed: group, subscription, tenant, deployment, and what only Azure knows."""

from __future__ import annotations

from collections.abc import Callable

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.evaluate import arguments, evaluate, stays
from mlinfra.arm.expand.functions.ids import subscription_guid
from mlinfra.arm.expand.functions.logic import counted
from mlinfra.arm.expand.functions.references import reading_arguments
from mlinfra.arm.expand.functions.strings import int32
from mlinfra.arm.expand.place import group_id, management_group_id, member_of, subscription_id
from mlinfra.arm.expand.registry import special
from mlinfra.arm.expand.runtime import Runtime
from mlinfra.arm.expand.syntax import Call
from mlinfra.arm.expand.values import Open, Value, is_open, kind_of
from mlinfra.base.arm_types import MANAGEMENT_GROUPS, RESOURCE_GROUPS
from mlinfra.base.errors import TemplateError


def _argument(node: Call, context: Context) -> Value:
    """The one argument of a scope function, or None."""
    counted(node, 0, 1)
    return evaluate(node.args[0], context) if node.args else None


@special("resourceGroup")
def _resource_group(node: Call, context: Context) -> Value:
    name = _argument(node, context)
    if not node.args:
        return context.expansion.resource_group()
    if type(name) not in {str, Open}:
        raise TemplateError(f"resourceGroup() takes a name, not {kind_of(name)}")
    group = group_id(context.expansion.place.subscription, name)
    return {"id": group, "name": name, "type": RESOURCE_GROUPS}


@special("subscription")
def _subscription(node: Call, context: Context) -> Value:
    given = _argument(node, context)
    if node.args:
        if type(given) not in {str, int, bool, Open}:
            raise TemplateError(f"subscription() takes a GUID, not {kind_of(given)}")
        subscription = subscription_guid(given) if type(given) is str else given
        return {"id": subscription_id(subscription), "subscriptionId": subscription}
    place, runtime = context.expansion.place, context.expansion.runtime
    if place.subscription is None:
        raise TemplateError("subscription() is not known at this scope")
    if runtime is not None and type(place.subscription) is str:
        return runtime.subscription(place.subscription)
    return {
        "id": place.subscription_id,
        "subscriptionId": place.subscription,
        "tenantId": place.tenant,
        "displayName": member_of("subscription", "displayName"),
    }


@special("managementGroup")
def _management_group(node: Call, context: Context) -> Value:
    given = _argument(node, context)
    if node.args:
        if type(given) not in {str, Open}:
            raise TemplateError(f"managementGroup() takes a name, not {kind_of(given)}")
        kind = f"/providers/{MANAGEMENT_GROUPS}"
        return {"id": management_group_id(given), "name": given, "type": kind}
    place, runtime = context.expansion.place, context.expansion.runtime
    if place.management_group is None:
        raise TemplateError("managementGroup() is not known at this scope")
    if runtime is not None and type(place.management_group) is str:
        return runtime.management_group(place.management_group)
    return {
        "id": management_group_id(place.management_group),
        "name": place.management_group,
        "type": MANAGEMENT_GROUPS,
        "properties": member_of("managementGroup", "properties"),
    }


@special("tenant")
def _tenant(node: Call, context: Context) -> Value:
    counted(node, 0, 0)
    if context.expansion.runtime is not None:
        return context.expansion.runtime.tenant()
    tenant = context.expansion.place.tenant
    if type(tenant) is Open:
        return Open(node)
    return {
        "countryCode": member_of("tenant", "countryCode"),
        "displayName": member_of("tenant", "displayName"),
        "id": f"/tenants/{tenant}",
        "tenantId": tenant,
    }


@special("deployment")
def _deployment(node: Call, context: Context) -> Value:
    counted(node, 0, 0)
    return context.expansion.deployment()


def _answer(node: Call, args: list[Value], context: Context) -> Value:
    """What Azure says at run time; offline the call stays."""
    runtime = context.expansion.runtime
    return stays(node, args) if runtime is None or is_open(args) else runtime.call(node.name, tuple(args))


_LETTERS: dict[str, type] = {"s": str, "i": int}


def _azure_only(
    name: str, kinds: str, *, optional: int = 0, check: Callable[[list[Value]], None] | None = None
) -> None:
    """A function only Azure can answer; ``kinds``: letters of the types of its arguments."""

    @special(name)
    def _call(node: Call, context: Context) -> Value:
        counted(node, len(kinds) - optional, len(kinds))
        args = arguments(node, context)
        if check is not None and any(type(arg) is Open for arg in args):
            return stays(node, args)
        for at, (arg, kind) in enumerate(zip(args, kinds, strict=False), 1):
            if type(arg) is not Open and type(arg) is not _LETTERS[kind]:
                raise TemplateError(f"argument {at} of {name}() can't be {kind_of(arg)}")
        if check is not None:
            check(args)
        return _answer(node, args, context)


def _check_zone_numbers(args: list[Value]) -> None:
    """Number of zones and offset of ``pickZones``."""
    for number in args[3:]:
        int32("pickZones", number)
    if len(args) > 3 and args[3] < 1:
        raise TemplateError(f"pickZones() picks at least one zone, not {args[3]}")


_azure_only("roleDefinitions", "s")
_azure_only("providers", "ss", optional=1)
_azure_only("pickZones", "sssii", optional=2, check=_check_zone_numbers)
_azure_only("externalInputs", "s")


@special("toLogicalZone", "toLogicalZones", "toPhysicalZone", "toPhysicalZones")
def _zone(node: Call, context: Context) -> Value:
    return _answer(node, reading_arguments(node, context), context)


@special("self")
def _self(node: Call, context: Context) -> Value:
    return _answer(node, arguments(node, context), context)


@special("environment")
def _environment(node: Call, context: Context) -> Value:
    counted(node, 0, 0)
    runtime, known = context.expansion.runtime, context.expansion.environment
    if runtime is not None:
        return runtime.environment()
    return Open(node) if known is None else dict(known)


@special("deployer")
def _deployer(node: Call, context: Context) -> Value:
    counted(node, 0, 0)
    runtime = context.expansion.runtime
    return Open(node) if runtime is None else runtime.deployer()


def _in_defaults_only(name: str, answer: Callable[[Runtime, list[Value]], Value]) -> None:
    @special(name)
    def _call(node: Call, context: Context) -> Value:
        if context.spot not in {"default", "nested template"}:
            raise TemplateError(f"{name}() can stand only in default values of parameters")
        args = arguments(node, context)
        runtime = context.expansion.runtime
        if runtime is None or context.spot == "nested template":
            return stays(node, args)
        return answer(runtime, args)


def _utc_now(runtime: Runtime, args: list[Value]) -> Value:
    from mlinfra.arm.expand.datetime_format import format_now  # many patterns, for a function that few templates call

    return format_now(runtime.utc_now(), args[0] if args else "yyyyMMddTHHmmssZ")


_in_defaults_only("utcNow", _utc_now)
_in_defaults_only("newGuid", lambda runtime, _: runtime.new_guid())


@special("extensions")
def _extensions(_node: Call, _context: Context) -> Value:
    raise TemplateError("the template declares no extension of this name")


@special("target")
def _target(node: Call, context: Context) -> Value:
    if not context.expansion.symbolic:
        raise TemplateError("target() needs languageVersion 2.0")
    return _answer(node, arguments(node, context), context)
