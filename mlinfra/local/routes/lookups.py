"""What clients ask before they deploy: subscriptions, providers, quota, sizes, soft-deleted names."""

from __future__ import annotations

import re
from re import Match
from typing import Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.vm_sizes import LOCATIONS, sizes, usages
from mlinfra.local.errors import ArmError
from mlinfra.local.faults import Faults
from mlinfra.local.http import Call, Reply, Route, paged
from mlinfra.local.providers import known_types
from mlinfra.local.providers._base import SUBSCRIPTION, TENANT, Body, read
from mlinfra.local.resource_checks import deleted_key
from mlinfra.local.store import Store

_IN = r"/subscriptions/(?P<subscription>[^/]+)/providers"
_AT = r"locations/(?P<location>[^/]+)"
_ML, _VAULT = r"microsoft\.machinelearningservices", r"microsoft\.keyvault"


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _subscription(name: str) -> Body:
    return {
        "id": f"/subscriptions/{name}",
        "subscriptionId": name,
        "tenantId": TENANT,
        "displayName": "Local",
        "state": "Enabled",
    }


class LookupRoutes:
    """Read-only facts, and the two places where soft-deleted things are purged."""

    def __init__(self, store: Store, faults: Faults) -> None:
        self.store, self.faults = store, faults

    def routes(self) -> tuple[Route, ...]:
        """What it serves."""
        return (
            ("GET", _path(r"/subscriptions"), lambda _call, _at: paged([_subscription(SUBSCRIPTION)])),
            ("GET", _path(r"/subscriptions/(?P<name>[^/]+)"), lambda _, at: Reply(200, _subscription(at["name"]))),
            ("GET", _path(r"/subscriptions/[^/]+/locations"), self._locations),
            ("GET", _path(r"/tenants"), lambda _call, _at: paged([{"id": f"/tenants/{TENANT}", "tenantId": TENANT}])),
            ("GET", _path(_IN), self._providers),
            ("GET", _path(rf"{_IN}/(?P<namespace>[^/]+)"), self._provider),
            ("POST", _path(rf"{_IN}/(?P<namespace>[^/]+)/register"), self._register),
            ("GET", _path(rf"{_IN}/(?:{_ML}|microsoft\.compute)/{_AT}/usages"), self._usages),
            ("GET", _path(rf"{_IN}/{_ML}/{_AT}/quotas"), self._quotas),
            ("GET", _path(rf"{_IN}/{_ML}/{_AT}/vmsizes"), lambda _, at: Reply(200, {"value": sizes(at["location"])})),
            ("GET", _path(rf"{_IN}/microsoft\.compute/skus"), self._skus),
            ("GET", _path(rf"{_IN}/{_VAULT}/deletedvaults"), self._deleted_vaults),
            ("GET", _path(rf"{_IN}/{_VAULT}/{_AT}/deletedvaults/(?P<name>[^/]+)"), self._deleted_vault),
            ("POST", _path(rf"{_IN}/{_VAULT}/{_AT}/deletedvaults/(?P<name>[^/]+)/purge"), self._purge_vault),
            ("GET", _path(rf"{_IN}/{_ML}/deletedworkspaces"), self._deleted_workspaces),
            ("POST", _path(rf"{_IN}/{_VAULT}/checknameavailability"), self._check_name),
            ("POST", _path(rf"{_IN}/microsoft\.storage/checknameavailability"), self._check_name),
            ("POST", _path(rf"{_IN}/microsoft\.containerregistry/checknameavailability"), self._check_name),
        )

    def _locations(self, _: Call, at: Match[str]) -> Reply:
        del at
        return paged([{"name": name, "displayName": name} for name in LOCATIONS])

    def _facts(self, subscription: str, namespace: str) -> Body:
        types = [kind.split("/", 1)[1] for kind in known_types() if kind.lower().startswith(f"{namespace.lower()}/")]
        refused = any(
            entry == "provider" or namespace.lower() in entry.lower()
            for entry in self.faults.refuse
            if entry.startswith("provider")
        )
        registered = self.store.get("provider", f"{subscription}/{namespace}".lower()) or not refused
        return {
            "id": f"/subscriptions/{subscription}/providers/{namespace}",
            "namespace": namespace,
            "registrationState": "Registered" if registered else "NotRegistered",
            "resourceTypes": [{"resourceType": entry, "locations": list(LOCATIONS)} for entry in types],
        }

    def _providers(self, _: Call, at: Match[str]) -> Reply:
        names = sorted({kind.split("/")[0] for kind in known_types()})
        return paged([self._facts(at["subscription"], name) for name in names])

    def _provider(self, _: Call, at: Match[str]) -> Reply:
        return Reply(200, self._facts(at["subscription"], at["namespace"]))

    def _register(self, _: Call, at: Match[str]) -> Reply:
        self.store.put("provider", f"{at['subscription']}/{at['namespace']}".lower(), {"state": "Registered"})
        return Reply(200, self._facts(at["subscription"], at["namespace"]))

    def _refused(self, text: str) -> bool:
        return any(
            entry == "quota" or (entry.startswith("quota:") and entry[6:].lower() in text.lower())
            for entry in self.faults.refuse
        )

    def _usages(self, call: Call, at: Match[str]) -> Reply:
        entries: list[Any] = usages(at["location"], self._used(at["subscription"], at["location"]), self._refused)
        if "microsoft.compute" in call.path.lower():
            entries = [{**entry, "id": None} for entry in entries]
        return paged(entries)

    def _quotas(self, _: Call, at: Match[str]) -> Reply:
        entries = usages(at["location"], {}, self._refused)
        return paged(
            [{"id": entry["id"], "name": entry["name"], "limit": entry["limit"], "unit": "Count"} for entry in entries]
        )

    def _skus(self, call: Call, at: Match[str]) -> Reply:
        del at
        match = re.search(r"location eq '([^']+)'", call.query.get("$filter", ""))
        places = [match[1]] if match else list(LOCATIONS[:1])
        return paged(
            [
                {
                    "resourceType": "virtualMachines",
                    "name": entry["name"],
                    "family": entry["family"],
                    "locations": [place],
                    "restrictions": [],
                }
                for place in places
                for entry in sizes(place)
            ]
        )

    def _used(self, subscription: str, location: str) -> dict[str, int]:
        used: dict[str, int] = {}
        for body in self.store.under("resource", f"/subscriptions/{subscription.lower()}/").values():
            size = read(body, "properties.properties.vmSize")
            if size and body.get("location") == location.lower():
                nodes = read(body, "properties.properties.currentNodeCount")
                used[str(size).lower()] = used.get(str(size).lower(), 0) + (1 if nodes is None else int(nodes))
        return used

    def _deleted_vaults(self, _: Call, at: Match[str]) -> Reply:
        stored = self.store.under("deleted", "vault/").values()
        return paged(
            [_deleted(body) for body in stored if f"/{at['subscription'].lower()}/" in str(body["id"]).lower()]
        )

    def _deleted_vault(self, _: Call, at: Match[str]) -> Reply:
        body = self.store.get("deleted", f"vault/{at['name'].lower()}")
        if body is None:
            raise ArmError(404, "DeletedVaultNotFound", f"The specified deleted vault '{at['name']}' does not exist.")
        return Reply(200, _deleted(body))

    def _purge_vault(self, call: Call, at: Match[str]) -> Reply:
        body = self.store.get("deleted", f"vault/{at['name'].lower()}")
        if body is None:
            raise ArmError(404, "DeletedVaultNotFound", f"The specified deleted vault '{at['name']}' does not exist.")
        if read(body, "properties.enablePurgeProtection"):
            raise ArmError(
                400, "DeletedVaultPurge", f"Operation 'DeletedVaultPurge' is not allowed: '{call.path}' is protected."
            )
        self.store.delete("deleted", f"vault/{at['name'].lower()}")
        return Reply(200)

    def _deleted_workspaces(self, _: Call, at: Match[str]) -> Reply:
        stored = self.store.under("deleted", f"/subscriptions/{at['subscription'].lower()}/")
        return paged(
            [_deleted(body) for key, body in stored.items() if key == deleted_key(ResourceId(str(body["id"])))]
        )

    def _check_name(self, call: Call, _: Match[str]) -> Reply:
        sent = call.json()
        name, kind = str(sent.get("name", "")), str(sent.get("type", ""))
        used = self.store.get("name", f"{kind}//{name}".lower())
        gone = self.store.get("deleted", f"vault/{name.lower()}") if "keyvault" in kind.lower() else None
        free = not used and not gone
        body: Body = {"nameAvailable": free}
        if not free:
            body |= {"reason": "AlreadyExists", "message": f"The name '{name}' is already in use."}
        return Reply(200, body)


def _deleted(body: Body) -> Body:
    return {
        "id": body["id"],
        "name": body["name"],
        "type": body["type"],
        "properties": {
            "vaultId": body["id"],
            "location": body.get("location"),
            "deletionDate": body["deletedOn"],
            "tags": body.get("tags", {}),
            "purgeProtectionEnabled": bool(read(body, "properties.enablePurgeProtection")),
        },
    }
