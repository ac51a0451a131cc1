"""Rules of Azure ML endpoints and what is deployed on them."""

from __future__ import annotations

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.types.machine_learning import ML_WORKSPACES
from mlinfra.local.providers._base import Body, Put, ResourceType, bad_request, generation, key_of

_DONE = {"provisioningState": "Succeeded"}


def _online(put: Put) -> Body:
    host = f"https://{put.rid.name}.{put.location}.inference.ml.azure.com"
    return {"properties": {"scoringUri": f"{host}/score", "swaggerUri": f"{host}/swagger.json", **_DONE}}


def _batch(put: Put) -> Body:
    host = f"https://{put.rid.name}.{put.location}.inference.ml.azure.com"
    return {"properties": {"scoringUri": f"{host}/jobs", "swaggerUri": None, **_DONE}}


def endpoint_keys(rid: ResourceId, body: Body) -> Body:
    """Both keys; each is another one after it was regenerated."""
    return {
        f"{name}Key": key_of(rid, number + 10 * generation(body, name))
        for number, name in ((1, "primary"), (2, "secondary"))
    }


def _deployed(put: Put) -> set[str]:
    keys = put.view.under("resource", f"{put.rid.key}/deployments/")
    return {key.rsplit("/", 1)[-1] for key in keys}


def _check_traffic(put: Put) -> None:
    traffic = put.properties.get("traffic") or {}
    if sum(traffic.values()) not in {0, 100}:
        raise bad_request("ValidationError", f"Traffic must sum to 0 or 100, got {sum(traffic.values())}.", "traffic")
    unknown = sorted(name for name in traffic if name.lower() not in _deployed(put))
    if unknown:
        raise bad_request(
            "ValidationError", f"Traffic names deployments that don't exist: {', '.join(unknown)}.", "traffic"
        )


def _check_default(put: Put) -> None:
    name = (put.properties.get("defaults") or {}).get("deploymentName")
    if name and name.lower() not in _deployed(put):
        raise bad_request("ValidationError", f"The default deployment '{name}' doesn't exist.", "defaults")


_MANAGED: Body = {
    "instanceType": "Standard_F4s_v2",
    "appInsightsEnabled": False,
    "scaleSettings": {"scaleType": "Default"},
    "requestSettings": {"maxConcurrentRequestsPerInstance": 1, "requestTimeout": "PT5S"},
}

TYPES = (
    ResourceType(
        f"{ML_WORKSPACES}/onlineEndpoints",
        required=("location", "properties.authMode"),
        defaults=lambda _: {"properties": {"publicNetworkAccess": "Enabled", "traffic": {}}},
        computed=_online,
        change_error=(400, "BadRequest"),
        internal=("properties.keyGenerations",),
        check=_check_traffic,
        lists={"listkeys": endpoint_keys},
        taken=(409, "Conflict", "The endpoint name '{name}' is already in use in this region."),
    ),
    ResourceType(
        f"{ML_WORKSPACES}/onlineEndpoints/deployments",
        required=("location", "sku.name", "properties.endpointComputeType"),
        defaults=lambda put: {"properties": _MANAGED if put.properties.get("endpointComputeType") == "Managed" else {}},
        computed=lambda _: {"properties": dict(_DONE)},
        change_error=(400, "BadRequest"),
    ),
    ResourceType(
        f"{ML_WORKSPACES}/batchEndpoints",
        required=("location", "properties.authMode"),
        computed=_batch,
        lists={"listkeys": endpoint_keys},
        change_error=(400, "BadRequest"),
        check=_check_default,
    ),
    ResourceType(
        f"{ML_WORKSPACES}/batchEndpoints/deployments",
        required=("location",),
        defaults=lambda _: {"properties": {"miniBatchSize": 10, "maxConcurrencyPerInstance": 1, "errorThreshold": -1}},
        computed=lambda _: {"properties": dict(_DONE)},
    ),
)
