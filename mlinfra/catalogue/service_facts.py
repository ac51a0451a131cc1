"""Hold facts about resource types: where they are offered, what their creation answers, which API versions they have."""

from __future__ import annotations

from typing import NamedTuple


class Locations(NamedTuple):
    """Types, in lower case, that are offered in no region."""

    only: frozenset[str]
    """Their location is ``global`` and nothing else."""
    also: frozenset[str]
    """Their location is ``global`` or a region."""


GLOBAL = Locations(
    only=frozenset(
        {
            "microsoft.network/privatednszones",
            "microsoft.network/privatednszones/virtualnetworklinks",
            "microsoft.network/dnszones",
            "microsoft.network/frontdoors",
            "microsoft.network/trafficmanagerprofiles",
        }
    ),
    also=frozenset(
        {
            "microsoft.insights/actiongroups",
            "microsoft.insights/activitylogalerts",
            "microsoft.insights/metricalerts",
            "microsoft.insights/privatelinkscopes",
            "microsoft.network/frontdoorwebapplicationfirewallpolicies",
            "microsoft.resources/tags",
        }
    ),
)

COLLECTIONS = frozenset(
    {
        "microsoft.containerregistry/registries/listusages",
        "microsoft.containerregistry/registries/privatelinkresources",
        "microsoft.keyvault/vaults/privatelinkresources",
        "microsoft.machinelearningservices/registries/privatelinkresources",
        "microsoft.machinelearningservices/workspaces/features",
        "microsoft.machinelearningservices/workspaces/outboundnetworkdependenciesendpoints",
        "microsoft.machinelearningservices/workspaces/privatelinkresources",
        "microsoft.machinelearningservices/workspaces/onlineendpoints/deployments/skus",
        "microsoft.storage/storageaccounts/privatelinkresources",
    }
)
"""What can be listed below a resource although it is no type; in lower case."""

CREATED: dict[str, int] = {
    **dict.fromkeys(
        (
            "microsoft.keyvault/vaults/keys",
            "microsoft.keyvault/vaults/privateendpointconnections",
            "microsoft.machinelearningservices/workspaces/connections",
            "microsoft.machinelearningservices/workspaces/privateendpointconnections",
            "microsoft.insights/components",
            "microsoft.insights/diagnosticsettings",
            "microsoft.insights/actiongroups",
            "microsoft.storage/storageaccounts/blobservices",
            "microsoft.storage/storageaccounts/blobservices/containers/immutabilitypolicies",
            "microsoft.storage/storageaccounts/fileservices",
            "microsoft.storage/storageaccounts/inventorypolicies",
            "microsoft.storage/storageaccounts/localusers",
            "microsoft.storage/storageaccounts/managementpolicies",
            "microsoft.storage/storageaccounts/objectreplicationpolicies",
            "microsoft.storage/storageaccounts/privateendpointconnections",
            "microsoft.storage/storageaccounts/queueservices",
            "microsoft.storage/storageaccounts/queueservices/queues",
            "microsoft.storage/storageaccounts/tableservices",
            "microsoft.storage/storageaccounts/tableservices/tables",
        ),
        200,
    ),
    **dict.fromkeys(
        (
            "microsoft.storage/storageaccounts",
            "microsoft.machinelearningservices/workspaces",
            "microsoft.machinelearningservices/workspaces/outboundrules",
        ),
        202,
    ),
}
"""What a PUT that creates answers, by type in lower case, where it is not 201: 202 with the place of the result."""

REPLACED: dict[str, int] = {"microsoft.authorization/roledefinitions": 201}
"""The same of a PUT that changes what exists, where it is not 200."""

DELETED: dict[str, int] = {
    "microsoft.storage/storageaccounts/queueservices/queues": 204,
    "microsoft.storage/storageaccounts/tableservices/tables": 204,
    "microsoft.machinelearningservices/workspaces/capabilityhosts": 202,
    "microsoft.machinelearningservices/workspaces/marketplacesubscriptions": 202,
    "microsoft.machinelearningservices/workspaces/serverlessendpoints": 202,
}
"""What a DELETE of what exists answers, where it is not 200."""

SYSTEM_DATA = (
    "microsoft.machinelearningservices/",
    "microsoft.keyvault/vaults",
    "microsoft.containerregistry/",
    "microsoft.managedidentity/",
    "microsoft.authorization/locks",
    "microsoft.authorization/policy",
)
"""Beginnings of the types, in lower case, whose GET has ``systemData``."""

_VERSIONS: dict[str, str] = {
    "microsoft.authorization": "2025-03-01 2022-04-01 2020-10-01 2020-05-01",
    "microsoft.authorization/locks": "2020-05-01 2017-04-01 2016-09-01",
    "microsoft.authorization/policyassignments": "2025-03-01",
    "microsoft.authorization/roleassignments": "2022-04-01",
    "microsoft.authorization/roledefinitions": "2022-04-01",
    "microsoft.containerregistry": "2025-11-01 2025-04-01 2023-07-01",
    "microsoft.insights": "2023-01-01 2022-10-01 2021-05-01-preview 2020-02-02 2018-03-01",
    "microsoft.insights/components": "2020-02-02",
    "microsoft.insights/diagnosticsettings": "2021-05-01-preview",
    "microsoft.keyvault": "2026-02-01 2025-05-01 2024-11-01 2023-07-01",
    "microsoft.machinelearningservices": (
        "2026-05-15-preview 2026-05-01 2026-03-01 2025-12-01 2025-09-01 2025-06-01 2025-04-01 2024-10-01-preview "
        "2024-10-01 2024-04-01"
    ),
    "microsoft.managedidentity": "2024-11-30 2023-01-31 2018-11-30",
    "microsoft.network": "2025-05-01 2025-03-01 2025-01-01 2024-07-01 2024-05-01",
    "microsoft.network/privatednszones": "2024-06-01 2020-06-01",
    "microsoft.operationalinsights": "2026-03-01 2025-07-01 2025-02-01 2023-09-01",
    "microsoft.resources": "2025-04-01 2024-11-01 2024-03-01 2022-09-01 2021-04-01",
    "microsoft.resources/deploymentstacks": "2025-07-01 2024-03-01",
    "microsoft.storage": "2026-04-01 2025-08-01 2025-06-01 2025-01-01 2024-01-01 2023-05-01",
}


def api_versions(resource_type: str) -> tuple[str, ...]:
    """The API versions of a type that are known here, the newest first: what look-ups tell, not what is refused."""
    parts = resource_type.lower().split("/")
    for depth in range(len(parts), 0, -1):
        versions = _VERSIONS.get("/".join(parts[:depth]))
        if versions:
            return tuple(versions.split())
    return ()
