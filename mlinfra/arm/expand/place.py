"""Name the scope a template deploys to, whose parts may be expressions, and the ids of resources in it."""

from __future__ import annotations

from dataclasses import field
from functools import cache

from mlinfra.arm.expand.syntax import Access, Call, Known, Node, parse
from mlinfra.arm.expand.values import Open, Value, is_open, open_call
from mlinfra.arm.resource_id import id_below
from mlinfra.base.arm_types import MANAGEMENT_GROUPS, RESOURCE_GROUPS
from mlinfra.base.frozen import dataclass
from mlinfra.base.scope import DeploymentScope, ScopeKind


@cache  # of a dozen
def member_of(function: str, name: str) -> Open:
    """What only Azure knows of the scope: ``function().name``."""
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
    id: Value = field(init=False, compare=False, repr=False)
    """Id of the scope itself; empty for the tenant, which is what ids of its resources start with."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self._id())

    @staticmethod
    def of(scope: DeploymentScope) -> Place:
        """The place a scope names; what it does not say is an expression."""
        kind = scope.kind
        grouped = kind == "resourceGroup"
        subscribed = grouped or kind == "subscription"
        return Place(
            kind,
            scope.tenant or member_of("tenant", "tenantId"),
            (scope.subscription or member_of("subscription", "subscriptionId")) if subscribed else None,
            (scope.resource_group or member_of("resourceGroup", "name")) if grouped else None,
            (scope.management_group or member_of("managementGroup", "name")) if kind == "managementGroup" else None,
            (scope.location if scope.resource_group or not grouped else None)
            or member_of("resourceGroup" if grouped else "deployment", "location"),
            scope.deployment or member_of("deployment", "name"),
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

    def _id(self) -> Value:
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
        return open_call("subscriptionResourceId", subscription, RESOURCE_GROUPS, group)
    return f"/subscriptions/{subscription}/resourceGroups/{group}"


def management_group_id(name: Value) -> Value:
    """Id of a management group."""
    if type(name) is Open:
        return open_call("tenantResourceId", MANAGEMENT_GROUPS, name)
    return f"/providers/{MANAGEMENT_GROUPS}/{name}"


def id_in(place: Place, resource_type: str, name: Value, scope: Value = None) -> Value:
    """Id of a resource of a template that deploys to a place; ``scope``: its key of that name, evaluated, or None."""
    count = resource_type.count("/")
    names = name_segments(name)[:count] if type(name) is str else _open_segments(count, name)
    if scope is not None:
        return _scoped_id(place, [resource_type, *names], scope)
    place_id = place.id
    if type(name) is Open or type(place_id) is Open:
        return _open_id(place, [resource_type, *names])
    if place.kind == "subscription" and resource_type.lower() == RESOURCE_GROUPS.lower():
        return f"{place_id}/resourceGroups/{names[0]}"
    return id_below(place_id, resource_type, names)


def _scoped_id(place: Place, parts: list[Value], scope: Value) -> Value:
    """Id of a resource with a ``scope`` key; ``parts``: its type and the segments of its name."""
    if type(scope) is Open:
        return _open_scope_id(place, parts, scope)
    extended = full_scope(place, scope)
    if is_open(parts) or type(extended) is Open:
        return open_call("extensionResourceId", extended, *parts) if extended else open_call("tenantResourceId", *parts)
    return id_below(extended, parts[0], parts[1:])


def full_scope(place: Place, scope: str) -> Value:
    """The id that a ``scope`` key means; empty for the tenant."""
    if scope.startswith("/"):
        return scope.rstrip("/")
    in_tenant = place.kind in {"tenant", "managementGroup"}
    if in_tenant and scope.lower().startswith(f"{MANAGEMENT_GROUPS.lower()}/"):
        return f"/providers/{scope}"
    return relative_id(place, scope)


def _open_scope_id(place: Place, parts: list[Value], scope: Open) -> Open:
    """Id under a scope that is not known: it may be the tenant (``/``), a whole id, or an id relative to the place."""
    relative: Value = relative_id(place, scope)
    if place.kind == "managementGroup":
        group = open_call("startsWith", scope, f"{MANAGEMENT_GROUPS}/")
        relative = open_call("if", group, open_call("concat", "/providers/", scope), relative)
    extended = open_call("if", open_call("startsWith", scope, "/"), scope, relative)
    return open_call(
        "if",
        open_call("equals", scope, "/"),
        open_call("tenantResourceId", *parts),
        open_call("extensionResourceId", extended, *parts),
    )


def relative_id(place: Place, tail: Value) -> Value:
    """The id that ``type/name`` means in a place; a ``concat()`` where one of the two is not known."""
    if type(tail) is str and type(place.id) is str:
        return f"{place.id}/providers/{tail}"
    return open_call("concat", *_prefix_parts(place), tail)


def _prefix_parts(place: Place) -> list[Value]:
    if place.kind == "resourceGroup":
        return ["/subscriptions/", place.subscription, "/resourceGroups/", place.group, "/providers/"]
    if place.kind == "subscription":
        return ["/subscriptions/", place.subscription, "/providers/"]
    if place.kind == "managementGroup":
        return [f"/providers/{MANAGEMENT_GROUPS}/", place.management_group, "/providers/"]
    return ["/providers/"]


_FILLED = parse("[lambda('x', not(empty(lambdaVariables('x'))))]")


def name_segments(name: str) -> list[str]:
    """The segments of a resource's name; empty ones don't count."""
    return [segment for segment in name.split("/") if segment]


def filled_segments(name: Node) -> Call:
    """The expression for the segments of a name that is not known."""
    return Call("filter", (Call("split", (name, Known("/"))), _FILLED))


def _open_segments(count: int, name: Open) -> list[Value]:
    """The segments of a name that is not known."""
    if count == 1:
        return [name]
    segments = filled_segments(name.node)
    return [Open(Access(segments, Known(at))) for at in range(count)]


def _open_id(place: Place, parts: list[Value]) -> Open:
    if place.kind == "resourceGroup":
        return open_call("resourceId", place.subscription, place.group, *parts)
    if place.kind == "subscription":
        return open_call("subscriptionResourceId", place.subscription, *parts)
    if place.kind == "managementGroup":
        return open_call("managementGroupResourceId", place.management_group, *parts)
    return open_call("tenantResourceId", *parts)
