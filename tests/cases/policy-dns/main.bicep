// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('Built-in role Reader.')
var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')

// existing virtual network vnet-net, because mlw-vault uses it as subnet (main.py:14)
resource vnetNet 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-net'
  scope: resourceGroup('33333333-3333-3333-3333-333333333333', 'rg-net')
}

// existing subnet snet-ml, because mlw-vault uses it as subnet (main.py:14)
resource snetMl 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetNet
  name: 'snet-ml'
}

// storage account stvaultzrs, because mlw-vault uses it as storage (main.py:10)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stvaultzrs'
  location: location
  sku: {
    name: 'Standard_ZRS'
  }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: true
    defaultToOAuthAuthentication: false
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

// key vault kv-vault-hsm, because mlw-vault uses it as key vault (main.py:11)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-vault-hsm'
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'premium'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 30
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

// log analytics log-vault, because appi-vault uses it as logs (main.py:12)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-vault'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 90
    features: {
      enableLogAccessUsingOnlyResourcePermissions: true
    }
    workspaceCapping: {
      dailyQuotaGb: 5
    }
    publicNetworkAccessForIngestion: 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// application insights appi-vault, because mlw-vault uses it as insights (main.py:12)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-vault'
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

// container registry crvault2fpdoj, because mlw-vault uses it as registry (main.py:8)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crvault2fpdoj'
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

// workspace mlw-vault (main.py:8)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-vault'
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
    friendlyName: 'mlw-vault'
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    containerRegistry: registry.id
    publicNetworkAccess: 'Disabled'
    systemDatastoresAuthMode: 'AccessKey'
    imageBuildCompute: 'spot'
    hbiWorkspace: false
    v1LegacyMode: false
  }
}

// private endpoint pep-mlw-vault, because mlw-vault is private (main.py:13)
resource workspaceEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-mlw-vault'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-mlw-vault'
        properties: {
          privateLinkServiceId: workspace.id
          groupIds: [
            'amlworkspace'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-mlw-vault'
  }
}

// private endpoint pep-stvaultzrs-blob, because mlw-vault is private (main.py:13)
resource storageBlobEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stvaultzrs-blob'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stvaultzrs-blob'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stvaultzrs-blob'
  }
}

// private endpoint pep-stvaultzrs-file, because mlw-vault is private (main.py:13)
resource storageFileEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-stvaultzrs-file'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-stvaultzrs-file'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'file'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-stvaultzrs-file'
  }
}

// private endpoint pep-kv-vault-hsm-vault, because mlw-vault is private (main.py:13)
resource keyVaultEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-kv-vault-hsm-vault'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-kv-vault-hsm-vault'
        properties: {
          privateLinkServiceId: keyVault.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-kv-vault-hsm-vault'
  }
}

// private endpoint pep-crvault2fpdoj-registry, because mlw-vault is private (main.py:13)
resource registryEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-crvault2fpdoj-registry'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-crvault2fpdoj-registry'
        properties: {
          privateLinkServiceId: registry.id
          groupIds: [
            'registry'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-pep-crvault2fpdoj-registry'
  }
}

// compute cluster spot (main.py:21)
resource spot 'Microsoft.MachineLearningServices/workspaces/computes@2025-12-01' = {
  parent: workspace
  name: 'spot'
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    computeType: 'AmlCompute'
    computeLocation: location
    disableLocalAuth: true
    properties: {
      vmSize: 'Standard_NC4as_T4_v3'
      vmPriority: 'LowPriority'
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
    workspaceEndpoint
    storageBlobEndpoint
    storageFileEndpoint
    keyVaultEndpoint
    registryEndpoint
  ]
}

// because studio of mlw-vault looks up pep-stvaultzrs-blob (main.py:13)
resource workspaceSeesStorageBlobEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storageBlobEndpoint
  name: guid(storageBlobEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-vault looks up pep-stvaultzrs-blob'
  }
}

// because studio of mlw-vault looks up pep-stvaultzrs-file (main.py:13)
resource workspaceSeesStorageFileEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storageFileEndpoint
  name: guid(storageFileEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-vault looks up pep-stvaultzrs-file'
  }
}
