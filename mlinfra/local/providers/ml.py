"""Rules of Microsoft.MachineLearningServices workspaces, their data and their assets."""

from __future__ import annotations

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.types.machine_learning import ML_WORKSPACES
from mlinfra.catalogue.types.machine_learning_registry import ML_REGISTRY
from mlinfra.local.errors import ArmError
from mlinfra.local.providers._base import TENANT, Body, Put, ServedType, bad_request, guid, key_of, read
from mlinfra.local.store import View

_LINKS = ("storageAccount", "keyVault", "applicationInsights", "containerRegistry")
_SYSTEM_DATASTORES = {
    "workspaceblobstore": "AzureBlob",
    "workspaceartifactstore": "AzureBlob",
    "workspacefilestore": "AzureFile",
    "workspaceworkingdirectory": "AzureFile",
}


def _defaults(put: Put) -> Body:
    return {
        "kind": "Default",
        "sku": {"name": "Basic", "tier": "Basic"},
        "properties": {
            "friendlyName": put.rid.name,
            "publicNetworkAccess": "Enabled",
            "allowPublicAccessWhenBehindVnet": False,
            "hbiWorkspace": False,
            "v1LegacyMode": False,
            "systemDatastoresAuthMode": "AccessKey",
        },
    }


def notebook_of(rid: ResourceId, location: str) -> Body:
    """Where the notebooks of a workspace are."""
    return {
        "resourceId": guid(f"{rid.key}#notebook").replace("-", ""),
        "fqdn": f"{guid(rid.key)[:8]}.{location}.notebooks.azure.net",
        "isPrivateLinkEnabled": False,
    }


def _keys(rid: ResourceId, body: Body) -> Body:
    account, insights = (read(body, f"properties.{name}") for name in ("storageAccount", "applicationInsights"))
    keys: Body = {"userStorageKey": key_of(ResourceId(str(account))), "notebookAccessKeys": _notebook_keys(rid, body)}
    keys |= {"userStorageArmId": account, "userStorageResourceId": account}
    if insights:
        keys["appInsightsInstrumentationKey"] = guid(f"{str(insights).lower()}#ikey")
    registry = read(body, "properties.containerRegistry")
    if registry:
        name, target = str(registry).rsplit("/", 1)[-1], ResourceId(str(registry))
        passwords = [{"name": f"password{suffix}", "value": key_of(target, at)} for at, suffix in enumerate(("", "2"))]
        place = {"location": body.get("location"), "username": name}
        keys["containerRegistryCredentials"] = {**place, "passwords": passwords}
    return keys


def _notebook_keys(rid: ResourceId, _: Body) -> Body:
    return {"primaryAccessKey": key_of(rid, 2), "secondaryAccessKey": key_of(rid, 3)}


def _computed(put: Put) -> Body:
    host = f"{put.location}.api.azureml.ms"
    return {
        "properties": {
            "workspaceId": guid(put.rid.key),
            "tenantId": TENANT,
            "discoveryUrl": f"https://{host}/discovery",
            "mlFlowTrackingUri": f"azureml://{host}/mlflow/v1.0{put.rid.text}",
            "notebookInfo": notebook_of(put.rid, put.location),
            "privateEndpointConnections": [],
            "privateLinkCount": 0,
            "serviceProvisionedResourceGroup": "",
            "storageHnsEnabled": False,
            "provisioningState": "Succeeded",
        }
    }


def _check_links(put: Put) -> None:
    for name in _LINKS:
        linked = put.properties.get(name)
        if linked and put.view.get("resource", ResourceId(str(linked)).key) is None:
            raise bad_request(
                "ValidationError", f"Missing dependent resources in workspace json: '{linked}' was not found.", name
            )


def _after(put: Put) -> None:
    """The system datastores; not of a project, which has its hub's."""
    account = str(put.properties.get("storageAccount") or "").rsplit("/", 1)[-1]
    for name, kind in _SYSTEM_DATASTORES.items() if account else ():
        rid = ResourceId(f"{put.rid.text}/datastores/{name}")
        if put.view.get("resource", rid.key):
            continue
        suffix = guid(put.rid.key)
        place = (
            {"containerName": f"azureml-blobstore-{suffix}"}
            if kind == "AzureBlob"
            else {"fileShareName": f"azureml-filestore-{suffix}"}
        )
        properties = {"datastoreType": kind, "accountName": account, "isDefault": name == "workspaceblobstore", **place}
        body = {"id": rid.text, "name": name, "type": rid.type, "properties": properties}
        put.view.put("resource", rid.key, body)


def _datastore(put: Put) -> Body:
    network = str(put.properties.get("datastoreType")) != "OneLake"
    endpoint = {"endpoint": "core.windows.net", "protocol": "https"} if network else {}
    return {"properties": {"serviceDataAccessAuthIdentity": "None", **endpoint}}


def _check_datastore(put: Put) -> None:
    if put.rid.name.lower() in _SYSTEM_DATASTORES:
        raise bad_request("UserError", f"The datastore '{put.rid.name}' is the workspace's own and can't be declared.")


def _container_of_version(put: Put) -> None:
    """The asset of which a version was put: made when it isn't there."""
    parent = put.rid.parent
    if parent is None:
        return
    stored = put.view.get("resource", parent.key) or {
        "id": parent.text,
        "name": parent.name,
        "type": parent.type,
        "properties": {
            "isArchived": False,
            **({"dataType": put.properties["dataType"]} if put.properties.get("dataType") else {}),
        },
    }
    stored["properties"]["latestVersion"] = put.rid.name
    stored["properties"]["nextVersion"] = _next(put.view, parent)
    put.view.put("resource", parent.key, stored)


def _next(view: View, parent: ResourceId) -> str:
    """The version that a client that names none will take: one more than the highest number."""
    names = [key.rsplit("/", 1)[-1] for key in view.under("resource", f"{parent.key}/versions/")]
    return str(max((int(name) for name in names if name.isdecimal()), default=0) + 1)


def _latest(put: Put) -> Body:
    return {
        "properties": {
            "latestVersion": read(put.previous, "properties.latestVersion") or "",
            "nextVersion": _next(put.view, put.rid),
        }
    }


def _check_data(put: Put) -> None:
    parent = put.rid.parent
    stored = put.view.get("resource", parent.key) if parent else None
    kind = read(stored, "properties.dataType")
    if kind and kind != put.properties.get("dataType"):
        raise bad_request("UserError", f"The data asset is of type {kind}; a version must be of the same type.")


def _version(_: Put) -> Body:
    return {"properties": {"isAnonymous": False, "isArchived": False}}


def _asset(kind: str, *required: str, above: str = ML_WORKSPACES) -> tuple[ServedType, ServedType]:
    at = f"{above}/{kind}"
    return (
        ServedType(
            at,
            defaults=lambda _: {"properties": {"isArchived": False}},
            computed=_latest,
            made_by_child=True,
            tracked=False,
        ),
        ServedType(
            f"{at}/versions",
            required=tuple(f"properties.{path}" for path in required),
            defaults=_version,
            computed=lambda _: {"properties": {"provisioningState": "Succeeded"}},
            change_error=(409, "UserError"),
            check=_check_data if kind == "data" else lambda _: None,
            after=_container_of_version,
            tracked=False,
        ),
    )


def _registry(put: Put) -> Body:
    """Where clients find a registry, and the group in which Azure keeps its accounts."""
    host = f"{put.location}.api.azureml.ms"
    group = f"{put.rid.text.split('/resourceGroups/')[0]}/resourceGroups/azureml-rg-{put.rid.name}_{guid(put.rid.key)}"
    return {
        "properties": {
            "discoveryUrl": f"https://{host}/registrymanagement/v1.0/registries/{put.rid.name}/discovery",
            "mlFlowRegistryUri": f"azureml://{host}/mlflow/v1.0/registries/{put.rid.name}",
            "managedResourceGroup": {"resourceId": group},
        }
    }


def _job(put: Put) -> Body:
    status = read(put.previous, "properties.status") or "NotStarted"
    return {"properties": {"status": status, "services": {}}}


def _check_job(put: Put) -> None:
    if put.previous:
        raise ArmError(409, "UserError", f"A job with the name '{put.rid.name}' exists. Job names can't be used again.")


TYPES = (
    ServedType(
        ML_WORKSPACES,
        name_error="InvalidWorkspaceName",
        required=("location",),
        body_errors=dict.fromkeys(("properties.storageAccount", "properties.keyVault"), "ValidationError"),
        defaults=_defaults,
        computed=_computed,
        change_error=(400, "BadRequest"),
        check=_check_links,
        after=_after,
        lists={
            "listkeys": _keys,
            "liststorageaccountkeys": lambda _rid, body: {
                "userStorageKey": key_of(ResourceId(str(read(body, "properties.storageAccount"))))
            },
            "listnotebookkeys": _notebook_keys,
        },
    ),
    ServedType(
        f"{ML_WORKSPACES}/datastores",
        required=("properties.datastoreType", "properties.credentials.credentialsType"),
        defaults=_datastore,
        computed=lambda _: {"properties": {"isDefault": False}},
        change_error=(400, "UserError"),
        check=_check_datastore,
        lists={"listsecrets": lambda _rid, body: read(body, "properties.credentials.secrets") or {}},
        tracked=False,
    ),
    *(
        of_asset
        for above in (ML_WORKSPACES, ML_REGISTRY.type)
        for of_asset in _asset("data", "dataUri", "dataType", above=above)
    ),
    *(
        of_asset
        for above in (ML_WORKSPACES, ML_REGISTRY.type)
        for kind in ("environments", "components", "models", "codes")
        for of_asset in _asset(kind, above=above)
    ),
    *(of_asset for kind in ("featuresets", "featurestoreEntities") for of_asset in _asset(kind)),
    ServedType(
        ML_REGISTRY.type,
        required=("location", "identity", "properties.regionDetails"),
        defaults=lambda _: {"kind": "registry", "properties": {"publicNetworkAccess": "Enabled"}},
        computed=_registry,
    ),
    ServedType(
        f"{ML_WORKSPACES}/connections",
        required=("properties.authType", "properties.category"),
        defaults=lambda _: {"properties": {"isSharedToAll": False}},
        lists={"listsecrets": lambda _rid, body: body},
        tracked=False,
    ),
    ServedType(f"{ML_WORKSPACES}/capabilityHosts", tracked=False),
    ServedType(f"{ML_WORKSPACES}/schedules", required=("properties.trigger", "properties.action"), tracked=False),
    ServedType(
        f"{ML_WORKSPACES}/outboundRules",
        required=("properties.type",),
        defaults=lambda _: {"properties": {"category": "UserDefined"}},
        computed=lambda _: {"properties": {"status": "Inactive"}},
        tracked=False,
    ),
    ServedType(
        f"{ML_WORKSPACES}/jobs", required=("properties.jobType",), computed=_job, check=_check_job, tracked=False
    ),
)
