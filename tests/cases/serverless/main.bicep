// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

// storage account stmodelsezedpv, because mlw-models uses it as storage (main.py:23)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stmodelsezedpv'
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

// key vault kv-models-ezedpv, because mlw-models uses it as key vault (main.py:23)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-models-ezedpv'
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

// log analytics log-models, because appi-models uses it as logs (main.py:23)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-models'
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

// application insights appi-models, because mlw-models uses it as insights (main.py:23)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-models'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    Flow_Type: 'Bluefield'
    IngestionMode: 'LogAnalytics'
    Request_Source: 'rest'
    RetentionInDays: 90
    WorkspaceResourceId: logs.id
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// container registry crmodelsezedpv, because mlw-models uses it as registry (main.py:23)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crmodelsezedpv'
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

// workspace mlw-models (main.py:23)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-models'
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
    friendlyName: 'mlw-models'
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    containerRegistry: registry.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// batch endpoint plant-summaries (main.py:27)
resource plantSummaries 'Microsoft.MachineLearningServices/workspaces/batchEndpoints@2025-12-01' = {
  parent: workspace
  name: 'plant-summaries'
  location: location
  properties: {
    authMode: 'AADToken'
  }
}

// marketplace subscription cohere-embed (main.py:10)
resource cohereEmbed 'Microsoft.MachineLearningServices/workspaces/marketplaceSubscriptions@2025-12-01' = {
  parent: workspace
  name: 'cohere-embed'
  properties: {
    modelId: 'azureml://registries/azureml-cohere/models/Cohere-embed-v3-english-2'
  }
}

// serverless endpoint plant-embed (main.py:11)
resource plantEmbed 'Microsoft.MachineLearningServices/workspaces/serverlessEndpoints@2025-12-01' = {
  parent: workspace
  name: 'plant-embed'
  location: location
  tags: {
    team: 'office'
  }
  sku: {
    name: 'Consumption'
    tier: 'Standard'
    size: 'small'
    family: 'plant'
    capacity: 1
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    authMode: 'KeyAndAAD'
    modelSettings: {
      modelId: 'azureml://registries/azureml-cohere/models/Cohere-embed-v3-english'
    }
    contentSafety: {
      contentSafetyStatus: 'Disabled'
    }
  }
  kind: 'Plant'
}

// user assigned identity id-chat, because plant-chat uses it as identity (main.py:30)
resource idChat 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-chat'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// serverless endpoint plant-chat (main.py:29)
resource plantChat 'Microsoft.MachineLearningServices/workspaces/serverlessEndpoints@2025-12-01' = {
  parent: workspace
  name: 'plant-chat'
  location: location
  sku: {
    name: 'Consumption'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idChat.id}': {}
    }
  }
  properties: {
    authMode: 'Key'
    modelSettings: {
      modelId: 'azureml://registries/azureml/models/Phi-4'
    }
    contentSafety: {
      contentSafetyStatus: 'Enabled'
    }
  }
}

@description('uri of plant-chat.')
output chat string = plantChat.properties.inferenceEndpoint.uri
