// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

// existing log analytics log-platform, because the stack sends its diagnostics to it (main.py:13)
resource logPlatform 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-platform'
  scope: resourceGroup('rg-platform')
}

// existing blob service default, because mlw-team uses it as storage (main.py:15)
resource storageBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: storage
  name: 'default'
}

// existing file service default, because mlw-team uses it as storage (main.py:15)
resource storageFileServices 'Microsoft.Storage/storageAccounts/fileServices@2025-06-01' existing = {
  parent: storage
  name: 'default'
}

// existing queue service default, because mlw-team uses it as storage (main.py:15)
resource storageQueueServices 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' existing = {
  parent: storage
  name: 'default'
}

// existing table service default, because mlw-team uses it as storage (main.py:15)
resource storageTableServices 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' existing = {
  parent: storage
  name: 'default'
}

// storage account stteamzn4tpe, because mlw-team uses it as storage (main.py:15)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stteamzn4tpe'
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

// key vault kv-team-zn4tpe, because mlw-team uses it as key vault (main.py:15)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-team-zn4tpe'
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

// log analytics log-team, because appi-team uses it as logs (main.py:14)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-team'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 90
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

// application insights appi-team, because mlw-team uses it as insights (main.py:16)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-team'
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

// container registry crteamzn4tpe, because mlw-team uses it as registry (main.py:15)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crteamzn4tpe'
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

// workspace mlw-team (main.py:15)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-team'
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
    friendlyName: 'mlw-team'
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

// online endpoint answers (main.py:16)
resource answers 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' = {
  parent: workspace
  name: 'answers'
  location: location
  kind: 'Managed'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    authMode: 'AADToken'
    publicNetworkAccess: 'Enabled'
  }
}

// diagnostic setting to-team (main.py:23)
resource toTeam 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspace
  name: 'to-team'
  properties: {
    workspaceId: logs.id
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// diagnostic setting to-central-logs, because the stack sends what stteamzn4tpe tells to log-platform (main.py:15)
resource toCentralLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storage
  name: 'to-central-logs'
  properties: {
    workspaceId: logPlatform.id
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// diagnostic setting to-central-logs, because the stack sends what kv-team-zn4tpe tells to log-platform (main.py:15)
resource toCentralLogsSetting 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: keyVault
  name: 'to-central-logs'
  properties: {
    workspaceId: logPlatform.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// diagnostic setting to-central-logs, because the stack sends what log-team tells to log-platform (main.py:14)
resource toCentralLogs2 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: logs
  name: 'to-central-logs'
  properties: {
    workspaceId: logPlatform.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// diagnostic setting to-central-logs, because the stack sends what crteamzn4tpe tells to log-platform (main.py:15)
resource toCentralLogs3 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: registry
  name: 'to-central-logs'
  properties: {
    workspaceId: logPlatform.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// diagnostic setting to-central-logs, because the stack sends what answers tells to log-platform (main.py:16)
resource toCentralLogs4 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: answers
  name: 'to-central-logs'
  properties: {
    workspaceId: logPlatform.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// diagnostic setting blobs-to-central-logs, because the stack sends what the service for blobs of stteamzn4tpe tells to log-platform (main.py:15)
resource blobsToCentralLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storageBlobs
  name: 'blobs-to-central-logs'
  properties: {
    workspaceId: logPlatform.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// diagnostic setting files-to-central-logs, because the stack sends what the service for files of stteamzn4tpe tells to log-platform (main.py:15)
resource filesToCentralLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storageFileServices
  name: 'files-to-central-logs'
  properties: {
    workspaceId: logPlatform.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// diagnostic setting queues-to-central-logs, because the stack sends what the service for queues of stteamzn4tpe tells to log-platform (main.py:15)
resource queuesToCentralLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storageQueueServices
  name: 'queues-to-central-logs'
  properties: {
    workspaceId: logPlatform.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// diagnostic setting tables-to-central-logs, because the stack sends what the service for tables of stteamzn4tpe tells to log-platform (main.py:15)
resource tablesToCentralLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storageTableServices
  name: 'tables-to-central-logs'
  properties: {
    workspaceId: logPlatform.id
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}
