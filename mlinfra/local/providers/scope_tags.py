"""Read and write the tags of a scope, which are a resource of their own too."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.arm_types import SUBSCRIPTIONS
from mlinfra.local.errors import group_not_found, not_found
from mlinfra.local.providers._base import Body, Put
from mlinfra.local.store import View


def _tagged(view: View, scope: ResourceId) -> tuple[str, Body]:
    """What holds the tags of a scope, with its key. Raises 404."""
    body = view.get("resource", scope.key)
    if body is not None:
        return "resource", body
    if scope.type.lower() == SUBSCRIPTIONS.lower():
        return "subscription", view.get("subscription", scope.key) or {}
    if scope.group and view.get("resource", scope.group.key) is None:
        raise group_not_found(scope.group.name)
    raise not_found(f"{scope.type}/{'/'.join(scope.names)}", scope.group.name if scope.group else "")


def tags_at(view: View, scope: ResourceId) -> dict[str, Any]:
    """The tags of a resource, a group or a subscription. Raises 404."""
    return dict(_tagged(view, scope)[1].get("tags") or {})


def write_tags(view: View, scope: ResourceId, tags: Body) -> None:
    """Replace them. Raises 404."""
    kind, body = _tagged(view, scope)
    view.put(kind, scope.key, {**body, "tags": tags})


def apply_tags(put: Put) -> None:
    """Give the scope the tags that the resource says."""
    write_tags(put.view, ResourceId(put.rid.scope), put.properties.get("tags") or {})
