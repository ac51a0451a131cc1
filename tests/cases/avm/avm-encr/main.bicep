// Rendered by mlinfra: change the stack file, not this one.

@description('Region of everything that has one.')
param location string = 'westeurope'

@description('Built-in role Azure AI Enterprise Network Connection Approver.')
var azureAIEnterpriseNetworkConnectionApprover = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b556d68e-0be0-4f35-a333-ad7ee1ce17ea'
)

@description('Built-in role Contributor.')
var contributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'b24988ac-6180-42a0-ab88-20f7382dd24c'
)

@description('Built-in role Key Vault Administrator.')
var keyVaultAdministrator = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '00482a5a-887f-4fb3-b363-3b7fe8e74483'
)

@description('Built-in role Key Vault Crypto Service Encryption User.')
var keyVaultCryptoServiceEncryptionUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'e147488a-f6f5-4113-8e2d-b22465e65bf6'
)

@description('Built-in role Storage Blob Data Contributor.')
var storageBlobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

// existing storage account stavm, because mlswecr001 uses it as storage (main.py:19)
resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stavm'
}

// existing key vault kv-avm, because mlswecr001 uses it as key vault (main.py:19)
resource keyVault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: 'kv-avm'
}

// existing application insights appi-avm, because mlswecr001 uses it as insights (main.py:20)
resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: 'appi-avm'
}

// existing user assigned identity id-encr, because mlswecr001 uses it as identity (main.py:21)
resource idEncr 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: 'id-encr'
}

// existing storage account stavm2, because nodes of mlswecr001 reach it (main.py:19)
resource stavm2 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: 'stavm2'
}

// existing vault key keyEncryptionKey, because an attribute of it is used (main.py:38)
resource keyEncryptionKey 'Microsoft.KeyVault/vaults/keys@2026-02-01' existing = {
  parent: keyVault
  name: 'keyEncryptionKey'
}

// because mlswecr001 uses stavm as its storage (main.py:33)
resource idEncrManagesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, idEncr.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idEncr.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlswecr001 uses stavm as its storage'
  }
}

// because mlswecr001 uses stavm as its storage (main.py:33)
resource idEncrWritesStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, idEncr.id, storageBlobDataContributor)
  properties: {
    roleDefinitionId: storageBlobDataContributor
    principalId: idEncr.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlswecr001 uses stavm as its storage'
  }
}

// because mlswecr001 uses kv-avm as its key vault (main.py:33)
resource idEncrManagesKeyVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyVault
  name: guid(keyVault.id, idEncr.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idEncr.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlswecr001 uses kv-avm as its key vault'
  }
}

// because mlswecr001 uses kv-avm as its key vault (main.py:33)
resource idEncrAdministersKeyVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyVault
  name: guid(keyVault.id, idEncr.id, keyVaultAdministrator)
  properties: {
    roleDefinitionId: keyVaultAdministrator
    principalId: idEncr.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlswecr001 uses kv-avm as its key vault'
  }
}

// because mlswecr001 uses appi-avm as its insights (main.py:33)
resource idEncrManagesInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, idEncr.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idEncr.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlswecr001 uses appi-avm as its insights'
  }
}

// because mlswecr001 is encrypted with a key in kv-avm (main.py:33)
resource idEncrKeyVaultCryptoServiceEncryptionUserKeyVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyVault
  name: guid(keyVault.id, idEncr.id, keyVaultCryptoServiceEncryptionUser)
  properties: {
    roleDefinitionId: keyVaultCryptoServiceEncryptionUser
    principalId: idEncr.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlswecr001 is encrypted with a key in kv-avm'
  }
}

// because mlswecr001 connects to stavm2 (main.py:40)
resource idEncrConnectsToStavm2 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: stavm2
  name: guid(stavm2.id, idEncr.id, azureAIEnterpriseNetworkConnectionApprover)
  properties: {
    roleDefinitionId: azureAIEnterpriseNetworkConnectionApprover
    principalId: idEncr.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlswecr001 connects to stavm2'
  }
}

// workspace mlswecr001 (main.py:33)
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-12-01' = {
  name: 'mlswecr001'
  location: location
  sku: {
    name: 'Basic'
    tier: 'Basic'
  }
  kind: 'Default'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${idEncr.id}': {}
    }
  }
  properties: {
    friendlyName: 'mlswecr001'
    storageAccount: storage.id
    keyVault: keyVault.id
    applicationInsights: insights.id
    primaryUserAssignedIdentity: idEncr.id
    publicNetworkAccess: 'Disabled'
    systemDatastoresAuthMode: 'Identity'
    managedNetwork: {
      isolationMode: 'AllowInternetOutbound'
      firewallSku: 'Basic'
      outboundRules: {
        rule: {
          type: 'PrivateEndpoint'
          category: 'UserDefined'
          destination: {
            serviceResourceId: stavm2.id
            subresourceTarget: 'blob'
            sparkEnabled: false
          }
        }
      }
    }
    hbiWorkspace: false
    v1LegacyMode: false
    encryption: {
      status: 'Enabled'
      keyVaultProperties: {
        keyVaultArmId: keyVault.id
        keyIdentifier: keyEncryptionKey.properties.keyUriWithVersion
      }
      identity: {
        userAssignedIdentity: idEncr.id
      }
    }
  }
  dependsOn: [
    idEncrManagesStorage
    idEncrWritesStorage
    idEncrManagesKeyVault
    idEncrAdministersKeyVault
    idEncrManagesInsights
    idEncrKeyVaultCryptoServiceEncryptionUserKeyVault
    idEncrConnectsToStavm2
  ]
}

// because mlswecr001 acts as id-encr (main.py:33)
resource idEncrManagesWorkspace 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: workspace
  name: guid(workspace.id, idEncr.id, contributor)
  properties: {
    roleDefinitionId: contributor
    principalId: idEncr.properties.principalId
    principalType: 'ServicePrincipal'
    description: 'mlswecr001 acts as id-encr'
  }
}
