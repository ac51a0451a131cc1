"""List the API version that is pinned for each ARM type."""

from __future__ import annotations

_ML = "Microsoft.MachineLearningServices/workspaces"
_ML_VERSION = "2025-12-01"
"""Of everything in a workspace: the oldest of three that are alike, and what the SDK speaks."""
_NETWORK_VERSION, _DNS_VERSION, _STORAGE_VERSION = "2025-05-01", "2024-06-01", "2025-06-01"

API_VERSIONS: dict[str, str] = {
    _ML: _ML_VERSION,
    f"{_ML}/computes": _ML_VERSION,
    f"{_ML}/data": _ML_VERSION,
    f"{_ML}/data/versions": _ML_VERSION,
    f"{_ML}/datastores": _ML_VERSION,
    f"{_ML}/environments": _ML_VERSION,
    f"{_ML}/environments/versions": _ML_VERSION,
    f"{_ML}/onlineEndpoints": _ML_VERSION,
    f"{_ML}/outboundRules": _ML_VERSION,
    "Microsoft.Authorization/roleAssignments": "2022-04-01",
    "Microsoft.ContainerRegistry/registries": "2025-11-01",
    "Microsoft.Insights/components": "2020-02-02",
    "Microsoft.KeyVault/vaults": "2026-02-01",
    "Microsoft.ManagedIdentity/userAssignedIdentities": "2024-11-30",
    "Microsoft.Network/privateDnsZones": _DNS_VERSION,
    "Microsoft.Network/privateDnsZones/virtualNetworkLinks": _DNS_VERSION,
    "Microsoft.Network/privateEndpoints": _NETWORK_VERSION,
    "Microsoft.Network/privateEndpoints/privateDnsZoneGroups": _NETWORK_VERSION,
    "Microsoft.Network/virtualNetworks": _NETWORK_VERSION,
    "Microsoft.Network/virtualNetworks/subnets": _NETWORK_VERSION,
    "Microsoft.OperationalInsights/workspaces": "2025-07-01",
    "Microsoft.Storage/storageAccounts": _STORAGE_VERSION,
    "Microsoft.Storage/storageAccounts/blobServices": _STORAGE_VERSION,
    "Microsoft.Storage/storageAccounts/blobServices/containers": _STORAGE_VERSION,
}
"""Every type that a template can declare, created or existing."""
