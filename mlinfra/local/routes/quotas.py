"""Quotas and usages of a region, and the sizes of machines that it offers."""

from __future__ import annotations

import re
from re import Match
from typing import Any

from mlinfra.catalogue.lookup import all_types
from mlinfra.local.faults import Faults
from mlinfra.local.http import Call, Reply, Route, paged
from mlinfra.local.providers._base import Body, read
from mlinfra.local.size_answers import LOCATIONS, sizes, usages
from mlinfra.local.store import Store

_IN = r"/subscriptions/(?P<subscription>[^/]+)/providers"
_AT = r"locations/(?P<location>[^/]+)"
_ML = r"microsoft\.machinelearningservices"
_COUNTED = "microsoft.storage|microsoft.network"
"""Providers that tell how many resources of a type there may be in a region."""
_SCOPE = rf"{_IN}/(?P<namespace>[^/]+)/{_AT}"


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
            ("GET", _path(rf"{_IN}/(?P<namespace>{_COUNTED})/{_AT}/usages"), self._counts),
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

    def _counts(self, _: Call, at: Match[str]) -> Reply:
        """The resources of each type of a provider that has a limit, as Azure tells them."""
        entries = []
        for entry in all_types():
            quota = entry.served.quota
            if quota is None or entry.namespace.lower() != at["namespace"].lower():
                continue
            place = f"/subscriptions/{at['subscription']}/providers/{entry.namespace}/locations/{at['location']}"
            named = {"value": quota.name, "localizedValue": quota.words}
            known = {"id": f"{place}/usages/{quota.name}", "unit": "Count", "limit": quota.limit}
            entries.append({**known, "currentValue": self._counted(at, entry.key), "name": named})
        return paged(entries)

    def _general(self, call: Call, at: Match[str]) -> Reply:
        """The same numbers in the words of Microsoft.Quota, for every namespace."""
        answer = (self._counts if at["namespace"].lower() in _COUNTED.split("|") else self._usages)(call, at)
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
