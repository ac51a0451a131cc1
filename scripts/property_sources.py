"""Which published package describes the body of which resource type: module and class.

The API version stands in the type's entry (mlinfra/catalogue/types); a package that asks in another one is refused.
"""

from __future__ import annotations

_ML = "azure.ai.ml._restclient.arm_ml_service.models"
_NETWORK = "azure.mgmt.network.models"
_DNS = "azure.mgmt.privatedns.models"
_STORAGE = "azure.mgmt.storage.models"
_VAULTS = "azure.mgmt.keyvault.models"
_MONITOR = "azure.mgmt.monitor.models"
_IDENTITY = "azure.mgmt.msi.v2024_11_30.models"
_ROLES = "azure.mgmt.authorization.v2022_04_01.models"
_WORKSPACES = "Microsoft.MachineLearningServices/workspaces"
_STORES = "Microsoft.Storage/storageAccounts"
_NETWORKS = "Microsoft.Network/virtualNetworks"
_ENDPOINTS = "Microsoft.Network/privateEndpoints"
_ZONES = "Microsoft.Network/privateDnsZones"
_REGISTRIES = "Microsoft.ContainerRegistry/registries"
_IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities"

SOURCES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "azure-ai-ml==1.35.2": (
        (_WORKSPACES, _ML, "Workspace"),
        (f"{_WORKSPACES}/batchEndpoints", _ML, "BatchEndpoint"),
        (f"{_WORKSPACES}/batchEndpoints/deployments", _ML, "BatchDeployment"),
        (f"{_WORKSPACES}/codes", _ML, "CodeContainer"),
        (f"{_WORKSPACES}/codes/versions", _ML, "CodeVersion"),
        (f"{_WORKSPACES}/components", _ML, "ComponentContainer"),
        (f"{_WORKSPACES}/components/versions", _ML, "ComponentVersion"),
        (f"{_WORKSPACES}/computes", _ML, "ComputeResource"),
        (f"{_WORKSPACES}/connections", _ML, "WorkspaceConnectionPropertiesV2BasicResource"),
        (f"{_WORKSPACES}/data", _ML, "DataContainer"),
        (f"{_WORKSPACES}/data/versions", _ML, "DataVersionBase"),
        (f"{_WORKSPACES}/datastores", _ML, "Datastore"),
        (f"{_WORKSPACES}/environments", _ML, "EnvironmentContainer"),
        (f"{_WORKSPACES}/environments/versions", _ML, "EnvironmentVersion"),
        (f"{_WORKSPACES}/featuresets", _ML, "FeaturesetContainer"),
        (f"{_WORKSPACES}/featuresets/versions", _ML, "FeaturesetVersion"),
        (f"{_WORKSPACES}/jobs", _ML, "JobBase"),
        (f"{_WORKSPACES}/models", _ML, "ModelContainer"),
        (f"{_WORKSPACES}/models/versions", _ML, "ModelVersion"),
        (f"{_WORKSPACES}/onlineEndpoints", _ML, "OnlineEndpoint"),
        (f"{_WORKSPACES}/onlineEndpoints/deployments", _ML, "OnlineDeployment"),
        (f"{_WORKSPACES}/outboundRules", _ML, "OutboundRuleBasicResource"),
        (f"{_WORKSPACES}/schedules", _ML, "Schedule"),
        ("Microsoft.MachineLearningServices/registries", _ML, "Registry"),
    ),
    "azure-mgmt-storage==24.0.1": (
        (_STORES, _STORAGE, "StorageAccountCreateParameters"),
        (f"{_STORES}/blobServices", _STORAGE, "BlobServiceProperties"),
        (f"{_STORES}/blobServices/containers", _STORAGE, "BlobContainer"),
        (f"{_STORES}/fileServices", _STORAGE, "FileServiceProperties"),
        (f"{_STORES}/fileServices/shares", _STORAGE, "FileShare"),
        (f"{_STORES}/managementPolicies", _STORAGE, "ManagementPolicy"),
        (f"{_STORES}/queueServices", _STORAGE, "QueueServiceProperties"),
        (f"{_STORES}/tableServices", _STORAGE, "TableServiceProperties"),
    ),
    "azure-mgmt-keyvault==14.0.1": (
        ("Microsoft.KeyVault/vaults", _VAULTS, "VaultCreateOrUpdateParameters"),
        ("Microsoft.KeyVault/vaults/keys", _VAULTS, "KeyCreateParameters"),
        ("Microsoft.KeyVault/vaults/secrets", _VAULTS, "SecretCreateOrUpdateParameters"),
    ),
    "azure-mgmt-containerregistry==15.0.0": ((_REGISTRIES, "azure.mgmt.containerregistry.models", "Registry"),),
    "azure-mgmt-containerregistrytasks==1.0.0b1": (
        (f"{_REGISTRIES}/agentPools", "azure.mgmt.containerregistrytasks.models", "AgentPool"),
    ),
    "azure-mgmt-loganalytics==14.0.0": (
        ("Microsoft.OperationalInsights/workspaces", "azure.mgmt.loganalytics.models", "Workspace"),
    ),
    "azure-mgmt-applicationinsights==4.1.0": (
        (
            "Microsoft.Insights/components",
            "azure.mgmt.applicationinsights.v2020_02_02.models",
            "ApplicationInsightsComponent",
        ),
    ),
    "azure-mgmt-monitor==7.0.0": (
        ("Microsoft.Insights/actionGroups", _MONITOR, "ActionGroupResource"),
        ("Microsoft.Insights/metricAlerts", _MONITOR, "MetricAlertResource"),
    ),
    "azure-mgmt-monitor==6.0.2": (
        (
            "Microsoft.Insights/diagnosticSettings",
            "azure.mgmt.monitor.v2021_05_01_preview.models",
            "DiagnosticSettingsResource",
        ),
    ),
    "azure-mgmt-network==30.2.0": (
        (_NETWORKS, _NETWORK, "VirtualNetwork"),
        (f"{_NETWORKS}/subnets", _NETWORK, "Subnet"),
        (f"{_NETWORKS}/virtualNetworkPeerings", _NETWORK, "VirtualNetworkPeering"),
        ("Microsoft.Network/natGateways", _NETWORK, "NatGateway"),
        ("Microsoft.Network/networkInterfaces", _NETWORK, "NetworkInterface"),
        ("Microsoft.Network/networkSecurityGroups", _NETWORK, "NetworkSecurityGroup"),
        (_ENDPOINTS, _NETWORK, "PrivateEndpoint"),
        (f"{_ENDPOINTS}/privateDnsZoneGroups", _NETWORK, "PrivateDnsZoneGroup"),
        ("Microsoft.Network/publicIPAddresses", _NETWORK, "PublicIPAddress"),
        ("Microsoft.Network/routeTables", _NETWORK, "RouteTable"),
    ),
    "azure-mgmt-privatedns==2.0.0": (
        (_ZONES, _DNS, "PrivateZone"),
        (f"{_ZONES}/virtualNetworkLinks", _DNS, "VirtualNetworkLink"),
    ),
    "azure-mgmt-msi==7.1.0": (
        (_IDENTITIES, _IDENTITY, "Identity"),
        (f"{_IDENTITIES}/federatedIdentityCredentials", _IDENTITY, "FederatedIdentityCredential"),
    ),
    "azure-mgmt-authorization==4.0.0": (
        ("Microsoft.Authorization/roleAssignments", _ROLES, "RoleAssignmentCreateParameters"),
        ("Microsoft.Authorization/roleDefinitions", _ROLES, "RoleDefinition"),
    ),
    "azure-mgmt-resource-locks==1.0.0": (
        ("Microsoft.Authorization/locks", "azure.mgmt.resource.locks.models", "ManagementLockObject"),
    ),
    "azure-mgmt-resource-policy==1.0.0b2": (
        ("Microsoft.Authorization/policyAssignments", "azure.mgmt.resource.policy.models", "PolicyAssignment"),
    ),
    "azure-mgmt-consumption==11.0.0": (("Microsoft.Consumption/budgets", "azure.mgmt.consumption.models", "Budget"),),
    "azure-mgmt-resource==26.0.0": (
        ("Microsoft.Resources/resourceGroups", "azure.mgmt.resource.resources.models", "ResourceGroup"),
    ),
    "azure-mgmt-resource-deployments==1.0.0": (
        ("Microsoft.Resources/deployments", "azure.mgmt.resource.deployments.models", "Deployment"),
    ),
    "azure-mgmt-resource-deploymentstacks==1.0.0": (
        ("Microsoft.Resources/deploymentStacks", "azure.mgmt.resource.deploymentstacks.models", "DeploymentStack"),
    ),
}
"""Package and version -> type, module, class of the body."""
