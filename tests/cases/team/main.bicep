// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('Tags of every resource.')
var tags = {
  product: 'fraud'
  stage: 'test'
}

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// existing key vault kv-platform, because mlw-fraud-test uses it as key vault (main.py:5)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-platform'
  scope: resourceGroup('rg-platform')
}

// existing log analytics log-platform, because appi-fraud-test uses it as logs (main.py:5)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: 'log-platform'
  scope: resourceGroup('rg-platform')
}

// existing container registry crplatform, because mlw-fraud-test uses it as registry (main.py:5)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: 'crplatform'
  scope: resourceGroup('rg-platform')
}

// existing storage account stlake, because curated uses it as account (main.py:5)
resource stlake 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stlake'
  scope: resourceGroup('rg-lake')
}

// storage account stfraudtestr82dzu, because mlw-fraud-test uses it as storage (main.py:5)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stfraudtestr82dzu'
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

// application insights appi-fraud-test, because mlw-fraud-test uses it as insights (main.py:5)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-fraud-test'
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

// workspace mlw-fraud-test (main.py:5)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-fraud-test'
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
    friendlyName: 'mlw-fraud-test'
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

// data lake datastore curated (main.py:5)
resource curated 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'curated'
  properties: {
    datastoreType: 'AzureDataLakeGen2'
    accountName: stlake.name
    filesystem: 'curated'
    endpoint: environment().suffixes.storage
    protocol: 'https'
    subscriptionId: subscription().subscriptionId
    resourceGroup: 'rg-lake'
    serviceDataAccessAuthIdentity: 'None'
    credentials: {
      credentialsType: 'None'
    }
  }
}

// asset container curated, because it holds the versions of curated (main.py:5)
resource curatedContainer 'Microsoft.MachineLearningServices/workspaces/data@2025-12-01' = {
  parent: workspace
  name: 'curated'
  properties: {
    dataType: 'uri_folder'
    isArchived: false
  }
}

// data asset curated:1 (main.py:5)
resource curatedV1 'Microsoft.MachineLearningServices/workspaces/data/versions@2025-12-01' = {
  parent: curatedContainer
  name: '1'
  properties: {
    dataType: 'uri_folder'
    dataUri: 'azureml://datastores/${curated.name}/paths/'
    isAnonymous: false
    isArchived: false
  }
}

// user assigned identity id-fraud-test-train, because cpu uses it as identity (main.py:5)
resource idFraudTestTrain 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-fraud-test-train'
  location: location
  tags: tags
  properties: {
    isolationScope: 'None'
  }
}

// compute cluster cpu (main.py:5)
resource cpu 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'cpu'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idFraudTestTrain.id}': {}
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
        maxNodeCount: 4
        nodeIdleTimeBeforeScaleDown: 'PT5M'
      }
      remoteLoginPortPublicAccess: 'Disabled'
      enableNodePublicIp: true
    }
  }
}

// compute cluster gpu (main.py:5)
resource gpu 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'gpu'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idFraudTestTrain.id}': {}
    }
  }
  properties: {
    computeType: 'AmlCompute'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_NC4as_T4_v3'
      vmPriority: 'Dedicated'
      osType: 'Linux'
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: 2
        nodeIdleTimeBeforeScaleDown: 'PT5M'
      }
      remoteLoginPortPublicAccess: 'Disabled'
      enableNodePublicIp: true
    }
  }
}

// because cpu keeps logs and outputs in stfraudtestr82dzu; gpu keeps logs and outputs in stfraudtestr82dzu (main.py:5)
resource idFraudTestTrainWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, idFraudTestTrain.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: idFraudTestTrain.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'cpu keeps logs and outputs in stfraudtestr82dzu; gpu keeps logs and outputs in stfraudtestr82dzu'
  }
}

// roles in rg-lake: cpu reads curated; gpu reads curated
module rgLakeRoles 'modules/rg-lake.bicep' = {
  scope: resourceGroup('rg-lake')
  params: {
    idFraudTestTrainId: idFraudTestTrain.id
    idFraudTestTrainPrincipalId: idFraudTestTrain.properties.principalId
  }
}

// roles in rg-platform: cpu pulls images from crplatform; gpu pulls images from crplatform
module rgPlatformRoles 'modules/rg-platform.bicep' = {
  scope: resourceGroup('rg-platform')
  params: {
    idFraudTestTrainId: idFraudTestTrain.id
    idFraudTestTrainPrincipalId: idFraudTestTrain.properties.principalId
  }
}

@description('mlFlowTrackingUri of mlw-fraud-test.')
output mlflow string = workspace.properties.mlFlowTrackingUri
