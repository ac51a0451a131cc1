// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

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

// existing storage account starchive, because old uses it as account (main.py:9)
resource starchive 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'starchive'
}

// existing blob service default, because raw uses it as account (main.py:8)
resource stdatalakeBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: stdatalake
  name: 'default'
}

// existing blob service default, because etl reads old (main.py:36)
resource starchiveBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: starchive
  name: 'default'
}

// existing blob container old, because etl reads old (main.py:36)
resource oldContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: starchiveBlobs
  name: 'old'
}

// storage account stdataj5bmyv, because mlw-data uses it as storage (main.py:17)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stdataj5bmyv'
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

// key vault kv-data-j5bmyv, because mlw-data uses it as key vault (main.py:17)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-data-j5bmyv'
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

// log analytics log-data, because appi-data uses it as logs (main.py:17)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-data'
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

// application insights appi-data, because mlw-data uses it as insights (main.py:17)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-data'
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

// container registry crdataj5bmyv, because mlw-data uses it as registry (main.py:17)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crdataj5bmyv'
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

// workspace mlw-data (main.py:17)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-data'
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
    friendlyName: 'mlw-data'
    description: 'Where data becomes features.'
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

// storage account stdatalake, because raw uses it as account (main.py:8)
resource stdatalake 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stdatalake'
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
    isHnsEnabled: true
    minimumTlsVersion: 'TLS1_2'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: 'Allow'
    }
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
  }
}

// data lake datastore raw (main.py:10)
resource raw 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'raw'
  properties: {
    datastoreType: 'AzureDataLakeGen2'
    description: 'As it came in.'
    accountName: stdatalake.name
    filesystem: 'raw'
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

// data lake datastore curated (main.py:11)
resource curated 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'curated'
  properties: {
    datastoreType: 'AzureDataLakeGen2'
    tags: {
      layer: 'silver'
    }
    accountName: stdatalake.name
    filesystem: 'curated'
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

// blob datastore old (main.py:12)
resource old 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'old'
  properties: {
    datastoreType: 'AzureBlob'
    description: 'Before 2020.'
    tags: {
      layer: 'bronze'
    }
    accountName: starchive.name
    containerName: 'old'
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

// asset container orders, because it holds the versions of orders (main.py:22)
resource orders 'Microsoft.MachineLearningServices/workspaces/data@2025-12-01' = {
  parent: workspace
  name: 'orders'
  properties: {
    dataType: 'uri_folder'
    isArchived: false
  }
}

// data asset orders:1 (main.py:22)
resource ordersV1 'Microsoft.MachineLearningServices/workspaces/data/versions@2025-12-01' = {
  parent: orders
  name: '1'
  properties: {
    dataType: 'uri_folder'
    dataUri: 'azureml://datastores/${raw.name}/paths/orders/'
    description: 'Orders by day.'
    tags: {
      pii: 'no'
    }
    isAnonymous: false
    isArchived: false
  }
}

// data asset orders:2 (main.py:23)
resource ordersV2 'Microsoft.MachineLearningServices/workspaces/data/versions@2025-12-01' = {
  parent: orders
  name: '2'
  properties: {
    dataType: 'uri_folder'
    dataUri: 'azureml://datastores/${curated.name}/paths/orders/'
    isAnonymous: false
    isArchived: false
  }
}

// asset container prices, because it holds the versions of prices (main.py:24)
resource prices 'Microsoft.MachineLearningServices/workspaces/data@2025-12-01' = {
  parent: workspace
  name: 'prices'
  properties: {
    dataType: 'uri_file'
    isArchived: false
  }
}

// data asset prices:1 (main.py:24)
resource pricesV1 'Microsoft.MachineLearningServices/workspaces/data/versions@2025-12-01' = {
  parent: prices
  name: '1'
  properties: {
    dataType: 'uri_file'
    dataUri: 'azureml://datastores/${curated.name}/paths/prices.csv'
    isAnonymous: false
    isArchived: false
  }
}

// asset container returns, because it holds the versions of returns (main.py:25)
resource returns 'Microsoft.MachineLearningServices/workspaces/data@2025-12-01' = {
  parent: workspace
  name: 'returns'
  properties: {
    dataType: 'mltable'
    isArchived: false
  }
}

// data asset returns:1 (main.py:25)
resource returnsV1 'Microsoft.MachineLearningServices/workspaces/data/versions@2025-12-01' = {
  parent: returns
  name: '1'
  properties: {
    dataType: 'mltable'
    dataUri: 'azureml://datastores/${old.name}/paths/'
    isAnonymous: false
    isArchived: true
  }
}

// asset container plain, because it holds the versions of plain (main.py:28)
resource plain 'Microsoft.MachineLearningServices/workspaces/environments@2025-12-01' = {
  parent: workspace
  name: 'plain'
  properties: {
    isArchived: false
  }
}

// environment plain:1 (main.py:28)
resource plainV1 'Microsoft.MachineLearningServices/workspaces/environments/versions@2025-12-01' = {
  parent: plain
  name: '1'
  properties: {
    image: 'mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1'
    osType: 'Linux'
    description: 'The image as it is.'
    tags: {
      team: 'data'
    }
    isAnonymous: false
    isArchived: false
  }
}

// asset container text, because it holds the versions of text (main.py:29)
resource text 'Microsoft.MachineLearningServices/workspaces/environments@2025-12-01' = {
  parent: workspace
  name: 'text'
  properties: {
    isArchived: false
  }
}

// environment text:3 (main.py:29)
resource textV3 'Microsoft.MachineLearningServices/workspaces/environments/versions@2025-12-01' = {
  parent: text
  name: '3'
  properties: {
    image: 'mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1'
    condaFile: '''
channels:
  - conda-forge
dependencies:
  - python=3.12.8
  - numpy=2.2.1
'''
    osType: 'Linux'
    isAnonymous: false
    isArchived: false
  }
}

// asset container packed, because it holds the versions of packed (main.py:30)
resource packed 'Microsoft.MachineLearningServices/workspaces/environments@2025-12-01' = {
  parent: workspace
  name: 'packed'
  properties: {
    isArchived: false
  }
}

// environment packed:1 (main.py:30)
resource packedV1 'Microsoft.MachineLearningServices/workspaces/environments/versions@2025-12-01' = {
  parent: packed
  name: '1'
  properties: {
    image: 'mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1'
    condaFile: '''
channels:
  - nvidia
  - conda-forge
dependencies:
  - python=3.11.9
  - numpy=2.2.1
  - pip
  - pip:
      - mlflow==2.22.1
'''
    osType: 'Linux'
    isAnonymous: false
    isArchived: false
  }
}

// compute cluster etl (main.py:36)
resource etl 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'etl'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    computeType: 'AmlCompute'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_E8s_v5'
      vmPriority: 'Dedicated'
      osType: 'Linux'
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: 8
        nodeIdleTimeBeforeScaleDown: 'PT2M'
      }
      remoteLoginPortPublicAccess: 'Disabled'
      enableNodePublicIp: true
    }
  }
}

// blob container raw, because raw uses it as account (main.py:8)
resource rawContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: stdatalakeBlobs
  name: 'raw'
  properties: {
    publicAccess: 'None'
  }
}

// blob container curated, because raw uses it as account (main.py:8)
resource curatedContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: stdatalakeBlobs
  name: 'curated'
  properties: {
    publicAccess: 'None'
  }
}

// because etl writes curated (main.py:36)
resource etlWritesCuratedContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: curatedContainer
  name: guid(curatedContainer.id, etl.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: etl.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'etl writes curated'
  }
}

// because etl reads raw (main.py:36)
resource etlReadsRawContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: rawContainer
  name: guid(rawContainer.id, etl.id, storageBlobDataReader)
  properties: {
    roleDefinitionId: storageBlobDataReader
    principalId: etl.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'etl reads raw'
  }
}

// because etl reads old (main.py:36)
resource etlReadsOldContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: oldContainer
  name: guid(oldContainer.id, etl.id, storageBlobDataReader)
  properties: {
    roleDefinitionId: storageBlobDataReader
    principalId: etl.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'etl reads old'
  }
}

// because etl keeps logs and outputs in stdataj5bmyv (main.py:36)
resource etlWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, etl.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: etl.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'etl keeps logs and outputs in stdataj5bmyv'
  }
}
