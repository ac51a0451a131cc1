// Rendered by mlinfra: change the stack file, not this one.

metadata acceptedValues = [
  {
    type: 'Microsoft.KeyVault/vaults'
    name: 'kv-accepted'
    path: 'properties.enableSoftDelete'
    reason: 'an old subscription that Microsoft exempts (until 2999-12-31)'
  }
]

@description('Region of everything that has one.')
param location string = 'westeurope'

// storage account stacceptedgz23cg, because mlw-accepted uses it as storage (main.py:14)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stacceptedgz23cg'
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

// key vault kv-accepted, because mlw-accepted uses it as key vault (main.py:7)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-accepted'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: false
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

// log analytics log-accepted, because appi-accepted uses it as logs (main.py:14)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-accepted'
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

// application insights appi-accepted, because mlw-accepted uses it as insights (main.py:14)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-accepted'
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

// container registry cracceptedgz23cg, because mlw-accepted uses it as registry (main.py:14)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'cracceptedgz23cg'
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

// workspace mlw-accepted (main.py:14)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-accepted'
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
    friendlyName: 'mlw-accepted'
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
