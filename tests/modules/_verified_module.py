"""What the tests of the Azure Verified Module for workspaces give it, and what our stacks send beyond it, with the reasons."""

from __future__ import annotations

from typing import Any

SUBSCRIPTION, GROUP, REGION = "11111111-1111-1111-1111-111111111111", "rg-avm", "westeurope"
PLACE = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}"
SOMEBODY = "aaaaaaaa-0000-4000-8000-000000000002"


def _id(kind: str, name: str) -> str:
    return f"{PLACE}/providers/{kind}/{name}"


_ACCOUNT, _OTHER, _SINK = (_id("Microsoft.Storage/storageAccounts", name) for name in ("stavm", "stavm2", "stdiag"))
_VAULT = _id("Microsoft.KeyVault/vaults", "kv-avm")
_KEY_READER, _IDENTITY = (
    _id("Microsoft.ManagedIdentity/userAssignedIdentities", name) for name in ("id-encr", "id-max")
)
_SUBNET = f"{_id('Microsoft.Network/virtualNetworks', 'vnet-avm')}/subnets/snet"
_ZONE = {"privateDnsZoneResourceId": _id("Microsoft.Network/privateDnsZones", "privatelink.api.azureml.ms")}
_TAGS = {
    "hidden-title": "This is visible in the resource name",
    "Environment": "Non-Prod",
    "Role": "DeploymentValidation",
}
_SINKS = {
    "eventHubName": "evh-avm",
    "eventHubAuthorizationRuleResourceId": f"{_id('Microsoft.EventHub/namespaces', 'evhns-avm')}/authorizationRules/RootManageSharedAccessKey",
    "storageAccountResourceId": _SINK,
    "workspaceResourceId": _id("Microsoft.OperationalInsights/workspaces", "log-avm"),
}
_KEPT = {
    "associatedApplicationInsightsResourceId": _id("Microsoft.Insights/components", "appi-avm"),
    "associatedKeyVaultResourceId": _VAULT,
    "associatedStorageAccountResourceId": _ACCOUNT,
}
_USER_ASSIGNED = {"systemAssigned": False, "userAssignedResourceIds": [_IDENTITY]}
_ROLES = (
    ("f9b5b0d9-f27e-4c89-bacf-1bbc4a99dbce", "Owner"),
    ("2f8c4e3a-6a1b-5d60-9c0e-4b7d1f3a9e52", "b24988ac-6180-42a0-ab88-20f7382dd24c"),
    (
        None,
        f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
    ),
)
PARAMETERS: dict[str, dict[str, Any]] = {
    "defaults": {"name": "mlswmin001", "sku": "Basic", **_KEPT},
    "encr": {
        "name": "mlswecr001",
        "sku": "Basic",
        **_KEPT,
        "customerManagedKey": {
            "keyName": "keyEncryptionKey",
            "keyVaultResourceId": _VAULT,
            "userAssignedIdentityResourceId": _KEY_READER,
        },
        "primaryUserAssignedIdentity": _KEY_READER,
        "managedIdentities": {"systemAssigned": False, "userAssignedResourceIds": [_KEY_READER]},
        "managedNetworkSettings": {
            "isolationMode": "AllowInternetOutbound",
            "outboundRules": {
                "rule": {
                    "type": "PrivateEndpoint",
                    "destination": {"serviceResourceId": _OTHER, "subresourceTarget": "blob"},
                    "category": "UserDefined",
                }
            },
            "firewallSku": "Basic",
        },
    },
    "ai-hub": {
        "name": "mlswaih001",
        "sku": "Basic",
        "kind": "Hub",
        **_KEPT,
        "workspaceHubConfig": {
            "additionalWorkspaceStorageAccounts": [_OTHER],
            "defaultWorkspaceResourceGroup": PLACE,
        },
    },
    "ai-project": {
        "name": "mlswaip001",
        "sku": "Basic",
        "kind": "Project",
        "hubResourceId": _id("Microsoft.MachineLearningServices/workspaces", "mlswaiphub001"),
    },
    "feature-store": {
        "name": "mlswfs001",
        "sku": "Basic",
        "kind": "FeatureStore",
        **_KEPT,
        "featureStoreSettings": {"computeRuntime": {"sparkRuntimeVersion": "3.3"}},
    },
    "waf-aligned": {
        "name": "mlswwaf001",
        "sku": "Standard",
        **_KEPT,
        "diagnosticSettings": [_SINKS],
        "privateEndpoints": [
            {
                "subnetResourceId": _SUBNET,
                "privateDnsZoneGroup": {"privateDnsZoneGroupConfigs": [_ZONE]},
                "tags": _TAGS,
            }
        ],
        "managedNetworkSettings": {
            "isolationMode": "AllowOnlyApprovedOutbound",
            "outboundRules": {
                "rule1": {
                    "type": "PrivateEndpoint",
                    "destination": {"serviceResourceId": _SINK, "subresourceTarget": "blob", "sparkEnabled": True},
                    "category": "UserDefined",
                },
                "rule2": {"type": "FQDN", "destination": "pypi.org", "category": "UserDefined"},
                "rule3": {
                    "type": "ServiceTag",
                    "destination": {"serviceTag": "AppService", "portRanges": "80,443", "protocol": "TCP"},
                    "category": "UserDefined",
                },
            },
            "firewallSku": "Standard",
        },
        "systemDatastoresAuthMode": "Identity",
        "tags": _TAGS,
    },
    "max": {
        "name": "mlswmax001",
        "friendlyName": "Workspace",
        "description": "The cake is a lie.",
        "kind": "Default",
        "sku": "Premium",
        **_KEPT,
        "computes": [
            {
                "computeLocation": REGION,
                "computeType": "AmlCompute",
                "description": "Default CPU Cluster",
                "disableLocalAuth": False,
                "location": REGION,
                "name": "DefaultCPU",
                "properties": {
                    "enableNodePublicIp": True,
                    "isolatedNetwork": False,
                    "osType": "Linux",
                    "remoteLoginPortPublicAccess": "Disabled",
                    "scaleSettings": {"maxNodeCount": 3, "minNodeCount": 0, "nodeIdleTimeBeforeScaleDown": "PT5M"},
                    "vmPriority": "Dedicated",
                    "vmSize": "Standard_D2ads_v5",
                },
                "sku": "Basic",
                "managedIdentities": _USER_ASSIGNED,
            }
        ],
        "datastores": [
            {
                "name": "datastore",
                "properties": {
                    "credentials": {"credentialsType": "None"},
                    "subscriptionId": SUBSCRIPTION,
                    "resourceGroup": GROUP,
                    "datastoreType": "AzureBlob",
                    "accountName": "myaccount",
                    "containerName": "my-container",
                    "endpoint": "core.windows.net",
                    "protocol": "https",
                    "serviceDataAccessAuthIdentity": "None",
                },
            }
        ],
        "diagnosticSettings": [{"name": "customSetting", "metricCategories": [{"category": "AllMetrics"}], **_SINKS}],
        "discoveryUrl": "http://example.com",
        "imageBuildCompute": "testcompute",
        "ipAllowlist": ["1.2.3.4/32"],
        "lock": {"kind": "CanNotDelete", "name": "myCustomLockName"},
        "primaryUserAssignedIdentity": _IDENTITY,
        "privateEndpoints": [
            {
                "subnetResourceId": _SUBNET,
                "privateDnsZoneGroup": {"name": "group1", "privateDnsZoneGroupConfigs": [_ZONE | {"name": "config1"}]},
                "tags": _TAGS,
            },
            {
                "subnetResourceId": _SUBNET,
                "privateDnsZoneGroup": {"name": "group2", "privateDnsZoneGroupConfigs": [_ZONE | {"name": "config2"}]},
            },
        ],
        "provisionNetworkNow": True,
        "roleAssignments": [
            {"roleDefinitionIdOrName": role, "principalId": SOMEBODY, "principalType": "ServicePrincipal"}
            | ({"name": name} if name else {})
            for name, role in _ROLES
        ],
        "managedIdentities": _USER_ASSIGNED,
        "serverlessComputeSettings": {
            "serverlessComputeCustomSubnet": _SUBNET,
            "serverlessComputeNoPublicIP": True,
        },
        "managedNetworkSettings": {"isolationMode": "Disabled"},
        "systemDatastoresAuthMode": "AccessKey",
        "tags": _TAGS,
    },
}
"""The parameters of each test, with ids of ours for what its dependencies are."""

_ML = "Microsoft.MachineLearningServices/workspaces"
_ROLE = "Microsoft.Authorization/roleAssignments"
_NEEDED = (
    "Azure grants a user-assigned identity nothing: without these roles the workspace cannot use what it is made of"
)
ADDITIONS: dict[tuple[str, str], str] = {
    (_ML, "properties.v1LegacyMode"): "said, so that a later change of it is seen; Azure's default",
    (
        _ML,
        "properties.systemDatastoresAuthMode",
    ): "its own datastores are opened by roles, where the module leaves keys",
    (
        _ML,
        "properties.managedNetwork.outboundRules.rule.destination.sparkEnabled",
    ): "said in every rule; Azure's default",
    (_ROLE, ""): _NEEDED,
    (_ROLE, "properties.description"): "says why it is there, to who reads it in the portal",
}
"""Type, path (empty: the whole resource) and the reason of all that our stacks send and the module does not."""
