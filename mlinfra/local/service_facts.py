"""Hold facts about resource types in one table: where they are offered, what their creation answers, their actions."""

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
