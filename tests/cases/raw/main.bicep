// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@secure()
param searchKey string

@description('Tags of every resource.')
var tags = {
  owner: 'data'
}

@description('Built-in role Reader.')
var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')

// existing azure resource default, because default/runs is part of it (main.py:56)
resource storageTableServices 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' existing = {
  parent: storage
  name: 'default'
}

// existing storage account stshared, because default/late is part of it (main.py:63)
resource stshared 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stshared'
}

// existing azure resource default, because default/late is part of it (main.py:59)
resource stsharedQueueServices 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' existing = {
  parent: stshared
  name: 'default'
}

// existing azure resource kv-shared, because an attribute of it is used (main.py:76)
resource kvShared 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'kv-shared'
  scope: resourceGroup('rg-shared')
}

// storage account stevents, because mlw-events uses it as storage (main.py:16)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stevents'
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

// key vault kv-events-w9misn, because mlw-events uses it as key vault (main.py:19)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-events-w9misn'
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

// log analytics log-events, because appi-events uses it as logs (main.py:19)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-events'
  location: location
  tags: tags
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

// application insights appi-events, because mlw-events uses it as insights (main.py:19)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-events'
  location: location
  tags: tags
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

// container registry creventsw9misn, because mlw-events uses it as registry (main.py:19)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'creventsw9misn'
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

// workspace mlw-events (main.py:19)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-events'
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
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    containerRegistry: registry.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    v1LegacyMode: false
  }
}

// user assigned identity id-events, because evhns-events uses it as identity (main.py:17)
resource idEvents 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-events'
  location: location
  tags: tags
  properties: {
    isolationScope: 'None'
  }
}

// azure resource evhns-events (main.py:20)
resource evhnsEvents 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'evhns-events'
  location: 'westeurope'
  tags: union(tags, {
    team: 'events'
  })
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idEvents.id}': {}
    }
  }
  sku: {
    name: 'Standard'
    tier: 'Standard'
    capacity: 1
  }
  properties: {
    minimumTlsVersion: '1.2'
    disableLocalAuth: true
  }
}

// azure resource scores (main.py:29)
resource scores 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: evhnsEvents
  name: 'scores'
  properties: {
    partitionCount: 2
    retentionDescription: {
      cleanupPolicy: 'Delete'
    }
  }
}

// azure resource trainers (main.py:35)
resource trainers 'Microsoft.EventHub/namespaces/eventhubs/consumergroups@2024-01-01' = {
  parent: scores
  name: 'trainers'
  properties: {
    userMetadata: workspace.properties.mlFlowTrackingUri
  }
}

// azure resource search (main.py:41)
resource search 'Microsoft.MachineLearningServices/workspaces/connections@2025-12-01' = {
  parent: workspace
  name: 'search'
  properties: {
    category: 'CognitiveSearch'
    target: 'https://srch-events.search.windows.net'
    authType: 'ApiKey'
    credentials: {
      key: searchKey
    }
    metadata: {
      EventsId: evhnsEvents.id
      Bus: evhnsEvents.properties.serviceBusEndpoint
    }
  }
  dependsOn: [
    trainers
  ]
}

// azure resource runs (main.py:56)
resource runs 'Microsoft.Storage/storageAccounts/tableServices/tables@2023-05-01' = {
  parent: storageTableServices
  name: 'runs'
}

// azure resource late (main.py:59)
resource late 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' = {
  parent: stsharedQueueServices
  name: 'late'
  properties: {
    metadata: {
      owner: idEvents.properties.principalId
    }
  }
}

// azure resource evhns-archive (main.py:65)
resource evhnsArchive 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'evhns-archive'
  location: 'northeurope'
  tags: union(tags, {
    kept: '10 years'
  })
  identity: {
    type: 'SystemAssigned'
  }
  sku: {
    name: 'Standard'
  }
}

// azure resource evhns-mirror (main.py:84)
resource evhnsMirror 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'evhns-mirror'
  location: 'northeurope'
  tags: union(tags, {
    logs: audit.outputs.resourceId
  })
  sku: {
    name: 'Standard'
  }
}

// azure resource keep (main.py:72)
resource keep 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: evhnsEvents
  name: 'keep'
  properties: {
    level: 'CanNotDelete'
  }
}

// because id-events holds Reader (main.py:75)
resource idEventsSeesEvhnsEvents 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: evhnsEvents
  name: guid(evhnsEvents.id, idEvents.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: idEvents.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'id-events holds Reader'
  }
}

// module audit (main.py:77)
module audit 'modules/audit.json' = {
  name: 'audit'
  scope: resourceGroup('rg-audit')
  params: {
    name: 'log-audit'
    keep: {
      days: 90
    }
    key: searchKey
  }
  dependsOn: [
    evhnsEvents
  ]
}

@description('serviceBusEndpoint of evhns-events.')
output bus string = evhnsEvents.properties.serviceBusEndpoint

@description('principalId of evhns-archive.')
output archive string = evhnsArchive.identity.principalId

@description('vaultUri of kv-shared.')
output vault string = kvShared.properties.vaultUri

@description('Id of scores.')
output hub string = scores.id

@description('days of audit.')
output days int = audit.outputs.days
