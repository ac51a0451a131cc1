"""Hold facts about resource types: where they are offered, and what their creation answers."""

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
