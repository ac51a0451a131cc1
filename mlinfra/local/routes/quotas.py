"""Quotas and usages of a region, and the sizes of machines that it offers."""

from __future__ import annotations

import re
from re import Match
from typing import Any

from mlinfra.catalogue.types.network import NAT_GATEWAY, NETWORK_SECURITY_GROUP, PUBLIC_IP, ROUTE_TABLE, VIRTUAL_NETWORK
from mlinfra.catalogue.types.network_private_links import PRIVATE_ENDPOINT
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.local.faults import Faults
from mlinfra.local.http import Call, Reply, Route, paged
from mlinfra.local.providers._base import Body, read
from mlinfra.local.size_answers import LOCATIONS, sizes, usages
from mlinfra.local.store import Store

_IN = r"/subscriptions/(?P<subscription>[^/]+)/providers"
_AT = r"locations/(?P<location>[^/]+)"
_ML = r"microsoft\.machinelearningservices"
_SCOPE = rf"{_IN}/(?P<namespace>[^/]+)/{_AT}"
_NETWORK_LIMITS = {
    "VirtualNetworks": ("Virtual Networks", VIRTUAL_NETWORK.key, 1000),
    "NetworkSecurityGroups": ("Network Security Groups", NETWORK_SECURITY_GROUP.key, 5000),
    "PublicIPAddresses": ("Public IP Addresses", PUBLIC_IP.key, 1000),
    "PrivateEndpoints": ("Private Endpoints", PRIVATE_ENDPOINT.key, 65536),
    "RouteTables": ("Route Tables", ROUTE_TABLE.key, 200),
    "NatGateways": ("Nat Gateways", NAT_GATEWAY.key, 100),
}
"""Name -> words, type, documented default limit of a region."""


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


class QuotaRoutes:
    """What a subscription may use in a region, and what it uses."""

    def __init__(self, store: Store, faults: Faults) -> None:
        self.store, self.faults = store, faults

    def routes(self) -> tuple[Route, ...]:
        """What it serves."""
        return (
            ("GET", _path(rf"{_IN}/(?:{_ML}|microsoft\.compute)/{_AT}/usages"), self._usages),
            ("GET", _path(rf"{_IN}/microsoft\.storage/{_AT}/usages"), self._storage),
            ("GET", _path(rf"{_IN}/microsoft\.network/{_AT}/usages"), self._network),
            ("GET", _path(rf"{_IN}/{_ML}/{_AT}/quotas"), self._quotas),
            ("GET", _path(rf"{_IN}/{_ML}/{_AT}/vmsizes"), lambda _, at: Reply(200, {"value": sizes(at["location"])})),
            ("GET", _path(rf"{_IN}/microsoft\.compute/skus"), self._skus),
            ("GET", _path(rf"{_IN}/microsoft\.storage/skus"), lambda _call, _at: paged(_storage_skus())),
            ("GET", _path(rf"{_SCOPE}/providers/microsoft\.quota/(?P<what>quotas|usages)"), self._general),
        )

    def _counted(self, at: Match[str], kind: str) -> int:
        """How many resources of a type a subscription has in the region."""
        place = f"/subscriptions/{at['subscription']}/".lower()
        bodies = self.store.under("resource", place).values()
        return sum(str(b["type"]).lower() == kind and b.get("location") == at["location"].lower() for b in bodies)

    def _storage(self, _: Call, at: Match[str]) -> Reply:
        used = self._counted(at, STORAGE_ACCOUNT.key)
        name = {"value": "StorageAccounts", "localizedValue": "Storage Accounts"}
        return paged([{"unit": "Count", "currentValue": used, "limit": 250, "name": name}])

    def _network(self, _: Call, at: Match[str]) -> Reply:
        entries = []
        for name, (words, kind, limit) in _NETWORK_LIMITS.items():
            place = (
                f"/subscriptions/{at['subscription']}/providers/{VIRTUAL_NETWORK.namespace}/locations/{at['location']}"
            )
            entry: Body = {"id": f"{place}/usages/{name}", "unit": "Count", "limit": limit}
            named = {"value": name, "localizedValue": words}
            entries.append({**entry, "currentValue": self._counted(at, kind), "name": named})
        return paged(entries)

    def _general(self, call: Call, at: Match[str]) -> Reply:
        """The same numbers in the words of Microsoft.Quota, for every namespace."""
        source = {"microsoft.storage": self._storage, "microsoft.network": self._network}
        answer = source.get(at["namespace"].lower(), self._usages)(call, at)
        return paged([_quota(call.path, entry, at["what"].lower()) for entry in answer.body["value"]])

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


def _storage_skus() -> list[Body]:
    """Redundancy and kinds of storage accounts, which every region here offers alike."""
    standard = ("LRS", "GRS", "RAGRS", "ZRS", "GZRS", "RAGZRS")
    names = [*(f"Standard_{name}" for name in standard), "Premium_LRS", "Premium_ZRS"]
    return [
        {
            "resourceType": "storageAccounts",
            "name": name,
            "tier": name.split("_")[0],
            "kind": kind,
            "locations": [place],
        }
        for name in names
        for kind in (
            ("StorageV2", "BlobStorage") if name.startswith("Standard") else ("BlockBlobStorage", "FileStorage")
        )
        for place in LOCATIONS
    ]


def _quota(path: str, entry: Body, what: str) -> Body:
    name = entry["name"]["value"]
    unit = entry.get("unit", "Count")
    properties: Body = {"name": entry["name"], "unit": unit, "isQuotaApplicable": True}
    if what == "usages":
        properties["usages"] = {"value": entry["currentValue"]}
    else:
        properties["limit"] = {"limitObjectType": "LimitValue", "value": entry["limit"]}
    kind = f"Microsoft.Quota/{what}"
    return {"id": f"{path}/{name}", "name": name, "type": kind, "properties": properties}
