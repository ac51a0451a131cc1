"""Subscriptions with their regions and resource providers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from re import Match
from typing import Any

from mlinfra.catalogue.api_versions import api_versions
from mlinfra.catalogue.regions import DISPLAY_NAMES, region
from mlinfra.catalogue.resource_places import namespace_is_known, types_of
from mlinfra.catalogue.service_facts import location_of
from mlinfra.local.errors import ArmError
from mlinfra.local.faults import Faults
from mlinfra.local.http import Call, Reply, Route, paged
from mlinfra.local.providers import known_types
from mlinfra.local.providers._base import SUBSCRIPTION, TENANT, Body
from mlinfra.local.store import Store

_IN = r"/subscriptions/(?P<subscription>[^/]+)/providers"


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _subscription(name: str) -> Body:
    return {
        "id": f"/subscriptions/{name}",
        "subscriptionId": name,
        "tenantId": TENANT,
        "displayName": "Local",
        "state": "Enabled",
        "subscriptionPolicies": {
            "locationPlacementId": "Public_2014-09-01",
            "quotaId": "Local",
            "spendingLimit": "Off",
        },
        "authorizationSource": "RoleBased",
        "managedByTenants": [],
    }


class SubscriptionRoutes:
    """What is asked of a subscription as a whole."""

    def __init__(self, store: Store, faults: Faults, subscriptions: Sequence[str] = ()) -> None:
        self.store, self.faults = store, faults
        self._listed: Sequence[str] = subscriptions or (SUBSCRIPTION,)

    def routes(self) -> tuple[Route, ...]:
        """What it serves."""
        one = rf"{_IN}/(?P<namespace>[^/]+)"
        return (
            ("GET", _path(r"/subscriptions"), lambda _call, _at: paged([_subscription(name) for name in self._listed])),
            ("GET", _path(r"/subscriptions/(?P<name>[^/]+)"), lambda _, at: Reply(200, _subscription(at["name"]))),
            ("GET", _path(r"/subscriptions/(?P<name>[^/]+)/locations"), self._locations),
            ("GET", _path(r"/tenants"), lambda _call, _at: paged([{"id": f"/tenants/{TENANT}", "tenantId": TENANT}])),
            ("GET", _path(_IN), self._providers),
            ("GET", _path(one), self._provider),
            ("POST", _path(rf"{one}/register"), lambda call, at: self._register(call, at, state="Registered")),
            ("POST", _path(rf"{one}/unregister"), lambda call, at: self._register(call, at, state="Unregistered")),
        )

    def _locations(self, _: Call, at: Match[str]) -> Reply:
        place = f"/subscriptions/{at['name']}/locations"
        return paged(
            [
                {
                    "id": f"{place}/{region(name)}",
                    "name": region(name),
                    "type": "Region",
                    "displayName": name,
                    "regionalDisplayName": name,
                    "metadata": {"regionType": "Physical", "regionCategory": "Recommended"},
                }
                for name in DISPLAY_NAMES
            ]
        )

    def _state(self, subscription: str, namespace: str) -> str:
        stored = self.store.get("provider", f"{subscription}/{namespace}".lower())
        if stored:
            return str(stored["state"])
        refused = any(
            entry == "provider" or namespace.lower() in entry.lower()
            for entry in self.faults.refuse
            if entry.startswith("provider")
        )
        return "NotRegistered" if refused else "Registered"

    def _facts(self, subscription: str, namespace: str) -> Body:
        return {
            "id": f"/subscriptions/{subscription}/providers/{namespace}",
            "namespace": namespace,
            "registrationPolicy": "RegistrationRequired",
            "registrationState": self._state(subscription, namespace),
            "resourceTypes": [_type(namespace, kind) for kind in types_of(namespace)],
        }

    def _providers(self, call: Call, at: Match[str]) -> Reply:
        names = sorted({kind.split("/")[0] for kind in known_types() if namespace_is_known(kind)})
        return paged([self._facts(at["subscription"], name) for name in names][: call.top])

    def _known(self, at: Match[str]) -> str:
        """The namespace as Azure spells it. Raises 404."""
        spelled = {kind.split("/")[0].lower(): kind.split("/")[0] for kind in known_types()}
        name = spelled.get(at["namespace"].lower())
        if name is None or not namespace_is_known(name):
            message = f"The resource namespace '{at['namespace']}' is invalid."
            raise ArmError(404, "InvalidResourceNamespace", message)
        return name

    def _provider(self, _: Call, at: Match[str]) -> Reply:
        return Reply(200, self._facts(at["subscription"], self._known(at)))

    def _register(self, _: Call, at: Match[str], *, state: str) -> Reply:
        name = self._known(at)
        self.store.put("provider", f"{at['subscription']}/{name}".lower(), {"state": state})
        return Reply(200, self._facts(at["subscription"], name))


def _type(namespace: str, kind: str) -> Body:
    full = f"{namespace}/{kind}"
    versions = api_versions(full)
    places: list[str] = ["global"] if location_of(full) == "only" else list(DISPLAY_NAMES)
    facts: dict[str, Any] = {"resourceType": kind, "locations": places, "apiVersions": list(versions)}
    if versions:
        facts["defaultApiVersion"] = next((version for version in versions if "preview" not in version), versions[0])
    return {**facts, "capabilities": "CrossResourceGroupResourceMove, SupportsTags, SupportsLocation"}
