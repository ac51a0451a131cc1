// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

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

// existing virtual network vnet-hub, because mlw-parcels uses it as subnet (main.py:12)
resource vnetHub 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-hub'
  scope: resourceGroup('rg-hub')
}

// existing subnet snet-ml, because mlw-parcels uses it as subnet (main.py:12)
resource snetMl 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetHub
  name: 'snet-ml'
}

// existing dns zone privatelink.api.azureml.ms, because mlw-parcels is private (main.py:12)
resource privatelinkApiAzuremlMs 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.api.azureml.ms'
  scope: resourceGroup('rg-dns')
}

// existing dns zone privatelink.notebooks.azure.net, because mlw-parcels is private (main.py:12)
resource privatelinkNotebooksAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.notebooks.azure.net'
  scope: resourceGroup('rg-dns')
}

// existing dns zone privatelink.blob.core.windows.net, because mlw-parcels is private (main.py:12)
resource privatelinkBlobCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.blob.${environment().suffixes.storage}'
  scope: resourceGroup('rg-dns')
}

// existing dns zone privatelink.file.core.windows.net, because mlw-parcels is private (main.py:12)
resource privatelinkFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.file.${environment().suffixes.storage}'
  scope: resourceGroup('rg-dns')
}

// existing dns zone privatelink.vaultcore.azure.net, because mlw-parcels is private (main.py:12)
resource privatelinkVaultcoreAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.vaultcore.azure.net'
  scope: resourceGroup('rg-dns')
}

// existing dns zone privatelink.azurecr.io, because mlw-parcels is private (main.py:12)
resource privatelinkAzurecrIo 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.azurecr.io'
  scope: resourceGroup('rg-dns')
}

// existing dns zone privatelink.dfs.core.windows.net, because mlw-parcels is private (main.py:12)
resource privatelinkDfsCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.dfs.${environment().suffixes.storage}'
  scope: resourceGroup('rg-dns')
}

// existing blob service default, because raw uses it as account (main.py:7)
resource stlakeparcelsBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: stlakeparcels
  name: 'default'
}

// existing blob service default, because features uses it as account (main.py:8)
resource stfeaturesparcelsBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: stfeaturesparcels
  name: 'default'
}

// storage account stparcelss97wzf, because mlw-parcels uses it as storage (main.py:10)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stparcelss97wzf'
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

// key vault kv-parcels-s97wzf, because mlw-parcels uses it as key vault (main.py:10)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-parcels-s97wzf'
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

// log analytics log-parcels, because appi-parcels uses it as logs (main.py:10)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-parcels'
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

// application insights appi-parcels, because mlw-parcels uses it as insights (main.py:10)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-parcels'
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

// container registry crparcelss97wzf, because mlw-parcels uses it as registry (main.py:10)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crparcelss97wzf'
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

// workspace mlw-parcels (main.py:10)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-parcels'
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
    friendlyName: 'mlw-parcels'
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    containerRegistry: registry.id
    publicNetworkAccess: 'Disabled'
    systemDatastoresAuthMode: 'Identity'
    imageBuildCompute: 'cpu'
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// storage account stlakeparcels, because raw uses it as account (main.py:7)
resource stlakeparcels 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stlakeparcels'
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
      defaultAction: 'Deny'
    }
    publicNetworkAccess: 'Disabled'
    supportsHttpsTrafficOnly: true
  }
}

// data lake datastore raw (main.py:9)
resource raw 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'raw'
  properties: {
    datastoreType: 'AzureDataLakeGen2'
    accountName: stlakeparcels.name
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

// storage account stfeaturesparcels, because features uses it as account (main.py:8)
resource stfeaturesparcels 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stfeaturesparcels'
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

// blob datastore features (main.py:13)
resource features 'Microsoft.MachineLearningServices/workspaces/datastores@2025-12-01' = {
  parent: workspace
  name: 'features'
  properties: {
    datastoreType: 'AzureBlob'
    accountName: stfeaturesparcels.name
    containerName: 'features'
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

// private endpoint pep-mlw-parcels, because mlw-parcels is private (main.py:12)
resource workspaceEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-mlw-parcels'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-mlw-parcels'
        properties: {
          privateLinkServiceId: workspace.id
          groupIds: [
            'amlworkspace'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-mlw-parcels'
  }
}

// dns zone group default, because mlw-parcels is private (main.py:12)
resource workspaceEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: workspaceEndpoint
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

// private endpoint pep-stparcelss97wzf-blob, because mlw-parcels is private (main.py:12)
resource storageBlobEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stparcelss97wzf-blob'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stparcelss97wzf-blob'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stparcelss97wzf-blob'
  }
}

// dns zone group default, because mlw-parcels is private (main.py:12)
resource storageBlobEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: storageBlobEndpoint
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

// private endpoint pep-stparcelss97wzf-file, because mlw-parcels is private (main.py:12)
resource storageFileEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stparcelss97wzf-file'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stparcelss97wzf-file'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'file'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stparcelss97wzf-file'
  }
}

// dns zone group default, because mlw-parcels is private (main.py:12)
resource storageFileEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: storageFileEndpoint
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

// private endpoint pep-kv-parcels-s97wzf-vault, because mlw-parcels is private (main.py:12)
resource keyVaultEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-kv-parcels-s97wzf-vault'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-kv-parcels-s97wzf-vault'
        properties: {
          privateLinkServiceId: keyVault.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-kv-parcels-s97wzf-vault'
  }
}

// dns zone group default, because mlw-parcels is private (main.py:12)
resource keyVaultEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: keyVaultEndpoint
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

// private endpoint pep-crparcelss97wzf-registry, because mlw-parcels is private (main.py:12)
resource registryEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-crparcelss97wzf-registry'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-crparcelss97wzf-registry'
        properties: {
          privateLinkServiceId: registry.id
          groupIds: [
            'registry'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-crparcelss97wzf-registry'
  }
}

// dns zone group default, because mlw-parcels is private (main.py:12)
resource registryEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: registryEndpoint
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

// private endpoint pep-stlakeparcels-blob, because mlw-parcels is private (main.py:12)
resource stlakeparcelsBlobEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stlakeparcels-blob'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stlakeparcels-blob'
        properties: {
          privateLinkServiceId: stlakeparcels.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stlakeparcels-blob'
  }
}

// dns zone group default, because mlw-parcels is private (main.py:12)
resource stlakeparcelsBlobEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: stlakeparcelsBlobEndpoint
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

// private endpoint pep-stlakeparcels-dfs, because mlw-parcels is private (main.py:12)
resource stlakeparcelsDfsEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stlakeparcels-dfs'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stlakeparcels-dfs'
        properties: {
          privateLinkServiceId: stlakeparcels.id
          groupIds: [
            'dfs'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stlakeparcels-dfs'
  }
}

// dns zone group default, because mlw-parcels is private (main.py:12)
resource stlakeparcelsDfsEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: stlakeparcelsDfsEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-dfs-core-windows-net'
        properties: {
          privateDnsZoneId: privatelinkDfsCoreWindowsNet.id
        }
      }
    ]
  }
}

// private endpoint pep-stfeaturesparcels-blob, because mlw-parcels is private (main.py:12)
resource stfeaturesparcelsBlobEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stfeaturesparcels-blob'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stfeaturesparcels-blob'
        properties: {
          privateLinkServiceId: stfeaturesparcels.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stfeaturesparcels-blob'
  }
}

// dns zone group default, because mlw-parcels is private (main.py:12)
resource stfeaturesparcelsBlobEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: stfeaturesparcelsBlobEndpoint
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

// compute cluster cpu (main.py:14)
resource cpu 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'cpu'
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
      enableNodePublicIp: false
      subnet: {
        id: snetMl.id
      }
    }
  }
  dependsOn: [
    workspaceEndpointDns
    storageBlobEndpointDns
    storageFileEndpointDns
    keyVaultEndpointDns
    registryEndpointDns
    stlakeparcelsBlobEndpointDns
    stlakeparcelsDfsEndpointDns
    stfeaturesparcelsBlobEndpointDns
  ]
}

// blob container raw, because raw uses it as account (main.py:7)
resource rawContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: stlakeparcelsBlobs
  name: 'raw'
  properties: {
    publicAccess: 'None'
  }
}

// blob container features, because features uses it as account (main.py:8)
resource featuresContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: stfeaturesparcelsBlobs
  name: 'features'
  properties: {
    publicAccess: 'None'
  }
}

// because cpu reads raw (main.py:14)
resource cpuReadsRawContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: rawContainer
  name: guid(rawContainer.id, cpu.id, storageBlobDataReader)
  properties: {
    roleDefinitionId: storageBlobDataReader
    principalId: cpu.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'cpu reads raw'
  }
}

// because cpu keeps logs and outputs in stparcelss97wzf (main.py:14)
resource cpuWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, cpu.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: cpu.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'cpu keeps logs and outputs in stparcelss97wzf'
  }
}

// because studio of mlw-parcels looks up pep-stparcelss97wzf-blob (main.py:12)
resource workspaceSeesStorageBlobEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storageBlobEndpoint
  name: guid(storageBlobEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-parcels looks up pep-stparcelss97wzf-blob'
  }
}

// because studio of mlw-parcels looks up pep-stparcelss97wzf-file (main.py:12)
resource workspaceSeesStorageFileEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storageFileEndpoint
  name: guid(storageFileEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-parcels looks up pep-stparcelss97wzf-file'
  }
}

// because studio of mlw-parcels looks up pep-stlakeparcels-blob (main.py:12)
resource workspaceSeesStlakeparcelsBlobEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stlakeparcelsBlobEndpoint
  name: guid(stlakeparcelsBlobEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-parcels looks up pep-stlakeparcels-blob'
  }
}

// because studio of mlw-parcels looks up pep-stlakeparcels-dfs (main.py:12)
resource workspaceSeesStlakeparcelsDfsEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stlakeparcelsDfsEndpoint
  name: guid(stlakeparcelsDfsEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-parcels looks up pep-stlakeparcels-dfs'
  }
}

// because studio of mlw-parcels looks up pep-stfeaturesparcels-blob (main.py:12)
resource workspaceSeesStfeaturesparcelsBlobEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stfeaturesparcelsBlobEndpoint
  name: guid(stfeaturesparcelsBlobEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-parcels looks up pep-stfeaturesparcels-blob'
  }
}
