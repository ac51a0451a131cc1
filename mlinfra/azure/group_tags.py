"""Compare the tags of a deployment's resource group with what the stack wants, and set them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlinfra.azure.protocol import Cloud, Request, Wire
from mlinfra.azure.resources import GROUP_VERSION, read
from mlinfra.base.arm_types import RESOURCE_GROUPS

STACK_TAG = "mlinfra-stack"
"""Tag of deployments, and of groups that mlinfra made: the stack they belong to."""


def wanted_tags(request: Request, live: Mapping[str, str] | None) -> dict[str, str]:
    """The tags that the group must have; the stack's own reach only a group that is made for it (``live``: None), or was."""
    made_for_stack = live is None or live.get(STACK_TAG) == request.stack
    return {**(request.new_group_tags if made_for_stack else {}), **request.group_tags}


def group_change(cloud: Cloud, request: Request) -> tuple[Wire, Wire] | None:
    """The group as it is and as it will be; None where its tags stay, or where there is no group."""
    scope = request.scope
    if scope.kind != "resourceGroup":
        return None
    group = read(cloud, scope.id, GROUP_VERSION)
    if group is None:
        return None
    live: dict[str, str] = dict(group.get("tags") or {})
    names = {name.lower(): name for name in live}  # Azure does not tell the case of a tag's name apart
    after = {**live, **{names.get(name.lower(), name): value for name, value in wanted_tags(request, live).items()}}
    if after == live:
        return None
    named = {"id": scope.id, "type": RESOURCE_GROUPS, "name": scope.resource_group}
    return {**named, "tags": live}, {**named, "tags": after}


def with_group_change(wire: Wire, cloud: Cloud, request: Request) -> Wire:
    """The forecast with what Azure leaves out: that the tags of the group will change."""
    change = group_change(cloud, request)
    if change is None:
        return wire
    before, after = change
    properties: dict[str, Any] = dict(wire.get("properties") or {})
    if request.as_stack:
        listed = dict(properties.get("changes") or {})
        item = {
            "id": before["id"],
            "changeType": "modify",
            "resourceConfigurationChanges": {"before": before, "after": after},
        }
        listed["resourceChanges"] = [*(listed.get("resourceChanges") or ()), item]
        return {**wire, "properties": {**properties, "changes": listed}}
    item = {"resourceId": before["id"], "changeType": "Modify", "before": before, "after": after}
    return {**wire, "properties": {**properties, "changes": [*(properties.get("changes") or ()), item]}}


def set_group_tags(cloud: Cloud, request: Request) -> bool:
    """Set the tags that the group lacks or has otherwise; whether anything was set. Raises Refused."""
    change = group_change(cloud, request)
    if change is None:
        return False
    cloud.send("PATCH", request.scope.id, GROUP_VERSION, {"tags": change[1]["tags"]})
    return True
