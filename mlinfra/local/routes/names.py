"""Names: whether one can be taken, and the deleted resources that still hold or remember one."""

from __future__ import annotations

import re
from re import Match

from mlinfra.base.arm_types import VAULTS
from mlinfra.catalogue.lookup import name_rule
from mlinfra.catalogue.types.container_registry import CONTAINER_REGISTRY
from mlinfra.catalogue.types.key_vault import KEY_VAULT
from mlinfra.catalogue.types.operational_insights import LOG_ANALYTICS
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.local.errors import ArmError
from mlinfra.local.http import Call, Reply, Route, paged
from mlinfra.local.providers._base import Body, read
from mlinfra.local.store import Store

_IN = r"/subscriptions/(?P<subscription>[^/]+)/providers"
_VAULTS = rf"{_IN}/microsoft\.keyvault"
_VAULT = rf"{_VAULTS}/locations/(?P<location>[^/]+)/deletedvaults/(?P<name>[^/]+)"
_GROUP = r"/subscriptions/(?P<subscription>[^/]+)(?P<group>/resourcegroups/[^/]+)?/providers"
_NAMED = f"{VAULTS.lower()} {STORAGE_ACCOUNT.key} {CONTAINER_REGISTRY.key}"


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


class NameRoutes:
    """The look-ups that exist in Azure; for Machine Learning workspaces there is none."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def routes(self) -> tuple[Route, ...]:
        """What it serves."""
        check = r"microsoft\.(?:keyvault|storage|containerregistry)/checknameavailability"
        logs = rf"{_GROUP}/microsoft\.operationalinsights/deletedworkspaces"
        return (
            ("GET", _path(rf"{_VAULTS}/deletedvaults"), self._vaults),
            (
                "GET",
                _path(rf"{_VAULTS}/deletedmanagedhsms"),
                lambda _call, _at: paged([]),
            ),  # the Azure CLI asks for both
            ("GET", _path(_VAULT), self._vault),
            ("POST", _path(rf"{_VAULT}/purge"), self._purge),
            ("GET", _path(rf"{_IN}/microsoft\.storage/deletedaccounts"), self._accounts),
            ("GET", _path(logs), self._logs),
            ("POST", _path(rf"{_IN}/{check}"), self._check),
        )

    def _deleted(self, at: Match[str], kind: str, group: str = "") -> list[Body]:
        place = f"/subscriptions/{at['subscription']}{group}/".lower()
        bodies = self.store.under("deleted", "").values()
        return [b for b in bodies if str(b["type"]).lower() == kind and str(b["id"]).lower().startswith(place)]

    def _vaults(self, call: Call, at: Match[str]) -> Reply:
        return paged([_deleted_vault(body) for body in self._deleted(at, VAULTS.lower())][: call.top])

    def _found(self, at: Match[str]) -> Body:
        body = self.store.get("deleted", _kept_at(at["name"]))
        if body is None:
            raise ArmError(404, "DeletedVaultNotFound", f"The specified deleted vault '{at['name']}' does not exist.")
        return body

    def _vault(self, _: Call, at: Match[str]) -> Reply:
        return Reply(200, _deleted_vault(self._found(at)))

    def _purge(self, call: Call, at: Match[str]) -> Reply:
        if read(self._found(at), "properties.enablePurgeProtection"):
            raise ArmError(
                400, "DeletedVaultPurge", f"Operation 'DeletedVaultPurge' is not allowed: '{call.path}' is protected."
            )
        self.store.delete("deleted", _kept_at(at["name"]))
        return Reply(200)

    def _accounts(self, _: Call, at: Match[str]) -> Reply:
        return paged([_deleted_account(body) for body in self._deleted(at, STORAGE_ACCOUNT.key)])

    def _logs(self, _: Call, at: Match[str]) -> Reply:
        bodies = self._deleted(at, LOG_ANALYTICS.key, at["group"] or "")
        hidden = {"deletedOn", "days"}
        return paged([{name: value for name, value in body.items() if name not in hidden} for body in bodies])

    def _check(self, call: Call, _: Match[str]) -> Reply:
        sent = call.json()
        name, kind = str(sent.get("name", "")), str(sent.get("type", ""))
        if kind.lower() not in _NAMED.split():
            raise ArmError(400, "InvalidRequestContent", f"The type '{kind}' has no names to check.", target="type")
        rule = name_rule(kind)
        if rule is not None and not rule.allows(name):
            text = f"'{name}' is not a valid name: it must have {rule.words}."
            reason = "Invalid" if "registries" in kind.lower() else "AccountNameInvalid"
            return Reply(200, {"nameAvailable": False, "reason": reason, "message": text})
        held = "keyvault" in kind.lower() and self.store.get("deleted", _kept_at(name))
        if held or self.store.get("name", f"{kind}//{name}".lower()):
            text = f"The name '{name}' is already in use."
            return Reply(200, {"nameAvailable": False, "reason": "AlreadyExists", "message": text})
        return Reply(200, {"nameAvailable": True})


def _kept_at(name: str) -> str:
    return f"{KEY_VAULT.word}/{name.lower()}"


def _deleted_vault(body: Body) -> Body:
    place = f"/subscriptions/{str(body['id']).split('/')[2]}/providers/{KEY_VAULT.namespace}/locations"
    return {
        "id": f"{place}/{body.get('location')}/deletedVaults/{body['name']}",
        "name": body["name"],
        "type": f"{KEY_VAULT.namespace}/deletedVaults",
        "properties": {
            "vaultId": body["id"],
            "location": body.get("location"),
            "deletionDate": body["deletedOn"],
            "tags": body.get("tags", {}),
            "purgeProtectionEnabled": bool(read(body, "properties.enablePurgeProtection")),
        },
    }


def _deleted_account(body: Body) -> Body:
    place = f"/subscriptions/{str(body['id']).split('/')[2]}/providers/{STORAGE_ACCOUNT.namespace}/locations"
    return {
        "id": f"{place}/{body.get('location')}/deletedAccounts/{body['name']}",
        "name": body["name"],
        "type": f"{STORAGE_ACCOUNT.namespace}/deletedAccounts",
        "properties": {
            "storageAccountResourceId": body["id"],
            "location": body.get("location"),
            "creationTime": read(body, "properties.creationTime"),
            "deletionTime": body["deletedOn"],
        },
    }
