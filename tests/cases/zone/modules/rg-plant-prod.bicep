// Rendered by mlinfra: change the stack file, not this one.
// What the stack plant-prod deploys to rg-plant-prod.

@description('Region of everything that has one.')
param location string

@description('Tags of every resource.')
param tags object

@description('Id of log-plant-prod.')
param logsId string

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// existing blob service default, because mlw-plant-prod uses it as storage (main.py:9)
resource storageBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: storage
  name: 'default'
}

// existing file service default, because mlw-plant-prod uses it as storage (main.py:9)
resource storageFileServices 'Microsoft.Storage/storageAccounts/fileServices@2025-06-01' existing = {
  parent: storage
  name: 'default'
}

// existing queue service default, because mlw-plant-prod uses it as storage (main.py:9)
resource storageQueueServices 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' existing = {
  parent: storage
  name: 'default'
}

// existing table service default, because mlw-plant-prod uses it as storage (main.py:9)
resource storageTableServices 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' existing = {
  parent: storage
  name: 'default'
}

// storage account stplantprodo19l33, because mlw-plant-prod uses it as storage (main.py:9)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stplantprodo19l33'
  location: location
  tags: tags
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

// key vault kv-plant-prod-o19l33, because mlw-plant-prod uses it as key vault (main.py:9)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-plant-prod-o19l33'
  location: location
  tags: tags
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

// application insights appi-plant-prod, because mlw-plant-prod uses it as insights (main.py:9)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-plant-prod'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    Flow_Type: 'Bluefield'
    IngestionMode: 'LogAnalytics'
    Request_Source: 'rest'
    RetentionInDays: 90
    WorkspaceResourceId: logsId
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// container registry crplantprodo19l33, because mlw-plant-prod uses it as registry (main.py:9)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crplantprodo19l33'
  location: location
  tags: tags
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

// workspace mlw-plant-prod (main.py:9)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-plant-prod'
  location: location
  tags: tags
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'Default'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    friendlyName: 'mlw-plant-prod'
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

// compute cluster cpu (main.py:9)
resource cpu 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'cpu'
  location: location
  tags: tags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    computeType: 'AmlCompute'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_D4s_v5'
      vmPriority: 'Dedicated'
      osType: 'Linux'
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: 4
        nodeIdleTimeBeforeScaleDown: 'PT5M'
      }
      remoteLoginPortPublicAccess: 'Disabled'
      enableNodePublicIp: true
    }
  }
}

// lock no-delete (main.py:9)
resource noDelete 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: storage
  name: 'no-delete'
  properties: {
    level: 'CanNotDelete'
    notes: 'Artifacts and logs of jobs.'
  }
}

// policy assignment regions (main.py:9)
resource regions 'Microsoft.Authorization/policyAssignments@2025-03-01' = {
  name: 'regions'
  properties: {
    policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c'
    parameters: {
      listOfAllowedLocations: {
        value: [
          'westeurope'
          'northeurope'
        ]
      }
    }
    enforcementMode: 'Default'
    nonComplianceMessages: [
      {
        message: 'The landing zone is in westeurope, northeurope.'
      }
    ]
  }
}

// because cpu keeps logs and outputs in stplantprodo19l33 (main.py:9)
resource cpuWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, cpu.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: cpu.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'cpu keeps logs and outputs in stplantprodo19l33'
  }
}

// diagnostic setting to-central-logs, because the stack sends what mlw-plant-prod tells to log-plant-prod (main.py:9)
resource toCentralLogsSetting 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspace
  name: 'to-central-logs'
  properties: {
    workspaceId: logsId
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

// diagnostic setting to-central-logs, because the stack sends what stplantprodo19l33 tells to log-plant-prod (main.py:9)
resource toCentralLogs2 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storage
  name: 'to-central-logs'
  properties: {
    workspaceId: logsId
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

// diagnostic setting to-central-logs, because the stack sends what kv-plant-prod-o19l33 tells to log-plant-prod (main.py:9)
resource toCentralLogs3 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: keyVault
  name: 'to-central-logs'
  properties: {
    workspaceId: logsId
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

// diagnostic setting to-central-logs, because the stack sends what crplantprodo19l33 tells to log-plant-prod (main.py:9)
resource toCentralLogs4 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: registry
  name: 'to-central-logs'
  properties: {
    workspaceId: logsId
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

// diagnostic setting blobs-to-central-logs, because the stack sends what the service for blobs of stplantprodo19l33 tells to log-plant-prod (main.py:9)
resource blobsToCentralLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storageBlobs
  name: 'blobs-to-central-logs'
  properties: {
    workspaceId: logsId
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

// diagnostic setting files-to-central-logs, because the stack sends what the service for files of stplantprodo19l33 tells to log-plant-prod (main.py:9)
resource filesToCentralLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storageFileServices
  name: 'files-to-central-logs'
  properties: {
    workspaceId: logsId
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

// diagnostic setting queues-to-central-logs, because the stack sends what the service for queues of stplantprodo19l33 tells to log-plant-prod (main.py:9)
resource queuesToCentralLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storageQueueServices
  name: 'queues-to-central-logs'
  properties: {
    workspaceId: logsId
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

// diagnostic setting tables-to-central-logs, because the stack sends what the service for tables of stplantprodo19l33 tells to log-plant-prod (main.py:9)
resource tablesToCentralLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: storageTableServices
  name: 'tables-to-central-logs'
  properties: {
    workspaceId: logsId
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

@description('MlFlowTrackingUri of mlw-plant-prod.')
output workspaceMlFlowTrackingUri string = workspace.properties.mlFlowTrackingUri
