// Rendered by mlinfra: change the stack file, not this one.
// What the stack landing-zone deploys to rg-ml-dev.

@description('Region of everything that has one.')
param location string

@description('Tags of every resource.')
param tags object

@description('Built-in role AcrPull.')
var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// storage account stdevpnly59, because mlw-dev uses it as storage (main.py:31)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stdevpnly59'
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

// key vault kv-dev-pnly59, because mlw-dev uses it as key vault (main.py:31)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-dev-pnly59'
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
      defaultAction: 'Allow'
    }
    publicNetworkAccess: 'Enabled'
  }
}

// container registry crdevpnly59, because mlw-dev uses it as registry (main.py:31)
resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'crdevpnly59'
  location: location
  tags: tags
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

// storage account stlakedev0001, because events uses it as account (main.py:28)
resource stlakedev0001 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stlakedev0001'
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

// user assigned identity id-train, because cpu uses it as identity (main.py:30)
resource idTrain 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-train'
  location: location
  tags: tags
  properties: {
    isolationScope: 'None'
  }
}

// budget dev (main.py:72)
resource dev 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'dev'
  properties: {
    category: 'Cost'
    amount: 300
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: '2026-01-01T00:00:00Z'
    }
  }
}

// lock no-delete (main.py:73)
resource noDelete 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: stlakedev0001
  name: 'no-delete'
  properties: {
    level: 'CanNotDelete'
    notes: 'The lake holds all history.'
  }
}

// because cpu keeps logs and outputs in stdevpnly59 (main.py:30)
resource idTrainWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, idTrain.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: idTrain.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'cpu keeps logs and outputs in stdevpnly59'
  }
}

// because cpu pulls images from crdevpnly59 (main.py:30)
resource idTrainPullsFromRegistry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, idTrain.id, acrPull)
  properties: {
    roleDefinitionId: acrPull
    principalId: idTrain.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'cpu pulls images from crdevpnly59'
  }
}

@description('Object id of the identity of id-train.')
output idTrainPrincipalId string = idTrain.properties.principalId
