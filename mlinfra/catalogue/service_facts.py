"""Tell of any resource type where it is offered, what its requests answer, and what can be listed below it.

Entries of the catalogue say it of their types; the tables here, of types without an entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.service import Statuses

OTHER_LOCATIONS: Final[Mapping[str, Literal["only", "also"]]] = {
    "microsoft.network/dnszones": "only",
    "microsoft.network/frontdoors": "only",
    "microsoft.network/trafficmanagerprofiles": "only",
    "microsoft.insights/activitylogalerts": "also",
    "microsoft.insights/privatelinkscopes": "also",
    "microsoft.network/frontdoorwebapplicationfirewallpolicies": "also",
}
"""Types whose location is ``global``, or may be."""

OTHER_CREATED: Final = frozenset(
    {
        "microsoft.keyvault/vaults/privateendpointconnections",
        "microsoft.machinelearningservices/workspaces/privateendpointconnections",
        "microsoft.storage/storageaccounts/blobservices/containers/immutabilitypolicies",
        "microsoft.storage/storageaccounts/inventorypolicies",
        "microsoft.storage/storageaccounts/localusers",
        "microsoft.storage/storageaccounts/objectreplicationpolicies",
        "microsoft.storage/storageaccounts/privateendpointconnections",
    }
)
"""Types of which a PUT that creates answers 200."""


def location_of(arm_type: str) -> Literal["", "only", "also"]:
    """Whether the location of a type is ``global`` (only), may be (also), or is a region."""
    entry = find_type(arm_type)
    return entry.global_location if entry else OTHER_LOCATIONS.get(arm_type.lower(), "")


def statuses_of(arm_type: str) -> Statuses:
    """What successful requests about a resource of the type answer."""
    entry = find_type(arm_type)
    if entry:
        return entry.served.statuses
    return Statuses(created=200) if arm_type.lower() in OTHER_CREATED else Statuses()


def is_collection(arm_type: str) -> bool:
    """Whether a name that looks as a type is what can be listed below a resource."""
    above, _, last = arm_type.rpartition("/")
    entry = find_type(above)
    if entry is None:
        return False
    linked = last.lower() == "privatelinkresources" and bool(entry.link_groups)
    return linked or last.lower() in map(str.lower, entry.served.collections)
