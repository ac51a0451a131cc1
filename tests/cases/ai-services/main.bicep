// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'swedencentral'

param otherVault string
param aiKeyVersion string
param tunedModel string

@description('Built-in role Cognitive Services User.')
var cognitiveServicesUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'a97b65f3-24c7-4388-baec-2e87135dc908'
)

@description('Built-in role Reader.')
var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')

@description('Built-in role Search Index Data Reader.')
var searchIndexDataReader = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '1407120a-92aa-4202-b7e9-c0e197c71c8f'
)

// subnet agents, because ais-hub uses it as subnet (main.py:16)
resource agents 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetAi
  name: 'agents'
}

// subnet endpoints, because mlh-ai uses it as subnet (main.py:10)
resource endpoints 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetAi
  name: 'endpoints'
}

// existing virtual network vnet-hub, because cog-language uses it as subnet (main.py:89)
resource vnetHub 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-hub'
  scope: resourceGroup('rg-hub')
}

// existing subnet snet-ml, because cog-language uses it as subnet (main.py:89)
resource snetMl 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetHub
  name: 'snet-ml'
}

// existing storage account stlake, because cog-language uses it as account (main.py:93)
resource stlake 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stlake'
}

// existing workspace mlw-far, because cog-speech uses it as workspace (main.py:112)
resource mlwFar 'Microsoft.MachineLearningServices/workspaces@2025-12-01' existing = {
  name: 'mlw-far'
  scope: resourceGroup('rg-far')
}

// existing storage account stfar, because cog-speech uses it as account (main.py:113)
resource stfar 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stfar'
  scope: resourceGroup('rg-far')
}

// user assigned identity id-ai, because ais-hub uses it as user assigned (main.py:19)
resource idAi 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-ai'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// virtual network vnet-ai, because agents is part of it (main.py:9)
resource vnetAi 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-ai'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.20.0.0/22'
      ]
    }
    subnets: [
      {
        name: 'agents'
        properties: {
          addressPrefix: '10.20.1.0/24'
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Disabled'
          privateLinkServiceNetworkPolicies: 'Enabled'
          delegations: [
            {
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
              name: 'delegation'
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.20.0.0/26'
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Disabled'
          privateLinkServiceNetworkPolicies: 'Enabled'
          serviceEndpoints: [
            {
              service: 'Microsoft.CognitiveServices'
            }
          ]
        }
      }
    ]
  }
}

// services ais-hub (main.py:20)
resource aisHub 'Microsoft.CognitiveServices/accounts@2025-09-01' = {
  name: 'ais-hub'
  location: location
  tags: {
    team: 'ml'
  }
  kind: 'AIServices'
  sku: {
    name: 'S0'
  }
  identity: {
    type: 'SystemAssigned, UserAssigned'
    userAssignedIdentities: {
      '${idAi.id}': {}
    }
  }
  properties: {
    customSubDomainName: 'ais-hub'
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
    }
    networkInjections: [
      {
        scenario: 'agent'
        subnetArmId: agents.id
        useMicrosoftManagedNetwork: false
      }
    ]
    allowProjectManagement: true
    defaultProject: 'churn'
    associatedProjects: [
      'churn'
    ]
  }
}

// search service srch-hub (main.py:29)
resource srchHub 'Microsoft.Search/searchServices@2025-05-01' = {
  name: 'srch-hub'
  location: location
  sku: {
    name: 'basic'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idAi.id}': {}
    }
  }
  properties: {
    replicaCount: 1
    partitionCount: 1
    hostingMode: 'Default'
    computeType: 'Default'
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
    networkRuleSet: {
      bypass: 'None'
    }
    semanticSearch: 'disabled'
    encryptionWithCmk: {
      enforcement: 'Unspecified'
    }
  }
}

// storage account stmlhaiivrffu, because mlh-ai uses it as storage (main.py:30)
resource stmlhaiivrffu 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stmlhaiivrffu'
  location: location
  sku: {
    name: 'Standard_LRS'
  }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    encryption: {
      keySource: 'Microsoft.Storage'
      services: {
        blob: {
          enabled: true
          keyType: 'Account'
        }
        file: {
          enabled: true
          keyType: 'Account'
        }
      }
    }
    isHnsEnabled: false
    minimumTlsVersion: 'TLS1_2'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Deny'
    }
    publicNetworkAccess: 'Disabled'
    supportsHttpsTrafficOnly: true
  }
}

// key vault kv-mlh-ai-ivrffu, because mlh-ai uses it as key vault (main.py:30)
resource kvMlhAiIvrffu 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-mlh-ai-ivrffu'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Deny'
    }
    publicNetworkAccess: 'Disabled'
  }
}

// log analytics log-mlh-ai, because appi-mlh-ai uses it as logs (main.py:30)
resource logMlhAi 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-mlh-ai'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
    features: {
      enableLogAccessUsingOnlyResourcePermissions: true
    }
    workspaceCapping: {
      dailyQuotaGb: -1
    }
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// application insights appi-mlh-ai, because mlh-ai uses it as insights (main.py:30)
resource appiMlhAi 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-mlh-ai'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    Flow_Type: 'Bluefield'
    IngestionMode: 'LogAnalytics'
    Request_Source: 'rest'
    RetentionInDays: 90
    WorkspaceResourceId: logMlhAi.id
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// container registry crmlhaiivrffu, because mlh-ai uses it as registry (main.py:30)
resource crmlhaiivrffu 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crmlhaiivrffu'
  location: location
  sku: {
    name: 'Premium'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
    dataEndpointEnabled: false
    networkRuleBypassOptions: 'AzureServices'
    publicNetworkAccess: 'Disabled'
    roleAssignmentMode: 'LegacyRegistryPermissions'
    zoneRedundancy: 'Disabled'
  }
}

// workspace mlh-ai (main.py:30)
resource mlhAi 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlh-ai'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'Hub'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlh-ai'
    storageAccount: stmlhaiivrffu.id
    keyVault: kvMlhAiIvrffu.id
    applicationInsights: appiMlhAi.id
    containerRegistry: crmlhaiivrffu.id
    publicNetworkAccess: 'Disabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// connection models (main.py:35)
resource models 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: mlhAi
  name: 'models'
  properties: {
    authType: 'AAD'
    category: 'AIServices'
    target: aisHub.properties.endpoint
    metadata: {
      ApiType: 'Azure'
      ResourceId: aisHub.id
    }
    useWorkspaceManagedIdentity: true
  }
}

// connection grounding (main.py:42)
resource grounding 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: mlhAi
  name: 'grounding'
  properties: {
    authType: 'AAD'
    category: 'CognitiveSearch'
    target: srchHub.properties.endpoint
    metadata: {
      ResourceId: srchHub.id
    }
    useWorkspaceManagedIdentity: true
  }
  dependsOn: [
    models
  ]
}

// deployment answers (main.py:51)
resource answers 'Microsoft.CognitiveServices/accounts/deployments@2025-09-01' = {
  parent: aisHub
  name: 'answers'
  sku: {
    name: 'GlobalStandard'
    capacity: 50
  }
  tags: {
    team: 'ml'
  }
  properties: {
    model: {
      format: 'OpenAI'
      name: 'gpt-4o'
      version: '2024-11-20'
    }
    raiPolicyName: 'Microsoft.DefaultV2'
    versionUpgradeOption: 'NoAutoUpgrade'
    spilloverDeploymentName: 'spare'
  }
}

// deployment spare (main.py:55)
resource spare 'Microsoft.CognitiveServices/accounts/deployments@2025-09-01' = {
  parent: aisHub
  name: 'spare'
  sku: {
    name: 'Standard'
  }
  properties: {
    model: {
      format: 'OpenAI'
      name: 'gpt-4o-mini'
    }
  }
  dependsOn: [
    answers
  ]
}

// project churn (main.py:68)
resource churn 'Microsoft.CognitiveServices/accounts/projects@2025-09-01' = {
  parent: aisHub
  name: 'churn'
  location: location
  tags: {
    team: 'churn'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    displayName: 'Churn'
    description: 'Agents of the churn team.'
  }
}

// project other (main.py:71)
resource other 'Microsoft.CognitiveServices/accounts/projects@2025-09-01' = {
  parent: aisHub
  name: 'other'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idAi.id}': {}
    }
  }
  properties: {
    description: 'Agents of the others.'
  }
  dependsOn: [
    churn
  ]
}

// storage account staiarchive12345, because cog-language uses it as account (main.py:75)
resource staiarchive12345 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'staiarchive12345'
  location: location
  sku: {
    name: 'Standard_LRS'
  }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    encryption: {
      keySource: 'Microsoft.Storage'
      services: {
        blob: {
          enabled: true
          keyType: 'Account'
        }
        file: {
          enabled: true
          keyType: 'Account'
        }
      }
    }
    isHnsEnabled: false
    minimumTlsVersion: 'TLS1_2'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
  }
}

// storage account sttrainingrqaeil, because mlw-training uses it as storage (main.py:74)
resource sttrainingrqaeil 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'sttrainingrqaeil'
  location: location
  sku: {
    name: 'Standard_LRS'
  }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    encryption: {
      keySource: 'Microsoft.Storage'
      services: {
        blob: {
          enabled: true
          keyType: 'Account'
        }
        file: {
          enabled: true
          keyType: 'Account'
        }
      }
    }
    isHnsEnabled: false
    minimumTlsVersion: 'TLS1_2'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
  }
}

// key vault kv-training-rqaeil, because mlw-training uses it as key vault (main.py:74)
resource kvTrainingRqaeil 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-training-rqaeil'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
    publicNetworkAccess: 'Enabled'
  }
}

// log analytics log-training, because appi-training uses it as logs (main.py:74)
resource logTraining 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-training'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
    features: {
      enableLogAccessUsingOnlyResourcePermissions: true
    }
    workspaceCapping: {
      dailyQuotaGb: -1
    }
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// application insights appi-training, because mlw-training uses it as insights (main.py:74)
resource appiTraining 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-training'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    Flow_Type: 'Bluefield'
    IngestionMode: 'LogAnalytics'
    Request_Source: 'rest'
    RetentionInDays: 90
    WorkspaceResourceId: logTraining.id
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// container registry crtrainingrqaeil, because mlw-training uses it as registry (main.py:74)
resource crtrainingrqaeil 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crtrainingrqaeil'
  location: location
  sku: {
    name: 'Basic'
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
    dataEndpointEnabled: false
    networkRuleBypassOptions: 'AzureServices'
    publicNetworkAccess: 'Enabled'
    roleAssignmentMode: 'LegacyRegistryPermissions'
    zoneRedundancy: 'Disabled'
  }
}

// workspace mlw-training, because cog-language uses it as workspace (main.py:74)
resource mlwTraining 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-training'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'Default'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlw-training'
    storageAccount: sttrainingrqaeil.id
    keyVault: kvTrainingRqaeil.id
    applicationInsights: appiTraining.id
    containerRegistry: crtrainingrqaeil.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// services cog-language (main.py:76)
resource cogLanguage 'Microsoft.CognitiveServices/accounts@2025-09-01' = {
  name: 'cog-language'
  location: location
  kind: 'TextAnalytics'
  sku: {
    name: 'S'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    customSubDomainName: 'cog-language-churn'
    disableLocalAuth: false
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      defaultAction: 'Allow'
      bypass: 'None'
      ipRules: [
        {
          value: '203.0.113.0/24'
        }
      ]
      virtualNetworkRules: [
        {
          id: endpoints.id
        }
        {
          id: snetMl.id
          ignoreMissingVnetServiceEndpoint: true
        }
      ]
    }
    restrictOutboundNetworkAccess: true
    allowedFqdnList: [
      'example.org'
    ]
    userOwnedStorage: [
      {
        resourceId: staiarchive12345.id
        identityClientId: idAi.properties.clientId
      }
      {
        resourceId: stlake.id
      }
    ]
    amlWorkspace: {
      resourceId: mlwTraining.id
      identityClientId: idAi.properties.clientId
    }
    raiMonitorConfig: {
      adxStorageResourceId: staiarchive12345.id
      identityClientId: idAi.properties.clientId
    }
    locations: {
      routingMethod: 'Weighted'
      regions: [
        {
          name: 'westeurope'
          value: 80
          customsubdomain: 'cog-language-we'
        }
        {
          name: 'northeurope'
          value: 20
          customsubdomain: 'cog-language-ne'
        }
      ]
    }
    networkInjections: [
      {
        scenario: 'none'
        useMicrosoftManagedNetwork: true
      }
    ]
    dynamicThrottlingEnabled: false
    storedCompletionsDisabled: true
    restore: false
  }
}

// services cog-speech (main.py:109)
resource cogSpeech 'Microsoft.CognitiveServices/accounts@2025-09-01' = {
  name: 'cog-speech'
  location: location
  kind: 'SpeechServices'
  sku: {
    name: 'S0'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idAi.id}': {}
    }
  }
  properties: {
    customSubDomainName: 'cog-speech'
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
    }
    encryption: {
      keySource: 'Microsoft.KeyVault'
      keyVaultProperties: {
        keyVaultUri: otherVault
        keyName: 'other'
        keyVersion: aiKeyVersion
        identityClientId: 'aaaaaaaa-0000-4000-8000-000000000001'
      }
    }
    amlWorkspace: {
      resourceId: mlwFar.id
    }
    raiMonitorConfig: {
      adxStorageResourceId: stfar.id
    }
    locations: {
      routingMethod: 'Performance'
      regions: [
        {
          name: 'westeurope'
        }
        {
          name: 'northeurope'
        }
      ]
    }
  }
}

// services ais-encrypted (main.py:123)
resource aisEncrypted 'Microsoft.CognitiveServices/accounts@2025-09-01' = {
  name: 'ais-encrypted'
  location: location
  kind: 'AIServices'
  sku: {
    name: 'S0'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idAi.id}': {}
    }
  }
  properties: {
    customSubDomainName: 'ais-encrypted'
    disableLocalAuth: true
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
    }
    encryption: {
      keySource: 'Microsoft.KeyVault'
      keyVaultProperties: {
        keyVaultUri: 'https://kv-ai.example.org'
        keyName: 'ai'
        keyVersion: '0123456789abcdef0123456789abcdef'
      }
    }
  }
}

// private endpoint pep-mlh-ai, because mlh-ai is private (main.py:33)
resource mlhAiEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-mlh-ai'
  location: location
  properties: {
    subnet: {
      id: endpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-mlh-ai'
        properties: {
          privateLinkServiceId: mlhAi.id
          groupIds: [
            'amlworkspace'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-mlh-ai'
  }
}

// dns zone privatelink.api.azureml.ms, because mlh-ai is private (main.py:33)
resource privatelinkApiAzuremlMs 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.api.azureml.ms'
  location: 'global'
}

// dns link vnet-ai, because mlh-ai is private (main.py:33)
resource privatelinkApiAzuremlMsLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkApiAzuremlMs
  name: 'vnet-ai'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetAi.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone privatelink.notebooks.azure.net, because mlh-ai is private (main.py:33)
resource privatelinkNotebooksAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.notebooks.azure.net'
  location: 'global'
}

// dns link vnet-ai, because mlh-ai is private (main.py:33)
resource privatelinkNotebooksAzureNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkNotebooksAzureNet
  name: 'vnet-ai'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetAi.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone group default, because mlh-ai is private (main.py:33)
resource mlhAiEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: mlhAiEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-api-azureml-ms'
        properties: {
          privateDnsZoneId: privatelinkApiAzuremlMs.id
        }
      }
      {
        name: 'privatelink-notebooks-azure-net'
        properties: {
          privateDnsZoneId: privatelinkNotebooksAzureNet.id
        }
      }
    ]
  }
}

// private endpoint pep-stmlhaiivrffu-blob, because mlh-ai is private (main.py:33)
resource stmlhaiivrffuBlobEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stmlhaiivrffu-blob'
  location: location
  properties: {
    subnet: {
      id: endpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stmlhaiivrffu-blob'
        properties: {
          privateLinkServiceId: stmlhaiivrffu.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stmlhaiivrffu-blob'
  }
}

// dns zone privatelink.blob.core.windows.net, because mlh-ai is private (main.py:33)
resource privatelinkBlobCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.blob.${environment().suffixes.storage}'
  location: 'global'
}

// dns link vnet-ai, because mlh-ai is private (main.py:33)
resource privatelinkBlobCoreWindowsNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkBlobCoreWindowsNet
  name: 'vnet-ai'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetAi.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone group default, because mlh-ai is private (main.py:33)
resource stmlhaiivrffuBlobEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: stmlhaiivrffuBlobEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-blob-core-windows-net'
        properties: {
          privateDnsZoneId: privatelinkBlobCoreWindowsNet.id
        }
      }
    ]
  }
}

// private endpoint pep-stmlhaiivrffu-file, because mlh-ai is private (main.py:33)
resource stmlhaiivrffuFileEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stmlhaiivrffu-file'
  location: location
  properties: {
    subnet: {
      id: endpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stmlhaiivrffu-file'
        properties: {
          privateLinkServiceId: stmlhaiivrffu.id
          groupIds: [
            'file'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stmlhaiivrffu-file'
  }
}

// dns zone privatelink.file.core.windows.net, because mlh-ai is private (main.py:33)
resource privatelinkFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.file.${environment().suffixes.storage}'
  location: 'global'
}

// dns link vnet-ai, because mlh-ai is private (main.py:33)
resource privatelinkFileCoreWindowsNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkFileCoreWindowsNet
  name: 'vnet-ai'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetAi.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone group default, because mlh-ai is private (main.py:33)
resource stmlhaiivrffuFileEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: stmlhaiivrffuFileEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-file-core-windows-net'
        properties: {
          privateDnsZoneId: privatelinkFileCoreWindowsNet.id
        }
      }
    ]
  }
}

// private endpoint pep-kv-mlh-ai-ivrffu-vault, because mlh-ai is private (main.py:33)
resource kvMlhAiIvrffuEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-kv-mlh-ai-ivrffu-vault'
  location: location
  properties: {
    subnet: {
      id: endpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-kv-mlh-ai-ivrffu-vault'
        properties: {
          privateLinkServiceId: kvMlhAiIvrffu.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-kv-mlh-ai-ivrffu-vault'
  }
}

// dns zone privatelink.vaultcore.azure.net, because mlh-ai is private (main.py:33)
resource privatelinkVaultcoreAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  location: 'global'
}

// dns link vnet-ai, because mlh-ai is private (main.py:33)
resource privatelinkVaultcoreAzureNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkVaultcoreAzureNet
  name: 'vnet-ai'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetAi.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone group default, because mlh-ai is private (main.py:33)
resource kvMlhAiIvrffuEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: kvMlhAiIvrffuEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-vaultcore-azure-net'
        properties: {
          privateDnsZoneId: privatelinkVaultcoreAzureNet.id
        }
      }
    ]
  }
}

// private endpoint pep-crmlhaiivrffu-registry, because mlh-ai is private (main.py:33)
resource crmlhaiivrffuEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-crmlhaiivrffu-registry'
  location: location
  properties: {
    subnet: {
      id: endpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-crmlhaiivrffu-registry'
        properties: {
          privateLinkServiceId: crmlhaiivrffu.id
          groupIds: [
            'registry'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-crmlhaiivrffu-registry'
  }
}

// dns zone privatelink.azurecr.io, because mlh-ai is private (main.py:33)
resource privatelinkAzurecrIo 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.azurecr.io'
  location: 'global'
}

// dns link vnet-ai, because mlh-ai is private (main.py:33)
resource privatelinkAzurecrIoLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkAzurecrIo
  name: 'vnet-ai'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetAi.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone group default, because mlh-ai is private (main.py:33)
resource crmlhaiivrffuEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: crmlhaiivrffuEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-azurecr-io'
        properties: {
          privateDnsZoneId: privatelinkAzurecrIo.id
        }
      }
    ]
  }
}

// private endpoint pep-ais-hub-account, because mlh-ai is private (main.py:33)
resource aisHubEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-ais-hub-account'
  location: location
  properties: {
    subnet: {
      id: endpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-ais-hub-account'
        properties: {
          privateLinkServiceId: aisHub.id
          groupIds: [
            'account'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-ais-hub-account'
  }
}

// dns zone privatelink.cognitiveservices.azure.com, because mlh-ai is private (main.py:33)
resource privatelinkCognitiveservicesAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.cognitiveservices.azure.com'
  location: 'global'
}

// dns link vnet-ai, because mlh-ai is private (main.py:33)
resource privatelinkCognitiveservicesAzureComLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkCognitiveservicesAzureCom
  name: 'vnet-ai'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetAi.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone privatelink.openai.azure.com, because mlh-ai is private (main.py:33)
resource privatelinkOpenaiAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.openai.azure.com'
  location: 'global'
}

// dns link vnet-ai, because mlh-ai is private (main.py:33)
resource privatelinkOpenaiAzureComLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkOpenaiAzureCom
  name: 'vnet-ai'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetAi.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone privatelink.services.ai.azure.com, because mlh-ai is private (main.py:33)
resource privatelinkServicesAiAzureCom 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.services.ai.azure.com'
  location: 'global'
}

// dns link vnet-ai, because mlh-ai is private (main.py:33)
resource privatelinkServicesAiAzureComLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkServicesAiAzureCom
  name: 'vnet-ai'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetAi.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone group default, because mlh-ai is private (main.py:33)
resource aisHubEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: aisHubEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-cognitiveservices-azure-com'
        properties: {
          privateDnsZoneId: privatelinkCognitiveservicesAzureCom.id
        }
      }
      {
        name: 'privatelink-openai-azure-com'
        properties: {
          privateDnsZoneId: privatelinkOpenaiAzureCom.id
        }
      }
      {
        name: 'privatelink-services-ai-azure-com'
        properties: {
          privateDnsZoneId: privatelinkServicesAiAzureCom.id
        }
      }
    ]
  }
}

// private endpoint pep-srch-hub-searchService, because mlh-ai is private (main.py:33)
resource srchHubEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-srch-hub-searchService'
  location: location
  properties: {
    subnet: {
      id: endpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-srch-hub-searchService'
        properties: {
          privateLinkServiceId: srchHub.id
          groupIds: [
            'searchService'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-srch-hub-searchService'
  }
}

// dns zone privatelink.search.windows.net, because mlh-ai is private (main.py:33)
resource privatelinkSearchWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.search.windows.net'
  location: 'global'
}

// dns link vnet-ai, because mlh-ai is private (main.py:33)
resource privatelinkSearchWindowsNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkSearchWindowsNet
  name: 'vnet-ai'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetAi.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone group default, because mlh-ai is private (main.py:33)
resource srchHubEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: srchHubEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-search-windows-net'
        properties: {
          privateDnsZoneId: privatelinkSearchWindowsNet.id
        }
      }
    ]
  }
}

// because studio of mlh-ai looks up pep-stmlhaiivrffu-blob (main.py:33)
resource mlhAiSeesStmlhaiivrffuBlobEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stmlhaiivrffuBlobEndpoint
  name: guid(stmlhaiivrffuBlobEndpoint.id, mlhAi.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: mlhAi.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlh-ai looks up pep-stmlhaiivrffu-blob'
  }
}

// because studio of mlh-ai looks up pep-stmlhaiivrffu-file (main.py:33)
resource mlhAiSeesStmlhaiivrffuFileEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stmlhaiivrffuFileEndpoint
  name: guid(stmlhaiivrffuFileEndpoint.id, mlhAi.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: mlhAi.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlh-ai looks up pep-stmlhaiivrffu-file'
  }
}

// because mlh-ai opens ais-hub by models (main.py:35)
resource mlhAiCallsAisHub 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: aisHub
  name: guid(aisHub.id, mlhAi.id, cognitiveServicesUser)
  properties: {
    roleDefinitionId: cognitiveServicesUser
    principalId: mlhAi.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'mlh-ai opens ais-hub by models'
  }
}

// because mlh-ai opens srch-hub by grounding (main.py:42)
resource mlhAiSearchesSrchHub 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: srchHub
  name: guid(srchHub.id, mlhAi.id, searchIndexDataReader)
  properties: {
    roleDefinitionId: searchIndexDataReader
    principalId: mlhAi.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'mlh-ai opens srch-hub by grounding'
  }
}

// resources in rg-shared: tuned
module rgSharedResources 'modules/rg-shared.bicep' = {
  scope: resourceGroup('rg-shared')
  params: {
    tunedModel: tunedModel
    aisHubId: aisHub.id
  }
}

@description('endpoint of ais-hub.')
output endpoint string = aisHub.properties.endpoint

@description('principalId of ais-hub.')
output principal string = aisHub.identity.principalId

@description('principalId of churn.')
output agents string = churn.identity.principalId
