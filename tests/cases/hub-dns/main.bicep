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

// existing virtual network vnet-spoke, because mlw-radar uses it as subnet (main.py:24)
resource vnetSpoke 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-spoke'
  scope: resourceGroup('rg-spoke')
}

// existing subnet snet-endpoints, because mlw-radar uses it as subnet (main.py:24)
resource snetEndpoints 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetSpoke
  name: 'snet-endpoints'
}

// subnet snet-nodes, because cpu uses it as subnet (main.py:13)
resource snetNodes 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetNodes
  name: 'snet-nodes'
}

// existing dns zone privatelink.api.azureml.ms, because mlw-radar is private (main.py:24)
resource privatelinkApiAzuremlMs 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.api.azureml.ms'
  scope: resourceGroup('33333333-3333-3333-3333-333333333333', 'rg-hub-dns')
}

// existing dns zone privatelink.notebooks.azure.net, because mlw-radar is private (main.py:24)
resource privatelinkNotebooksAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.notebooks.azure.net'
  scope: resourceGroup('33333333-3333-3333-3333-333333333333', 'rg-hub-dns')
}

// existing dns zone privatelink.blob.core.windows.net, because mlw-radar is private (main.py:24)
resource privatelinkBlobCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.blob.${environment().suffixes.storage}'
  scope: resourceGroup('33333333-3333-3333-3333-333333333333', 'rg-hub-dns')
}

// existing dns zone privatelink.file.core.windows.net, because mlw-radar is private (main.py:24)
resource privatelinkFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.file.${environment().suffixes.storage}'
  scope: resourceGroup('33333333-3333-3333-3333-333333333333', 'rg-hub-dns')
}

// existing dns zone privatelink.vaultcore.azure.net, because mlw-radar is private (main.py:24)
resource privatelinkVaultcoreAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.vaultcore.azure.net'
  scope: resourceGroup('33333333-3333-3333-3333-333333333333', 'rg-hub-dns')
}

// existing dns zone privatelink.azurecr.io, because mlw-radar is private (main.py:24)
resource privatelinkAzurecrIo 'Microsoft.Network/privateDnsZones@2024-06-01' existing = {
  name: 'privatelink.azurecr.io'
  scope: resourceGroup('33333333-3333-3333-3333-333333333333', 'rg-hub-dns')
}

// storage account stradarnrucom, because mlw-radar uses it as storage (main.py:21)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stradarnrucom'
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

// key vault kv-radar-nrucom, because mlw-radar uses it as key vault (main.py:21)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-radar-nrucom'
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

// log analytics log-radar, because appi-radar uses it as logs (main.py:21)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-radar'
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

// application insights appi-radar, because mlw-radar uses it as insights (main.py:21)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-radar'
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

// container registry crradarnrucom, because mlw-radar uses it as registry (main.py:23)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crradarnrucom'
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

// workspace mlw-radar (main.py:21)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-radar'
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
    friendlyName: 'mlw-radar'
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

// virtual network vnet-nodes, because snet-nodes is part of it (main.py:15)
resource vnetNodes 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-nodes'
  location: location
  tags: {
    layer: 'network'
  }
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.40.0.0/22'
        '10.41.0.0/22'
      ]
    }
    subnets: [
      {
        name: 'snet-nodes'
        properties: {
          addressPrefix: '10.40.0.0/24'
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Disabled'
          privateLinkServiceNetworkPolicies: 'Enabled'
        }
      }
    ]
    enableDdosProtection: false
  }
}

// private endpoint pep-mlw-radar, because mlw-radar is private (main.py:24)
resource workspaceEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-mlw-radar'
  location: location
  properties: {
    subnet: {
      id: snetEndpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-mlw-radar'
        properties: {
          privateLinkServiceId: workspace.id
          groupIds: [
            'amlworkspace'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-mlw-radar'
  }
}

// dns zone group default, because mlw-radar is private (main.py:24)
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

// private endpoint pep-stradarnrucom-blob, because mlw-radar is private (main.py:24)
resource storageBlobEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stradarnrucom-blob'
  location: location
  properties: {
    subnet: {
      id: snetEndpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stradarnrucom-blob'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stradarnrucom-blob'
  }
}

// dns zone group default, because mlw-radar is private (main.py:24)
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

// private endpoint pep-stradarnrucom-file, because mlw-radar is private (main.py:24)
resource storageFileEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stradarnrucom-file'
  location: location
  properties: {
    subnet: {
      id: snetEndpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stradarnrucom-file'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'file'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stradarnrucom-file'
  }
}

// dns zone group default, because mlw-radar is private (main.py:24)
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

// private endpoint pep-kv-radar-nrucom-vault, because mlw-radar is private (main.py:24)
resource keyVaultEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-kv-radar-nrucom-vault'
  location: location
  properties: {
    subnet: {
      id: snetEndpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-kv-radar-nrucom-vault'
        properties: {
          privateLinkServiceId: keyVault.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-kv-radar-nrucom-vault'
  }
}

// dns zone group default, because mlw-radar is private (main.py:24)
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

// private endpoint pep-crradarnrucom-registry, because mlw-radar is private (main.py:24)
resource registryEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-crradarnrucom-registry'
  location: location
  properties: {
    subnet: {
      id: snetEndpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-crradarnrucom-registry'
        properties: {
          privateLinkServiceId: registry.id
          groupIds: [
            'registry'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-crradarnrucom-registry'
  }
}

// dns zone group default, because mlw-radar is private (main.py:24)
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

// compute cluster cpu (main.py:26)
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
        minNodeCount: 1
        maxNodeCount: 3
        nodeIdleTimeBeforeScaleDown: 'PT3M'
      }
      remoteLoginPortPublicAccess: 'Disabled'
      enableNodePublicIp: false
      subnet: {
        id: snetNodes.id
      }
    }
  }
  dependsOn: [
    workspaceEndpointDns
    storageBlobEndpointDns
    storageFileEndpointDns
    keyVaultEndpointDns
    registryEndpointDns
  ]
}

// compute instance ci-radar (main.py:27)
resource ciRadar 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'ci-radar'
  location: location
  properties: {
    computeType: 'ComputeInstance'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_DS3_v2'
      applicationSharingPolicy: 'Personal'
      sshSettings: {
        sshPublicAccess: 'Disabled'
      }
      enableNodePublicIp: false
      subnet: {
        id: snetNodes.id
      }
    }
  }
  dependsOn: [
    workspaceEndpointDns
    storageBlobEndpointDns
    storageFileEndpointDns
    keyVaultEndpointDns
    registryEndpointDns
  ]
}

// online endpoint radar-score (main.py:29)
resource radarScore 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints@2025-12-01' = {
  parent: workspace
  name: 'radar-score'
  location: location
  kind: 'Managed'
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    authMode: 'AADToken'
    publicNetworkAccess: 'Enabled'
  }
  dependsOn: [
    workspaceEndpointDns
    storageBlobEndpointDns
    storageFileEndpointDns
    keyVaultEndpointDns
    registryEndpointDns
  ]
}

// because cpu keeps logs and outputs in stradarnrucom (main.py:26)
resource cpuWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, cpu.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: cpu.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'cpu keeps logs and outputs in stradarnrucom'
  }
}

// because studio of mlw-radar looks up pep-stradarnrucom-blob (main.py:24)
resource workspaceSeesStorageBlobEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storageBlobEndpoint
  name: guid(storageBlobEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-radar looks up pep-stradarnrucom-blob'
  }
}

// because studio of mlw-radar looks up pep-stradarnrucom-file (main.py:24)
resource workspaceSeesStorageFileEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storageFileEndpoint
  name: guid(storageFileEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-radar looks up pep-stradarnrucom-file'
  }
}
