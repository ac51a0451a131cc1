"""Give what ``environment()`` says in each of Azure's clouds: facts by memory and from its documentation.

Of the sovereign clouds only what templates for Machine Learning read is here; a template that reads more of them is
refused offline rather than guessed at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_SUFFIXES = {
    "acrLoginServer": ".azurecr.io",
    "azureDatalakeAnalyticsCatalogAndJob": "azuredatalakeanalytics.net",
    "azureDatalakeStoreFileSystem": "azuredatalakestore.net",
    "azureFrontDoorEndpointSuffix": "azurefd.net",
    "keyvaultDns": ".vault.azure.net",
    "sqlServerHostname": ".database.windows.net",
    "storage": "core.windows.net",
}
PUBLIC: Mapping[str, Any] = {
    "name": "AzureCloud",
    "gallery": "https://gallery.azure.com/",
    "graph": "https://graph.windows.net/",
    "portal": "https://portal.azure.com",
    "graphAudience": "https://graph.windows.net/",
    "activeDirectoryDataLake": "https://datalake.azure.net/",
    "batch": "https://batch.core.windows.net/",
    "media": "https://rest.media.azure.net",
    "sqlManagement": "https://management.core.windows.net:8443/",
    "vmImageAliasDoc": "https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/quickstart-templates/aliases.json",
    "resourceManager": "https://management.azure.com/",
    "authentication": {
        "loginEndpoint": "https://login.microsoftonline.com/",
        "audiences": ["https://management.core.windows.net/", "https://management.azure.com/"],
        "tenant": "common",
        "identityProvider": "AAD",
    },
    "suffixes": _SUFFIXES,
}
"""The public cloud, whole."""

_SOVEREIGN: dict[str, Mapping[str, Any]] = {
    "azureusgovernment": {
        "name": "AzureUSGovernment",
        "resourceManager": "https://management.usgovcloudapi.net/",
        "suffixes": {
            "acrLoginServer": ".azurecr.us",
            "keyvaultDns": ".vault.usgovcloudapi.net",
            "storage": "core.usgovcloudapi.net",
        },
    },
    "azurechinacloud": {
        "name": "AzureChinaCloud",
        "resourceManager": "https://management.chinacloudapi.cn/",
        "suffixes": {
            "acrLoginServer": ".azurecr.cn",
            "keyvaultDns": ".vault.azure.cn",
            "storage": "core.chinacloudapi.cn",
        },
    },
}


def environment_of(cloud: str | None) -> Mapping[str, Any]:
    """What ``environment()`` says in a cloud; None, or a name that is not known, is the public one."""
    return _SOVEREIGN.get((cloud or "").casefold(), PUBLIC)
