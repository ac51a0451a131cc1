"""Rules of Azure ML endpoints and what is deployed on them."""

from __future__ import annotations

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.types.machine_learning import ML_WORKSPACES
from mlinfra.catalogue.types.machine_learning_endpoints import MARKETPLACE_SUBSCRIPTION, SERVERLESS_ENDPOINT
from mlinfra.local.providers._base import Body, Put, ServedType, bad_request, generation, key_of

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
    mirrored = put.properties.get("mirrorTraffic") or {}
    _check_deployed(put, "traffic", traffic)
    _check_deployed(put, "mirrorTraffic", mirrored)
    both = sorted(name for name in mirrored if traffic.get(name))
    if both:
        message = f"Deployments get live or mirrored traffic, not both: {', '.join(both)}."
        raise bad_request("ValidationError", message, "mirrorTraffic")


def _check_deployed(put: Put, name: str, shares: Body) -> None:
    unknown = sorted(deployment for deployment in shares if deployment.lower() not in _deployed(put))
    if unknown:
        word = name[0].upper() + name[1:]
        raise bad_request("ValidationError", f"{word} names deployments that don't exist: {', '.join(unknown)}.", name)


def _check_default(put: Put) -> None:
    name = (put.properties.get("defaults") or {}).get("deploymentName")
    if name and name.lower() not in _deployed(put):
        raise bad_request("ValidationError", f"The default deployment '{name}' doesn't exist.", "defaults")


def _serverless(put: Put) -> Body:
    host = f"https://{put.rid.name}.{put.location}.models.ai.azure.com"
    return {"properties": {"inferenceEndpoint": {"uri": host, "headers": {}}, "endpointState": "Online", **_DONE}}


def _subscribed(_put: Put) -> Body:
    return {"properties": {"marketplaceSubscriptionStatus": "Subscribed", **_DONE}}


_PROBE: Body = {
    "initialDelay": "PT10S",
    "period": "PT10S",
    "timeout": "PT2S",
    "successThreshold": 1,
    "failureThreshold": 30,
}
_MANAGED: Body = {
    "instanceType": "Standard_F4s_v2",
    "appInsightsEnabled": False,
    "scaleSettings": {"scaleType": "Default"},
    "requestSettings": {"maxConcurrentRequestsPerInstance": 1, "requestTimeout": "PT5S"},
    "livenessProbe": _PROBE,
    "readinessProbe": _PROBE,
}
_BATCH_OF_MODEL: Body = {"miniBatchSize": 10, "maxConcurrencyPerInstance": 1, "errorThreshold": -1}

TYPES = (
    ServedType(
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
    ServedType(
        f"{ML_WORKSPACES}/onlineEndpoints/deployments",
        required=("location", "sku.name", "properties.endpointComputeType"),
        defaults=lambda put: {"properties": _MANAGED if put.properties.get("endpointComputeType") == "Managed" else {}},
        computed=lambda _: {"properties": dict(_DONE)},
        change_error=(400, "BadRequest"),
    ),
    ServedType(
        f"{ML_WORKSPACES}/batchEndpoints",
        required=("location", "properties.authMode"),
        computed=_batch,
        lists={"listkeys": endpoint_keys},
        change_error=(400, "BadRequest"),
        check=_check_default,
        taken=(409, "Conflict", "The endpoint name '{name}' is already in use in this region."),
    ),
    ServedType(
        f"{ML_WORKSPACES}/batchEndpoints/deployments",
        required=("location",),
        defaults=lambda put: {"properties": {} if "deploymentConfiguration" in put.properties else _BATCH_OF_MODEL},
        computed=lambda _: {"properties": dict(_DONE)},
    ),
    ServedType(
        SERVERLESS_ENDPOINT.type,
        required=("location", "sku.name", "properties.authMode"),
        computed=_serverless,
        lists={"listkeys": endpoint_keys},
        change_error=(400, "BadRequest"),
        taken=(409, "Conflict", "The endpoint name '{name}' is already in use in this region."),
    ),
    ServedType(MARKETPLACE_SUBSCRIPTION.type, computed=_subscribed, change_error=(400, "BadRequest"), tracked=False),
)
