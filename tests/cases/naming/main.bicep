// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('Built-in role Reader.')
var reader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')

// existing virtual network vnet-prod, because mlw-churn-prod-weu uses it as subnet (main.py:7)
resource vnetProd 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: 'vnet-prod'
  scope: resourceGroup('rg-network')
}

// existing subnet snet-ml, because mlw-churn-prod-weu uses it as subnet (main.py:7)
resource snetMl 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' existing = {
  parent: vnetProd
  name: 'snet-ml'
}

// storage account stchurnprodweu001, because mlw-churn-prod-weu uses it as storage (main.py:5)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stchurnprodweu001'
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

// key vault kv-churn-prod-weu-001, because mlw-churn-prod-weu uses it as key vault (main.py:5)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-churn-prod-weu-001'
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

// log analytics log-churn-prod-weu-001, because appi-churn-prod-weu-001 uses it as logs (main.py:5)
resource logs 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-churn-prod-weu-001'
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

// application insights appi-churn-prod-weu-001, because mlw-churn-prod-weu uses it as insights (main.py:5)
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-churn-prod-weu-001'
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

// container registry crchurnprodweu001, because mlw-churn-prod-weu uses it as registry (main.py:5)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crchurnprodweu001'
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

// workspace mlw-churn-prod-weu (main.py:5)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlw-churn-prod-weu'
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
    friendlyName: 'mlw-churn-prod-weu'
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

// private endpoint pep-churn-prod-weu-001, because mlw-churn-prod-weu is private (main.py:7)
resource workspaceEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-churn-prod-weu-001'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-churn-prod-weu-001'
        properties: {
          privateLinkServiceId: workspace.id
          groupIds: [
            'amlworkspace'
          ]
        }
      }
    ]
    ipVersionType: 'IPv4'
  }
}

// private endpoint pep-churn-prod-weu-002, because mlw-churn-prod-weu is private (main.py:7)
resource storageBlobEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-churn-prod-weu-002'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-churn-prod-weu-002'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'blob'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-churn-prod-weu-002'
  }
}

// private endpoint pep-churn-prod-weu-003, because mlw-churn-prod-weu is private (main.py:7)
resource storageFileEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-churn-prod-weu-003'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-churn-prod-weu-003'
        properties: {
          privateLinkServiceId: storage.id
          groupIds: [
            'file'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-churn-prod-weu-003'
  }
}

// private endpoint pep-churn-prod-weu-004, because mlw-churn-prod-weu is private (main.py:7)
resource keyVaultEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-churn-prod-weu-004'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-churn-prod-weu-004'
        properties: {
          privateLinkServiceId: keyVault.id
          groupIds: [
            'vault'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-churn-prod-weu-004'
  }
}

// private endpoint pep-churn-prod-weu-005, because mlw-churn-prod-weu is private (main.py:7)
resource registryEndpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: 'pep-churn-prod-weu-005'
  location: location
  properties: {
    subnet: {
      id: snetMl.id
    }
    privateLinkServiceConnections: [
      {
        name: 'pep-churn-prod-weu-005'
        properties: {
          privateLinkServiceId: registry.id
          groupIds: [
            'registry'
          ]
        }
      }
    ]
    customNetworkInterfaceName: 'nic-churn-prod-weu-005'
  }
}

// because studio of mlw-churn-prod-weu looks up pep-churn-prod-weu-002 (main.py:7)
resource workspaceSeesStorageBlobEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storageBlobEndpoint
  name: guid(storageBlobEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-churn-prod-weu looks up pep-churn-prod-weu-002'
  }
}

// because studio of mlw-churn-prod-weu looks up pep-churn-prod-weu-003 (main.py:7)
resource workspaceSeesStorageFileEndpoint 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storageFileEndpoint
  name: guid(storageFileEndpoint.id, workspace.id, reader)
  properties: {
    roleDefinitionId: reader
    principalId: workspace.identity.principalId
    principalType: 'ServicePrincipal'
    description: 'studio of mlw-churn-prod-weu looks up pep-churn-prod-weu-003'
  }
}
