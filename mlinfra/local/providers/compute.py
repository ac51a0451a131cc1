"""Rules of Azure ML computes: clusters that scale, instances that never change, attached machines."""

from __future__ import annotations

from mlinfra.catalogue.types.machine_learning import ML_WORKSPACES
from mlinfra.local.providers._base import Body, Put, ServedType, bad_request, read

_CLUSTER: Body = {
    "vmPriority": "Dedicated",
    "osType": "Linux",
    "remoteLoginPortPublicAccess": "NotSpecified",
    "enableNodePublicIp": True,
    "isolatedNetwork": False,
    "scaleSettings": {"minNodeCount": 0, "nodeIdleTimeBeforeScaleDown": "PT2M"},
}
_INSTANCE: Body = {
    "applicationSharingPolicy": "Shared",
    "enableNodePublicIp": True,
    "sshSettings": {"sshPublicAccess": "Disabled"},
}


def _kind(put: Put) -> str:
    return str(put.properties.get("computeType", "")).lower()


def _place(put: Put) -> str:
    """The workspace's region, for a body that names none."""
    workspace = put.view.get("resource", put.rid.parent.key) if put.rid.parent else None
    return put.location or str(read(put.previous, "location") or read(workspace, "location") or "")


def _defaults(put: Put) -> Body:
    inner = {"amlcompute": _CLUSTER, "computeinstance": _INSTANCE}.get(_kind(put))
    shared = {"computeLocation": _place(put), "disableLocalAuth": False}
    return {"location": _place(put), "properties": {**shared, **({"properties": inner} if inner else {})}}


def _state(put: Put) -> Body:
    if _kind(put) == "amlcompute":
        floor = read(put.body, "properties.properties.scaleSettings.minNodeCount") or 0
        states = {"idleNodeCount": floor, "runningNodeCount": 0, "preparingNodeCount": 0}
        return {
            "allocationState": "Steady",
            "allocationStateTransitionTime": put.since("properties.createdOn"),
            "currentNodeCount": floor,
            "targetNodeCount": floor,
            "nodeStateCounts": states,
        }
    if _kind(put) == "computeinstance":
        return {
            "state": "Running",
            "lastOperation": {"operationName": "Create", "operationStatus": "Succeeded"},
            "connectivityEndpoints": {"publicIpAddress": "203.0.113.7", "privateIpAddress": "10.0.0.4"},
            "applications": [],
        }
    return {}


def _computed(put: Put) -> Body:
    shared = {
        "createdOn": put.since("properties.createdOn"),
        "modifiedOn": put.now,
        "provisioningState": "Succeeded",
        "isAttachedCompute": _kind(put) not in {"amlcompute", "computeinstance"},
    }
    inner = _state(put)
    return {"properties": {**shared, **({"properties": inner} if inner else {})}}


def _check(put: Put) -> None:
    subnet = read(put.body, "properties.properties.subnet")
    if isinstance(subnet, dict) and not subnet.get("id"):
        raise bad_request("BadRequest", "The subnet id is not valid.", "properties.properties.subnet.id")


TYPES = (
    ServedType(
        f"{ML_WORKSPACES}/computes",
        name_error="InvalidComputeName",
        required=("properties.computeType",),
        defaults=_defaults,
        computed=_computed,
        change_error=(400, "BadRequest"),
        check=_check,
        lists={"listnodes": lambda _rid, _body: {"nodes": []}},
        taken=(409, "Conflict", "A compute with the name '{name}' exists in another workspace of this region."),
        tracked=False,
    ),
)
