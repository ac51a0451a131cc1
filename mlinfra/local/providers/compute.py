"""Rules of Azure ML computes: clusters that scale, instances that never change, attached machines."""

from __future__ import annotations

import re

from mlinfra.catalogue.types.machine_learning import ML_WORKSPACES
from mlinfra.local.providers._base import Body, Put, ResourceType, bad_request, read

_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
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


def _minutes(text: str) -> float:
    match = _DURATION.fullmatch(text)
    if not match or text in {"P", "PT"}:
        raise bad_request("ValidationError", f"'{text}' is not an ISO-8601 duration.")
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return days * 1440 + hours * 60 + minutes + seconds / 60


def _check_cluster(put: Put) -> None:
    scale = read(put.body, "properties.properties.scaleSettings") or {}
    if "maxNodeCount" not in scale:
        raise bad_request("ValidationError", "scaleSettings.maxNodeCount is required.", "scaleSettings")
    if not 0 <= scale.get("minNodeCount", 0) <= scale["maxNodeCount"]:
        raise bad_request("ValidationError", "minNodeCount must be 0 to maxNodeCount.", "scaleSettings")
    _minutes(str(scale.get("nodeIdleTimeBeforeScaleDown", "PT2M")))


def _check_instance(put: Put) -> None:
    idle = read(put.body, "properties.properties.idleTimeBeforeShutdown")
    if idle is not None and not 15 <= _minutes(str(idle)) <= 3 * 1440:
        raise bad_request("ValidationError", f"idleTimeBeforeShutdown must be PT15M to P3D, got {idle}.")
    if len(read(put.body, "properties.properties.schedules.computeStartStop") or ()) > 4:
        raise bad_request("ValidationError", "A compute instance takes at most 4 schedules.")


def _check(put: Put) -> None:
    kind = _kind(put)
    if kind in {"amlcompute", "computeinstance"} and not read(put.body, "properties.properties.vmSize"):
        raise bad_request("ValidationError", "properties.properties.vmSize is required.", "vmSize")
    subnet = read(put.body, "properties.properties.subnet")
    if isinstance(subnet, dict) and not subnet.get("id"):
        raise bad_request("BadRequest", "The subnet id is not valid.", "properties.properties.subnet.id")
    if kind == "amlcompute":
        _check_cluster(put)
    elif kind == "computeinstance":
        _check_instance(put)


TYPES = (
    ResourceType(
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
