"""Rate how much harm a change can do, with the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from mlinfra.base.json_value import Json
from mlinfra.review.plan.change import Action, Change, Delta, DeltaAction, Risk

HOLDS_DATA: Final[Mapping[str, str]] = {
    "microsoft.machinelearningservices/workspaces": "a workspace holds runs, models and assets",
    "microsoft.machinelearningservices/registries": "a registry holds models and environments",
    "microsoft.storage/storageaccounts": "a storage account holds data",
    "microsoft.storage/storageaccounts/blobservices/containers": "a container holds data",
    "microsoft.storage/storageaccounts/fileservices/shares": "a share holds data",
    "microsoft.keyvault/vaults": "a vault holds keys and secrets",
    "microsoft.keyvault/vaults/keys": "a key opens what it encrypted",
    "microsoft.keyvault/vaults/secrets": "a secret may exist nowhere else",
    "microsoft.containerregistry/registries": "a registry holds images",
    "microsoft.operationalinsights/workspaces": "a Log Analytics workspace holds logs",
    "microsoft.insights/components": "Application Insights holds telemetry",
    "microsoft.resources/resourcegroups": "a resource group takes everything in it along",
    "microsoft.network/virtualnetworks": "everything inside the network loses its connections",
    "microsoft.network/privatednszones": "names inside the network stop resolving",
    "microsoft.managedidentity/userassignedidentities": "its role assignments lose their principal",
}
"""Types whose loss loses more than settings, and what it loses."""

PRIVILEGED: Final[Mapping[str, tuple[str, str]]] = {
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": ("Owner", "may do everything and grant it to others"),
    "b24988ac-6180-42a0-ab88-20f7382dd24c": ("Contributor", "may change and delete everything"),
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": ("User Access Administrator", "may grant every role to anybody"),
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168": ("Role Based Access Control Administrator", "may grant roles to anybody"),
    "00482a5a-887f-4fb3-b363-3b7fe8e74483": (
        "Key Vault Administrator",
        "may read, change and delete all secrets and keys",
    ),
    "8b54135c-b56d-4d72-a534-26097cfdc8d8": (
        "Key Vault Data Access Administrator",
        "may grant access to secrets and keys",
    ),
    "b86a8fe4-44ce-4948-aee5-eccb2c155cd7": ("Key Vault Secrets Officer", "may read, change and delete all secrets"),
    "14b46e9e-c2b7-41b4-b07b-48a6ebf60603": ("Key Vault Crypto Officer", "may use, change and delete all keys"),
    "f25e0fa2-a7c8-4377-a976-54943a77a395": (
        "Key Vault Contributor",
        "may change access policies and delete the vault",
    ),
    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b": ("Storage Blob Data Owner", "may read, delete and share all blobs"),
    "17d1049b-9a84-46fb-8f53-869881c3d3ab": (
        "Storage Account Contributor",
        "may read the keys, and with them all data",
    ),
    "81a9662b-bebf-436f-a333-f67b29880f12": ("Storage Account Key Operator Service Role", "may read the keys"),
}
"""Roles with which one can take over, read or destroy what others rely on: name, and what the role may do."""

_OPENS: Final[Mapping[str, tuple[Json, ...]]] = {
    "publicnetworkaccess": ("Enabled", "enabled"),
    "defaultaction": ("Allow",),
    "allowblobpublicaccess": (True,),
    "allowsharedkeyaccess": (True,),
    "adminuserenabled": (True,),
    "anonymouspullenabled": (True,),
    "disablelocalauth": (False,),
    "supportshttpstrafficonly": (False,),
    "enablepurgeprotection": (False,),
    "enablerbacauthorization": (False,),
    "minimumtlsversion": ("TLS1_0", "TLS1_1"),
    "publicaccess": ("Blob", "Container"),
}
"""Security-relevant property -> the values that open something."""

ROLE_ASSIGNMENT: Final = "microsoft.authorization/roleassignments"


REFUSED_WHY: Final = "Azure refuses it; take another name, or delete the resource first"


def risk_of(change: Change) -> Risk:
    """The risk of one change; what is folded as noise or changes nothing has none."""
    if not change.visible:
        return Risk()
    return _BY_ACTION.get(change.action, _other)(change)


def _delete(change: Change) -> Risk:
    if reason := HOLDS_DATA.get(change.type.casefold()):
        return Risk("high", reason)
    if change.type.casefold() == ROLE_ASSIGNMENT:
        return Risk("high", f"{holder(change.before)} loses access")
    return Risk("medium", "the resource and its settings go away")


def _replace(change: Change) -> Risk:
    return Risk("high", HOLDS_DATA.get(change.type.casefold(), "the resource goes away and comes back empty"))


def _refused(change: Change) -> Risk:
    named = ", ".join(delta.path for delta in change.deltas if delta.replaces and delta.noise is None)
    return Risk("high", f"{named or 'the resource'} cannot change in place: {REFUSED_WHY}")


def _no_effect(_change: Change) -> Risk:
    return Risk("low", "Azure accepts the change and does nothing")


def _detach(_change: Change) -> Risk:
    return Risk("medium", "it stays in Azure and nobody manages it any more")


def _modify(change: Change) -> Risk:
    shown = [delta for delta in change.deltas if delta.noise is None]
    if opened := next((delta for delta in shown if _opens(delta)), None):
        return Risk("high", f"{opened.path} opens the resource")
    if secure := next((delta for delta in shown if delta.security), None):
        return Risk("medium", f"{secure.path} is security-relevant")
    return Risk("low", "settings change in place")


def _opens(delta: Delta) -> bool:
    if not delta.security or delta.action is DeltaAction.DELETE:
        return False
    return any(
        delta.after is value or (isinstance(value, str) and delta.after == value)
        for value in _OPENS.get(_leaf(delta.path), ())
    )


def _leaf(path: str) -> str:
    return path.rpartition(".")[2].casefold()


def _create(change: Change) -> Risk:
    if change.type.casefold() != ROLE_ASSIGNMENT:
        return Risk()
    name, may = PRIVILEGED.get(_role(change.after), ("", ""))
    gains = f"{holder(change.after)} gains"
    return Risk("high", f"{gains} {name}, which {may}") if name else Risk("medium", f"{gains} access")


def _role(assignment: Mapping[str, Json] | None) -> str:
    """The GUID of the role that an assignment gives; it stands last in the definition's id."""
    guids = _GUID.findall(str(_property(assignment, "roleDefinitionId")))
    return guids[-1].casefold() if guids else ""


def holder(assignment: Mapping[str, Json] | None) -> str:
    """Who has the role of an assignment: the resource whose identity it is, else the principal's id."""
    principal = str(_property(assignment, "principalId") or "")
    if named := _QUOTED_ID.search(principal):
        return named[1].rsplit("/", 1)[-1]
    guids = _GUID.findall(principal)
    return f"principal {guids[-1]}" if guids else "somebody"


_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_QUOTED_ID = re.compile(r"'(/subscriptions/[^']+)'")


def _property(body: Mapping[str, Json] | None, name: str) -> Json:
    properties = body.get("properties") if body else None
    return properties.get(name) if isinstance(properties, Mapping) else None


def _other(_change: Change) -> Risk:
    return Risk("medium", "the forecast does not say what changes")


_BY_ACTION = {
    Action.DELETE: _delete,
    Action.REPLACE: _replace,
    Action.REFUSED: _refused,
    Action.NO_EFFECT: _no_effect,
    Action.DETACH: _detach,
    Action.MODIFY: _modify,
    Action.CREATE: _create,
}
