"""Where a template's resources go: a deployment scope whose parts may be expressions."""

from __future__ import annotations

from dataclasses import dataclass

from mlinfra.arm.expand.syntax import Access, Call, Known, parse
from mlinfra.arm.expand.values import Open, Value, is_open, open_call
from mlinfra.base.scope import DeploymentScope, ScopeKind


def _member(function: str, name: str) -> Open:
    return Open(Access(Call(function), Known(name)))


@dataclass(frozen=True, slots=True)
class Place:
    """A deployment scope. Each part is a text, or the expression for what is not known; None where there is no such part."""

    kind: ScopeKind
    tenant: Value
    subscription: Value
    group: Value
    management_group: Value
    location: Value
    """The group's region at resource-group scope, the deployment's own elsewhere."""
    name: Value
    """Of the deployment."""

    @staticmethod
    def of(scope: DeploymentScope) -> Place:
        """The place a scope names; what it does not say is an expression."""
        kind = scope.kind
        grouped = kind == "resourceGroup"
        subscribed = grouped or kind == "subscription"
        return Place(
            kind,
            scope.tenant or _member("tenant", "tenantId"),
            (scope.subscription or _member("subscription", "subscriptionId")) if subscribed else None,
            (scope.resource_group or _member("resourceGroup", "name")) if grouped else None,
            (scope.management_group or _member("managementGroup", "name")) if kind == "managementGroup" else None,
            scope.location or _member("resourceGroup" if grouped else "deployment", "location"),
            scope.deployment or _member("deployment", "name"),
        )

    @property
    def scope(self) -> DeploymentScope:
        """The scope with what is known of it."""
        known = [
            None if type(part) is Open else part
            for part in (
                self.subscription,
                self.group,
                self.management_group,
                self.location,
                self.tenant,
                self.name,
            )
        ]
        return DeploymentScope(self.kind, *known)

    @property
    def subscription_id(self) -> Value:
        """Id of the subscription."""
        return subscription_id(self.subscription)

    @property
    def group_id(self) -> Value:
        """Id of the resource group."""
        return group_id(self.subscription, self.group)

    @property
    def id(self) -> Value:
        """Id of the scope itself; empty for the tenant, which is what ids of its resources start with."""
        if self.kind == "resourceGroup":
            return self.group_id
        if self.kind == "subscription":
            return self.subscription_id
        if self.kind == "tenant":
            return ""
        return management_group_id(self.management_group)


def subscription_id(subscription: Value) -> Value:
    """Id of a subscription, given its GUID."""
    if type(subscription) is Open:
        return open_call("concat", "/subscriptions/", subscription)
    return f"/subscriptions/{subscription}"


def group_id(subscription: Value, group: Value) -> Value:
    """Id of a resource group."""
    if type(subscription) is Open or type(group) is Open:
        return open_call("subscriptionResourceId", subscription, "Microsoft.Resources/resourceGroups", group)
    return f"/subscriptions/{subscription}/resourceGroups/{group}"


def management_group_id(name: Value) -> Value:
    """Id of a management group."""
    if type(name) is Open:
        return open_call("tenantResourceId", "Microsoft.Management/managementGroups", name)
    return f"/providers/Microsoft.Management/managementGroups/{name}"


def interleaved(types: list[str], names: list[str]) -> str:
    """``type/name/type/name``: the end of a resource id."""
    return "/".join(part for pair in zip(types, names, strict=False) for part in pair)


def id_in(place: Place, resource_type: str, name: Value, scope: Value) -> Value:
    """Id of a resource of a template that deploys to a place; ``scope``: what it extends, or None."""
    parts = [resource_type, *(name.split("/") if type(name) is str else _open_segments(resource_type, name))]
    if scope is not None:
        if is_open(scope) or is_open(parts):
            return open_call("extensionResourceId", scope, *parts)
        return _in_subscription(scope, resource_type, parts[1:]) or _joined(scope, resource_type, parts[1:])
    if is_open(parts) or is_open(place.id):
        return _open_id(place, parts)
    own = _in_subscription(place.id, resource_type, parts[1:]) if place.kind == "subscription" else None
    return own or _joined(place.id, resource_type, parts[1:])


def _in_subscription(scope: str, resource_type: str, names: list[str]) -> str | None:
    """Id of a resource group, the one type whose ids are their own; None for any other."""
    if resource_type.lower() != "microsoft.resources/resourcegroups" or scope.strip("/").count("/") != 1:
        return None
    return f"{scope.rstrip('/')}/resourceGroups/{names[0]}"


_FILLED = parse("lambda('x', not(empty(lambdaVariables('x'))))")


def _open_segments(resource_type: str, name: Open) -> list[Value]:
    """The segments of a name that is not known."""
    count = resource_type.count("/")
    if count == 1:
        return [name]
    segments = Call("filter", (Call("split", (name.node, Known("/"))), _FILLED))
    return [Open(Access(segments, Known(at))) for at in range(count)]


def _joined(prefix: str, resource_type: str, names: list[str]) -> str:
    namespace, *types = resource_type.split("/")
    return f"{prefix.rstrip('/')}/providers/{namespace}/{interleaved(types, names)}"


def _open_id(place: Place, parts: list[Value]) -> Open:
    if place.kind == "resourceGroup":
        return open_call("resourceId", place.subscription, place.group, *parts)
    if place.kind == "subscription":
        return open_call("subscriptionResourceId", place.subscription, *parts)
    if place.kind == "managementGroup":
        return open_call("extensionResourceId", place.id, *parts)
    return open_call("tenantResourceId", *parts)
