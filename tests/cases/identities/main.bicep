// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('Built-in role AzureML Compute Operator.')
var azureMLComputeOperator = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'e503ece1-11d0-4e8e-8e2c-7a6c3bf38815'
)

@description('Built-in role AzureML Data Scientist.')
var azureMLDataScientist = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'f6c7c914-8db3-469d-8ca1-694a8f32e121'
)

@description('Built-in role AzureML Metrics Writer.')
var azureMLMetricsWriter = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '635dd51f-9968-44d3-b7fb-6d9a6bd613ae'
)

@description('Built-in role Contributor.')
var contributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b24988ac-6180-42a0-ab88-20f7382dd24c'
)

@description('Built-in role Key Vault Administrator.')
var keyVaultAdministrator = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '00482a5a-887f-4fb3-b363-3b7fe8e74483'
)

@description('Built-in role Reader.')
var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')

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

@description('Built-in role Storage File Data Privileged Contributor.')
var storageFileDataPrivilegedContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '69566ab7-960f-475b-8e7c-b3118f30c6bd'
)

// existing container registry crplatform, because mlw-who uses it as registry (main.py:26)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'crplatform'
  scope: resourceGroup('rg-platform')
}

// existing storage account stlake, because features uses it as account (main.py:10)
resource stlake 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stlake'
  scope: resourceGroup('22222222-2222-2222-2222-222222222222', 'rg-lake')
}

// existing user assigned identity id-scorer, because who-score uses it as identity (main.py:14)
resource idScorer 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-scorer'
  scope: resourceGroup('22222222-2222-2222-2222-222222222222', 'rg-people')
}

// storage account stwhoxnvmgb, because mlw-who uses it as storage (main.py:23)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stwhoxnvmgb'
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

// key vault kv-who-xnvmgb, because mlw-who uses it as key vault (main.py:23)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-who-xnvmgb'
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

// log analytics log-who, because appi-who uses it as logs (main.py:23)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-who'
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

// application insights appi-who, because mlw-who uses it as insights (main.py:23)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-who'
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

// user assigned identity id-who, because mlw-who uses it as identity (main.py:25)
resource idWho 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-who'
  location: location
  properties: {
    isolationScope: 'None'
  }
}

// because mlw-who uses stwhoxnvmgb as its storage (main.py:23)
resource idWhoManagesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, idWho.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idWho.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlw-who uses stwhoxnvmgb as its storage'
  }
}

// because mlw-who uses stwhoxnvmgb as its storage (main.py:23)
resource idWhoWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, idWho.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: idWho.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlw-who uses stwhoxnvmgb as its storage'
  }
}

// because mlw-who uses kv-who-xnvmgb as its key vault (main.py:23)
resource idWhoManagesKeyVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyVault
  name: guid(keyVault.id, idWho.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idWho.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlw-who uses kv-who-xnvmgb as its key vault'
  }
}

// because mlw-who uses kv-who-xnvmgb as its key vault (main.py:23)
resource idWhoAdministersKeyVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyVault
  name: guid(keyVault.id, idWho.id, keyVaultAdministrator)
  properties: {
    roleDefinitionId: keyVaultAdministrator
    principalId: idWho.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlw-who uses kv-who-xnvmgb as its key vault'
  }
}

// because mlw-who uses appi-who as its insights (main.py:23)
resource idWhoManagesInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, idWho.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idWho.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlw-who uses appi-who as its insights'
  }
}

// workspace mlw-who (main.py:23)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-who'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'Default'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idWho.id}': {}
    }
  }
  properties: {
    friendlyName: 'mlw-who'
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    containerRegistry: registry.id
    primaryUserAssignedIdentity: idWho.id
    publicNetworkAccess: 'Enabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
  }
  dependsOn: [
    idWhoManagesStorage
    idWhoWritesStorage
    idWhoManagesKeyVault
    idWhoAdministersKeyVault
    rgPlatformMlwWhoRoles
    idWhoManagesInsights
  ]
}

// blob datastore features (main.py:18)
resource features 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'features'
  properties: {
    datastoreType: 'AzureBlob'
    accountName: stlake.name
    containerName: 'features'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: '22222222-2222-2222-2222-222222222222'
    resourceGroup: 'rg-lake'
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'None'
    }
  }
}

// blob datastore scores (main.py:19)
resource scores 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'scores'
  properties: {
    datastoreType: 'AzureBlob'
    accountName: stlake.name
    containerName: 'scores'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: '22222222-2222-2222-2222-222222222222'
    resourceGroup: 'rg-lake'
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'None'
    }
  }
}

// asset container daily, because it holds the versions of daily (main.py:20)
resource daily 'Microsoft.MachineLearningServices/workspaces/data@2025-12-01' = {
  parent: workspace
  name: 'daily'
  properties: {
    dataType: 'uri_folder'
    isArchived: false
  }
}

// data asset daily:1 (main.py:20)
resource dailyV1 'Microsoft.MachineLearningServices/workspaces/data/versions@2025-12-01' = {
  parent: daily
  name: '1'
  properties: {
    dataType: 'uri_folder'
    dataUri: 'azureml://datastores/${features.name}/paths/daily/'
    isAnonymous: false
    isArchived: false
  }
}

// user assigned identity id-train, because train uses it as identity (main.py:21)
resource idTrain 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-train'
  location: location
  tags: {
    team: 'train'
  }
  properties: {
    isolationScope: 'Regional'
  }
}

// compute cluster train (main.py:30)
resource train 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'train'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idTrain.id}': {}
    }
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

// compute cluster batch (main.py:31)
resource batch 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'batch'
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

// compute instance ci-ada (main.py:32)
resource ciAda 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'ci-ada'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idTrain.id}': {}
    }
  }
  properties: {
    computeType: 'ComputeInstance'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_D4s_v5'
      idleTimeBeforeShutdown: 'P1DT2H'
      applicationSharingPolicy: 'Shared'
      sshSettings: {
        sshPublicAccess: 'Disabled'
      }
      computeInstanceAuthorizationType: 'personal'
      personalComputeInstanceSettings: {
        assignedUser: {
          objectId: 'aaaaaaaa-0000-0000-0000-000000000001'
          tenantId: 'bbbbbbbb-0000-0000-0000-000000000001'
        }
      }
      enableNodePublicIp: true
    }
  }
}

// compute instance ci-bob (main.py:37)
resource ciBob 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'ci-bob'
  location: location
  properties: {
    computeType: 'ComputeInstance'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_D4s_v5'
      idleTimeBeforeShutdown: 'PT1H'
      applicationSharingPolicy: 'Personal'
      sshSettings: {
        sshPublicAccess: 'Disabled'
      }
      computeInstanceAuthorizationType: 'personal'
      personalComputeInstanceSettings: {
        assignedUser: {
          objectId: 'aaaaaaaa-0000-0000-0000-000000000002'
          tenantId: subscription().tenantId
        }
      }
      enableNodePublicIp: true
    }
  }
}

// online endpoint who-score (main.py:40)
resource whoScore 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' = {
  parent: workspace
  name: 'who-score'
  location: location
  kind: 'Managed'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idScorer.id}': {}
    }
  }
  properties: {
    authMode: 'Key'
    publicNetworkAccess: 'Enabled'
  }
}

// online endpoint who-self (main.py:41)
resource whoSelf 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' = {
  parent: workspace
  name: 'who-self'
  location: location
  kind: 'Managed'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    authMode: 'AMLToken'
    publicNetworkAccess: 'Enabled'
  }
}

// because train keeps logs and outputs in stwhoxnvmgb; ci-ada keeps logs and outputs in stwhoxnvmgb (main.py:30)
resource idTrainWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, idTrain.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: idTrain.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'train keeps logs and outputs in stwhoxnvmgb; ci-ada keeps logs and outputs in stwhoxnvmgb'
  }
}

// because batch keeps logs and outputs in stwhoxnvmgb (main.py:31)
resource batchWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, batch.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: batch.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'batch keeps logs and outputs in stwhoxnvmgb'
  }
}

// because ci-ada keeps notebooks in stwhoxnvmgb (main.py:32)
resource idTrainWritesFilesOfStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, idTrain.id, storageFileDataPrivilegedContributor)
  properties: {
    roleDefinitionId: storageFileDataPrivilegedContributor
    principalId: idTrain.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'ci-ada keeps notebooks in stwhoxnvmgb'
  }
}

// because ci-ada stops itself when idle (main.py:32)
resource idTrainManagesWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: guid(workspace.id, idTrain.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idTrain.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'ci-ada stops itself when idle'
  }
}

// because who-score reads models from stwhoxnvmgb (main.py:40)
resource idScorerReadsStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, idScorer.id, storageBlobDataReader)
  properties: {
    roleDefinitionId: storageBlobDataReader
    principalId: idScorer.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'who-score reads models from stwhoxnvmgb'
  }
}

// because who-score writes metrics (main.py:40)
resource idScorerMeasuresWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: guid(workspace.id, idScorer.id, azureMLMetricsWriter)
  properties: {
    roleDefinitionId: azureMLMetricsWriter
    principalId: idScorer.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'who-score writes metrics'
  }
}

// because mlw-who acts as id-who (main.py:23)
resource idWhoManagesWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: guid(workspace.id, idWho.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idWho.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlw-who acts as id-who'
  }
}

// because AzureML Data Scientist of mlw-who (main.py:44)
resource groupWorksInWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: guid(workspace.id, 'aaaaaaaa-0000-0000-0000-000000000003', azureMLDataScientist)
  properties: {
    roleDefinitionId: azureMLDataScientist
    principalId: 'aaaaaaaa-0000-0000-0000-000000000003'
    principalType: 'Group'
    description: 'AzureML Data Scientist of mlw-who'
  }
}

// because AzureML Data Scientists of mlw-who work in stwhoxnvmgb (main.py:44)
resource groupWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, 'aaaaaaaa-0000-0000-0000-000000000003', storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: 'aaaaaaaa-0000-0000-0000-000000000003'
    principalType: 'Group'
    description: 'AzureML Data Scientists of mlw-who work in stwhoxnvmgb'
  }
}

// because AzureML Data Scientists of mlw-who work in stwhoxnvmgb (main.py:44)
resource groupWritesFilesOfStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, 'aaaaaaaa-0000-0000-0000-000000000003', storageFileDataPrivilegedContributor)
  properties: {
    roleDefinitionId: storageFileDataPrivilegedContributor
    principalId: 'aaaaaaaa-0000-0000-0000-000000000003'
    principalType: 'Group'
    description: 'AzureML Data Scientists of mlw-who work in stwhoxnvmgb'
  }
}

// because Reader of mlw-who (main.py:45)
resource userSeesWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: guid(workspace.id, 'aaaaaaaa-0000-0000-0000-000000000004', reader)
  properties: {
    roleDefinitionId: reader
    principalId: 'aaaaaaaa-0000-0000-0000-000000000004'
    principalType: 'User'
    description: 'Reader of mlw-who'
  }
}

// because AzureML Compute Operator of mlw-who (main.py:46)
resource servicePrincipalOperatesWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: guid(workspace.id, 'aaaaaaaa-0000-0000-0000-000000000005', azureMLComputeOperator)
  properties: {
    roleDefinitionId: azureMLComputeOperator
    principalId: 'aaaaaaaa-0000-0000-0000-000000000005'
    principalType: 'ServicePrincipal'
    description: 'AzureML Compute Operator of mlw-who'
  }
}

// roles in rg-platform: mlw-who uses crplatform as its registry
module rgPlatformMlwWhoRoles 'modules/rg-platform-mlw-who.bicep' = {
  scope: resourceGroup('rg-platform')
  params: {
    idWhoId: idWho.id
    idWhoPrincipalId: idWho.properties.principalId
  }
}

// roles in rg-lake: train writes scores; train reads daily; batch reads scores; ci-ada writes features; who-score reads features; who-self reads daily
module rgLake22222222Roles 'modules/rg-lake-22222222.bicep' = {
  scope: resourceGroup('22222222-2222-2222-2222-222222222222', 'rg-lake')
  params: {
    idTrainId: idTrain.id
    idTrainPrincipalId: idTrain.properties.principalId
    batchId: batch.id
    batchPrincipalId: batch.identity.principalId
    idScorerId: idScorer.id
    idScorerPrincipalId: idScorer.properties.principalId
    whoSelfId: whoSelf.id
    whoSelfPrincipalId: whoSelf.identity.principalId
  }
}

// roles in rg-platform: train pulls images from crplatform; ci-ada pulls images from crplatform; who-score pulls images from crplatform
module rgPlatformRoles 'modules/rg-platform.bicep' = {
  scope: resourceGroup('rg-platform')
  params: {
    idTrainId: idTrain.id
    idTrainPrincipalId: idTrain.properties.principalId
    idScorerId: idScorer.id
    idScorerPrincipalId: idScorer.properties.principalId
  }
}
