"""Print the name, the scope and the id of a resource or module."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.expressions import Call, Index, Paren, Ref, Value
from mlinfra.arm.printers.arm import loops
from mlinfra.arm.printers.arm.dispatch import json_of, text_of
from mlinfra.arm.printers.arm.handles import handle
from mlinfra.arm.printers.arm.literals import call, expression, quoted
from mlinfra.arm.printers.arm.unit import Entity, Env, Handle, Unit
from mlinfra.arm.printers.arm.walk import NONE, locals_of, parts
from mlinfra.base.arm_types import MANAGEMENT_GROUPS, RESOURCE_GROUPS
from mlinfra.base.errors import Unprintable
from mlinfra.base.frozen import dataclass

_KINDS = {
    "resourceGroup": "group",
    "subscription": "subscription",
    "managementGroup": "managementGroup",
    "tenant": "tenant",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One expression of a scope, and where it stands."""

    value: Value
    env: Env


@dataclass(frozen=True, slots=True)
class Place:
    """The scope of a resource: a group, subscription, management group, the tenant, or another resource."""

    kind: str
    subscription: Part | None = None
    name: Part | None = None
    resource: Handle | None = None


# Names.


def parent(unit: Unit, entity: Entity, env: Env) -> Handle | None:
    """The parent of a child resource: around it, or by property."""
    if entity.outer:
        return Handle(entity.outer)
    if "parent" not in entity.props:
        return None
    target = handle(unit, entity.props["parent"], env)
    if target is None or target.whole or target.entity.is_module:
        raise Unprintable(f"the parent of {entity.key!r} is no single resource of this file", where="parent")
    return target


def _name_value(entity: Entity) -> Value:
    if "name" in entity.props:
        return entity.props["name"]
    if not entity.is_module:
        raise Unprintable(f"the resource {entity.key!r} has no name")
    return None


def own_name(unit: Unit, target: Handle) -> str:
    """The text of the author's name, without those of the parents."""
    if target.entity.is_module and "name" not in target.entity.props:
        return _generated_name(target)
    return text_of(unit, _name_value(target.entity), loops.instance(unit, target.entity, target.index))


def own_name_json(unit: Unit, target: Handle) -> Any:
    """The JSON of the author's name."""
    if target.entity.is_module and "name" not in target.entity.props:
        return expression(_generated_name(target))
    return json_of(unit, _name_value(target.entity), loops.instance(unit, target.entity, target.index))


def _generated_name(target: Handle) -> str:
    """The name of a module that has none: made of its symbol, at most 64 characters."""
    symbol = target.entity.key
    unique = f"uniqueString({quoted(symbol)}, deployment().name)"
    if target.entity.decl.loop is None:
        return f"format({quoted(symbol[:50] + '-{0}')}, {unique})"
    return f"format({quoted(symbol[:46] + '-{0}-{1}')}, {target.index or 'copyIndex()'}, {unique})"


def segments(unit: Unit, target: Handle) -> list[str]:
    """The names of an id, from the root on."""
    entity = target.entity
    env = loops.instance(unit, entity, target.index)
    above = parent(unit, entity, env)
    if above:
        return [*segments(unit, above), own_name(unit, target)]
    name = own_name(unit, target)
    count = entity.type.count("/")
    return [name] if count < 2 else [f"split({name}, '/')[{at}]" for at in range(count)]


def full_name_json(unit: Unit, target: Handle) -> Any:
    """The ``name`` of an entry: of a child with the names of its parents."""
    above = parent(unit, target.entity, loops.instance(unit, target.entity, target.index))
    if above is None:
        return own_name_json(unit, target)
    names = [*segments(unit, above), own_name(unit, target)]
    pattern = "/".join(f"{{{at}}}" for at in range(len(names)))
    return expression(call("format", (f"'{pattern}'", *names)))


# Scopes.


def place_of(unit: Unit, entity: Entity, env: Env, scope_env: Env | None = None) -> Place | None:
    """The scope of a resource, which children share; None for the scope of the file."""
    above = parent(unit, entity, env)
    if above:
        _check_scope_above(above)
        return place_of(unit, above.entity, loops.instance(unit, above.entity, above.index))
    if "scope" not in entity.props:
        return None
    return _place(unit, entity.props["scope"], scope_env or env, entity.key)


def _check_scope_above(above: Handle) -> None:
    """Refuses a parent that is an element whose scope changes: the compiler loses the index there."""
    loop = above.entity.decl.loop
    if (
        loop is None
        or above.index == "copyIndex()"
        or not {loop.item, loop.index} & _free(above.entity.props.get("scope"))
    ):
        return
    raise Unprintable(
        f"the parent {above.entity.key!r} is an element of a loop over scopes", where="parent", hint="write the id out"
    )


def _place(unit: Unit, value: Value, env: Env, key: str) -> Place | None:
    while isinstance(value, Paren):
        value = value.value
    if isinstance(value, Call) and value.name in _KINDS and value.namespace in {None, "az"}:
        if not value.args and value.name == unit.scope:
            return None
        return _called(value, env)
    target = handle(unit, value, env)
    if target is None or target.whole or target.entity.is_module:
        raise Unprintable(f"the scope of {key!r} is neither a scope function nor a resource", where="scope")
    type_ = target.entity.type.lower()
    inner = loops.instance(unit, target.entity, target.index)
    if type_ == RESOURCE_GROUPS.lower():
        above = place_of(unit, target.entity, inner)
        return Place("group", above.subscription if above else None, Part(target.entity.props["name"], inner))
    if type_ == MANAGEMENT_GROUPS.lower():
        return Place("managementGroup", None, Part(target.entity.props["name"], inner))
    return Place("resource", resource=target)


def _called(value: Call, env: Env) -> Place:
    parts = [Part(item, env) for item in value.args]
    kind = _KINDS[value.name]
    if kind == "group" and parts:
        return Place(kind, parts[0] if len(parts) > 1 else None, parts[-1])
    if kind == "subscription":
        return Place(kind, parts[0] if parts else None)
    return Place(kind, None, parts[0] if parts else None)


def scope_keys(unit: Unit, place: Place | None) -> dict[str, Any]:
    """The keys of an entry that say its scope."""
    if place is None or (place.kind == "tenant" and unit.scope == "tenant"):
        return {}
    if place.kind == "tenant":
        return {"scope": "/"}
    if place.kind == "resource" and place.resource:
        return {"scope": expression(resource_id(unit, place.resource))}
    if place.kind == "managementGroup":
        return {"scope": expression(_management_group(unit, place, short=True))}
    keys: dict[str, Any] = {}
    if place.subscription:
        keys["subscriptionId"] = json_of(unit, place.subscription.value, place.subscription.env)
    elif place.kind == "subscription":
        keys["subscriptionId"] = "[subscription().subscriptionId]"
    if place.name:
        keys["resourceGroup"] = json_of(unit, place.name.value, place.name.env)
    return keys


def _management_group(unit: Unit, place: Place, *, short: bool) -> str:
    if place.name is None:
        return "managementGroup().id"
    name = text_of(unit, place.name.value, place.name.env)
    if short and unit.scope in {"tenant", "managementGroup"}:
        return f"format('{MANAGEMENT_GROUPS}/{{0}}', {name})"
    return f"tenantResourceId('{MANAGEMENT_GROUPS}', {name})"


# Ids.


def resource_id(unit: Unit, target: Handle) -> str:
    """The id of a resource or module, of an element where it is one."""
    key = ("id", target.entity, target.index)
    known: str | None = unit.cache.get(key)
    if known is None:
        env = loops.instance(unit, target.entity, target.index)
        place = place_of(unit, target.entity, env, _scope_env(unit, target))
        known = unit.cache[key] = id_text(unit, place, target.entity.type, segments(unit, target))
    return known


def moved(unit: Unit, target: Handle) -> Env:
    """Where the compiler reads the condition and the scope of an element from.

    It replaces only those loop variables that the names of the resource mention: the others stay as they are inside
    the loop. So in ``boxes[1].?id`` with ``[for (item, i) in items: if (item.on) { name: 'box-${i}' }]`` the guard is
    ``items[copyIndex()].on``.
    """
    entity, loop = target.entity, target.entity.decl.loop
    right = loops.instance(unit, entity, target.index)
    if loop is None or target.index is None:
        return right
    names = {loop.item, loop.index} & _mentioned(unit, entity)
    return loops.instance(unit, entity, None).bind({name: right.bound[name] for name in names if name})


def _mentioned(unit: Unit, entity: Entity) -> set[str]:
    """The names that the name of a resource mentions; those of its parents do by the index of the parent."""
    mentioned = _free(entity.props.get("name"))
    value = entity.props.get("parent")
    above = parent(unit, entity, loops.instance(unit, entity, None))
    if above and isinstance(value, Index) and above.entity.decl.loop:
        loop = above.entity.decl.loop
        if {loop.item, loop.index} & _mentioned(unit, above.entity):
            mentioned |= _free(value.index)
    return mentioned


def _free(value: Value, local: frozenset[str] = NONE) -> set[str]:
    """The names in a value, without those that it declares itself."""
    if isinstance(value, Ref):
        return {value.name} - local
    inner = local | locals_of(value)
    return {name for part in parts(value) for name in _free(part, inner)}


def _scope_env(unit: Unit, target: Handle) -> Env | None:
    """Where the scope of an element is read from: as in `moved`, where it is an element itself wholly inside the loop."""
    if target.entity.decl.loop is None or target.index is None or "scope" not in target.entity.props:
        return None
    inside = loops.instance(unit, target.entity, None)
    return inside if handle(unit, target.entity.props["scope"], inside) else moved(unit, target)


def id_text(unit: Unit, place: Place | None, type_: str, names: list[str]) -> str:
    """The id of a type and its names in a scope."""
    arguments = [quoted(type_), *names]
    kind = place.kind if place else _KINDS[unit.scope]
    if kind == "resource" and place and place.resource:
        return call("extensionResourceId", (resource_id(unit, place.resource), *arguments))
    if kind == "tenant":
        return call("tenantResourceId", arguments)
    if kind == "managementGroup":
        group = _management_group(unit, place or Place("managementGroup"), short=False)
        return call("extensionResourceId", (group, *arguments))
    subscription = None
    if place and place.subscription:
        subscription = text_of(unit, place.subscription.value, place.subscription.env)
    if kind == "subscription":
        return call("subscriptionResourceId", ([subscription] if subscription else []) + arguments)
    if place is None or place.name is None:
        return call("resourceId", arguments)
    group = text_of(unit, place.name.value, place.name.env)
    ours = subscription or "subscription().subscriptionId"
    scope = f"format('/subscriptions/{{0}}/resourceGroups/{{1}}', {ours}, {group})"
    return call("extensionResourceId", (scope, *arguments))
