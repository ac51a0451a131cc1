"""Keep resources that also stand in a list of their parent's body: subnets, security rules, routes.

Each is stored once, as the child that it is; the parent's GET shows the list of them. A PUT of the parent replaces the list:
what it leaves out is deleted, also by leaving out the whole list, as Azure does.
"""

from __future__ import annotations

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.lookup import find_type
from mlinfra.local.providers._base import Body, Put, read, without
from mlinfra.local.store import View


def write_children(put: Put) -> None:
    """Make the children that the body of a parent lists, and remove the others."""
    for path, segment in _places(put.rid.type).items():
        listed = {str(item.get("name")).lower(): item for item in read(put.body, path) or ()}
        folder = f"{put.rid.text}/{segment}"
        for key in put.view.under("resource", f"{folder.lower()}/"):
            if key.rsplit("/", 1)[-1] not in listed:
                put.view.delete("resource", key)
        for item in listed.values():
            child = ResourceId(f"{folder}/{item.get('name')}")
            properties = {**(item.get("properties") or {}), "provisioningState": "Succeeded"}
            body = {"id": child.text, "name": child.name, "type": f"{put.rid.type}/{segment}", "properties": properties}
            put.view.put("resource", child.key, body)


def left_out(put: Put) -> list[ResourceId]:
    """The children that exist and that the body of their parent does not list."""
    removed = []
    for path, segment in _places(put.rid.type).items():
        listed = {str(item.get("name")).lower() for item in read(put.body, path) or ()}
        children = put.view.under("resource", f"{put.rid.key}/{segment.lower()}/")
        removed += [
            ResourceId(str(body["id"])) for key, body in children.items() if key.rsplit("/", 1)[-1] not in listed
        ]
    return removed


def with_children(view: View, body: Body) -> Body:
    """The body of a parent as its GET shows it, with the lists of its children."""
    rid = ResourceId(str(body["id"]))
    places = _places(rid.type)
    if not places:
        return body
    properties = dict(body.get("properties") or {})
    for path, segment in places.items():
        children = _children(view, body, path, segment)
        properties[path.removeprefix("properties.")] = [
            {name: child[name] for name in ("id", "name", "type", "properties")} for child in children
        ]
    return {**body, "properties": properties}


def as_sent(view: View, body: Body) -> Body:
    """The body of a parent with the lists of its children as a template writes them: names, and what is not read-only."""
    rid, result = ResourceId(str(body["id"])), body
    for path, segment in _places(rid.type).items():
        children = _children(view, body, path, segment)
        listed = [
            {"name": child["name"], "properties": without(child["properties"], ("provisioningState",))}
            for child in children
        ]
        if listed or read(body, path) is not None:
            properties = {**(result.get("properties") or {}), path.removeprefix("properties."): listed}
            result = {**result, "properties": properties}
    return result


def _children(view: View, body: Body, path: str, segment: str) -> list[Body]:
    """Those that there are, in the order in which the parent was sent with them, then the others by name."""
    sent = [str(item.get("name")).lower() for item in read(body, path) or ()]
    folder = f"{ResourceId(str(body['id'])).key}/{segment.lower()}/"
    children = {key.removeprefix(folder): child for key, child in view.under("resource", folder).items()}
    return [children[name] for name in (*sent, *(name for name in children if name not in sent)) if name in children]


def _places(arm_type: str) -> dict[str, str]:
    entry = find_type(arm_type)
    return dict(entry.listed_children) if entry else {}
