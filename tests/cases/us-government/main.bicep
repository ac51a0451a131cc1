// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'usgovvirginia'

@description('Built-in role Reader.')
var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')

// existing virtual network vnet-hub, because mlw-claims uses it as subnet (main.py:5)
resource vnetHub 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-hub'
  scope: resourceGroup('rg-hub')
}

// existing subnet snet-ml, because mlw-claims uses it as subnet (main.py:5)
resource snetMl 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetHub
  name: 'snet-ml'
}

// storage account stclaims34kie6, because mlw-claims uses it as storage (main.py:5)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stclaims34kie6'
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

// key vault kv-claims-34kie6, because mlw-claims uses it as key vault (main.py:5)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-claims-34kie6'
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

// log analytics log-claims, because appi-claims uses it as logs (main.py:5)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-claims'
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

// application insights appi-claims, because mlw-claims uses it as insights (main.py:5)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-claims'
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

// container registry crclaims34kie6, because mlw-claims uses it as registry (main.py:5)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crclaims34kie6'
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

// workspace mlw-claims (main.py:5)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-claims'
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
    friendlyName: 'mlw-claims'
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    containerRegistry: registry.id
    publicNetworkAccess: 'Disabled'
    systemDatastoresAuthMode: 'Identity'
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// private endpoint pep-mlw-claims, because mlw-claims is private (main.py:5)
resource workspaceEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-mlw-claims'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-mlw-claims'
        properties: {
          privateLinkServiceId: workspace.id
          groupIds: [
            'amlworkspace'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-mlw-claims'
  }
}

// dns zone privatelink.api.ml.azure.us, because mlw-claims is private (main.py:5)
resource privatelinkApiMlAzureUs 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.api.ml.azure.us'
  location: 'global'
}

// dns link vnet-hub, because mlw-claims is private (main.py:5)
resource privatelinkApiMlAzureUsLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkApiMlAzureUs
  name: 'vnet-hub'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetHub.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone privatelink.notebooks.usgovcloudapi.net, because mlw-claims is private (main.py:5)
resource privatelinkNotebooksUsgovcloudapiNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.notebooks.usgovcloudapi.net'
  location: 'global'
}

// dns link vnet-hub, because mlw-claims is private (main.py:5)
resource privatelinkNotebooksUsgovcloudapiNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkNotebooksUsgovcloudapiNet
  name: 'vnet-hub'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetHub.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone group default, because mlw-claims is private (main.py:5)
resource workspaceEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: workspaceEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-api-ml-azure-us'
        properties: {
          privateDnsZoneId: privatelinkApiMlAzureUs.id
        }
      }
      {
        name: 'privatelink-notebooks-usgovcloudapi-net'
        properties: {
          privateDnsZoneId: privatelinkNotebooksUsgovcloudapiNet.id
        }
      }
    ]
  }
}

// private endpoint pep-stclaims34kie6-blob, because mlw-claims is private (main.py:5)
resource storageBlobEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stclaims34kie6-blob'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stclaims34kie6-blob'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stclaims34kie6-blob'
  }
}

// dns zone privatelink.blob.core.usgovcloudapi.net, because mlw-claims is private (main.py:5)
resource privatelinkBlobCoreUsgovcloudapiNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.blob.core.usgovcloudapi.net'
  location: 'global'
}

// dns link vnet-hub, because mlw-claims is private (main.py:5)
resource privatelinkBlobCoreUsgovcloudapiNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkBlobCoreUsgovcloudapiNet
  name: 'vnet-hub'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetHub.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone group default, because mlw-claims is private (main.py:5)
resource storageBlobEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: storageBlobEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-blob-core-usgovcloudapi-net'
        properties: {
          privateDnsZoneId: privatelinkBlobCoreUsgovcloudapiNet.id
        }
      }
    ]
  }
}

// private endpoint pep-stclaims34kie6-file, because mlw-claims is private (main.py:5)
resource storageFileEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stclaims34kie6-file'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stclaims34kie6-file'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'file'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stclaims34kie6-file'
  }
}

// dns zone privatelink.file.core.usgovcloudapi.net, because mlw-claims is private (main.py:5)
resource privatelinkFileCoreUsgovcloudapiNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.file.core.usgovcloudapi.net'
  location: 'global'
}

// dns link vnet-hub, because mlw-claims is private (main.py:5)
resource privatelinkFileCoreUsgovcloudapiNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkFileCoreUsgovcloudapiNet
  name: 'vnet-hub'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetHub.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone group default, because mlw-claims is private (main.py:5)
resource storageFileEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: storageFileEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-file-core-usgovcloudapi-net'
        properties: {
          privateDnsZoneId: privatelinkFileCoreUsgovcloudapiNet.id
        }
      }
    ]
  }
}

// private endpoint pep-kv-claims-34kie6-vault, because mlw-claims is private (main.py:5)
resource keyVaultEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-kv-claims-34kie6-vault'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-kv-claims-34kie6-vault'
        properties: {
          privateLinkServiceId: keyVault.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-kv-claims-34kie6-vault'
  }
}

// dns zone privatelink.vaultcore.usgovcloudapi.net, because mlw-claims is private (main.py:5)
resource privatelinkVaultcoreUsgovcloudapiNet 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.vaultcore.usgovcloudapi.net'
  location: 'global'
}

// dns link vnet-hub, because mlw-claims is private (main.py:5)
resource privatelinkVaultcoreUsgovcloudapiNetLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkVaultcoreUsgovcloudapiNet
  name: 'vnet-hub'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetHub.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone group default, because mlw-claims is private (main.py:5)
resource keyVaultEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: keyVaultEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-vaultcore-usgovcloudapi-net'
        properties: {
          privateDnsZoneId: privatelinkVaultcoreUsgovcloudapiNet.id
        }
      }
    ]
  }
}

// private endpoint pep-crclaims34kie6-registry, because mlw-claims is private (main.py:5)
resource registryEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-crclaims34kie6-registry'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-crclaims34kie6-registry'
        properties: {
          privateLinkServiceId: registry.id
          groupIds: [
            'registry'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-crclaims34kie6-registry'
  }
}

// dns zone privatelink.azurecr.us, because mlw-claims is private (main.py:5)
resource privatelinkAzurecrUs 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink.azurecr.us'
  location: 'global'
}

// dns link vnet-hub, because mlw-claims is private (main.py:5)
resource privatelinkAzurecrUsLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: privatelinkAzurecrUs
  name: 'vnet-hub'
  location: 'global'
  properties: {
    virtualNetwork: {
      id: vnetHub.id
    }
    registrationEnabled: false
    resolutionPolicy: 'Default'
  }
}

// dns zone group default, because mlw-claims is private (main.py:5)
resource registryEndpointDns 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: registryEndpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'privatelink-azurecr-us'
        properties: {
          privateDnsZoneId: privatelinkAzurecrUs.id
        }
      }
    ]
  }
}

// because studio of mlw-claims looks up pep-stclaims34kie6-blob (main.py:5)
resource workspaceSeesStorageBlobEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storageBlobEndpoint
  name: guid(storageBlobEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-claims looks up pep-stclaims34kie6-blob'
  }
}

// because studio of mlw-claims looks up pep-stclaims34kie6-file (main.py:5)
resource workspaceSeesStorageFileEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storageFileEndpoint
  name: guid(storageFileEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-claims looks up pep-stclaims34kie6-file'
  }
}
