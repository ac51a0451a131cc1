// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('What properties.traffic of churn-scores is before the deployment: the first of its two writes keeps it. mlinfra fills it in; empty for what is new.')
param churnScoresLiveTraffic object = {}

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

@description('Built-in role Storage Blob Data Reader.')
var storageBlobDataReader = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
)

// existing blob service default (main.py:15)
resource stservingBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: stserving
  name: 'default'
}

// storage account stserving1947q4, because mlw-serving uses it as storage (main.py:22)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stserving1947q4'
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

// key vault kv-serving-1947q4, because mlw-serving uses it as key vault (main.py:22)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-serving-1947q4'
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

// log analytics log-serving, because appi-serving uses it as logs (main.py:22)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-serving'
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

// application insights appi-serving, because mlw-serving uses it as insights (main.py:22)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-serving'
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

// container registry crserving1947q4, because mlw-serving uses it as registry (main.py:22)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crserving1947q4'
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

// workspace mlw-serving (main.py:22)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-serving'
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
    friendlyName: 'mlw-serving'
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

// asset container scoring, because it holds the versions of scoring (main.py:21)
resource scoring 'Microsoft.MachineLearningServices/workspaces/environments@2025-12-01' = {
  parent: workspace
  name: 'scoring'
  properties: {
    isArchived: false
  }
}

// environment scoring:1 (main.py:21)
resource scoringV1 'Microsoft.MachineLearningServices/workspaces/environments/versions@2025-12-01' = {
  parent: scoring
  name: '1'
  properties: {
    image: 'mcr.microsoft.com/azureml/minimal-py312-inference:20250601.v1'
    osType: 'Linux'
    isAnonymous: false
    isArchived: false
  }
}

// storage account stserving, because requests is part of it (main.py:14)
resource stserving 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stserving'
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

// blob container requests (main.py:15)
resource requests 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: stservingBlobs
  name: 'requests'
  properties: {
    publicAccess: 'None'
    metadata: {
      holds: 'what callers sent'
    }
    denyEncryptionScopeOverride: true
  }
}

// online endpoint churn-scores (main.py:39)
resource churnScores 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' = {
  parent: workspace
  name: 'churn-scores'
  location: location
  kind: 'Managed'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    authMode: 'AADToken'
    publicNetworkAccess: 'Enabled'
    traffic: churnScoresLiveTraffic
  }
}

// online deployment blue (main.py:24)
resource blue 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments@2025-12-01' = {
  parent: churnScores
  name: 'blue'
  location: location
  sku: {
    name: 'Default'
    capacity: 2
  }
  properties: {
    endpointComputeType: 'Managed'
    instanceType: 'Standard_F4s_v2'
    model: 'azureml://registries/reg-models/models/churn/versions/4'
    requestSettings: {
      maxConcurrentRequestsPerInstance: 1
      requestTimeout: 'PT5S'
    }
    appInsightsEnabled: false
  }
}

// online deployment green (main.py:25)
resource green 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments@2025-12-01' = {
  parent: churnScores
  name: 'green'
  location: location
  tags: {
    model: '5'
  }
  sku: {
    name: 'Default'
    capacity: 1
  }
  properties: {
    endpointComputeType: 'Managed'
    description: 'With the features of spring.'
    instanceType: 'Standard_DS3_v2'
    model: 'azureml://registries/reg-models/models/churn/versions/5'
    environmentId: scoringV1.id
    codeConfiguration: {
      codeId: 'azureml://registries/reg-models/codes/score/versions/3'
      scoringScript: 'score.py'
    }
    environmentVariables: {
      LOG_LEVEL: 'info'
    }
    requestSettings: {
      maxConcurrentRequestsPerInstance: 4
      requestTimeout: 'PT30S'
    }
    appInsightsEnabled: true
    livenessProbe: {
      period: 'PT30S'
    }
  }
}

// blob datastore requests (main.py:40)
resource requestsDatastore 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'requests'
  properties: {
    datastoreType: 'AzureBlob'
    accountName: stserving.name
    containerName: 'requests'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: resourceGroup().name
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'None'
    }
  }
}

// compute cluster replay (main.py:41)
resource replay 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'replay'
  location: location
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
        maxNodeCount: 1
        nodeIdleTimeBeforeScaleDown: 'PT2M'
      }
      remoteLoginPortPublicAccess: 'Disabled'
      enableNodePublicIp: true
    }
  }
}

// because replay reads requests (main.py:41)
resource replayReadsRequests 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: requests
  name: guid(requests.id, replay.id, storageBlobDataReader)
  properties: {
    roleDefinitionId: storageBlobDataReader
    principalId: replay.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'replay reads requests'
  }
}

// because replay keeps logs and outputs in stserving1947q4 (main.py:41)
resource replayWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, replay.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: replay.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'replay keeps logs and outputs in stserving1947q4'
  }
}

// resources in the resource group: churn-scores
module phase2Resources 'modules/phase-2.bicep' = {
  params: {
    location: location
  }
  dependsOn: [
    blue
    green
  ]
}

@description('scoringUri of churn-scores.')
output scoring string = churnScores.properties.scoringUri
