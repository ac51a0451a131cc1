"""What an action does to a resource, and what it answers: one table of actions that end at once, one of those that take time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from urllib.parse import quote

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.types.container_registry import CONTAINER_REGISTRY
from mlinfra.catalogue.types.machine_learning import ML_WORKSPACES
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.local.errors import ArmError
from mlinfra.local.providers._base import Body, bad_request, generation, guid, key_of, read
from mlinfra.local.providers.endpoints import endpoint_keys
from mlinfra.local.providers.ml import notebook_of
from mlinfra.local.providers.storage import account_keys
from mlinfra.local.store import View

Done: TypeAlias = Callable[[View, ResourceId, Body, Body], Any]
"""From what is stored and what was sent to the answer; what changes is put into the view."""

_ENDED = ("Completed", "Failed", "Canceled")
_ACCOUNT = STORAGE_ACCOUNT.type
_REGISTRY = CONTAINER_REGISTRY.type


def _raise_generation(view: View, rid: ResourceId, body: Body, name: str) -> Body:
    generations = {**(read(body, "properties.keyGenerations") or {}), name: generation(body, name) + 1}
    changed = {**body, "properties": {**(body.get("properties") or {}), "keyGenerations": generations}}
    view.put("resource", rid.key, changed)
    return changed


def _storage_key(view: View, rid: ResourceId, body: Body, sent: Body) -> Any:
    name = str(sent.get("keyName", "")).lower()
    if name not in {"key1", "key2"}:
        raise bad_request(
            "InvalidValuesForRequestParameters", f"The key '{name}' is not one of key1 and key2.", "keyName"
        )
    return account_keys(rid, _raise_generation(view, rid, body, name))


def _sas(name: str) -> Done:
    def action(_: View, rid: ResourceId, body: Body, sent: Body) -> Any:
        signed = quote(key_of(rid, 100 + generation(body, "key1")))
        parts = {"sv": "2025-05-05", "se": sent.get("signedExpiry"), "sp": sent.get("signedPermission")}
        query = "&".join(f"{key}={quote(str(value))}" for key, value in parts.items() if value)
        return {name: f"{query}&sig={signed}"}

    return action


def _registry_key(view: View, rid: ResourceId, body: Body, sent: Body) -> Any:
    from mlinfra.local.providers.registry import credentials

    name = str(sent.get("name", "")).lower()
    if name not in {"password", "password2"}:
        raise bad_request("BadRequest", f"'{name}' is not one of password and password2.", "name")
    return credentials(rid, _raise_generation(view, rid, body, name))


def _endpoint_key(view: View, rid: ResourceId, body: Body, sent: Body) -> Any:
    name = str(sent.get("keyType", "")).lower()
    if name not in {"primary", "secondary"}:
        raise bad_request("BadRequest", f"The keyType '{sent.get('keyType')}' is not Primary or Secondary.", "keyType")
    endpoint_keys(rid, _raise_generation(view, rid, body, name))


def _token(_: View, rid: ResourceId, body: Body, _sent: Body) -> Any:
    if str(read(body, "properties.authMode")).lower() == "key":
        raise bad_request("BadRequest", "The endpoint authenticates by key: it has no tokens.", "properties.authMode")
    return {
        "accessToken": key_of(rid, 9),
        "tokenType": "Bearer",
        "expiryTimeUtc": 4_102_444_800,
        "refreshAfterTimeUtc": 4_102_444_800,
    }


def _start_or_stop(state: str) -> Done:
    def action(view: View, rid: ResourceId, body: Body, _: Body) -> None:
        kind = read(body, "properties.computeType")
        if str(kind).lower() != "computeinstance":
            raise bad_request("BadRequest", f"A compute of type {kind} can't be started or stopped.")
        _set(view, rid, body, "state", state)

    return action


def _set(view: View, rid: ResourceId, body: Body, name: str, value: Any) -> None:
    body["properties"].setdefault("properties", {})[name] = value
    view.put("resource", rid.key, body)


def _idle(view: View, rid: ResourceId, body: Body, sent: Body) -> None:
    _set(view, rid, body, "idleTimeBeforeShutdown", sent.get("idleTimeBeforeShutdown"))


def _sso(view: View, rid: ResourceId, body: Body, sent: Body) -> None:
    _set(view, rid, body, "enableSSO", bool(sent.get("enableSSO", True)))


def _cancel(view: View, rid: ResourceId, body: Body, _: Body) -> None:
    if body["properties"]["status"] not in _ENDED:
        body["properties"]["status"] = "Canceled"
        view.put("resource", rid.key, body)


def _upload(_: View, rid: ResourceId, _body: Body, sent: Body) -> Any:
    """Where files could be sent: the local target has no storage that takes them."""
    workspace = rid.root
    container = f"https://{guid(workspace.key)[:20]}.blob.core.windows.net/{guid(rid.key)}"
    kind = sent.get("pendingUploadType") or "TemporaryBlobReference"
    credential = {"credentialType": "SAS", "sasUri": f"{container}?sig={quote(key_of(rid))}"}
    reference = {"blobUri": container, "storageAccountArmId": "", "credential": credential}
    identifier = sent.get("pendingUploadId") or guid(f"{rid.key}#upload")
    return {"pendingUploadId": identifier, "pendingUploadType": kind, "blobReferenceForConsumption": reference}


def _network(view: View, rid: ResourceId, body: Body, sent: Body) -> Any:
    mode = str(read(body, "properties.managedNetwork.isolationMode") or "Disabled")
    if mode.lower() == "disabled":
        raise bad_request("BadRequest", "The workspace has no managed network to provision.", "managedNetwork")
    status = {"status": "Active", "sparkReady": bool(sent.get("includeSpark"))}
    body["properties"]["managedNetwork"]["status"] = status
    view.put("resource", rid.key, body)
    return status


def _diagnose(_: View, _rid: ResourceId, _body: Body, _sent: Body) -> Any:
    names = ("userDefinedRouteResults", "networkSecurityRuleResults", "resourceLockResults", "dnsResolutionResults")
    more = ("storageAccountResults", "keyVaultResults", "containerRegistryResults", "applicationInsightsResults")
    return {"value": {name: [] for name in (*names, *more, "otherResults")}}


def _nothing(_: View, _rid: ResourceId, _body: Body, _sent: Body) -> None:
    return None


def _logs(_: View, rid: ResourceId, _body: Body, _sent: Body) -> Any:
    return {"content": f"The local target runs no container: the deployment '{rid.name}' has no logs.\n"}


def _no_keys(_: View, _rid: ResourceId, body: Body, _sent: Body) -> Any:
    kind = read(body, "properties.computeType")
    if str(kind).lower() in {"amlcompute", "computeinstance"}:
        raise ArmError(400, "BadRequest", f"A compute of type {kind} has no keys.")
    return {"computeType": kind}


def _table(entries: Mapping[tuple[str, str], Done]) -> Mapping[tuple[str, str], Done]:
    return {(kind.lower(), name.lower()): action for (kind, name), action in entries.items()}


AT_ONCE = _table(
    {
        (_ACCOUNT, "regenerateKey"): _storage_key,
        (_ACCOUNT, "listAccountSas"): _sas("accountSasToken"),
        (_ACCOUNT, "listServiceSas"): _sas("serviceSasToken"),
        (_REGISTRY, "regenerateCredential"): _registry_key,
        (f"{ML_WORKSPACES}/computes", "enableSso"): _sso,
        (f"{ML_WORKSPACES}/computes", "updateIdleShutdownSetting"): _idle,
        (f"{ML_WORKSPACES}/computes", "listKeys"): _no_keys,
        (f"{ML_WORKSPACES}/jobs", "cancel"): _cancel,
        (f"{ML_WORKSPACES}/onlineEndpoints", "token"): _token,
        (f"{ML_WORKSPACES}/onlineEndpoints/deployments", "getLogs"): _logs,
        (ML_WORKSPACES, "listNotebookAccessToken"): lambda _view, rid, body, _sent: {
            "accessToken": key_of(rid, 4),
            "expiresIn": 3600,
            "hostName": notebook_of(rid, str(body.get("location")))["fqdn"],
            "notebookResourceId": guid(f"{rid.key}#notebook"),
            "scope": "aznb_identity",
            "tokenType": "Bearer",
        },
    }
)
"""Type and action, in lower case, of what is answered with 200."""

LATER = _table(
    {
        (ML_WORKSPACES, "diagnose"): _diagnose,
        (ML_WORKSPACES, "resyncKeys"): _nothing,
        (ML_WORKSPACES, "provisionManagedNetwork"): _network,
        (ML_WORKSPACES, "prepareNotebook"): lambda _view, rid, body, _sent: notebook_of(rid, str(body.get("location"))),
        (f"{ML_WORKSPACES}/computes", "start"): _start_or_stop("Running"),
        (f"{ML_WORKSPACES}/computes", "stop"): _start_or_stop("Stopped"),
        (f"{ML_WORKSPACES}/computes", "restart"): _start_or_stop("Running"),
        (f"{ML_WORKSPACES}/onlineEndpoints", "regenerateKeys"): _endpoint_key,
    }
)
"""The same of what is answered with 202, and has its result later."""

_UPLOADS = ("codes", "data", "models", "environments", "components")
AT_ONCE = {
    **AT_ONCE,
    **{(f"{ML_WORKSPACES}/{kind}/versions".lower(), "startpendingupload"): _upload for kind in _UPLOADS},
}
BEFORE_CREATION = (_upload,)
"""Actions of a resource that need not be there yet: they get the body of the workspace."""
