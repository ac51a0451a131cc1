// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('Tags of every resource.')
var tags = {
  product: 'claims'
  stage: 'prod'
}

@description('Built-in role Reader.')
var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// subnet snet-endpoints, because mlw-claims-prod uses it as subnet (main.py:5)
resource snetEndpoints 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetClaimsProd
  name: 'snet-endpoints'
}

// storage account stclaimsprodu4du6e, because mlw-claims-prod uses it as storage (main.py:5)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stclaimsprodu4du6e'
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
      defaultAction: 'Deny'
    }
    publicNetworkAccess: 'Disabled'
    supportsHttpsTrafficOnly: true
  }
}

// key vault kv-claims-prod-u4du6e, because mlw-claims-prod uses it as key vault (main.py:5)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-claims-prod-u4du6e'
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
      defaultAction: 'Deny'
    }
    publicNetworkAccess: 'Disabled'
  }
}

// log analytics log-claims-prod, because appi-claims-prod uses it as logs (main.py:5)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-claims-prod'
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

// application insights appi-claims-prod, because mlw-claims-prod uses it as insights (main.py:5)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-claims-prod'
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

// container registry crclaimsprodu4du6e, because mlw-claims-prod uses it as registry (main.py:5)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crclaimsprodu4du6e'
  location: location
  tags: tags
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

// virtual network vnet-claims-prod, because snet-endpoints is part of it (main.py:5)
resource vnetClaimsProd 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-claims-prod'
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.20.0.0/22'
      ]
    }
    subnets: [
      {
        name: 'snet-endpoints'
        properties: {
          addressPrefix: '10.20.0.0/26'
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Disabled'
          privateLinkServiceNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}

// workspace mlw-claims-prod (main.py:5)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-claims-prod'
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
    friendlyName: 'mlw-claims-prod'
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    containerRegistry: registry.id
    publicNetworkAccess: 'Disabled'
    systemDatastoresAuthMode: 'Identity'
    imageBuildCompute: 'cpu'
    managedNetwork: {
      isolationMode: 'AllowOnlyApprovedOutbound'
      firewallSku: 'Standard'
    }
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// private endpoint pep-mlw-claims-prod, because mlw-claims-prod is private (main.py:5)
resource workspaceEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-mlw-claims-prod'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: snetEndpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-mlw-claims-prod'
        properties: {
          privateLinkServiceId: workspace.id
          groupIds: [
            'amlworkspace'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-mlw-claims-prod'
  }
}

// dns zone privatelink.api.azureml.ms, because mlw-claims-prod is private (main.py:5)
resource privatelinkApiAzuremlMs 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.api.azureml.ms'
  location: 'global'
  tags: tags
}

// dns zone privatelink.notebooks.azure.net, because mlw-claims-prod is private (main.py:5)
resource privatelinkNotebooksAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.notebooks.azure.net'
  location: 'global'
  tags: tags
}

// dns zone group default, because mlw-claims-prod is private (main.py:5)
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

// private endpoint pep-stclaimsprodu4du6e-blob, because mlw-claims-prod is private (main.py:5)
resource storageBlobEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stclaimsprodu4du6e-blob'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: snetEndpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stclaimsprodu4du6e-blob'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stclaimsprodu4du6e-blob'
  }
}

// dns zone privatelink.blob.core.windows.net, because mlw-claims-prod is private (main.py:5)
resource privatelinkBlobCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.blob.${environment().suffixes.storage}'
  location: 'global'
  tags: tags
}

// dns zone group default, because mlw-claims-prod is private (main.py:5)
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

// private endpoint pep-stclaimsprodu4du6e-file, because mlw-claims-prod is private (main.py:5)
resource storageFileEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stclaimsprodu4du6e-file'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: snetEndpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stclaimsprodu4du6e-file'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'file'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stclaimsprodu4du6e-file'
  }
}

// dns zone privatelink.file.core.windows.net, because mlw-claims-prod is private (main.py:5)
resource privatelinkFileCoreWindowsNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.file.${environment().suffixes.storage}'
  location: 'global'
  tags: tags
}

// dns zone group default, because mlw-claims-prod is private (main.py:5)
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

// private endpoint pep-kv-claims-prod-u4du6e-vault, because mlw-claims-prod is private (main.py:5)
resource keyVaultEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-kv-claims-prod-u4du6e-vault'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: snetEndpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-kv-claims-prod-u4du6e-vault'
        properties: {
          privateLinkServiceId: keyVault.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-kv-claims-prod-u4du6e-vault'
  }
}

// dns zone privatelink.vaultcore.azure.net, because mlw-claims-prod is private (main.py:5)
resource privatelinkVaultcoreAzureNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.vaultcore.azure.net'
  location: 'global'
  tags: tags
}

// dns zone group default, because mlw-claims-prod is private (main.py:5)
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

// private endpoint pep-crclaimsprodu4du6e-registry, because mlw-claims-prod is private (main.py:5)
resource registryEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-crclaimsprodu4du6e-registry'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: snetEndpoints.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-crclaimsprodu4du6e-registry'
        properties: {
          privateLinkServiceId: registry.id
          groupIds: [
            'registry'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-crclaimsprodu4du6e-registry'
  }
}

// dns zone privatelink.azurecr.io, because mlw-claims-prod is private (main.py:5)
resource privatelinkAzurecrIo 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.azurecr.io'
  location: 'global'
  tags: tags
}

// dns zone group default, because mlw-claims-prod is private (main.py:5)
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

// compute cluster cpu (main.py:5)
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
        maxNodeCount: 2
        nodeIdleTimeBeforeScaleDown: 'PT5M'
      }
      remoteLoginPortPublicAccess: 'Disabled'
      enableNodePublicIp: false
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

// dns link vnet-claims-prod, because mlw-claims-prod is private (main.py:5)
resource privatelinkApiAzuremlMsLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkApiAzuremlMs
  name: 'vnet-claims-prod'
  location: 'global'
  tags: tags
  properties: {
    virtualNetwork: {
      id: vnetClaimsProd.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns link vnet-claims-prod, because mlw-claims-prod is private (main.py:5)
resource privatelinkNotebooksAzureNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkNotebooksAzureNet
  name: 'vnet-claims-prod'
  location: 'global'
  tags: tags
  properties: {
    virtualNetwork: {
      id: vnetClaimsProd.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns link vnet-claims-prod, because mlw-claims-prod is private (main.py:5)
resource privatelinkBlobCoreWindowsNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkBlobCoreWindowsNet
  name: 'vnet-claims-prod'
  location: 'global'
  tags: tags
  properties: {
    virtualNetwork: {
      id: vnetClaimsProd.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns link vnet-claims-prod, because mlw-claims-prod is private (main.py:5)
resource privatelinkFileCoreWindowsNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkFileCoreWindowsNet
  name: 'vnet-claims-prod'
  location: 'global'
  tags: tags
  properties: {
    virtualNetwork: {
      id: vnetClaimsProd.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns link vnet-claims-prod, because mlw-claims-prod is private (main.py:5)
resource privatelinkVaultcoreAzureNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkVaultcoreAzureNet
  name: 'vnet-claims-prod'
  location: 'global'
  tags: tags
  properties: {
    virtualNetwork: {
      id: vnetClaimsProd.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns link vnet-claims-prod, because mlw-claims-prod is private (main.py:5)
resource privatelinkAzurecrIoLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkAzurecrIo
  name: 'vnet-claims-prod'
  location: 'global'
  tags: tags
  properties: {
    virtualNetwork: {
      id: vnetClaimsProd.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// because cpu keeps logs and outputs in stclaimsprodu4du6e (main.py:5)
resource cpuWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, cpu.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: cpu.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'cpu keeps logs and outputs in stclaimsprodu4du6e'
  }
}

// because studio of mlw-claims-prod looks up pep-stclaimsprodu4du6e-blob (main.py:5)
resource workspaceSeesStorageBlobEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storageBlobEndpoint
  name: guid(storageBlobEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-claims-prod looks up pep-stclaimsprodu4du6e-blob'
  }
}

// because studio of mlw-claims-prod looks up pep-stclaimsprodu4du6e-file (main.py:5)
resource workspaceSeesStorageFileEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storageFileEndpoint
  name: guid(storageFileEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-claims-prod looks up pep-stclaimsprodu4du6e-file'
  }
}

@description('mlFlowTrackingUri of mlw-claims-prod.')
output mlflow string = workspace.properties.mlFlowTrackingUri
