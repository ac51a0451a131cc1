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

// existing virtual network vnet-prod, because mlw-churn-prod uses it as subnet (churn.py:40)
resource vnetProd 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-prod'
}

// existing subnet snet-ml, because mlw-churn-prod uses it as subnet (churn.py:40)
resource snetMl 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetProd
  name: 'snet-ml'
}

// storage account stchurnproddsxq4r, because mlw-churn-prod uses it as storage (churn.py:33)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stchurnproddsxq4r'
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

// key vault kv-churn-prod-dsxq4r, because mlw-churn-prod uses it as key vault (churn.py:33)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-churn-prod-dsxq4r'
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

// log analytics log-churn-prod, because appi-churn-prod uses it as logs (churn.py:33)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-churn-prod'
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

// application insights appi-churn-prod, because mlw-churn-prod uses it as insights (churn.py:33)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-churn-prod'
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

// container registry crchurnproddsxq4r, because mlw-churn-prod uses it as registry (churn.py:33)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crchurnproddsxq4r'
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

// workspace mlw-churn-prod (churn.py:33)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-churn-prod'
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
    friendlyName: 'mlw-churn-prod'
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    containerRegistry: registry.id
    publicNetworkAccess: 'Disabled'
    systemDatastoresAuthMode: 'Identity'
    imageBuildCompute: 'gpu'
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// private endpoint pep-mlw-churn-prod, because mlw-churn-prod is private (churn.py:40)
resource workspaceEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-mlw-churn-prod'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-mlw-churn-prod'
        properties: {
          privateLinkServiceId: workspace.id
          groupIds: [
            'amlworkspace'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-mlw-churn-prod'
  }
}

// dns zone privatelink.api.azureml.ms, because mlw-churn-prod is private (churn.py:40)
resource privatelinkApiAzuremlMs 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.api.azureml.ms'
  location: 'global'
}

// dns zone privatelink.notebooks.azure.net, because mlw-churn-prod is private (churn.py:40)
resource privatelinkNotebooksAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.notebooks.azure.net'
  location: 'global'
}

// dns zone group default, because mlw-churn-prod is private (churn.py:40)
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

// private endpoint pep-stchurnproddsxq4r-blob, because mlw-churn-prod is private (churn.py:40)
resource storageBlobEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stchurnproddsxq4r-blob'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stchurnproddsxq4r-blob'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stchurnproddsxq4r-blob'
  }
}

// dns zone privatelink.blob.core.windows.net, because mlw-churn-prod is private (churn.py:40)
resource privatelinkBlobCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.blob.${environment().suffixes.storage}'
  location: 'global'
}

// dns zone group default, because mlw-churn-prod is private (churn.py:40)
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

// private endpoint pep-stchurnproddsxq4r-file, because mlw-churn-prod is private (churn.py:40)
resource storageFileEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stchurnproddsxq4r-file'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stchurnproddsxq4r-file'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'file'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stchurnproddsxq4r-file'
  }
}

// dns zone privatelink.file.core.windows.net, because mlw-churn-prod is private (churn.py:40)
resource privatelinkFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.file.${environment().suffixes.storage}'
  location: 'global'
}

// dns zone group default, because mlw-churn-prod is private (churn.py:40)
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

// private endpoint pep-kv-churn-prod-dsxq4r-vault, because mlw-churn-prod is private (churn.py:40)
resource keyVaultEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-kv-churn-prod-dsxq4r-vault'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-kv-churn-prod-dsxq4r-vault'
        properties: {
          privateLinkServiceId: keyVault.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-kv-churn-prod-dsxq4r-vault'
  }
}

// dns zone privatelink.vaultcore.azure.net, because mlw-churn-prod is private (churn.py:40)
resource privatelinkVaultcoreAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  location: 'global'
}

// dns zone group default, because mlw-churn-prod is private (churn.py:40)
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

// private endpoint pep-crchurnproddsxq4r-registry, because mlw-churn-prod is private (churn.py:40)
resource registryEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-crchurnproddsxq4r-registry'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-crchurnproddsxq4r-registry'
        properties: {
          privateLinkServiceId: registry.id
          groupIds: [
            'registry'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-crchurnproddsxq4r-registry'
  }
}

// dns zone privatelink.azurecr.io, because mlw-churn-prod is private (churn.py:40)
resource privatelinkAzurecrIo 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.azurecr.io'
  location: 'global'
}

// dns zone group default, because mlw-churn-prod is private (churn.py:40)
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

// compute cluster gpu (churn.py:32)
resource gpu 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'gpu'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    computeType: 'AmlCompute'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_NC24ads_A100_v4'
      vmPriority: 'Dedicated'
      osType: 'Linux'
      scaleSettings: {
        minNodeCount: 0
        maxNodeCount: 8
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
  ]
}

// dns link vnet-prod, because mlw-churn-prod is private (churn.py:40)
resource privatelinkApiAzuremlMsLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkApiAzuremlMs
  name: 'vnet-prod'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetProd.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns link vnet-prod, because mlw-churn-prod is private (churn.py:40)
resource privatelinkNotebooksAzureNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkNotebooksAzureNet
  name: 'vnet-prod'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetProd.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns link vnet-prod, because mlw-churn-prod is private (churn.py:40)
resource privatelinkBlobCoreWindowsNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkBlobCoreWindowsNet
  name: 'vnet-prod'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetProd.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns link vnet-prod, because mlw-churn-prod is private (churn.py:40)
resource privatelinkFileCoreWindowsNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkFileCoreWindowsNet
  name: 'vnet-prod'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetProd.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns link vnet-prod, because mlw-churn-prod is private (churn.py:40)
resource privatelinkVaultcoreAzureNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkVaultcoreAzureNet
  name: 'vnet-prod'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetProd.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns link vnet-prod, because mlw-churn-prod is private (churn.py:40)
resource privatelinkAzurecrIoLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkAzurecrIo
  name: 'vnet-prod'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetProd.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// because gpu keeps logs and outputs in stchurnproddsxq4r (churn.py:32)
resource gpuWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, gpu.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: gpu.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'gpu keeps logs and outputs in stchurnproddsxq4r'
  }
}

// because studio of mlw-churn-prod looks up pep-stchurnproddsxq4r-blob (churn.py:40)
resource workspaceSeesStorageBlobEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storageBlobEndpoint
  name: guid(storageBlobEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-churn-prod looks up pep-stchurnproddsxq4r-blob'
  }
}

// because studio of mlw-churn-prod looks up pep-stchurnproddsxq4r-file (churn.py:40)
resource workspaceSeesStorageFileEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storageFileEndpoint
  name: guid(storageFileEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-churn-prod looks up pep-stchurnproddsxq4r-file'
  }
}
