"""Compare the tags of a deployment's resource group with what the stack wants, and set them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlinfra.azure.errors import Refused
from mlinfra.azure.protocol import Cloud, Request, Wire
from mlinfra.azure.resources import GROUP_VERSION, read
from mlinfra.base.arm_types import RESOURCE_GROUPS

STACK_TAG = "mlinfra-stack"
"""Tag of deployments, and of groups that mlinfra made: the stack they belong to."""


_SET = "mlinfra-group-tag:"
"""Beginning of the tags of a deployment that say which tags its group was given; the name of the group's tag follows."""
_MOST_TAGS = 50
"""Azure keeps at most so many tags on a resource, deployments included."""


def tags_to_remember(cloud: Cloud, request: Request) -> dict[str, str]:
    """Tags for a deployment that say which tags its group has from the stack, so that one that is taken out is seen later."""
    if request.as_stack or request.scope.kind != "resourceGroup" or not (request.group_tags or request.new_group_tags):
        return {}
    live = (read(cloud, request.scope.id, GROUP_VERSION) or {}).get("tags") or {}
    room = _MOST_TAGS - len(request.tags)
    return {f"{_SET}{name}": value for name, value in list(wanted_tags(request, live).items())[:room]}


def tags_set_before(cloud: Cloud, request: Request) -> dict[str, str] | None:
    """The tags that the last deployment of the stack gave its group; None where no deployment of it can be read."""
    from mlinfra.azure.deploy.owned import of_stack

    try:
        last = next(iter(of_stack(cloud, request.scope, request.stack)), None)
    except Refused:
        return None  # a plan says elsewhere that the history cannot be read
    if last is None:
        return None
    tags: Mapping[str, str] = last.get("tags") or {}
    return {name.removeprefix(_SET): value for name, value in tags.items() if name.startswith(_SET)}


def wanted_tags(request: Request, live: Mapping[str, str] | None) -> dict[str, str]:
    """The tags that the group must have; the stack's own reach only a group that is made for it (``live``: None), or was."""
    made_for_stack = live is None or live.get(STACK_TAG) == request.stack
    return {**(request.new_group_tags if made_for_stack else {}), **request.group_tags}


def group_change(cloud: Cloud, request: Request) -> tuple[Wire, Wire] | None:
    """The group as it is and as it will be; None where its tags stay, or where there is no group.

    A tag goes that the last deployment set and the stack has no longer; all others stay.
    """
    scope = request.scope
    if scope.kind != "resourceGroup":
        return None
    group = read(cloud, scope.id, GROUP_VERSION)
    if group is None:
        return None
    live: dict[str, str] = dict(group.get("tags") or {})
    names = {name.lower(): name for name in live}  # Azure does not tell the case of a tag's name apart
    wanted = {names.get(name.lower(), name): value for name, value in wanted_tags(request, live).items()}
    after = {**_without_removed(cloud, request, live, wanted), **wanted}
    if after == live:
        return None
    named = {"id": scope.id, "type": RESOURCE_GROUPS, "name": scope.resource_group}
    return {**named, "tags": live}, {**named, "tags": after}


def _without_removed(
    cloud: Cloud, request: Request, live: Mapping[str, str], wanted: Mapping[str, str]
) -> dict[str, str]:
    """The live tags less those that the stack gave the group and no longer has."""
    if request.as_stack or set(live) <= {*wanted, STACK_TAG}:
        return dict(live)
    before = {name.lower() for name in tags_set_before(cloud, request) or ()}
    return {name: value for name, value in live.items() if name in wanted or name.lower() not in before}


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
    """Set the tags that the group lacks or has otherwise, remove those of the stack's that went. Raises Refused.

    Returns whether anything was set or removed.
    """
    change = group_change(cloud, request)
    if change is None:
        return False
    tags = change[1]["tags"]
    if set(change[0]["tags"]) <= set(tags):
        cloud.send("PATCH", request.scope.id, GROUP_VERSION, {"tags": tags})
    else:  # only the whole group can be written without a tag
        group = read(cloud, request.scope.id, GROUP_VERSION) or {}
        kept = {name: group[name] for name in ("location", "managedBy") if group.get(name)}
        cloud.send("PUT", request.scope.id, GROUP_VERSION, {**kept, "tags": tags})
    return True
