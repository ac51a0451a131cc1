"""Plan a deployment into a resource group that does not exist yet: the group first, and everything in it is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mlinfra.base.arm_types import RESOURCE_GROUPS
from mlinfra.base.json_value import Json
from mlinfra.review.plan.context import Context
from mlinfra.review.plan.offline import COMPARED_OFFLINE, State, diff_snapshots
from mlinfra.review.plan.plan import Diagnostic, Plan

GROUP_VERSION = "2025-04-01"
"""The API version that mlinfra creates resource groups with."""


def plan_with_group(after: State, context: Context, *, tags: Mapping[str, Json] | None = None) -> Plan:
    """The plan of a deployment into a group that does not exist: the group first, and everything in it is new.

    Azure has no forecast for a group that is not there, so this one is made offline; resources of other groups in
    the template show as new as well, and the plan says that it did not look.
    """
    group = _group(context, tags or {})
    snapshot = after if isinstance(after, Mapping) else after.to_json()
    resources = [group, *snapshot.get("predictedResources", [])]
    plan = diff_snapshots(None, {**snapshot, "predictedResources": resources}, context)
    rest = tuple(remark for remark in plan.diagnostics if remark != COMPARED_OFFLINE)
    return replace(plan, diagnostics=(_NEW_GROUP, *rest))


_NEW_GROUP = Diagnostic(
    "Info",
    "NewResourceGroup",
    "There is no such resource group yet, so this forecast was made offline: whether Azure would refuse it is not known.",
)


def _group(context: Context, tags: Mapping[str, Json]) -> dict[str, Any]:
    scope = context.scope
    body = {
        "id": scope.id,
        "type": RESOURCE_GROUPS,
        "name": scope.resource_group or "",
        "apiVersion": GROUP_VERSION,
        "location": scope.location,
    }
    return {**body, "tags": dict(tags)} if tags else body
