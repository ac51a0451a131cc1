"""What the service of workspaces answers, refuses and makes besides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mlinfra.base.json_value import Json
from mlinfra.catalogue.body_rules import When
from mlinfra.catalogue.service import Action, Answer, Brought, Errors, Refused, Served, Statuses
from mlinfra.catalogue.types.machine_learning import NOTEBOOK

_STORAGE, _REGISTRY, _INSIGHTS = (
    "properties.storageAccount",
    "properties.containerRegistry",
    "properties.applicationInsights",
)
_MISSING: Final = (
    "ValidationError",
    "Missing dependent resources in workspace json: '{other}' was not found.",
)
_NOTEBOOK_KEYS: Final[Json] = {"primaryAccessKey": "{key:2}", "secondaryAccessKey": "{key:3}"}
_KEYS: Final[Json] = {
    "userStorageKey": f"{{key:1@{_STORAGE}}}",
    "notebookAccessKeys": _NOTEBOOK_KEYS,
    "userStorageArmId": f"{{body:{_STORAGE}}}",
    "userStorageResourceId": f"{{body:{_STORAGE}}}",
}
_INSIGHTS_KEY: Final = Answer(_INSIGHTS, {"appInsightsInstrumentationKey": f"{{guid:ikey@{_INSIGHTS}}}"})
_REGISTRY_KEYS: Final = Answer(
    _REGISTRY,
    {
        "containerRegistryCredentials": {
            "location": "{location}",
            "username": f"{{last:{_REGISTRY}}}",
            "passwords": [
                {"name": "password", "value": f"{{key:0@{_REGISTRY}}}"},
                {"name": "password2", "value": f"{{key:1@{_REGISTRY}}}"},
            ],
        }
    },
)
_STUDIO_TOKEN: Final[Json] = {
    "accessToken": "{key:4}",
    "expiresIn": 3600,
    "hostName": "{short}.{location}.notebooks.azure.net",
    "notebookResourceId": "{guid:notebook}",
    "scope": "aznb_identity",
    "tokenType": "Bearer",
}
_DIAGNOSED: Final = (
    "userDefinedRouteResults", "networkSecurityRuleResults", "resourceLockResults", "dnsResolutionResults",
    "storageAccountResults", "keyVaultResults", "containerRegistryResults", "applicationInsightsResults", "otherResults",
)  # fmt: skip
_NETWORK_STATUS: Final[Json] = {"status": "Active", "sparkReady": "{sent:includeSpark}"}
_NO_NETWORK: Final = Refused(
    When("properties.managedNetwork.isolationMode", ("Disabled",), absent="Disabled"),
    "The workspace has no managed network to provision.",
    target="managedNetwork",
)

_BLOB: Final[Mapping[str, Json]] = {
    "datastoreType": "AzureBlob",
    "accountName": f"{{last:{_STORAGE}}}",
    "isDefault": False,
    "containerName": "azureml-blobstore-{guid}",
}
_FILE: Final[Mapping[str, Json]] = {
    "datastoreType": "AzureFile",
    "accountName": f"{{last:{_STORAGE}}}",
    "isDefault": False,
    "fileShareName": "azureml-filestore-{guid}",
}
_DATASTORES: Final = Brought(
    "datastores",
    _STORAGE,  # a project has none, and uses the datastores of its hub
    {
        "workspaceblobstore": {**_BLOB, "isDefault": True},
        "workspaceartifactstore": _BLOB,
        "workspacefilestore": _FILE,
        "workspaceworkingdirectory": _FILE,
    },
)

SERVED: Final[Served] = Served(
    required=("location",),
    errors=Errors(
        "InvalidWorkspaceName",
        {_STORAGE: "ValidationError", "properties.keyVault": "ValidationError"},
        (400, "BadRequest"),
        missing=dict.fromkeys((_STORAGE, "properties.keyVault", _INSIGHTS, _REGISTRY), _MISSING),
    ),
    statuses=Statuses(created=202),
    system_data=True,
    actions=(
        Action("listKeys", _KEYS, (_INSIGHTS_KEY, _REGISTRY_KEYS)),
        Action("listStorageAccountKeys", {"userStorageKey": f"{{key:1@{_STORAGE}}}"}),
        Action("listNotebookKeys", _NOTEBOOK_KEYS),
        Action("listNotebookAccessToken", _STUDIO_TOKEN),
        Action("diagnose", {"value": {name: [] for name in _DIAGNOSED}}, later=True),
        Action("resyncKeys", later=True),
        Action("prepareNotebook", NOTEBOOK, later=True),
        Action(
            "provisionManagedNetwork",
            _NETWORK_STATUS,
            sets={"properties.managedNetwork.status": _NETWORK_STATUS},
            assumes={"includeSpark": False},
            refused=(_NO_NETWORK,),
            later=True,
        ),
    ),
    collections=("features", "outboundNetworkDependenciesEndpoints"),
    brings=(_DATASTORES,),
    gone_at_once=When("identity.type", ("UserAssigned",)),
    grants={
        _STORAGE: ("Contributor", "Storage Blob Data Contributor"),
        "properties.keyVault": ("Contributor", "Key Vault Administrator"),
        _REGISTRY: ("Contributor",),
        _INSIGHTS: ("Contributor",),
    },
)
